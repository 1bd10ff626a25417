"""The machine's door (`/api/v1/`): the same reading as the pages, errors as problem+json (docs/api.md)."""
