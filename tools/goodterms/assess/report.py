"""report.html: what a trainer wants to see of a set of results, on one page without a network."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from math import floor
from statistics import fmean, median

from jinja2 import Environment, PackageLoader, StrictUndefined

from goodterms.assess.graded import Graded
from goodterms.assess.grading import Grading
from goodterms.assess.inbox import Rejected
from goodterms.assess.marks import Row
from goodterms.assess.plain import plain
from goodterms.assess.prepared import Slot
from goodterms.model.course import Course
from goodterms.model.items import Written
from goodterms.model.tables import Rubric
from goodterms.scoring.advice import Advice
from goodterms.scoring.simulation import PASS_GUARD

#: Rows of a table on the page; the files beside it hold all of them.
MOST_ROWS = 500
MOST_ADVISED = 100
HARDEST = 10
BINS = 10


@dataclass(frozen=True)
class Bar:
    """One bar of the histogram: percent from (including) and to, how many, and its height (0–1)."""

    low: int
    high: int
    count: int
    height: float
    passes: bool


@dataclass(frozen=True)
class ItemLine:
    """An item with its facility: the share of its points that was earned, in percent."""

    id: str
    type: str
    text: str
    answers: int
    facility: float


@dataclass(frozen=True)
class ModuleLine:
    """A module in a diagnostic: the mean in percent, and how many learners fell in each band."""

    id: str
    title: str
    mean: float
    bands: list[tuple[str, int]]


@dataclass(frozen=True)
class Recommendation:
    """What a diagnostic recommends to one learner for one module."""

    module: str
    score: float
    max: float
    advice: str
    lessons: list[str]


@dataclass(frozen=True)
class Adviser:
    """A learner's counted diagnostic with its recommendations."""

    learner: str
    assessment: str
    lines: list[Recommendation]


@dataclass(frozen=True)
class AssessmentReport:
    """Figures of one assessment, over the submissions that count."""

    id: str
    title: str
    accepted: int
    counted: int
    passed: int
    failed: int
    pending: int
    pass_mark: float | None
    mean: float
    median: float
    bars: list[Bar]
    hardest: list[ItemLine]
    modules: list[ModuleLine]

    @property
    def pass_rate(self) -> float | None:
        """Percent passed of those decided; None while nobody is."""
        decided = self.passed + self.failed
        return 100 * self.passed / decided if decided else None


@dataclass(frozen=True)
class Waiting:
    """A text that waits for its marker."""

    submission: str
    learner: str
    item: str
    prompt: str
    text: str
    rubric: Rubric | None


@dataclass(frozen=True)
class LearnerLine:
    """A learner's counted result, or one that waits or failed."""

    learner: str
    name: str
    assessment: str
    attempt: int
    submitted: dt.datetime
    percent: float
    passed: bool | None
    advised: bool


def report_html(
    grading: Grading, course: Course, now: dt.datetime, *, unused: Sequence[Row] = ()
) -> str:
    """The page; ``unused`` are rows of marking sheets that no submission has, ``now`` is UTC."""
    counted = [one for one in grading.graded if one.counted]
    learners = _learner_lines(counted, grading)
    waiting = list(_waiting(grading.graded, grading))
    advised = [one for one in counted if one.form.sections]
    environment = Environment(
        loader=PackageLoader("goodterms.assess"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown_percent"] = shown_percent
    return environment.get_template("report.html").render(
        course=course,
        now=now,
        grading=grading,
        counted=len(counted),
        assessments=assessment_reports(grading.graded),
        learners=learners,
        more_learners=len(counted) - len(learners),
        advised=[_adviser(one, grading) for one in advised[:MOST_ADVISED]],
        more_advised=max(0, len(advised) - MOST_ADVISED),
        waiting=waiting[:MOST_ROWS],
        more_waiting=max(0, len(waiting) - MOST_ROWS),
        rejected=grading.rejected[:MOST_ROWS],
        more_rejected=max(0, len(grading.rejected) - MOST_ROWS),
        reasons=_reasons(grading.rejected),
        unused=unused,
        bins=BINS,
    )


def assessment_reports(graded: Iterable[Graded]) -> list[AssessmentReport]:
    """Figures per assessment, in the order in which the assessments first came in."""
    groups: dict[str, list[Graded]] = {}
    for one in graded:
        groups.setdefault(one.form.assessment, []).append(one)
    return [_figures(name, group) for name, group in groups.items()]


def _figures(name: str, accepted: list[Graded]) -> AssessmentReport:
    counted = [one for one in accepted if one.counted]
    done = [one for one in counted if not one.waits]
    percents = [one.percent for one in done]
    form = accepted[0].form
    return AssessmentReport(
        id=name,
        title=form.title,
        accepted=len(accepted),
        counted=len(counted),
        passed=sum(one.passed is True for one in done),
        failed=sum(one.passed is False for one in done),
        pending=len(counted) - len(done),
        pass_mark=form.pass_mark,
        mean=fmean(percents) if percents else 0.0,
        median=median(percents) if percents else 0.0,
        bars=_bars(percents, form.pass_mark),
        hardest=_hardest(counted),
        modules=_modules(counted),
    )


def _modules(counted: Sequence[Graded]) -> list[ModuleLine]:
    """The modules of a diagnostic over all learners; none for other assessments."""
    bands = {band.id: plain(band.title) for one in counted for band in one.form.source.bands}
    found: dict[str, list[Advice]] = {}
    titles: dict[str, str] = {}
    for one in counted:
        for advice in one.advice():
            found.setdefault(advice.module, []).append(advice)
            titles[advice.module] = plain(one.form.course.module(advice.module).front.title)
    lines = []
    for name, group in found.items():
        times = Counter(advice.band.id for advice in group if advice.band)
        lines.append(
            ModuleLine(
                name,
                titles[name],
                fmean(advice.percent for advice in group),
                [(title, times[band]) for band, title in bands.items()],
            )
        )
    return lines


def _adviser(one: Graded, grading: Grading) -> Adviser:
    course = one.form.course
    lines = [
        Recommendation(
            plain(course.module(advice.module).front.title),
            advice.score,
            advice.max,
            plain(advice.band.title) if advice.band else "",
            [plain(course.lessons[name].front.title) for name in advice.lessons],
        )
        for advice in one.advice()
    ]
    return Adviser(grading.names.get(one.learner, "") or one.learner, one.form.title, lines)


def _bars(percents: Iterable[float], pass_mark: float | None) -> list[Bar]:
    width = 100 // BINS
    counts = Counter(min(BINS - 1, int((percent + PASS_GUARD) // width)) for percent in percents)
    highest = max(counts.values(), default=0) or 1
    mark = pass_mark or 0.0
    return [
        Bar(n * width, (n + 1) * width, counts[n], counts[n] / highest, n * width >= mark)
        for n in range(BINS)
    ]


def _hardest(counted: Iterable[Graded]) -> list[ItemLine]:
    """The items with the least points earned; texts that wait for a marker are left out."""
    slots: dict[str, Slot] = {}
    for form in {id(one.form): one.form for one in counted}.values():
        slots.update((slot.id, slot) for slot in form.slots)
    answers: Counter[str] = Counter()
    earned: defaultdict[str, float] = defaultdict(float)
    # Marks are shared, so counting them first leaves little to add up.
    for mark, times in Counter(chain.from_iterable(one.marks for one in counted)).items():
        if not mark.pending:
            answers[mark.item] += times
            earned[mark.item] += times * mark.score
    lines = [
        ItemLine(
            name,
            slots[name].item.type,
            plain(slots[name].item.stem),
            times,
            100 * earned[name] / (times * slots[name].item.points),
        )
        for name, times in answers.items()
    ]
    return sorted(lines, key=lambda line: (line.facility, line.id))[:HARDEST]


def shown_percent(value: float) -> str:
    """Percent with one decimal, never rounded up: 79.96 must not read as a passed 80.0."""
    return f"{floor(10 * (value + PASS_GUARD)) / 10:.1f}"


def _learner_lines(counted: Iterable[Graded], grading: Grading) -> list[LearnerLine]:
    """The first rows of the table: who did not pass, then who waits, then the others by name."""
    groups: dict[tuple[int, str], list[Graded]] = {}
    for one in counted:
        rank = 1 if one.waits else 0 if one.passed is False else 2
        groups.setdefault((rank, one.form.assessment), []).append(one)

    def name(one: Graded) -> tuple[str, str]:
        return grading.names.get(one.learner, one.learner).casefold(), one.learner

    lines: list[LearnerLine] = []
    for _, group in sorted(groups.items()):
        room = MOST_ROWS - len(lines)
        lines.extend(_learner_line(one, grading) for one in nsmallest(room, group, key=name))
    return lines


def _learner_line(one: Graded, grading: Grading) -> LearnerLine:
    return LearnerLine(
        one.learner,
        grading.names.get(one.learner, ""),
        one.form.assessment,
        one.attempt,
        one.submitted,
        one.percent,
        one.passed,
        bool(one.form.sections),
    )


def _waiting(graded: Iterable[Graded], grading: Grading) -> Iterable[Waiting]:
    for one in graded:
        for slot, mark in zip(one.form.slots, one.marks, strict=True):
            if mark.pending and isinstance(slot.item, Written):
                yield Waiting(
                    one.id,
                    grading.names.get(one.learner, "") or one.learner,
                    slot.id,
                    plain(slot.item.stem, 600),
                    str(mark.result.response),
                    one.form.course.rubrics.get(slot.item.rubric),
                )


def _reasons(rejected: Iterable[Rejected]) -> list[tuple[str, int]]:
    """The most frequent reasons, without the names and numbers that tell cases apart."""
    kinds = Counter(re.sub(r"'[^']*'|\b\d[\d,.]*\b", "…", one.reason) for one in rejected)
    return kinds.most_common(6)
