"""A page as a reader meets it: its words, its frame, its error summary."""

from __future__ import annotations

from html.parser import HTMLParser

SILENT = {"script", "style", "svg", "noscript"}
FRAME = {"h2", "h3", "button", "label", "legend", "th", "dt", "summary", "title"}
ALONE = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "path"}


class Page(HTMLParser):
    """`words`: everything said; `frame`: what headings, labels, buttons and tables' heads say, not a case's own words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.frame: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.title = ""
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.add(found["id"] or "")
        if tag == "a" and self._inside("class", "error-summary"):
            self.links.append(found.get("href") or "")
        for name in ("aria-label", "placeholder", "alt", "title"):
            if found.get(name) and not self._foreign():
                self.words.append(found[name] or "")
        if tag not in ALONE:
            self.open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1][0] != tag:
            self.open.pop()
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _attrs in self.open}
        if not data.strip() or tags & SILENT or self._foreign():
            return
        if "title" in tags:
            self.title += data
        self.words.append(data.strip())
        if tags & FRAME and not tags & {"details", "td"} - {"summary"}:
            self.frame.append(data.strip())

    def _inside(self, name: str, value: str) -> bool:
        return any(value in (attrs.get(name) or "").split() for _tag, attrs in self.open)

    def _foreign(self) -> bool:
        """Marked as being in another language than the page."""
        return any("lang" in attrs for tag, attrs in self.open if tag != "html")
