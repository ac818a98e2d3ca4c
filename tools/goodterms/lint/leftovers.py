"""Leftovers (Z): marks of unfinished work and broken typing that readers would see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodterms.diagnostics import Severity
from goodterms.lint.rule import Context, Problem, rule

#: What authors of every language write where something is still to come. Case matters.
_MARKS = re.compile(r"(?<!\w)(?:TODO|TBD|TBC|FIXME|XXX)(?!\w)|(?i:lorem ipsum)|\?{3,}|¿{2,}")
_BOLD = re.compile(r"(?<!\\)\*\*")
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[^\n`]*$", re.MULTILINE)
_BROKEN = re.compile(r"[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f]")


@rule("Z001", completeness=True)
def unfinished(context: Context) -> Iterator[Problem]:
    """Mark of unfinished work.

    TODO, TBD, TBC, FIXME, XXX, lorem ipsum, a row of question marks, and phrases of the language
    (``lint/words``) that stand for a text to come. Code is left alone.

    Why: readers take it as the level of care of the whole.

    Bad::

        The fee is TBD.

    Good::

        The fee is 40 euros.
    """
    spoken = context.words.unfinished_mark
    for text in context.texts:
        for pattern in (_MARKS, spoken):
            for match in pattern.finditer(text.visible) if pattern else ():
                if match[0].startswith("?") and _begins_line(text.visible, match.start()):
                    continue  # a folded block
                yield Problem(
                    text.at(match.start()),
                    f"unfinished: {match[0]!r}",
                    "write what is missing, or keep the reminder outside the course's texts",
                    text.module,
                )


@rule("Z002", severity=Severity.WARNING)
def bold_never_closed(context: Context) -> Iterator[Problem]:
    """Bold that is never closed.

    A paragraph has an even number of double asterisks. Code is left alone.

    Why: the reader sees two asterisks instead of bold, and a dialogue loses its speaker.

    Bad::

        **Anna: Good morning.

    Good::

        **Anna:** Good morning.
    """
    for text in context.texts:
        if "**" not in text.text:
            continue
        start = 0
        for part in re.split(r"(\n[ \t>]*\n)", text.visible):
            marks = list(_BOLD.finditer(part))
            if len(marks) % 2:
                yield Problem(
                    text.at(start + marks[-1].start()),
                    "these double asterisks have no partner in their paragraph",
                    "close the bold with **, or write \\*\\* for asterisks",
                )
            start += len(part)


@rule("Z003")
def fence_never_closed(context: Context) -> Iterator[Problem]:
    """Code fence that is never closed.

    A line of three or more backticks or tildes has a partner of the same kind below it.

    Why: everything to the end of the file becomes code, embeds and headings included.

    Bad::

        ```
        480000 / 1080000 * 90

    Good::

        ```
        480000 / 1080000 * 90
        ```
    """
    for text in context.documents:
        opened: re.Match[str] | None = None
        for line in _FENCE.finditer(text.text):
            if opened is None:
                opened = line
            elif line[1].startswith(opened[1]):
                opened = None
        if opened is not None:
            yield Problem(
                text.at(opened.start(1)),
                "this code fence is never closed",
                f"put a line {opened[1]} below the code",
            )


@rule("Z004")
def character_broken(context: Context) -> Iterator[Problem]:
    """Broken character.

    The replacement character U+FFFD or a control character stands in a text.

    Why: it is what is left of a letter after a file was saved in the wrong encoding.

    Bad::

        the fa\ufffdade of the shop

    Good::

        the façade of the shop
    """
    for text in context.texts:
        for match in _BROKEN.finditer(text.text):
            yield Problem(
                text.at(match.start()),
                f"the character U+{ord(match[0]):04X} is broken",
                "type the letter again",
            )


def _begins_line(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip()


RULES = (unfinished, bold_never_closed, fence_never_closed, character_broken)
