"""Which words the house says, and whether each has its Chinese: for `manage.py check_po`."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

Key = tuple[str | None, str]

# Function name -> how many leading arguments are a context (0 or 1).
SPEAKING = {
    name + lazy: int(name.startswith(("p", "np")))
    for name in ("gettext", "ngettext", "pgettext", "npgettext")
    for lazy in ("", "_lazy")
} | {"_": 0, "gettext_noop": 0}
TEMPLATES = {".html", ".txt", ".xml", ".typ"}
CALL = re.compile(r"\b(_|n?p?gettext)\(")
LITERAL = re.compile(r"""\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?""", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)[^{}]*\}")


@dataclass(frozen=True)
class Said:
    """A word to translate and the file that says it."""

    key: Key
    where: Path


def said_by(app: Path) -> Iterator[Said]:
    """Every msgid used in the Python files and templates below ``app``."""
    for path in sorted(app.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield from (Said(key, path) for key in in_python(path.read_text()))
        elif path.suffix in TEMPLATES and "templates" in path.parts:
            yield from (Said(key, path) for key in in_template(path.read_text()))


def in_python(source: str) -> Iterator[Key]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        context = SPEAKING.get(name)
        if context is not None and len(texts) > context:
            yield (texts[0] if context else None, texts[context])


def in_template(source: str) -> Iterator[Key]:
    code = templatize(source)
    for call in CALL.finditer(code):
        context, place = SPEAKING[call.group(1)], call.end()
        texts: list[str] = []
        while (literal := LITERAL.match(code, place)) and len(texts) <= context:
            texts.append(ast.literal_eval(literal.group(1)))
            place = literal.end()
        if len(texts) > context:
            yield (texts[0] if context else None, texts[context])


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as lines:
        return read_po(lines, locale=path.parent.parent.name)


def translated(words: Catalog) -> dict[Key, str]:
    return {key_of(message): str(message.string) for message in words if message.id}


def other_words(words: Catalog, known: dict[Key, str]) -> Iterator[str]:
    """Entries that another catalogue says otherwise: of the two only one is ever spoken."""
    for key, said in translated(words).items():
        if known.get(key, said) != said:
            yield f"said otherwise by another catalogue: {key[1]!r}"


def key_of(message: Message) -> Key:
    msgid = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context, msgid)


def faults(words: Catalog) -> Iterator[str]:
    """Entries without a translation, marked fuzzy, or naming a placeholder that the source does not give."""
    for message in words:
        if not message.id:
            continue
        sources = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
        if message.fuzzy:
            yield f"fuzzy: {sources[0]!r}"
        if not all(strings):
            yield f"not translated: {sources[0]!r}"
        given = {found.group() for source in sources for found in PLACEHOLDER.finditer(source)}
        asked = {found.group() for string in strings for found in PLACEHOLDER.finditer(string)}
        if asked - given:
            yield f"unknown placeholder {', '.join(sorted(asked - given))}: {sources[0]!r}"
