"""A DOCX template filled with a document's values by name. Word may have cut a placeholder into any number of runs.

Five rules, told to offices in docs/documents.md: {{ 字段 }} is replaced; {{ 字段/替代 }} says what stands there if it is
empty; [[ … ]] is left out if a field in it is empty ({{ 字段? }} and {{ 字段?无 }} only ask); paragraphs or rows in
succession with fields of one list are repeated for each of its items; a paragraph or row whose fields are all empty goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import Any

from docx import Document as Word
from docx.oxml.ns import qn

MARK = re.compile(r"\{\{([^{}]*)\}\}|\[\[|\]\]")
ORDINALS = ("序号", "汉字序号")
P, T, ROW, CELL, TABLE = qn("w:p"), qn("w:t"), qn("w:tr"), qn("w:tc"), qn("w:tbl")
CONTENT, BOX = qn("w:sdtContent"), qn("w:txbxContent")
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
PICTURES = (qn("w:drawing"), qn("w:pict"), ALTERNATE)
HAN = "零一二三四五六七八九"


@dataclass(frozen=True)
class Field:
    """What stands between the braces: names to try in turn, the words for none, whether it is only asked."""

    names: tuple[str, ...]
    asked: bool = False
    absent: bool = False

    @classmethod
    def read(cls, inside: str) -> Field:
        name, question, then = inside.replace("？", "?").partition("?")
        if question:
            return cls((name.strip(),), asked=True, absent=then.strip() == "无")
        return cls(tuple(part.strip() for part in inside.split("/")))


@dataclass
class Scope:
    """Values by name, and the item that each list is at."""

    values: Mapping[str, Any]
    at: dict[str, Any] = field(default_factory=dict)

    def inside(self, name: str, item: Any, place: int) -> Scope:
        here = dict(zip(ORDINALS, (str(place + 1), _han(place + 1)), strict=True))
        return Scope({**self.values, **here}, {**self.at, name: item})

    def found(self, name: str) -> tuple[Any, str]:
        """The value, and the name of the first list on the way to it that we are not inside of."""
        if name in self.at:
            return self.at[name], ""
        value: Any = self.values
        above = ""
        for part in name.split("."):
            if not isinstance(value, Mapping):
                return "", ""
            above = f"{above}.{part}" if above else part
            value = self.at[above] if above in self.at else value.get(part, "")
            if isinstance(value, list):
                return value, above
        return value, ""

    def text(self, one: Field) -> str | None:
        """What is printed; None where nothing is known and no words are given for that."""
        for name in one.names:
            value, _listed = self.found(name)
            if value and not isinstance(value, Mapping):
                return "、".join(map(str, value)) if isinstance(value, list) else str(value)
        known = [name for name in one.names[1:] if name.partition(".")[0] in self.values]
        spoken = [name for name in one.names[1:] if name not in known]
        return spoken[-1] if spoken else None

    def holds(self, one: Field) -> bool:
        value, _listed = self.found(one.names[0])
        return bool(value) is not one.absent


def fill(template: bytes, values: Mapping[str, Any]) -> bytes:
    """The template with the values in its body, heads and feet."""
    made = Word(BytesIO(template))
    for root in roots(made):
        boxes = list(root.iter(BOX))
        _fill_blocks(_blocks(root), Scope(values))
        for box in boxes:
            _fill_blocks(_blocks(box), Scope(values))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def roots(made: Any) -> Iterator[Any]:
    """The body, and each head and foot that the document has of its own."""
    yield made.element.body
    for part in made.part.package.iter_parts():
        if re.search(r"/(header|footer)\d*\.xml$", str(part.partname)):
            yield part.element


def fields_of(element: Any) -> list[Field]:
    """The fields in a paragraph, row or whole part, in order."""
    marks = (MARK.finditer(paragraph_text(block)) for block in element.iter(P))
    return [Field.read(mark[1]) for found in marks for mark in found if mark[1] is not None]


def _own(paragraph: Any) -> list[Any]:
    """The texts of this paragraph, not of one in a text box on it."""
    return [text for text in paragraph.iter(T) if next(text.iterancestors(P)) is paragraph]


def paragraph_text(paragraph: Any) -> str:
    return "".join(text.text or "" for text in _own(paragraph))


def _blocks(parent: Any) -> list[Any]:
    """Paragraphs, rows and tables below it, through content controls."""
    found = []
    for child in parent:
        if child.tag in (P, ROW, TABLE):
            found.append(child)
        elif child.tag == qn("w:sdt"):
            found += _blocks(child.find(CONTENT)) if child.find(CONTENT) is not None else []
    return found


def _listed(block: Any, scope: Scope) -> str:
    """The list whose items this paragraph or row is about, if we are not inside of it yet."""
    if block.tag == TABLE:
        return ""
    asked = (scope.found(one.names[0])[1] for one in fields_of(block) if not one.asked)
    return next(filter(None, asked), "")


def _fill_blocks(blocks: list[Any], scope: Scope) -> None:
    """Each block by itself; those in succession that are about one list together, once for each of its items."""
    for name, group in groupby(blocks, key=lambda block: _listed(block, scope)):
        inner = list(group)
        if not name:
            for block in inner:
                _fill_one(block, scope)
            continue
        items, _above = scope.found(name)
        for place, item in enumerate(items):
            made = [deepcopy(block) for block in inner]
            for block in made:
                inner[0].addprevious(block)
            _fill_blocks(made, scope.inside(name, item, place))
        for block in inner:
            _drop(block)


def _fill_one(block: Any, scope: Scope) -> None:
    if block.tag == TABLE:
        lists = {name for row in _blocks(block) if (name := _listed(row, scope))}
        _fill_blocks(_blocks(block), scope)
        if not _blocks(block) or (lists and not any(scope.found(name)[0] for name in lists)):
            _drop(block)  # a head without rows says nothing
    elif block.tag == ROW:
        if _nothing(fields_of(block), scope):
            _drop(block)
        else:
            for cell in block.iter(CELL):
                _fill_blocks(_blocks(cell), scope)
    else:
        _fill_paragraph(block, scope)


def _nothing(asked: Iterable[Field], scope: Scope) -> bool:
    """There are fields besides the place in a list, and none of them says anything."""
    said = [scope.text(one) for one in asked if not one.asked and one.names[0] not in ORDINALS]
    return bool(said) and all(text is None for text in said)


def _fill_paragraph(paragraph: Any, scope: Scope) -> None:
    texts = _own(paragraph)
    whole = "".join(text.text or "" for text in texts)
    if not MARK.search(whole):
        return
    if _nothing(_outside(texts), scope):
        _drop(paragraph)
        return
    pieces, _full = _kept(list(_tokens(texts)), scope)
    said = "".join(words for words, _run in pieces)
    if not said.strip() and whole.strip() and "[[" in whole:
        _drop(paragraph)
        return
    first, *others = _lines(pieces)
    last = paragraph
    for line in others:
        copy = deepcopy(paragraph)
        for picture in list(copy.iter(*PICTURES)):
            picture.getparent().remove(picture)
        _write(_own(copy), line)
        last.addnext(copy)
        last = copy
    _write(texts, first)


def _tokens(texts: list[Any]) -> Iterator[tuple[str, str, int]]:
    """Kind, words and the run it begins in: `text`, `field`, `[[`, `]]`."""
    whole = "".join(text.text or "" for text in texts)
    owner = [n for n, text in enumerate(texts) for _sign in text.text or ""]
    at = 0
    for mark in MARK.finditer(whole):
        yield from _plain(whole, owner, at, mark.start())
        kind = "field" if mark[1] is not None else mark[0]
        yield kind, mark[1] or "", owner[mark.start()]
        at = mark.end()
    yield from _plain(whole, owner, at, len(whole))


def _outside(texts: list[Any]) -> Iterator[Field]:
    """The fields that stand in no brackets."""
    depth = 0
    for kind, words, _run in _tokens(texts):
        depth += {"[[": 1, "]]": -1}.get(kind, 0)
        if kind == "field" and not depth:
            yield Field.read(words)


def _plain(whole: str, owner: list[int], start: int, end: int) -> Iterator[tuple[str, str, int]]:
    for run, signs in groupby(range(start, end), key=lambda n: owner[n]):
        yield "text", "".join(whole[n] for n in signs), run


def _kept(
    tokens: list[tuple[str, str, int]], scope: Scope, depth: int = 0
) -> tuple[list[tuple[str, int]], bool]:
    """What stays, with the run it goes to, and whether every field in it says something. Takes the tokens off the list."""
    pieces: list[tuple[str, int]] = []
    full = True
    while tokens:
        kind, words, run = tokens.pop(0)
        if kind == "text":
            pieces.append((words, run))
        elif kind == "field":
            one = Field.read(words)
            said = scope.text(one)
            full = full and (scope.holds(one) if one.asked else said is not None)
            if not one.asked:
                pieces.append((said or "", run))
        elif kind == "[[":
            inner, all_said = _kept(tokens, scope, depth + 1)
            pieces += inner if all_said else []
        elif depth:
            return pieces, full
        else:
            pieces.append((kind, run))
    return pieces, full


def _lines(pieces: list[tuple[str, int]]) -> list[list[tuple[str, int]]]:
    """A text of several lines is as many paragraphs; empty ones say nothing."""
    lines: list[list[tuple[str, int]]] = [[]]
    for words, run in pieces:
        first, *others = words.split("\n")
        lines[-1].append((first, run))
        lines += [[(other, run)] for other in others]
    return [line for line in lines if any(words.strip() for words, _run in line)] or [[]]


def _write(texts: list[Any], line: list[tuple[str, int]]) -> None:
    for n, text in enumerate(texts):
        text.text = "".join(words for words, run in line if run == n)
        text.set(qn("xml:space"), "preserve")


def _drop(block: Any) -> None:
    """Out of the document; what ends a section, or is all there is in a cell, stays as an empty paragraph."""
    parent = block.getparent()
    alone = parent.tag in (CELL, BOX) and len(parent.findall(P)) == 1
    if block.tag == P and (alone or next(block.iter(qn("w:sectPr")), None) is not None):
        for text in _own(block):
            text.text = ""
        return
    parent.remove(block)


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    return (("" if tens == 1 else HAN[tens]) + "十" if tens else "") + (HAN[ones] if ones or not tens else "")
