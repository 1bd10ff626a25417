"""Rule ids (AL-30) in the words a party reads (劳动争议调解仲裁法第30条)."""

from functools import cache

from disputes.rules.instruments import INSTRUMENTS


@cache
def cite(law: str, lang: str = "zh") -> str:
    """`AL-30` in full words; a source that is not listed keeps the name it came with."""
    source, _, article = law.rpartition("-")
    name = INSTRUMENTS[source].name.to(lang) if source in INSTRUMENTS else source
    if lang.startswith("en"):
        return f"{name} art. {article}"
    return f"{name}{_article(source, article)}"


@cache
def cite_all(laws: tuple[str, ...], lang: str = "zh") -> str:
    """Several articles; a source named once stands for the articles after it."""
    parts: list[str] = []
    for previous, law in zip((None, *laws), laws, strict=False):
        source, _, article = law.rpartition("-")
        same = previous is not None and previous.rpartition("-")[0] == source
        short = f"art. {article}" if lang.startswith("en") else _article(source, article)
        parts.append(short if same else cite(law, lang))
    return (", " if lang.startswith("en") else "、").join(parts)


def _article(source: str, article: str) -> str:
    return f"第{article}{'点' if source == 'B9' else '条'}"
