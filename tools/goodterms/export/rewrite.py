"""Changes tags of finished HTML and leaves every other byte of it as it is."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

#: Attributes in the order in which they were written; a value is None where there is no ``=``.
Attributes = dict[str, str | None]
#: What becomes of a start tag: HTML that stands in its place, or None to leave it alone.
Change = Callable[[str, Attributes], str | None]

_VOID = frozenset({"img", "br", "hr", "input", "source", "track", "wbr", "area", "col", "embed"})


class _Rewriter(HTMLParser):
    def __init__(self, text: str, change: Change) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.change = change
        self.lines = [0]
        for line in text.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.edits: list[tuple[int, int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        replaced = self.change(tag, dict(attrs))
        if replaced is not None:
            line, column = self.getpos()
            start = self.lines[line - 1] + column
            self.edits.append((start, start + len(written), replaced))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def rewrite_tags(text: str, change: Change) -> str:
    """The HTML with every start tag for which ``change`` gives something else replaced by it."""
    rewriter = _Rewriter(text, change)
    rewriter.feed(text)
    rewriter.close()
    parts: list[str] = []
    done = 0
    for start, end, replacement in rewriter.edits:
        parts += [text[done:start], replacement]
        done = end
    return "".join([*parts, text[done:]])


def start_tag(tag: str, attributes: Attributes) -> str:
    """A start tag with these attributes."""
    written = "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{written}{' /' if tag in _VOID else ''}>"
