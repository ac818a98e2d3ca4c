"""What Markdown looks like to rules: blocks, lists, sentences, words, numbers. Pure functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goodterms.model.embeds import mask_code

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_EMBED = re.compile(
    r'\{\{[ \t]*[a-z_]+\(\s*"(?:[^"\\\n]|\\.)*"\s*(?:,\s*"((?:[^"\\\n]|\\.)*)"\s*)?\)[ \t]*\}\}'
)
_BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>!!!|\?\?\?\+?)(?P<gap>[ \t]*)(?P<kind>[^\s\"]*)[^\n]*$",
    re.MULTILINE,
)
_ITEM = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>[-*+]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)\s]*(?:[ \t]+\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ATTRIBUTES = re.compile(r"\{[ \t]*:?[ \t]*[#.][^{}\n]*\}")
_MARKS = re.compile(r"[*_`~]+|^[ \t]*(?:#{1,6}|>)[ \t]+|^[ \t]*[-*+][ \t]+", re.MULTILINE)
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_WORD = re.compile(rf"[^\W_{_CJK}]+(?:['’\-][^\W_{_CJK}]+)*")
_SENTENCE = re.compile(
    r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’»)\]])\s+|(?<=[。！？])|\n\s*\n|\n(?=[ \t]*[-*+>|#]|\d)"
)


@dataclass(frozen=True)
class Block:
    """``!!! kind`` or ``??? kind`` with its indented content, as offsets into the text."""

    kind: str
    start: int
    content: int
    end: int
    empty: bool


@dataclass(frozen=True)
class ListItem:
    """One point of a list that stands at the margin, with its continuation lines."""

    text: str
    numbered: bool
    start: int


def visible(text: str) -> str:
    """The text with code and comments blanked, so that offsets stay what they are."""
    if "<!--" in text:
        text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return mask_code(text)


def blocks(text: str) -> list[Block]:
    """All admonitions and folded blocks of a text whose code is blanked, nested ones too."""
    found = []
    for mark in _BLOCK.finditer(text):
        indent = len(mark["indent"].expandtabs(4))
        end = mark.end()
        empty = True
        while end < len(text):
            stop = text.find("\n", end + 1)
            stop = len(text) if stop < 0 else stop
            line = text[end + 1 : stop].expandtabs(4)
            if line.strip():
                if len(line) - len(line.lstrip()) < indent + 4:
                    break
                empty = False
            end = stop
        found.append(Block(mark["kind"], mark.start("mark"), mark.end(), end, empty))
    return found


def list_items(text: str) -> list[ListItem]:
    """The points of all lists at the margin of a text."""
    marks = [mark for mark in _ITEM.finditer(text) if not mark["indent"]]
    found = []
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(text)
        body = text[mark.end() : end]
        lines = [body.split("\n", 1)[0]]
        gap = False
        for line in body.split("\n")[1:]:
            if not line.strip():
                gap = True
            elif gap and not line.startswith((" ", "\t")):
                break
            else:
                lines.append(line.strip())
        found.append(ListItem(" ".join(lines).strip(), mark["mark"][0].isdigit(), mark.start()))
    return found


def around(text: str, offset: int) -> str:
    """The paragraph or point of a list that an offset lies in."""
    start = 0
    for line in re.finditer(r"^[ \t>]*$|^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]", text, re.MULTILINE):
        if line.start() > offset:
            return text[start : line.start()]
        start = line.start()
    return text[start:]


def plain(text: str, filler: str = "") -> str:
    """The words of a text: no markup, embeds as their shown text or as ``filler``."""
    text = visible(text) if "`" in text or "<!--" in text or "~~~" in text else text
    if "{{" in text:
        text = _EMBED.sub(lambda match: match[1] or filler, text)
    if "](" in text:
        text = _LINK.sub(lambda match: match[1], text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    return _MARKS.sub("", text)


def words(text: str) -> list[str]:
    """The words of plain text; each character of Chinese, Japanese or Korean by itself."""
    found = _WORD.findall(text)
    if _CJK_CHARACTER.search(text):
        found += _CJK_CHARACTER.findall(text)
    return found


def word_count(text: str) -> int:
    """How many words a Markdown text has; two characters of Chinese or Japanese are a word."""
    shown = plain(text, filler="x")
    return len(_WORD.findall(shown)) + len(_CJK_CHARACTER.findall(shown)) // 2


def width(text: str) -> int:
    """How long plain text looks: characters, those of Chinese or Japanese counted twice."""
    return len(text) + len(_CJK_CHARACTER.findall(text))


def is_cjk(character: str) -> bool:
    """Whether a character belongs to a script that writes no spaces between words."""
    return bool(_CJK_CHARACTER.match(character))


def sentences(text: str) -> Iterator[str]:
    """The sentences of plain text, roughly: good enough to compare two texts."""
    for part in _SENTENCE.split(text):
        folded = " ".join(part.split())
        if folded:
            yield folded


_THOUSANDS = {
    ".": re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)"),
    ",": re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)"),
}
#: After a comma language's whole number a point begins decimals too: clauses are written 7.2.
_DECIMALS = {
    ".": re.compile(r"\.(\d+)(?!\.?\d)"),
    ",": re.compile(r"[.,](\d+)(?![.,]?\d)"),
}
#: Digits behind a letter are part of a name: B2B, H10.
_DIGITS = re.compile(r"(?<![^\W_])\d+")
#: What stands before the parts of a date such as 14.05.2026.
_AFTER_NUMBER = re.compile(r"\d[.,]")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def numbers(text: str, decimal: str) -> Counter[Decimal]:
    """The numbers of plain text by value; ``decimal`` is the sign before decimals.

    Signs are left out: a hyphen before a number is a range or a part of a name as often as a
    minus.
    """
    found: Counter[Decimal] = Counter()
    if not text.isascii():
        text = text.translate(_WIDE)
    done = 0
    while start := _DIGITS.search(text, done):
        match = _THOUSANDS[decimal].match(text, start.start()) or start
        done = match.end()
        value = re.sub(r"\D", "", match[0])
        fraction = _DECIMALS[decimal].match(text, done)
        if fraction and not _AFTER_NUMBER.match(text[max(0, start.start() - 2) : start.start()]):
            value += f".{fraction[1]}"
            done = fraction.end()
        found[Decimal(value).normalize()] += 1
    return found


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 item``, ``3 items``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
