"""A graded submission: marks, points, percent, and whether it passed and counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import fsum
from operator import attrgetter

import msgspec

from goodterms.assess.inbox import Received
from goodterms.assess.prepared import Mark, PreparedForm
from goodterms.model.submissions import Result, SectionResult
from goodterms.scoring.advice import Advice, advise
from goodterms.scoring.simulation import PASS_GUARD

_SCORE = attrgetter("score")


class Graded:
    """An accepted submission with its marks; ``counted`` is set when all are known."""

    __slots__ = (
        "attempt", "counted", "form", "id", "learner", "line", "marks", "passed", "pending",
        "percent", "score", "source", "started", "submitted",
    )  # fmt: skip

    def __init__(self, received: Received, form: PreparedForm, marks: Sequence[Mark]) -> None:
        submission = received.submission
        self.source = received.source
        self.line = received.line
        self.form = form
        self.marks = marks
        self.id = submission.id
        self.learner = submission.learner.id
        self.attempt = submission.attempt
        self.started = None if submission.started is None else _utc(submission.started)
        self.submitted = _utc(submission.submitted)
        self.pending = [mark.item for mark in marks if mark.pending] if form.written else []
        self.score = fsum(map(_SCORE, marks))
        self.percent = min(100.0, 100 * self.score / form.max)
        # Not rounded; the guard only makes up for sums such as 3 × 1/3 in binary.
        mark = form.pass_mark
        undecided = self.pending or mark is None
        self.passed = None if undecided else self.percent >= (mark or 0.0) - PASS_GUARD
        self.counted = False

    @property
    def waits(self) -> bool:
        """Whether a marker has to decide; a diagnostic is never passed or failed."""
        return bool(self.pending)

    def advice(self) -> list[Advice]:
        """What a diagnostic recommends, by module; nothing for other assessments."""
        if not self.form.sections:
            return []
        scores = {mark.item: mark.score for mark in self.marks}
        return advise(self.form.source, self.form.sections, scores)

    def sections(self) -> dict[str, SectionResult] | msgspec.UnsetType:
        """The recommendations as they stand in a result."""
        if not self.form.sections:
            return msgspec.UNSET
        return {
            one.module: SectionResult(
                one.score,
                one.max,
                one.percent,
                one.band.id if one.band else None,
                list(one.missed),
                list(one.lessons),
            )
            for one in self.advice()
        }

    def result(self) -> Result:
        """The record of ``goodterms-result/1``."""
        form = self.form
        return Result(
            submission=self.id,
            assessment=form.assessment,
            form=form.form,
            lang=form.lang,
            learner=self.learner,
            attempt=self.attempt,
            started=None if self.started is None else timestamp(self.started),
            submitted=timestamp(self.submitted),
            score=self.score,
            max=form.max,
            percent=self.percent,
            pass_mark=form.pass_mark,
            passed=self.passed,
            counted=self.counted,
            pending=self.pending,
            items={mark.item: mark.result for mark in self.marks},
            course_version=form.version,
            bank_digest=form.bank_digest,
            sections=self.sections(),
        )

    def same_as(self, other: Graded) -> bool:
        """Whether both say the same: form, learner, times and every response."""
        return (
            (self.form, self.learner, self.attempt, self.started, self.submitted)
            == (other.form, other.learner, other.attempt, other.started, other.submitted)
        ) and [mark.result for mark in self.marks] == [mark.result for mark in other.marks]


def timestamp(moment: dt.datetime) -> str:
    """A moment as it stands in results: UTC, ``2026-11-21T09:21:30Z``."""
    text: str = msgspec.to_builtins(moment)
    return text


def _utc(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is dt.UTC:
        return moment
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:  # in the first or last hours that a calendar can hold
        return moment.replace(tzinfo=dt.UTC)
