"""What is made in the suite, held against the schemas that are published."""

import json

import jsonschema

from disputes.court import extract, schemas
from disputes.papers import shelf

DATA = {"handoff.json": "hand-off-1.json", "docket.json": "docket-2.json"}


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads(schemas.published()[name]), format_checker=jsonschema.FormatChecker()
    )


def keeps_to_the_schemas(sha256: str) -> None:
    for name, schema in DATA.items():
        data = extract.read(shelf.store().path(sha256), name)
        errors = [(list(error.path), error.message) for error in validator(schema).iter_errors(data)]
        assert not errors, (name, errors)
