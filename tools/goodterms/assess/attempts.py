"""The attempts policy: which of a learner's submissions counts."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodterms.assess.graded import Graded

_in_time = attrgetter("submitted", "attempt", "id")


def decide(graded: Iterable[Graded]) -> None:
    """Set ``counted`` on one submission per learner and assessment.

    Submissions are put in order of time. Those beyond the limit do not count, whether their
    attempt number says so or their place (a learner who clears the browser starts again at
    attempt 1). Of the others the best, the last or the first counts, as the course says; of equal
    best ones the earliest. While a text waits for its marker the points known so far are compared.
    If all of a learner's submissions are beyond the limit, none counts.
    """
    first_of: dict[tuple[str, str], Graded] = {}
    several: dict[tuple[str, str], list[Graded]] = {}
    for one in graded:
        key = (one.learner, one.form.assessment)
        first = first_of.setdefault(key, one)
        if first is not one:
            several.setdefault(key, [first]).append(one)
    for key, one in first_of.items():
        group = sorted(several[key], key=_in_time) if key in several else [one]
        form = one.form
        within = [each for each in group[: form.limit] if each.attempt <= form.limit]
        if within:
            _choose(within, form.counts).counted = True


def _choose(within: list[Graded], counts: str) -> Graded:
    if counts == "first":
        return within[0]
    if counts == "last":
        return within[-1]
    return max(within, key=attrgetter("percent"))  # the first of equals, so the earliest
