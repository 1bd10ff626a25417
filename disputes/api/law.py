"""Questions of law by machine: the same answers as `manage.py law` gives, from the same code."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.api import law_shapes
from disputes.api.door import Public, lang
from disputes.api.problems import TooLarge, Unanswerable
from disputes.api.shapes import REFUSED
from disputes.calendars import in_force
from disputes.rules.calendar import CalendarUnknown
from disputes.rules.jsonlines import COUNTED_FROM, QUESTIONS, parse
from disputes.rules.words import RuleError

LONGEST = 64 * 1024  # bytes of one question


class Question(BaseParser):
    """One JSON object, read as the command reads a line: no NaN, no number that loses digits unseen."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        body = stream.read(LONGEST + 1)
        if len(body) > LONGEST:
            raise TooLarge
        try:
            return parse(body)
        except RuleError as error:
            raise Unanswerable(error.to(lang())) from None


class Ask(Public):
    """Public: no personal data is asked for, nothing is kept."""

    what: ClassVar[str]
    parser_classes = (Question,)
    throttle_scope = "law"

    def post(self, request: Request) -> Response:
        asked = request.data
        if not isinstance(asked, dict):
            asked = {}
        try:
            answer = QUESTIONS[self.what](asked, lang(), in_force())
        except CalendarUnknown as error:
            field = COUNTED_FROM[self.what]
            raise Unanswerable(error.naming(field, lang()), field) from None
        except RuleError as error:
            raise Unanswerable(error.naming("", lang()), error.field or _named(error, asked)) from None
        return Response({"id": asked.get("id"), **answer})


def _named(error: RuleError, asked: dict[str, Any]) -> str:
    """The field that the refusal itself names first, where it names one of a question."""
    words = error.to("en").split()
    first = words[0].rstrip(":") if words else ""
    return first if first in asked or first in law_shapes.FIELDS else ""


@extend_schema(
    tags=["law"], summary="When a period ends, and why", request={"application/json": law_shapes.DUE},
    responses={200: law_shapes.DUE_ANSWER, **REFUSED},
)  # fmt: skip
class Due(Ask):
    what = "due"


@extend_schema(
    tags=["law"], summary="What a claim is worth", request={"application/json": law_shapes.CALCULATE},
    responses={200: law_shapes.CALCULATE_ANSWER, **REFUSED},
)  # fmt: skip
class Calculate(Ask):
    what = "calculate"


@extend_schema(
    tags=["law"], summary="Which items of an award are final", request={"application/json": law_shapes.FINALITY},
    responses={200: law_shapes.FINALITY_ANSWER, **REFUSED},
)  # fmt: skip
class Finality(Ask):
    what = "finality"


@extend_schema(
    tags=["law"], summary="The next question of a guide, or what the law says to the answers",
    request={"application/json": law_shapes.GUIDE}, responses={200: law_shapes.GUIDE_ANSWER, **REFUSED},
)  # fmt: skip
class Guide(Ask):
    what = "guide"
