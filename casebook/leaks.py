"""The leak test: every identifier of the people behind a case, hunted through all that the public could get."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from casebook.redact import redact
from casebook.redact.parties import find_parties, is_firm
from casebook.redact.typography import plain
from casebook.redacting import hidden
from casebook.texts import FIELDS
from disputes.papers.extract import about, text_of

if TYPE_CHECKING:
    from casebook.models import TypicalCase

# Numbers by which a person or a firm is found, whatever text they stand in.
NUMBERS = frozenset(
    "ID_CARD PHONE EMAIL BANK_CARD BANK_ACCOUNT WECHAT QQ ALIPAY USCC PASSPORT PLATE SI_NO".split()
)
NAMED = NUMBERS | {"PERSON", "ORG", "LANDLINE", "EMPLOYEE_NO", "LICENSE_NO", "PERMIT", "E_SIGN", "GEO"}
GAPS = re.compile(r"[\s\-_.·—–－,，/]+")
SHORTEST = 6  # characters of a number that is hunted for


@dataclass(frozen=True, slots=True)
class Hit:
    """Something of somebody stands where the public reads: where, what, and whose form it is."""

    where: str
    form: str
    reason: str


def identifiers(text: str) -> list[str]:
    """Numbers and addresses of people in any text, whoever they belong to."""
    return [text[s.start : s.end] for s in redact(text).spans if s.type in NUMBERS and not s.suspect]


def hits(case: TypicalCase) -> list[Hit]:
    """What of the original still shows, in the fields, the page, the index, the feeds, the export. Empty: may be
    published, when nothing stands in the file either (`hits_in_file`).

    Asked twice of the same words (by a page and by its guards), it hunts once.
    """
    words = repr([getattr(case, field.attname) for field in case._meta.concrete_fields])
    remembered = vars(case).setdefault("_hits", {})
    if words not in remembered:
        remembered[words] = hunt(case, dict(_surfaces(case))) + _strangers(case)
    return remembered[words]


def hunt(case: TypicalCase, surfaces: dict[str, str]) -> list[Hit]:
    """Whoever is behind the case, in each of these texts."""
    names = case.names_known()
    kept = {span["form"] for span in case.spans if span["decision"] == "keep"}
    found = [hit for where, text in surfaces.items() for hit in _named(where, text, names, kept)]
    found += [hit for where, text in surfaces.items() for hit in _numbered(where, text, _numbers(case))]
    found += [
        Hit(where, form, _("hidden in another place"))
        for form in _hidden_forms(case)
        for where, text in surfaces.items()
        if form in text
    ]
    return list(dict.fromkeys(found))


def _strangers(case: TypicalCase) -> list[Hit]:
    """Numbers of people who are in no register of ours. Imported words are public already."""
    if case.imported:
        return []
    kept = {span["form"] for span in case.spans if span["decision"] == "keep"}
    words = "\n".join(str(getattr(case, name)) for name in FIELDS)
    return [
        Hit(_("public text"), form, _("an identifier")) for form in identifiers(words) if form not in kept
    ]


def _surfaces(case: TypicalCase) -> Iterator[tuple[str, str]]:
    """Everything made of the case for the public, as plain text; the page also as source."""
    from casebook.feeds import entry_of
    from casebook.indexing import doc_of
    from casebook.pages import page_source
    from casebook.publishing import file_name, linked_data, print_data, record_of

    words = [
        str(getattr(case, name)) for name in (*FIELDS, "employer", "region", "batch", "issuer", "source_url")
    ]
    yield _("public text"), "\n".join([*words, *case.articles, case.number or ""])
    source = page_source(case)
    yield _("public page"), html.unescape(strip_tags(source))
    yield _("source of the page"), html.unescape(source)
    doc = doc_of(case)
    yield (
        _("search index"),
        "\n".join([doc.title, doc.facts, doc.issue, doc.claims, doc.rest, str(doc.facets)]),
    )
    yield _("feed"), f"{entry_of(case, '')}\n{json.dumps(entry_of(case, '').as_json(), ensure_ascii=False)}"
    yield _("what search engines are told"), json.dumps(linked_data(case, ""), ensure_ascii=False)
    yield _("export and programming interface"), json.dumps(record_of(case), ensure_ascii=False)
    yield _("printed case"), "\n".join(_strings(print_data(case)))
    yield _("names of files and addresses"), f"{file_name(case)}\n{case.number or ''}"


def _strings(value: Any) -> Iterator[str]:
    """Every text in a structure of lists and objects."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _strings(inner))


def named_in(words: str, cases: Iterable[TypicalCase]) -> list[str]:
    """Forms of the people behind these cases in words that stand beside them, as on the cover of a batch."""
    found = [hit.form for case in cases for hit in hunt(case, {"": words})]
    return list(dict.fromkeys(found))


def hits_in_file(case: TypicalCase) -> list[Hit]:
    """The same hunt through the PDF itself: what its pages say, and everything it says about itself."""
    from casebook.publishing import pdf_of

    pdf = pdf_of(case)
    return hunt(case, {_("PDF file"): f"{text_of(pdf)}\n{about(pdf)}"})


def _named(where: str, text: str, names: list[str], kept: set[str]) -> Iterator[Hit]:
    """Names in every form: in full, as 陈师傅, in pinyin, by initials. Markup is searched for full names alone."""
    view = plain(text)
    if where == _("source of the page"):
        yield from (Hit(where, name, _("name of a party")) for name in names if plain(name) in view)
        return
    for finding, name in find_parties(view, [plain(name) for name in names]):
        form = text[finding.start : finding.end]
        if form in kept and plain(name) not in plain(form):
            continue
        yield Hit(where, form, _("name of an employer") if is_firm(name) else finding.reason)


def _numbers(case: TypicalCase) -> list[str]:
    """Numbers and addresses of the parties, bare of separators."""
    found: list[Any] = []
    for party in case.source_parties:
        found += [party.identity, party.phone, party.address, party.postal_address, *_days(party.born_on)]
    for user in case.source_people:
        found += [user.identity, user.phone]
    if case.source_dispute:
        found += [case.source_dispute.reference, case.source_dispute.workplace_address]
        found += [getattr(record, "number", "") for record in case.source_records]
    return [bare(str(one)) for one in found if one and len(bare(str(one))) >= SHORTEST]


def _days(day: str) -> list[str]:
    """A date of birth as people write it; separators do not matter."""
    try:
        born = date.fromisoformat(day)
    except ValueError:
        return [day]
    return [
        f"{born:%Y%m%d}",
        f"{born.year}年{born.month}月{born.day}日",
        f"{born:%Y年%m月%d日}",
        f"{born.year}/{born.month}/{born.day}",
    ]


def _numbered(where: str, text: str, numbers: list[str]) -> Iterator[Hit]:
    """With whatever separators: 138-0013-8000, 1 3 8 0 0 …"""
    view = bare(text)
    yield from (Hit(where, number, _("number or address")) for number in numbers if number in view)


def bare(text: str) -> str:
    return GAPS.sub("", plain(text)).upper()


def _hidden_forms(case: TypicalCase) -> list[str]:
    """What was removed in one place must not stand in another."""
    forms = {s["form"] for s in case.spans if hidden(s) and s["type"] in NAMED and len(s["form"].strip()) > 1}
    return sorted(form for form in forms if form not in {s["replacement"] for s in case.spans})
