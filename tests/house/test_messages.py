"""Whatever refuses says what to do: every message of every form and every declared refusal, in both languages (docs/ux.md 7)."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from disputes.papers.refusal import REASONS

ROOT = Path(__file__).parents[2]
APPS = ("disputes", "mediation", "arbitration", "casebook", "config")
USELESS = {
    "zh-hans": re.compile(r"^[^，；：。]*(无效|非法|不合法|不正确|有误|出错|错误|失败)[^，；：]*[。！]?$"),
    "en": re.compile(
        r"^[^,;:]*\b(invalid|illegal|incorrect|not valid|bad input|error|failed)\b[^,;:]*[.!]?$",
        re.IGNORECASE,
    ),
}
NAME = "This answer"  # stands in for a label, says nothing by itself
# A word that asks for something. Guards state what the law wants instead and are not asked for one.
ASKS = {
    "zh-hans": re.compile(
        r"请|输入|只接收|写|填|选|核对|检查|看|改|补|不超过|不得|须|应|最多|至少|需要|必须|不能|只能|可以|先|再|换|删|拆|重新|勾"
    ),
    "en": re.compile(
        r"\b(write|choose|fill|check|tick|look|enter|give|name|say|state|select|ensure|make|must|may|cannot|can|should|need|needs"
        r"|at most|at least|up to|keep|no more|only|use|copy|read|finish|load|send|try|start|add|remove|save|type|correct|wait|ask|is required|first|split|put|convert|export|set|explain|describe|take)\b",
        re.IGNORECASE,
    ),
}


def raised():
    """(file, message) for everything a form or an upload is refused with, found in the source."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts or "management" in path.parts or "demo" in path.parts:
                continue
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(call, ast.Call) and ending(call.func) in {
                    "ValidationError",
                    "refusal",
                    "refused",
                    "add_error",
                }:
                    yield from ((f"{app}/{path.name}", text) for text in spoken(call))


def ending(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def spoken(call):
    for part in ast.walk(call):
        if isinstance(part, ast.Call) and ending(part.func) in {"_", "gettext", "gettext_lazy"}:
            yield from (
                one.value for one in part.args[:1] if isinstance(one, ast.Constant) and one.value != NAME
            )


def fields_of_the_house():
    """Every field of every form class that a module of ours declares."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if "Form" in path.read_text("utf-8") and not {"migrations", "settings", "demo"} & set(path.parts):
                for one in vars(importlib.import_module(name)).values():
                    if isinstance(one, type) and issubclass(one, forms.BaseForm) and one.__module__ == name:
                        yield from (
                            (f"{name}.{one.__name__}.{key}", field) for key, field in one.base_fields.items()
                        )


def declared():
    """The words a field has of its own; what Django would say of a field left as it is counts as well."""
    found = set()
    for where, field in fields_of_the_house():
        for code, words in field.error_messages.items():
            if code != "required":  # named by the question: config.forms
                found.add((f"{where} {code}", words))
    return found


def everything(language):
    """(where, message in that language) of all of them, without what stands in brackets of a format."""
    with translation.override(language):
        for where, words in raised():
            yield where, translation.gettext(words)
        yield from (
            (where, str(words)) for where, words in declared() if str(words)
        )  # some need a number first
        for code, words in REASONS.items():
            yield f"papers {code}", translation.gettext(words)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_ux_07_no_message_only_says_that_something_is_wrong(language):
    found = [f"{where}: {said}" for where, said in everything(language) if USELESS[language].search(said)]
    assert not found, "\n".join(sorted(set(found)))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_ux_07_every_message_asks_for_something(language):
    said = list(everything(language))
    found = [f"{where}: {words}" for where, words in said if not ASKS[language].search(words)]
    assert len(said) > 150
    assert not found, "\n".join(sorted(set(found)))
