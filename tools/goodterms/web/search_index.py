"""The search index as a classic script: what ``search.js`` loads when the dialog first opens.

It is loaded as a script because browsers refuse to fetch data from ``file://``. It is made here
and not by the theme's search plugin, whose exclusion of an element ends with the first element of
the same name inside it: answers of questions would be found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

FILE = "search_index.js"
_SPACES = re.compile(r"\s+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = frozenset(
    ("a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u")
)
_SILENT = frozenset(("script", "style", "svg", "template", "button", "select", "nav"))
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "wbr"))


@dataclass
class Section:
    """What stands under a heading: its anchor (empty: the page's beginning), title and text."""

    anchor: str
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Takes a page's content apart into sections.

    A heading with an id begins one, and so does an element with ``data-search-section`` (its
    anchor) and ``data-search-title``; ``data-search-exclude`` leaves an element out.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [Section("")]
        self.open: list[str] = []
        self.hidden_at: int | None = None
        self.heading_at: int | None = None
        self.after = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element: perhaps a section, perhaps one to leave out."""
        if tag not in _INLINE or self.after == tag:
            self._space()
        self.after = ""
        if tag in _VOID:
            return
        self.open.append(tag)
        if self.hidden_at is not None:
            return
        names = dict(attrs)
        if tag in _SILENT or "data-search-exclude" in names or "hidden" in names:
            self.hidden_at = len(self.open)
        elif names.get("data-search-section"):
            title = names.get("data-search-title") or ""
            self.sections.append(Section(names["data-search-section"] or "", [title]))
        elif tag in _HEADINGS and tag != "h1" and names.get("id"):
            self.heading_at = len(self.open)
            self.sections.append(Section(names["id"] or ""))

    def handle_endtag(self, tag: str) -> None:
        """End an element and what was left open inside it."""
        if tag not in self.open:
            return
        while self.open:
            depth = len(self.open)
            last = self.open.pop()
            if self.hidden_at == depth:
                self.hidden_at = None
            if self.heading_at == depth:
                self.heading_at = None
            if last == tag:
                break
        self.after = tag
        if tag not in _INLINE:
            self._space()

    def handle_data(self, data: str) -> None:
        """Text belongs to the title inside a heading, else to the section."""
        self.after = ""
        if self.hidden_at is not None:
            return
        section = self.sections[-1]
        (section.text if self.heading_at is None else section.title).append(data)

    def _space(self) -> None:
        if self.hidden_at is None:
            self.handle_data(" ")


def page_entries(address: str, title: str, html: str) -> list[list[str]]:
    """A page's sections as ``[address, page title, section title, text]``.

    The section title is empty for what stands before the first heading with an id.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    entries = []
    for section in reader.sections:
        text = _joined(section.text)
        if section.anchor:
            entries.append([f"{address}#{section.anchor}", title, _joined(section.title), text])
        else:
            entries.append([address, title, "", text])
    return entries


def index_script(entries: Iterable[list[str]]) -> str:
    """The script that gives the entries of all pages to ``GoodTerms.searchIndex``."""
    data = json.dumps(list(entries), ensure_ascii=False, separators=(",", ":"))
    safe = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return (
        "(function (root) {\n"
        "  var GoodTerms = root.GoodTerms = root.GoodTerms || {};\n"
        f"  GoodTerms.searchIndex = {safe};\n"
        '})(typeof globalThis === "undefined" ? this : globalThis);\n'
    )


def _joined(parts: Iterable[str]) -> str:
    return _SPACES.sub(" ", "".join(parts)).strip()
