"""Straight quotation marks and apostrophes of an author -> the curly ones a reader expects.

Authors type what the keyboard has. A language with other marks («…», „…“) types its own, which are
left alone; so is everything inside code.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

#: After these, and at the beginning, a mark opens.
_OPENS = frozenset(" \t\n\r\xa0([{“‘«„")
#: The end of what Python-Markdown has put aside: a tag, an entity.
_PUT_ASIDE = "\x03"
#: After these the next character decides.
_EITHER = frozenset("—–-/=…" + _PUT_ASIDE)
_MARKS = re.compile(r"[\"']")
#: Words that begin with an apostrophe: 'tis, 'em, the '90s.
_ELISION = re.compile(r"'(?:\d\d|(?:tis|twas|til|em|cause|cos|round|n)\b)", re.IGNORECASE)
_LEFT_ALONE = frozenset(("code", "pre", "kbd", "samp", "script", "style", "math"))


def curly(text: str, before: str = "") -> str:
    """The text with curly marks; ``before`` is the character in front of it, if there is one."""
    if '"' not in text and "'" not in text:
        return text

    def mark(found: re.Match[str]) -> str:
        at = found.start()
        previous = text[at - 1] if at else before
        following = text[at + 1 : at + 2]
        opens = not previous or previous in _OPENS or (previous in "\"'" and _opened(text, at))
        if previous in _EITHER:
            opens = following.isalnum()
        if found[0] == '"':
            return "“" if opens else "”"
        if previous == _PUT_ASIDE:
            return "’"
        return "‘" if opens and following.strip() and not _ELISION.match(text, at) else "’"

    return _MARKS.sub(mark, text)


def _opened(text: str, at: int) -> bool:
    """Whether the run of marks that ends before ``at`` begins where a mark opens."""
    start = at
    while start and text[start - 1] in "\"'":
        start -= 1
    return start == 0 or text[start - 1] in _OPENS


def curl_quotes(md: Markdown) -> None:
    """Have a Markdown instance curl the marks: before the contents list takes over the headings."""
    md.treeprocessors.register(CurlyQuotes(md), "goodterms-quotes", 6)


class CurlyQuotes(Treeprocessor):
    """Curly marks in all text of a page; a mark looks back over the borders of inline elements."""

    def run(self, root: Element) -> None:
        """Change the texts in place."""
        self._walk(root, "")

    def _walk(self, element: Element, before: str) -> str:
        """Change an element's texts; the last character in it."""
        if element.tag in _LEFT_ALONE:
            return "x"
        block = self.md.is_block_level(element.tag)
        last = "" if block else before
        if element.text:
            element.text = curly(element.text, last)
            last = element.text[-1]
        for child in element:
            last = self._walk(child, last)
            if child.tail:
                child.tail = curly(child.tail, last)
                last = child.tail[-1]
        return "" if block or element.tag == "br" else last
