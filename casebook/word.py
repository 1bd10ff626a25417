"""Typical cases out of a Word file as ministries publish them: 案例1 …, 基本案情, 申请人请求, 处理结果, 案例分析, 典型意义."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from casebook.terms import number_of

CASE = re.compile(r"案例\s*[一二三四五六七八九十\d]+[\s.．、:：]*(.*)")
HEADINGS = {
    "基本案情": "facts", "案情简介": "facts", "简要案情": "facts", "案情": "facts", "申请人请求": "claims_text",
    "仲裁请求": "claims_text", "诉讼请求": "claims_text", "请求事项": "claims_text", "处理结果": "result",
    "裁判结果": "result", "裁决结果": "result", "调解结果": "result", "处理过程": "handling", "处理经过": "handling",
    "调解过程": "handling", "争议焦点": "legal_issue", "案例分析": "analysis", "裁判理由": "analysis",
    "典型意义": "significance", "案例评析": "significance", "案例启示": "significance",
}  # fmt: skip
_NAMES = "|".join(sorted(HEADINGS, key=len, reverse=True))
HEADING = re.compile(
    rf"[【\[〔（(]?(?:[一二三四五六七八九十]+[、.．])?\s*({_NAMES})\s*(?:[】\]〕）)]\s*[:：]?|[:：]|$)\s*(.*)"
)
ARTICLE = re.compile(r"《(?:中华人民共和国)?([^《》]{2,30})》第([一二三四五六七八九十百零〇\d]{1,6})条")
LARGEST = 50 * 1024 * 1024  # bytes of the text, unpacked


class NoWordFile(ValueError):
    """What cannot be read as a Word file; the words say why."""


@dataclass
class _Draft:
    line: int
    title: str
    parts: dict[str, list[str]] = field(default_factory=dict)
    at: str = ""


def records_of(path: Path) -> Iterator[tuple[int, str]]:
    """(paragraph in which the case begins, its record as a line of JSON), shaped as `casebook import` reads them.

    Raises NoWordFile when the file is none, or when no case is found in it.
    """
    batch, found, draft = "", 0, None
    for n, text in _paragraphs(path):
        if title := CASE.fullmatch(text):
            if draft:
                yield _line(draft, path, found, batch)
            found, draft = found + 1, _Draft(n, title[1].strip())
        elif draft is None:
            batch = batch or text
        else:
            _add(draft, text)
    if draft is None:
        raise NoWordFile(_("No paragraph begins a case: “案例1 …”."))
    yield _line(draft, path, found, batch)


def _paragraphs(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with zipfile.ZipFile(path) as package:
            if sum(item.file_size for item in package.infolist()) > LARGEST:
                raise NoWordFile(_("The file is too large."))
        paragraphs = Document(str(path)).paragraphs
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as refused:
        raise (
            refused if isinstance(refused, NoWordFile) else NoWordFile(_("This is no Word file (.docx)."))
        ) from refused
    for n, paragraph in enumerate(paragraphs, 1):
        if text := paragraph.text.strip():
            yield n, text


def _add(draft: _Draft, text: str) -> None:
    """A heading, alone or before the first words of its part; the title, where it stands in a line of its own."""
    if heading := HEADING.fullmatch(text):
        draft.at = HEADINGS[heading[1]]
        if heading[2]:
            draft.parts.setdefault(draft.at, []).append(heading[2])
    elif not draft.at:
        draft.title += text
    else:
        draft.parts.setdefault(draft.at, []).append(text)


def _line(draft: _Draft, path: Path, place: int, batch: str) -> tuple[int, str]:
    words = {name: "\n".join(lines) for name, lines in draft.parts.items()}
    cited = ARTICLE.findall("\n".join(words.values()))
    record: dict[str, Any] = {
        "id": f"{re.sub(r'[^0-9A-Za-z一-鿿.-]', '-', path.stem)[:50]}-{place}",
        "title": draft.title,
        **words,
        "law_articles": {
            "cited_in_source": [f"{law}第{number_of(article)}条" for law, article in dict.fromkeys(cited)]
        },
        "source": {"batch": batch[:160], "case_no_in_batch": place},
    }
    return draft.line, json.dumps(record, ensure_ascii=False)
