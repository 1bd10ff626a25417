"""The standard template of a form as DOCX: the house's own words, every datum a placeholder that says its name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document as Word

from disputes.papers import editable, render
from disputes.papers.documents import DOCUMENTS
from disputes.papers.fields import LINES, NAMES, ONE, STRINGS, Names
from disputes.papers.kinds import Document
from disputes.papers.wording import cite


def forms() -> Iterator[tuple[str, str, Document]]:
    """Every form of every document: its code, its variant, and what it is."""
    for code, each in DOCUMENTS.items():
        for variant in each.variants or [""]:
            yield code, variant, each.of(variant)


@cache
def written(code: str, variant: str) -> bytes:
    """The standard template of one form. KeyError, DocumentIncomplete for a form that there is not."""
    wanted = DOCUMENTS[code].of(variant)
    made = Word()
    editable.set_up(made, wanted.title, {"date": "2020-01-01", "office": ""})
    for block in editable.blocks_in(_hypertext(wanted, variant)):
        editable.place(made, block)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _hypertext(wanted: Document, variant: str) -> str:
    data = _placeholders(NAMES) | {"_names": {key: _name(held) for key, held in NAMES.items()}}
    if wanted.code == "D40":
        data["witnesses"] = ["{{ 见证人 }}"]
    paper = {
        "code": wanted.code, "variant": variant, "title": wanted.title, "issued": wanted.issued, "basis": cite(wanted.basis),
        "year": 2020, "month": 1, "day": 1, "d": data,
    }  # fmt: skip
    return render.as_html(wanted.template, json.dumps(paper, ensure_ascii=False), mould="1")


def _name(held: Any) -> str:
    return str(held[0] if isinstance(held, tuple) else held)


def _placeholders(names: Names, above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, held in names.items():
        path = f"{above}{_name(held)}"
        if isinstance(held, tuple):
            inside = _placeholders(held[1], f"{path}.")
            found[key] = inside if key in ONE else [inside]
        else:
            found[key] = ["{{ " + path + " }}"] if key in STRINGS else "{{ " + path + " }}"
    return found


SHOWN = {
    "案号": "穗天劳人仲案〔2026〕1号",
    "申请人": "李晓梅",
    "被申请人": "广州云帆电子科技有限公司",
    "第三人": "",
}
TWO = 2  # items of every list in a trial


def trial() -> dict[str, Any]:
    """Values that show where each field comes to stand: days, sums and two items of every list."""
    return _shown(NAMES) | SHOWN


def _shown(names: Names, item: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, held in names.items():
        name = _name(held)
        if not isinstance(held, tuple):
            text = _example(key, name + item)
            found[name] = [text, text] if key in LINES else text
        else:
            found[name] = _shown(held[1]) if key in ONE else [_shown(held[1], han) for han in "一二"[:TWO]]
    return found


def _example(key: str, name: str) -> str:
    if key.endswith("_on") or key in ("date", "born"):
        return "2026年11月30日"
    if key.endswith("_at"):
        return "2026年11月30日09:30"
    if key.endswith("_capital"):
        return "人民币壹万贰仟叁佰肆拾伍元陆角柒分"
    if key.endswith("amount") or key == "total":
        return "12,345.67元"
    return f"〔{name}〕"
