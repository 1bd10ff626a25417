"""Records of cases published elsewhere: read line by line, taken over once, a bad one named and left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from casebook.envelopes import desk_for, envelope
from casebook.indexing import together
from casebook.models import TypicalCase
from casebook.topics import Outcome as Result
from casebook.topics import Route, Topic, Trade, outcome_of, routes_of, topic_of, trade_of
from disputes.acts import NotLawful, begin, perform

NUMBER = re.compile(r"[^\W_][\w.\-]{0,59}")
OWN = re.compile(
    r"\d{4}-\d{4,}|desk|propose|figures|like|follow|glossary|batches|export\.jsonl|feed\.\w+"
)  # numbers this house gives, and its own addresses
ITEM = re.compile(r"[（(]([一二三四五六])[)）]")
LARGEST = 10**12  # yuan; what is no sum (infinite, not a number) compares as false
PLACE = {c: str(n) for n, c in enumerate("一二三四五六", 1)}


class Refused(ValueError):
    """A record that cannot be taken over; the words say why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line: `new`, `changed`, `same` or `refused` with its reason."""

    line: int
    number: str
    what: str
    reason: str = ""


def import_lines(lines: Iterable[str | bytes], *, publish: bool) -> Iterator[Outcome]:
    """Take over every record; the index is written once at the end."""
    return import_records(enumerate(lines, 1), publish=publish)


def import_records(lines: Iterable[tuple[int, str | bytes]], *, publish: bool) -> Iterator[Outcome]:
    """The same for records that stand at places of their own, as in a Word file."""
    with together():
        for at, line in lines:
            if line.strip():
                yield _import_line(at, line, publish)


def _import_line(at: int, line: str | bytes, publish: bool) -> Outcome:  # noqa: FBT001 - the command's own switch
    number = ""
    try:
        record = _object(_parsed(line))
        number = _number(record.get("id"))
        words, filing = words_of(record), filing_of(record)
        with transaction.atomic():
            return Outcome(at, number, _take(number, words, filing, "yes" if publish else ""))
    except IntegrityError:
        return Outcome(at, number, "refused", _("Another import has just taken this number."))
    except NotLawful as refusal:
        return Outcome(at, number, "refused", "; ".join(map(str, refusal.reasons)))
    except (ValueError, TypeError, AttributeError, RecursionError) as wrong:
        return Outcome(
            at,
            number,
            "refused",
            str(wrong) if isinstance(wrong, Refused) else _("This is no record of a case."),
        )


def _take(number: str, words: dict[str, str], filing: dict[str, Any], publish: str) -> str:
    """Begin a new record, or bring the one of this number up to date. What was recalled or corrected here stays so."""
    case = TypicalCase.objects.filter(number=number).first()
    facts: dict[str, Any] = {"words": words, "filing": filing, "publish": publish}
    if case is None:
        fresh = TypicalCase(dispute=envelope(), office=desk_for(), number=number, imported=True)
        begin(fresh, "adopt", **facts)
        return "new"
    if not case.imported:
        raise Refused(_("“%(number)s” is the number of a case of this house.") % {"number": number})
    unchanged = case.original == words and all(getattr(case, name) == value for name, value in filing.items())
    open_to_it = case.stage in ("proposed", "published") and not case.corrected_on
    if not open_to_it or (unchanged and not (publish and case.stage == "proposed")):
        return "same"
    perform(case, "adopt", **facts)
    return "changed"


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(_("Give a JSON object."))
    return value


def _parsed(line: str | bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise Refused(_("This line is no valid JSON.")) from None


def _number(value: Any) -> str:
    number = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not NUMBER.fullmatch(number):
        raise Refused(_("“id” has to be 1 to 60 letters, digits, dots, hyphens or underscores."))
    if OWN.fullmatch(number):
        raise Refused(_("“%(number)s” is an address of this house.") % {"number": number})
    return number


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise Refused(_("“%(name)s” has to be a text.") % {"name": name})
    return (value or "").strip().replace("\x00", "")


def _part(record: dict[str, Any], name: str, kind: type) -> Any:
    value = record.get(name)
    if value is None:
        return kind()
    if not isinstance(value, kind):
        words = _("“%(name)s” has to be a list.") if kind is list else _("“%(name)s” has to be an object.")
        raise Refused(words % {"name": name})
    return value


def words_of(record: dict[str, Any]) -> dict[str, str]:
    """The words of the case under our headings."""
    title, facts = _text(record, "title"), _text(record, "facts")
    if not title or not facts:
        raise Refused(_("“title” and “facts” are needed."))
    if len(title) > 200:
        raise Refused(_("“title” has more than 200 characters."))
    went = [_object(part) for part in _part(record, "procedure", list)]
    return {
        "title": title,
        "facts": facts,
        "claims": _text(record, "claims_text")
        or "\n".join(_claim(_object(claim)) for claim in _part(record, "claims", list)),
        "handling": _text(record, "handling")
        or "\n".join(f"{_text(p, 'body')}：{_text(p, 'outcome')}" for p in went),
        "result": _text(record, "result"),
        "issue": _text(record, "legal_issue"),
        "analysis": _text(record, "analysis"),
        "significance": _text(record, "significance"),
    }


def _claim(claim: dict[str, Any]) -> str:
    sums = [
        f"{word}{claim[name]}元"
        for name, word in (("amount_yuan", "请求"), ("amount_awarded_yuan", "支持"))
        if isinstance(claim.get(name), (int, float))
    ]
    parts = [_text(claim, "type_zh") or _text(claim, "type"), _text(claim, "description"), "，".join(sums)]
    return "；".join(part for part in parts if part)


def _sum(claim: dict[str, Any]) -> dict[str, str] | None:
    """What was asked and given on one claim; nothing where the source does not say what was given."""
    asked, given = (_yuan(claim.get(name)) for name in ("amount_yuan", "amount_awarded_yuan"))
    return (
        {"topic": topic_of(str(claim.get("type") or "other")), "asked": asked, "given": given}
        if given
        else None
    )


def _yuan(value: Any) -> str:
    """As text with two decimals; empty for what is no sum of money."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < LARGEST
    return f"{value:.2f}" if number else ""


def filing_of(record: dict[str, Any]) -> dict[str, Any]:
    """By what it is filed and cited."""
    source, laws = _part(record, "source", dict), _part(record, "law_articles", dict)
    kinds = [
        PLACE[m[1]]
        for item in _part(_part(record, "dispute_type", dict), "art2_items", list)
        if (m := ITEM.search(str(item)))
    ]
    employer, published = _text(record, "employer_type")[:80], _text(source, "published")[:10]
    stages = [str(part.get("stage")) for part in _part(record, "procedure", list)]
    claims = [str(claim.get("type") or "other") for claim in _part(record, "claims", list)]
    batch = _text(source, "batch")
    cited = _part(laws, "cited_in_source", list) + _part(laws, "added_by_compiler", list)
    order = source.get("case_no_in_batch")
    routes = [route for route in routes_of(stages) if route in Route.values]
    sums = [one for claim in _part(record, "claims", list) if (one := _sum(claim))]
    return {
        "kinds": list(dict.fromkeys(kinds)),
        "sums": sums,
        "outcome": _among(Result, record, "outcome") or outcome_of(sums, routes, _text(record, "result")),
        "topics": [topic for topic in _part(record, "topics", list) if topic in Topic.values]
        or list(dict.fromkeys(topic_of(claim) for claim in claims)),
        "trade": _among(Trade, record, "trade") or trade_of(employer + _text(record, "title")),
        "employer": employer,
        "routes": routes,
        "new_form": record.get("new_employment_form") is True,
        "region": _text(record, "province")[:40],
        "year": _year(_text(record, "year"), published, batch),
        "batch": batch[:160],
        "batch_order": order if isinstance(order, int) and 0 <= order < 32768 else None,
        "issuer": _text(source, "issuer")[:120],
        "source_url": _text(source, "official_url")[:300],
        "source_published": published,
        "articles": [str(article)[:160] for article in dict.fromkeys(cited)],
    }


def _among(choices: Any, record: dict[str, Any], name: str) -> str:
    """A value of ours, as our own export writes it; what we do not know is worked out anew."""
    value = _text(record, name)
    return value if value in choices.values else ""


def _year(*texts: str) -> int | None:
    found = next((m for text in texts if (m := re.search(r"(?:19|20)\d\d", text))), None)
    return int(found[0]) if found else None
