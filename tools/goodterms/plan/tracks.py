"""Paths through the course with their minutes: for an audience, and under the law of one place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from goodterms.model.assessments import Assessment
from goodterms.model.course import Course, Lesson, Module, ModuleEntry, RolePlay
from goodterms.model.roleplay import Simulation
from goodterms.model.tables import LawFact
from goodterms.model.tracks import Jurisdiction, Step, Track, Waiver
from goodterms.plan.outline import Outline
from goodterms.scoring.forms import FormError, assemble


@dataclass(frozen=True, eq=False)
class TestShare:
    """A module test and how many of its questions a step prepares for."""

    assessment: Assessment
    asked: int
    prepared: int


@dataclass(frozen=True, eq=False)
class PlannedStep:
    """A step with what it takes. ``module`` is None while the module is only planned.

    ``own`` says that this edition has the module; otherwise it is the source's. Role-plays,
    simulations and tests are those that serve an objective of a lesson on the path.
    """

    step: Step
    entry: ModuleEntry
    number: int
    module: Module | None
    own: bool
    lessons: tuple[Lesson, ...] = ()
    waivable: tuple[Lesson, ...] = ()
    role_plays: tuple[RolePlay, ...] = ()
    simulations: tuple[Simulation, ...] = ()
    tests: tuple[TestShare, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every lesson of the module is on the path."""
        return self.module is not None and len(self.lessons) == len(self.module.lessons)

    @property
    def reading(self) -> int:
        """Minutes of the lessons."""
        return sum(lesson.front.minutes for lesson in self.lessons)

    @property
    def waived(self) -> int:
        """Minutes of the lessons that may be waived."""
        return sum(lesson.front.minutes for lesson in self.waivable)

    @property
    def people(self) -> int:
        """Minutes of role-plays and simulations."""
        plays = sum(play.front.minutes.total for play in self.role_plays)
        return plays + sum(simulation.minutes for simulation in self.simulations)

    @property
    def testing(self) -> int:
        """Minutes of the tests that have a time."""
        return sum(test.assessment.minutes or 0 for test in self.tests)


@dataclass(frozen=True, eq=False)
class Path:
    """A track with its steps in the order of the course; minutes are computed."""

    steps: tuple[PlannedStep, ...]

    @property
    def reading(self) -> int:
        """Minutes of all lessons."""
        return sum(step.reading for step in self.steps)

    @property
    def least(self) -> int:
        """Minutes of the lessons that cannot be waived."""
        return self.reading - sum(step.waived for step in self.steps)

    @property
    def people(self) -> int:
        """Minutes of role-plays and simulations."""
        return sum(step.people for step in self.steps)

    @property
    def testing(self) -> int:
        """Minutes of tests."""
        return sum(step.testing for step in self.steps)

    @property
    def lessons(self) -> int:
        """Number of lessons."""
        return sum(len(step.lessons) for step in self.steps)

    @property
    def unwritten(self) -> tuple[PlannedStep, ...]:
        """Steps whose module nobody has written yet: their minutes are not counted."""
        return tuple(step for step in self.steps if step.module is None)

    @property
    def foreign(self) -> tuple[PlannedStep, ...]:
        """Steps whose module this edition has in the source language only."""
        return tuple(step for step in self.steps if step.module is not None and not step.own)


def track_path(track: Track, outline: Outline) -> Path:
    """A track's path; steps of modules that the course does not list are left out."""
    found = []
    for step in track.steps:
        entry = outline.entry(step.module)
        if entry is not None:
            found.append(_planned(step, entry, outline))
    return Path(tuple(found))


def jurisdiction_path(jurisdiction: Jurisdiction, outline: Outline) -> Path:
    """The whole course with what may be waived in one place."""
    waivers: dict[str, list[Waiver]] = {}
    for waiver in jurisdiction.waive:
        waivers.setdefault(waiver.module, []).append(waiver)
    found = []
    for entry in outline.course.settings.modules:
        slugs = [slug for waiver in waivers.get(entry.id, ()) for slug in waiver.lessons]
        step = Step(module=entry.id, waive=slugs, why=jurisdiction.title)
        found.append(_planned(step, entry, outline))
    return Path(tuple(found))


def _planned(step: Step, entry: ModuleEntry, outline: Outline) -> PlannedStep:
    number = outline.number(entry.id)
    module = outline.module(entry.id)
    if module is None:
        return PlannedStep(step, entry, number, None, False)
    lessons = tuple(x for x in module.lessons if not step.lessons or x.slug in step.lessons)
    whole = len(lessons) == len(module.lessons)
    objectives = {name for lesson in lessons for name in lesson.front.objectives}

    def serves(names: Collection[str]) -> bool:
        return whole or not objectives.isdisjoint(names)

    return PlannedStep(
        step,
        entry,
        number,
        module,
        outline.own(entry.id),
        lessons,
        tuple(lesson for lesson in lessons if lesson.slug in step.waive),
        tuple(play for play in module.role_plays if serves(play.front.objectives)),
        tuple(s for s in module.simulations.values() if serves(s.objectives)),
        tuple(
            share
            for assessment in outline.tests(module.id)
            if (share := _share(assessment, objectives, outline.edition_of(module.id))).prepared
        ),
    )


def _share(assessment: Assessment, objectives: Collection[str], course: Course) -> TestShare:
    """Of the questions of the first form, those on an objective of the path."""
    try:
        items = assemble(assessment, assessment.forms[0], course)
    except FormError:  # a rule says what is wrong with it
        return TestShare(assessment, 0, 0)
    return TestShare(assessment, len(items), sum(item.objective in objectives for item in items))


@dataclass(frozen=True, eq=False)
class QuotedFact:
    """A law fact, the lessons that quote it, and how many items rest on it."""

    fact: LawFact
    lessons: tuple[tuple[int, Lesson], ...]
    items: int


def quoted_facts(course: Course, places: Sequence[str]) -> list[QuotedFact]:
    """The law facts of these jurisdictions, in their order; lessons with their module's number."""
    numbers = course.settings.numbers
    quoting: dict[str, list[tuple[int, Lesson]]] = {}
    for module in course.modules:
        for lesson in module.lessons:
            for name in dict.fromkeys(e.id for e in lesson.document.embeds if e.name == "law"):
                quoting.setdefault(name, []).append((numbers[module.id], lesson))
    resting: dict[str, int] = {}
    for item in course.items.values():
        for name in () if item.retired else item.law:
            resting[name] = resting.get(name, 0) + 1
    return [
        QuotedFact(fact, tuple(quoting.get(fact.id, ())), resting.get(fact.id, 0))
        for place in places
        for fact in course.law.values()
        if fact.jurisdiction == place
    ]


def shown_red_lines(lessons: Collection[Lesson]) -> set[str]:
    """Red lines whose panel stands in one of these lessons."""
    return {
        embed.id
        for lesson in lessons
        for embed in lesson.document.embeds
        if embed.name == "red_line" and embed.alone
    }
