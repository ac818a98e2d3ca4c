"""Red-line phrases (X): what must not be said stands only where it is marked as an example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from goodterms.lint.markup import around, blocks, is_cjk
from goodterms.lint.role_plays import OBSERVER, TEACHING_NOTE
from goodterms.lint.rule import Context, Problem, rule
from goodterms.lint.texts import Text, TextOfDocument
from goodterms.model.base import Authored
from goodterms.model.course import RolePlay
from goodterms.model.items import ItemBase
from goodterms.model.roleplay import Choice, Simulation, State
from goodterms.model.tables import Level, Rubric
from goodterms.model.templates import TemplateFront

#: Blocks of a document in which prohibited words may stand.
MARKED_BLOCKS = frozenset(("prohibited", "badly"))
#: Sections of a role-play for people who have to recognise prohibited words.
TRAINER_SECTIONS = frozenset((OBSERVER, TEACHING_NOTE))
#: Levels of a criterion that describe failing conduct.
FAILING = 1
_QUOTES = str.maketrans("’‘ʼ´`“”„«»", "'''''\"\"\"\"\"")


@dataclass(frozen=True)
class Phrase:
    """A phrase of a red line, ready to be looked for."""

    code: str
    text: str
    folded: str


@rule("X001")
def phrase_outside_example(context: Context) -> Iterator[Problem]:
    """Red-line phrase outside a marked example.

    A phrase of ``course/redlines.yml`` stands only where it is marked as what must not be said: in
    a block ``!!! prohibited`` or ``!!! badly``; in an option, left side, choice or hard fail with
    ``red_line``; in the stem of an item, the line of a state or a rationale beside such an option
    or choice; in a rubric's two lowest levels; in the observer sheet and teaching note of a
    role-play; or in a paragraph that names the red line by its code (H1).

    Why: people repeat what they read in a course. What must not be said is never shown as if it
    could be.

    Bad::

        Tell him that everyone will know.

    Good::

        !!! prohibited "Recognise"
            "Pay today, or everyone will know."
    """
    texts = [(text, _folded(text.text)) for text in context.texts if _looked_at(text)]
    everything = "\n".join(folded for _, folded in texts)
    phrases = [phrase for phrase in _phrases(context) if phrase.folded in everything]
    for text, folded in texts:
        for phrase in phrases:
            if phrase.folded not in folded:
                continue
            for match in _pattern(phrase.folded).finditer(text.visible.translate(_QUOTES)):
                if not _marked(text, match.start(), phrase.code):
                    yield Problem(
                        text.at(match.start()),
                        f"red-line phrase of {phrase.code}: {phrase.text!r}",
                        "say it lawfully; or mark it as an example: a block !!! prohibited, "
                        f"`red_line: {phrase.code}` on the option, "
                        f"or {phrase.code} in the paragraph",
                    )


def _phrases(context: Context) -> list[Phrase]:
    """Phrases in the language of the edition."""
    return [
        Phrase(line.id, text, _folded(text))
        for line in context.course.red_lines.values()
        if context.own(line)
        for text in line.phrases
        if text.strip()
    ]


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    """The phrase as whole words; scripts without spaces have no ends of words."""
    before = "" if is_cjk(phrase[0]) else r"(?<!\w)"
    after = "" if is_cjk(phrase[-1]) else r"(?!\w)"
    return re.compile(before + re.escape(phrase).replace(r"\ ", r"\s+") + after, re.IGNORECASE)


def _folded(text: str) -> str:
    if not text.isascii():
        text = text.translate(_QUOTES)
    return " ".join(text.lower().split())


def _looked_at(text: Text) -> bool:
    """Texts that learners or trainers read; the tables of law and red lines are exempt."""
    if isinstance(text, TextOfDocument):
        return True
    record = text.trail[0]
    if isinstance(record, ItemBase):
        return text.field != "accept"
    if isinstance(record, Simulation | Rubric | TemplateFront):
        return True
    return text.module is not None


def _marked(text: Text, offset: int, code: str) -> bool:
    if isinstance(text, TextOfDocument):
        return _marked_in_document(text, offset, code)
    if _names(text.text, code):
        return True
    record = text.trail[-1]
    if getattr(record, "red_line", None) == code:
        return True
    if isinstance(record, Level):
        return record.score <= FAILING
    if isinstance(record, Choice):
        return False
    return code in _tempting(text.trail)


def _tempting(trail: tuple[Authored, ...]) -> set[str]:
    """Red lines that options beside this text cross: the text may quote what is judged."""
    found: set[str] = set()
    for holder in trail:
        if isinstance(holder, ItemBase) and len(trail) == 1:
            for field in ("options", "left"):
                found |= {side.red_line for side in getattr(holder, field, ()) if side.red_line}
        elif isinstance(holder, State):
            found |= {choice.red_line for choice in holder.choices if choice.red_line}
    return found


def _marked_in_document(text: TextOfDocument, offset: int, code: str) -> bool:
    for block in blocks(text.visible):
        if block.kind in MARKED_BLOCKS and block.start <= offset < block.end:
            return True
    if isinstance(text.owner, RolePlay):
        where = text.at(offset)
        inside = [s for s in text.document.sections if s.position <= where]
        if inside and inside[-1].id in TRAINER_SECTIONS:
            return True
    return _names(around(text.visible, offset), code)


def _names(text: str, code: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(code)}(?![A-Za-z0-9])", text) is not None


RULES = (phrase_outside_example,)
