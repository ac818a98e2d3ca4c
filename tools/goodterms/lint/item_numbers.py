"""Items (I), numbers: keys recomputed from their formulas, wrong values that are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from goodterms.lint.items import items
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.course import Course
from goodterms.model.items import Numeric
from goodterms.scoring.formula import FormulaError, evaluate
from goodterms.scoring.items import NUMERIC_GUARD


@rule("I016", scope="source")
def numeric_key_wrong(context: Context) -> Iterator[Problem]:
    """Key of a numeric item is not what its formula gives.

    ``check`` is computed anew; rounded to ``decimals`` it gives the key's value.

    Why: a wrong key marks those wrong who computed rightly.

    Bad::

        key: {value: 42, decimals: 0}     check: "480000 / 1080000 * 90"

    Good::

        key: {value: 40, decimals: 0}     check: "480000 / 1080000 * 90"
    """
    for item in _numeric(context.source):
        try:
            value = evaluate(item.check)
        except FormulaError as error:
            yield Problem(
                item.at("check"),
                f"{item.id}: the formula cannot be computed: {error}",
                "write numbers without thousands signs, + - * / ^, parentheses, "
                "min, max, sum, round",
            )
            continue
        slack = 0.5 * 10**-item.key.decimals
        if abs(value - item.key.value) > slack * (1 + 1e-6) + NUMERIC_GUARD * abs(value):
            yield Problem(
                item.at("key", "value"),
                f"{item.id}: the key is {item.key.value:g}, "
                f"the formula gives {value:.{item.key.decimals}f}",
                "correct the value, the decimals or the formula",
            )


@rule("I022", scope="source")
def wrong_value_right(context: Context) -> Iterator[Problem]:
    """Wrong value that would be right.

    Values in ``wrong`` lie outside the tolerance around the key, and differ from each other.

    Why: the learner who gives it would get the point and read why it is wrong.

    Bad::

        key: {value: 40, tolerance: 0.5}     wrong: [{value: 40.2, why: "…"}]

    Good::

        key: {value: 40, tolerance: 0.1}     wrong: [{value: 41, why: "…"}]
    """
    for item in _numeric(context.source):
        for wrong in item.wrong:
            if abs(wrong.value - item.key.value) <= item.key.tolerance + NUMERIC_GUARD:
                yield Problem(
                    wrong.at("value"),
                    f"{item.id}: {wrong.value:g} is within the tolerance of the key",
                    "make the tolerance smaller, or take another slip",
                )
        for one, other in combinations(item.wrong, 2):
            if one.value == other.value:
                yield Problem(
                    other.at("value"),
                    f"{item.id}: the wrong value {other.value:g} stands twice",
                    "keep one",
                )


def _numeric(course: Course) -> Iterator[Numeric]:
    for _, item in items(course):
        if isinstance(item, Numeric):
            yield item


RULES = (numeric_key_wrong, wrong_value_right)
