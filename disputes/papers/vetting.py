"""Whether an uploaded template may be used for a form, and if not, why, by the name of the field."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from docx import Document as Word
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from disputes.papers import standard
from disputes.papers.documents import DOCUMENTS
from disputes.papers.fields import NAMES, Names, name_of
from disputes.papers.filling import MARK, ORDINALS, P, fields_of, fill, paragraph_text, roots
from disputes.papers.refusal import REASONS, Rejected
from disputes.papers.sniff import accept

LARGEST = 2 * 1024 * 1024
UNPACKED = 8 * 1024 * 1024  # bytes of all XML in it: read as a tree it takes many times as much
STANDS_FOR = {
    "当事人.姓名": ("申请人", "被申请人", "签名人.姓名"),
    "当事人.身份": ("申请人", "被申请人"),
    "日期": ("汉字日期",),
}
ALWAYS = (
    "number",
    "office",
    "date",
    "date_han",
    "addressee",
    "cause",
    "parties",
    "applicants",
    "respondents",
    "thirds",
    "claims",
    "contact",
)
UNREADABLE = (
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
    SyntaxError,
    RecursionError,
    zipfile.BadZipFile,
    PackageNotFoundError,
)  # what a package that is none, or no longer whole, makes the readers raise
XML = (".xml", ".rels")
FETCHES = re.compile(r"INCLUDE|DDE|LINK|IMPORT|MACROBUTTON|DATABASE", re.I)


class NotUsable(ValueError):
    """The template is not taken; `reasons` are sentences that say what to change."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)


def vet(code: str, variant: str, name: str, raw: bytes) -> None:
    """Raises NotUsable with everything that is wrong at once."""
    _is_a_plain_docx(name, raw)
    try:
        made = Word(io.BytesIO(raw))
        found = [(one, root) for root in roots(made) for one in fields_of(root)]
    except UNREADABLE:
        raise NotUsable(_("The file cannot be opened. Please save it again in Word as a .docx.")) from None
    wrong = [*_acting(made), *_unbalanced(made)]
    used = {name for one, _root in found for name in one.names[:1]}
    known = allowed(code, variant)
    wrong += [
        _("There is no field {{ %(name)s }} in this document. Please use one from the list below.")
        % {"name": one}
        for one in sorted(used - known)
    ]
    wrong += [
        _("The field {{ %(name)s }} has to stand in this document. Please put it in.") % {"name": one}
        for one in mandatory(code, variant)
        if not _stands(one, {name for field, _root in found for name in field.names})
    ]
    if wrong:
        raise NotUsable(*wrong)
    try:
        Word(io.BytesIO(fill(raw, standard.trial())))
    except UNREADABLE:
        raise NotUsable(_("It cannot be filled in. Please start again from the standard template.")) from None


def _is_a_plain_docx(name: str, raw: bytes) -> None:
    if len(raw) > LARGEST:
        raise NotUsable(_("The file is larger than 2 MB. Please use smaller pictures."))
    try:
        if accept(name, raw).extension != "docx":
            raise NotUsable(_("Please upload a Word document (.docx)."))
    except Rejected as refused:
        raise NotUsable(_(refused.words)) from None
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        if sum(part.file_size for part in package.infolist() if part.filename.endswith(XML)) > UNPACKED:
            raise NotUsable(_(REASONS["bomb"]))
        for part in package.namelist():
            if "/embeddings/" in f"/{part}" or "/activeX/" in f"/{part}":
                raise NotUsable(_("The file holds an embedded object. Please take it out."))
            if part.endswith(".rels") and b'TargetMode="External"' in package.read(part):
                raise NotUsable(
                    _(
                        "The file refers to something outside of it (a link, a linked picture or template). Please take it out."
                    )
                )


def _acting(made: Any) -> list[str]:
    codes = "".join(one.text or "" for root in roots(made) for one in root.iter(qn("w:instrText")))
    simple = " ".join(
        one.get(qn("w:instr")) or "" for root in roots(made) for one in root.iter(qn("w:fldSimple"))
    )
    if FETCHES.search(codes + " " + simple):
        return [_("A Word field in it fetches something from elsewhere. Please take it out.")]
    if any(next(root.iter(qn("w:altChunk")), None) is not None for root in roots(made)):
        return [_("The file holds an embedded object. Please take it out.")]
    return []


def _unbalanced(made: Any) -> list[str]:
    """Half a placeholder or half a bracket, with the words around it."""
    wrong = []
    for root in roots(made):
        for paragraph in root.iter(P):
            text = paragraph_text(paragraph)
            rest, depth, broken = MARK.sub("", text), 0, False
            for mark in MARK.finditer(text):
                depth += {"[[": 1, "]]": -1}.get(mark[0], 0)
                broken = broken or depth < 0
            if broken or depth or "{{" in rest or "}}" in rest:
                wrong.append(
                    _(
                        "Braces or brackets are not closed in “%(words)s”. Please close them in the same paragraph."
                    )
                    % {"words": text[:60]}
                )
    return wrong


@cache
def allowed(code: str, variant: str) -> frozenset[str]:
    """The fields that may stand in a form: those of the standard template, and who and what the case is."""
    usual = {key: NAMES[key] for key in ALWAYS}
    return frozenset({*ORDINALS, *_of_standard(code, variant), *_paths(usual)})


@cache
def mandatory(code: str, variant: str) -> tuple[str, ...]:
    """What the law demands (`Document.required`) and the standard template therefore prints."""
    printed = _of_standard(code, variant)
    names = (name_of(path) for path in DOCUMENTS[code].of(variant).required)
    return tuple(dict.fromkeys(name for name in names if name and _stands(name, printed)))


def _stands(name: str, used: set[str] | frozenset[str]) -> bool:
    return any(
        one == wanted or one.startswith(f"{wanted}.")
        for wanted in (name, *STANDS_FOR.get(name, ()))
        for one in used
    ) or (name == "当事人" and _stands("当事人.姓名", used))


@cache
def _of_standard(code: str, variant: str) -> frozenset[str]:
    made = Word(io.BytesIO(standard.written(code, variant)))
    known = set(_paths(NAMES))
    return frozenset(
        name for root in roots(made) for one in fields_of(root) for name in one.names if name in known
    )


def _paths(names: Names, above: str = "") -> list[str]:
    found = []
    for held in names.values():
        name, inner = held if isinstance(held, tuple) else (held, {})
        found += [f"{above}{name}", *_paths(inner, f"{above}{name}.")]
    return found
