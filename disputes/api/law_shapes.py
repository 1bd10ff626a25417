"""What the questions of law and their answers look like, for the schema; the rules themselves judge every field."""

from __future__ import annotations

from typing import Any

from disputes.rules.amounts.kinds import CALCULATORS
from disputes.rules.catalogue import RULES
from disputes.rules.guides import GUIDES

Shape = dict[str, Any]


def obj(required: list[str], **properties: Shape) -> Shape:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def question(required: list[str], **properties: Shape) -> Shape:
    """What is asked: further members are not read."""
    return obj(required, **properties) | {"additionalProperties": True}


def list_of(shape: Shape) -> Shape:
    return {"type": "array", "items": shape}


TEXT: Shape = {"type": "string"}
FLAG: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
ANY_ID: Shape = {"description": "Echoed in the answer."}
SUM: Shape = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$", "description": "Yuan, two decimals."}
LAW = list_of({"type": "string", "description": "An article, e.g. AL-30."})
TEXTS = list_of(TEXT)
CITY: Shape = {"type": "string", "pattern": "^[0-9]{6}$", "description": "Division code."}

DUE = question(
    ["code", "from"], id=ANY_ID, code={"type": "string", "enum": sorted(RULES)}, pauses=list_of(list_of(DAY)),
    restarts=list_of(DAY), extended=FLAG, **{"from": DAY},
)  # fmt: skip
DUE_ANSWER = obj(
    ["id", "code", "raw_due", "due", "provisional", "law", "explanation"], id=ANY_ID, code=TEXT, raw_due=DAY, due=DAY,
    recommended_due=DAY, provisional=FLAG, law=LAW, explanation=TEXTS,
)  # fmt: skip
CALCULATE = question(["kind"], id=ANY_ID, kind={"type": "string", "enum": sorted(CALCULATORS)})
CALCULATE_ANSWER = obj(
    ["id", "kind", "steps", "law"], id=ANY_ID, kind=TEXT, amount=SUM, minimum=SUM, maximum=SUM,
    steps=list_of(obj(["text", "amount"], text=TEXT, amount=SUM)), law=LAW, notes=TEXTS,
)  # fmt: skip
FINALITY = question(
    ["city", "award_date", "confirms_relation", "items"], id=ANY_ID, city=CITY, award_date=DAY, confirms_relation=FLAG,
    items=list_of(question(["key", "kind"], key=TEXT, kind=TEXT, awarded={"type": ["string", "number", "null"]})),
)  # fmt: skip
FINALITY_ANSWER = obj(
    ["id", "minimum_wage", "threshold", "items", "documents", "law"], id=ANY_ID, minimum_wage=SUM, threshold=SUM,
    items={"type": "object", "additionalProperties": {"type": "string", "enum": ["final", "non_final"]}},
    documents=list_of(obj(["type", "items"], type=TEXT, items=TEXTS)), law=LAW, notes=TEXTS,
)  # fmt: skip
GUIDE = question(
    ["guide"], id=ANY_ID, guide={"type": "string", "enum": sorted(GUIDES)},
    answers={"type": "object", "additionalProperties": True},
)  # fmt: skip
GUIDE_ANSWER = obj(
    ["id", "guide"], id=ANY_ID, guide=TEXT, result=TEXT, reasons=TEXTS, law=LAW, ask=TEXT, words=TEXT, kind=TEXT,
    options={"type": "object", "additionalProperties": TEXT},
)  # fmt: skip
FIELDS = frozenset(DUE["properties"]) | frozenset(FINALITY["properties"]) | frozenset(GUIDE["properties"])
