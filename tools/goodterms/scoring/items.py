"""Scoring of single items: every type, every named rule, and the shape a response must have.

A response is what the learner gave, as in a submission: a letter (``single``), a list of letters
(``multiple``, ``order``), left to right (``match``, ``classify``), a number (``numeric``) or a text
(``short``, ``written``). ``None`` is skipped and earns 0. What is not answered earns nothing:
an incomplete ``order`` or ``match`` is scored on what is there. ``static/js/scoring.js`` of the
render room repeats this file in JavaScript; ``tests/scoring/vectors.json`` holds both to it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from itertools import combinations

from goodterms.model.items import (
    Classify,
    Item,
    Match,
    Multiple,
    Numeric,
    Order,
    Short,
    Single,
    Written,
)
from goodterms.model.submissions import Response
from goodterms.scoring.text import SPACES, normalise_short

#: Characters (code points) a short answer and a written answer may have.
MAX_SHORT = 1_000
MAX_WRITTEN = 100_000
#: Floating-point slack of numeric keys, relative to the key or its tolerance (at least to 1):
#: 40.1 with tolerance 0.1 accepts 40.0 although 40.1 - 40.0 is a hair more than 0.1 in binary.
NUMERIC_GUARD = 1e-9

Share = Callable[[Response], float]


class ScoringRuleError(ValueError):
    """An item names a scoring rule that its type does not have."""


class Scorer:
    """One item, prepared: ``check`` says what is wrong with a response, ``score`` its points."""

    def __init__(self, item: Item) -> None:
        if item.rule not in type(item).scoring_rules:
            known = ", ".join(type(item).scoring_rules)
            raise ScoringRuleError(
                f"{item.id}: no scoring rule {item.rule!r} for type {item.type} (known: {known})"
            )
        self.item = item
        self._wrong, self._share = _prepare(item)

    def check(self, response: Response) -> str | None:
        """Why the response has the wrong shape for this item, or None if it can be scored."""
        return None if response is None else self._wrong(response)

    def score(self, response: Response) -> float | None:
        """Points from 0 to ``item.points``; None for a written answer that a person must mark.

        Skipped and malformed responses earn 0.
        """
        if response is None or self._wrong(response) is not None:
            return 0.0
        if isinstance(self.item, Written):
            return None if str(response).strip(SPACES) else 0.0
        return self.item.points * self._share(response)


def score_item(item: Item, response: Response) -> float | None:
    """Points of a response, 0 to ``item.points``; None if a person must mark it.

    Raises:
        ScoringRuleError: the item names a rule its type does not have.
    """
    return Scorer(item).score(response)


def check_response(item: Item, response: Response) -> str | None:
    """Why a response has the wrong shape, in plain words, or None if it can be scored."""
    return Scorer(item).check(response)


def _prepare(item: Item) -> tuple[Callable[[Response], str | None], Share]:
    match item:
        case Single():
            letters = {option.id for option in item.options}
            return (lambda r: _check_letter(r, letters)), (lambda r: float(r == item.key))
        case Multiple():
            letters = {option.id for option in item.options}
            return (lambda r: _check_letters(r, letters)), _multiple(item, letters)
        case Order():
            letters = {option.id for option in item.options}
            return (lambda r: _check_letters(r, letters)), _order(item)
        case Match() | Classify():
            left, right = {side.id for side in item.left}, {side.id for side in item.right}
            once = isinstance(item, Match)
            return (lambda r: _check_pairs(r, left, right, once)), _pairs(item)
        case Numeric():
            return _check_number, _numeric(item)
        case Short():
            accepted = {normalise_short(text) for text in item.accept}
            return (
                lambda r: _check_text(r, MAX_SHORT),
                lambda r: float(normalise_short(str(r)) in accepted),
            )
        case Written():
            return (lambda r: _check_text(r, MAX_WRITTEN)), (lambda _: 0.0)


# ---- shapes ---------------------------------------------------------------------------------


def _named(letters: Collection[str]) -> str:
    return ", ".join(sorted(letters))


def _quoted(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:40] + "…")


def _check_letter(response: Response, letters: Collection[str]) -> str | None:
    if not isinstance(response, str):
        return "expected one letter"
    if response not in letters:
        return f"there is no option {_quoted(response)} (options: {_named(letters)})"
    return None


def _check_letters(response: Response, letters: Collection[str]) -> str | None:
    if not isinstance(response, list):
        return "expected a list of letters"
    seen = set()
    for letter in response:
        wrong = _check_letter(letter, letters)
        if wrong:
            return wrong
        if letter in seen:
            return f"option {letter} is named twice"
        seen.add(letter)
    return None


def _check_pairs(
    response: Response, left: Collection[str], right: Collection[str], once: bool
) -> str | None:
    if not isinstance(response, dict):
        return "expected pairs, left side to right side"
    used = set()
    for one, other in response.items():
        if one not in left:
            return f"there is no left side {_quoted(str(one))} (left sides: {_named(left)})"
        if not isinstance(other, str) or other not in right:
            return f"there is no right side {_quoted(str(other))} (right sides: {_named(right)})"
        if once and other in used:
            return f"right side {other} is used twice"
        used.add(other)
    return None


def _check_number(response: Response) -> str | None:
    if isinstance(response, bool) or not isinstance(response, int | float):
        return "expected a number"
    if not math.isfinite(response):
        return "expected a finite number"
    return None


def _check_text(response: Response, limit: int) -> str | None:
    if not isinstance(response, str):
        return "expected a text"
    if len(response) > limit:
        return f"the text has {len(response):,} characters, more than {limit:,}"
    return None


# ---- shares of the points, 0 to 1 -----------------------------------------------------------


def _chosen(response: Response) -> set[str]:
    return set(response) if isinstance(response, list) else set()


def _multiple(item: Multiple, letters: set[str]) -> Share:
    key = set(item.key)
    keys, distractors = len(key), len(letters - key)

    def all_or_nothing(response: Response) -> float:
        return float(_chosen(response) == key)

    def right_minus_wrong(response: Response) -> float:
        # In whole numbers up to one division, so that a full share is exactly 1.
        chosen = _chosen(response)
        hits, misses = len(chosen & key), len(chosen - key)
        if not distractors:
            return hits / keys if keys else 0.0
        if not keys:
            return 0.0
        return max(0, hits * distractors - misses * keys) / (keys * distractors)

    return all_or_nothing if item.rule == "all-or-nothing" else right_minus_wrong


def _order(item: Order) -> Share:
    pairs = list(combinations(item.key, 2))

    def all_or_nothing(response: Response) -> float:
        return float(response == item.key)

    def in_pairs(response: Response) -> float:
        if not pairs or not isinstance(response, list):
            return all_or_nothing(response)
        place = {letter: index for index, letter in enumerate(response)}
        right = sum(a in place and b in place and place[a] < place[b] for a, b in pairs)
        return max(0, 2 * right - len(pairs)) / len(pairs)

    return all_or_nothing if item.rule == "all-or-nothing" else in_pairs


def _pairs(item: Match | Classify) -> Share:
    key = item.key

    def all_or_nothing(response: Response) -> float:
        return float(response == key)

    def per_pair(response: Response) -> float:
        if not isinstance(response, dict) or not key:
            return 0.0
        return sum(key.get(left) == right for left, right in response.items()) / len(key)

    return all_or_nothing if item.rule == "all-or-nothing" else per_pair


def _numeric(item: Numeric) -> Share:
    value, tolerance = item.key.value, item.key.tolerance
    widest = tolerance + NUMERIC_GUARD * max(1.0, abs(value), tolerance)

    def within(response: Response) -> float:
        return float(isinstance(response, int | float) and abs(response - value) <= widest)

    return within
