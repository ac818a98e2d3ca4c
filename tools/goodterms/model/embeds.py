"""The grammar of embeds, ``{{ name("id") }}`` and ``{{ name("id", "shown text") }}``.

It is regular on purpose: no nesting, no expressions, no other quotes. Everything else between
double braces is malformed and reported as such; braces inside code are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What an author may embed. ``scan`` also returns other names, so that a rule can name them.
EMBED_NAMES = (
    "quiz",
    "assessment",
    "task",
    "role_play",
    "simulation",
    "law",
    "red_line",
    "term",
    "fact",
    "field",
    "money",
)

_STRING = r'"((?:[^"\\\n]|\\["\\])*)"'
_EMBED = re.compile(
    r"\{\{[ \t]*([a-z_]+)\(\s*" + _STRING + r"\s*(?:,\s*" + _STRING + r"\s*)?\)"
    r"[ \t]*\}\}"
)
_BRACES = re.compile(r"\{\{(?:[^{}\n]|\{(?!\{)|\}(?!\}))*(?:\}\})?")
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n[ \t]*\n).)*?[^`])\1(?!`)", re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')


@dataclass(frozen=True)
class EmbedMatch:
    """One embed in a text; ``alone`` says that nothing else stands on its line."""

    name: str
    id: str
    label: str | None
    start: int
    end: int
    alone: bool


@dataclass(frozen=True)
class MalformedEmbed:
    """Double braces that are not an embed, with the offsets of what was written."""

    text: str
    start: int
    end: int


def scan(text: str) -> list[EmbedMatch]:
    """All well-formed embeds of a Markdown text in order, known by name or not."""
    if "{{" not in text:
        return []
    visible = mask_code(text)
    return [
        EmbedMatch(
            name=match[1],
            id=_unescape(match[2]),
            label=None if match[3] is None else _unescape(match[3]),
            start=match.start(),
            end=match.end(),
            alone=_alone(text, match.start(), match.end()),
        )
        for match in _EMBED.finditer(visible)
    ]


def malformed(text: str) -> list[MalformedEmbed]:
    """All double braces of a Markdown text that ``scan`` does not read, in order."""
    if "{{" not in text:
        return []
    visible = _EMBED.sub(lambda match: " " * len(match[0]), mask_code(text))
    return [
        MalformedEmbed(text=match[0], start=match.start(), end=match.end())
        for match in _BRACES.finditer(visible)
    ]


def _alone(text: str, start: int, end: int) -> bool:
    """Whether the line holds nothing but the embed (indentation and quote marks apart)."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end:] if stop < 0 else text[end:stop]
    return not before.strip("> \t") and not after.strip()


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def mask_code(text: str) -> str:
    """The text with fenced code and code spans blanked, so that offsets stay what they are."""
    if "`" not in text and "~~~" not in text:
        return text
    text = _blank_fences(text)
    return _CODE_SPAN.sub(lambda match: _blank(match[0]), text)


def _blank_fences(text: str) -> str:
    parts: list[str] = []
    done = 0
    opened: re.Match[str] | None = None
    for line in _FENCE.finditer(text):
        marker = line[1]
        if opened is None:
            if marker[0] == "`" and "`" in line[0].strip("> \t")[len(marker) :]:
                continue  # a code span that begins with three backticks
            opened = line
        elif marker.startswith(opened[1]) and not line[0].strip("> \t")[len(marker) :].strip():
            parts += [text[done : opened.start()], _blank(text[opened.start() : line.end()])]
            done, opened = line.end(), None
    if opened is not None:  # never closed: code to the end, as Markdown reads it
        parts += [text[done : opened.start()], _blank(text[opened.start() :])]
        done = len(text)
    return "".join([*parts, text[done:]])


def _blank(text: str) -> str:
    return "".join("\n" if char == "\n" else " " for char in text)
