"""The outbox: packages pushed to courts, notices sent to platforms; tried again until they arrive (docs/api.md)."""
