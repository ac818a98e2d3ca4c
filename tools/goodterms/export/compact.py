"""How progress fits into the 4,096 characters of SCORM 1.2's ``suspend_data``.

``static/js/suspend.js`` writes and reads the text; this module makes the table of codes it needs
and computes, from the same grammar, the longest text a module can ever produce::

    1.<nonce 4>.<revision>.<page>      header: version, whose attempt, how new, where
    ~r<lesson>.<time>                  lesson read
    ~d<item>.<response>                practice, not yet checked (only if never checked before)
    ~p<item>.<time>.<tries>.<response> practice, checked; the score is computed again
    ~a<test>.<uuid>.<form>.<n>.<time>.<item>-<letters>*…     open attempt, order of options
    ~q<test>.<item>-<response>*…       its answers so far
    ~s<test>.<uuid>.<form>.<stamp>.<n>.<time>.<time>.<verdict>.<score>.<max>.<mark>.<responses>
    ~t<simulation>.<path>              conversation going on
    ~g<simulation>.<uuid>.<time>.<path>  conversation played: the best and the last

All of it is ASCII that no LMS has to escape (letters, digits, ``. ~ * - _ !``). Names are codes
(``codes.py``). Left out, because they cannot fit or cannot matter: written texts (kept on the
device), what was typed of a number that cannot be read, orders of options and, apart from the
last attempt, answers of attempts handed in. A short answer is cut to ``keep_length`` characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from goodterms.errors import FindingsError
from goodterms.export.codes import codes_for, whole_code
from goodterms.export.parts import PackedAssessment, PackedForm, Parts
from goodterms.model.items import Classify, Item, Match, Multiple, Numeric, Order, Short, Written
from goodterms.model.roleplay import Simulation
from goodterms.scoring.digest import form_digest

#: SCORM 1.2 RTE, CMIString4096.
LIMIT = 4096
#: Characters of the parts that ``suspend.js`` writes; it clamps values that could be longer.
HEADER, NONCE, REVISION, TIME, UUID, STAMP = 1, 4, 6, 6, 22, 3
TRIES, ATTEMPT, VERDICT, POINTS, MARK, NUMBER = 2, 2, 1, 13, 8, 20
#: Plays of a simulation that are kept, and letters of a path where the conversation can loop.
PLAYS, LONGEST_PATH = 2, 60
#: A short answer keeps at least so many stored characters, and so many more than any accepted one.
SHORT_LEAST, SHORT_MORE = 40, 8

_PLAIN = re.compile(r"[A-Za-z0-9 ]*")


@dataclass(frozen=True)
class WorstCase:
    """Characters that each part of the progress needs at most; ``total`` with the header."""

    header: int
    lessons: int
    practice: int
    assessments: int
    simulations: int

    @property
    def total(self) -> int:
        """All characters."""
        return self.header + self.lessons + self.practice + self.assessments + self.simulations

    def __str__(self) -> str:
        return (
            f"{self.total:,} of {LIMIT:,} characters (lessons {self.lessons:,}, practice "
            f"{self.practice:,}, tests {self.assessments:,}, simulations {self.simulations:,})"
        )


@dataclass(frozen=True)
class Codes:
    """Id -> code for each kind of thing that progress names."""

    pages: dict[str, str]
    lessons: dict[str, str]
    items: dict[str, str]
    assessments: dict[str, str]
    simulations: dict[str, str]


def codes_of(parts: Parts, pages: Iterable[str]) -> Codes:
    """The codes of a package; ``pages`` are the keys of its pages."""
    return Codes(
        pages=codes_for(pages),
        lessons=codes_for(lesson.id for lesson in parts.module.lessons),
        items=codes_for(item.id for item in _items(parts)),
        assessments=codes_for(packed.id for packed in parts.assessments),
        simulations=codes_for(simulation.id for simulation in parts.simulations),
    )


def code_table(parts: Parts, codes: Codes) -> dict[str, Any]:
    """What ``suspend.js`` needs: for every kind code -> id and what decides how it is written."""
    return {
        "pages": {code: key for key, code in codes.pages.items()},
        "lessons": {code: name for name, code in codes.lessons.items()},
        "items": {codes.items[item.id]: _item_row(item) for item in _items(parts)},
        "assessments": {
            codes.assessments[packed.id]: {
                "id": packed.id,
                "attempts": packed.attempts,
                "forms": {form.id: _form_row(parts, packed, form) for form in packed.forms},
            }
            for packed in parts.assessments
        },
        "simulations": {
            codes.simulations[simulation.id]: [simulation.id, path_limit(simulation)]
            for simulation in parts.simulations
        },
    }


def suspend_data_worst_case(parts: Parts, codes: Codes) -> WorstCase:
    """The longest ``suspend_data`` of a module: everything answered, at its longest."""
    item = {one.id: codes.items[one.id] for one in _items(parts)}
    longest_page = max((len(code) for code in codes.pages.values()), default=0)
    return WorstCase(
        header=HEADER + 1 + NONCE + 1 + REVISION + 1 + longest_page,
        lessons=sum(len("~r.") + len(code) + TIME for code in codes.lessons.values()),
        practice=sum(
            len("~p...") + len(item[one.id]) + TIME + TRIES + response_length(one)
            for one in parts.practice
        ),
        assessments=sum(
            _assessment(packed, len(codes.assessments[packed.id]), item)
            for packed in parts.assessments
        ),
        simulations=sum(
            _simulation(simulation, len(codes.simulations[simulation.id]))
            for simulation in parts.simulations
        ),
    )


def require_fit(worst: WorstCase, module_id: str) -> None:
    """Refuse a package whose progress might not fit.

    Raises:
        FindingsError: the worst case is above 4,096 characters.
    """
    if worst.total > LIMIT:
        raise FindingsError(
            f"module {module_id}: progress may need {worst}; SCORM 1.2 LMSs cut the rest off",
            "take practice items out of the lessons, shorten accepted short answers, or split "
            "the module",
        )


def response_length(item: Item) -> int:
    """Characters of the longest response to an item, as it is stored."""
    match item:
        case Multiple() | Order():
            return len(item.options)
        case Match() | Classify():
            return 2 * len(item.left)
        case Numeric():
            return NUMBER
        case Short():
            return keep_length(item)
        case _:
            return 1  # a letter, or the sign that a text was written


def keep_length(item: Short) -> int:
    """Stored characters of a short answer: more than any accepted one, so a right one fits."""
    return max(SHORT_LEAST, SHORT_MORE + max(map(stored_text_length, item.accept)))


def stored_text_length(text: str) -> int:
    """Characters that ``suspend.js`` needs for a text: its own if plain, base 64 otherwise."""
    kept = " ".join(unicodedata.normalize("NFKC", text).split())
    if _PLAIN.fullmatch(kept):
        return 1 + len(kept)
    return 1 + -(-len(kept.encode()) * 4 // 3)


def path_limit(simulation: Simulation) -> int:
    """Choices on the longest way through a conversation, 60 if it can go in circles."""
    following = {s.id: sorted({c.next for c in s.choices}) for s in simulation.states}
    known: dict[str, int] = {}
    open_states: set[str] = set()

    def longest(at: str) -> int:
        if at not in following:
            return 0
        if at in open_states:
            return LONGEST_PATH
        if at not in known:
            open_states.add(at)
            ways = [1 + longest(state) for state in following[at]]
            known[at] = min(LONGEST_PATH, max(ways, default=0))
            open_states.discard(at)
        return known[at]

    return longest(simulation.start)


def _assessment(packed: PackedAssessment, code: int, item: dict[str, str]) -> int:
    """Either all attempts are handed in, or one is open and the others are."""
    fixed = len("~s...........") + code + UUID + STAMP + ATTEMPT + 2 * TIME
    fixed += VERDICT + 2 * POINTS + MARK + max(len(form.id) for form in packed.forms)
    answers = max(_answers(form, item) for form in packed.forms)
    opened = max(
        len("~a.....")
        + code
        + UUID
        + len(form.id)
        + ATTEMPT
        + TIME
        + _orders(form, item)
        + len("~q.")
        + code
        + _answers(form, item)
        for form in packed.forms
    )
    before = (packed.attempts - 1) * fixed + (answers if packed.attempts > 1 else 0)
    return max(packed.attempts * fixed + answers, before + opened)


def _answers(form: PackedForm, item: dict[str, str]) -> int:
    return sum(len(item[one.id]) + len("-*") + response_length(one) for one in form.items)


def _orders(form: PackedForm, item: dict[str, str]) -> int:
    return sum(len(item[one.id]) + len("-*") + sides_shown(one) for one in form.items)


def sides_shown(item: Item) -> int:
    """How many options or right sides a form shows in an order of its own."""
    sides = getattr(item, "options", None) or getattr(item, "right", None) or []
    return len(sides)


def _simulation(simulation: Simulation, code: int) -> int:
    path = path_limit(simulation)
    talk = len("~t.") + code + path
    play = len("~g...") + code + UUID + TIME + path
    return talk + PLAYS * play


def _items(parts: Parts) -> list[Item]:
    """Practice items and the items of all forms, each once."""
    found = {item.id: item for item in parts.practice}
    for packed in parts.assessments:
        for form in packed.forms:
            found.update((item.id, item) for item in form.items)
    return list(found.values())


def _item_row(item: Item) -> list[str | int]:
    row: list[str | int] = [item.id, item.type]
    if isinstance(item, Short):
        row.append(keep_length(item))
    return row


def _form_row(parts: Parts, packed: PackedAssessment, form: PackedForm) -> dict[str, Any]:
    """What brings back an attempt of this version: its digest, and the stamp that stands for it."""
    digest = (
        ""
        if packed.assessment.delivery == "sealed"
        else form_digest(packed.id, form.id, form.items)
    )
    version = parts.course.settings.version
    row: dict[str, Any] = {"stamp": whole_code(f"{version}/{digest}")[:STAMP]}
    written = [item.id for item in form.items if isinstance(item, Written)]
    if digest:
        row["digest"] = digest
    if written:
        row["written"] = written
    return row
