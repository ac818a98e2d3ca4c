"""Written work: a marker's scores per criterion become points."""

from __future__ import annotations

from collections.abc import Mapping

from goodterms.model.items import Written
from goodterms.model.tables import Rubric

#: The top of every criterion's scale (anchors are written for scores 0 to 4).
TOP_SCORE = 4


def score_written(
    item: Written, rubric: Rubric, scores: Mapping[str, int], *, hard_fail: bool = False
) -> float:
    """Points of a marked text: the sum of weight × score / 4 over all criteria, scaled.

    ``scores`` has a whole number from 0 to 4 for every criterion of the rubric; a red line
    (``hard_fail``) makes the whole performance 0.

    Raises:
        ValueError: a criterion has no score, or one that is outside 0 to 4.
    """
    missing = [criterion.id for criterion in rubric.criteria if criterion.id not in scores]
    if missing:
        raise ValueError(f"no score for {', '.join(missing)}")
    outside = [c.id for c in rubric.criteria if not 0 <= scores[c.id] <= TOP_SCORE]
    if outside:
        raise ValueError(f"score outside 0 to {TOP_SCORE} for {', '.join(outside)}")
    if hard_fail:
        return 0.0
    earned = sum(criterion.weight * scores[criterion.id] for criterion in rubric.criteria)
    most = sum(criterion.weight * TOP_SCORE for criterion in rubric.criteria)
    return item.points * (earned / most)
