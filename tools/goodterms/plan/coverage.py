"""What the course covers: topics, objectives and red lines against what teaches and tests them.

The coverage page shows these tables; rules report the cells that are empty in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodterms.model.course import Course, Lesson, Module, Objective, RolePlay
from goodterms.model.items import Item
from goodterms.model.roleplay import Simulation
from goodterms.model.tables import RedLine, Topic
from goodterms.plan.tracks import shown_red_lines
from goodterms.scoring.forms import sound_forms


@dataclass(frozen=True, eq=False)
class TopicRow:
    """A teachable topic and the lessons that claim it."""

    topic: Topic
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, eq=False)
class ObjectiveRow:
    """An objective and what teaches, practises, tests and plays it.

    ``test`` are items asked in a module test or set as a task, else in a final exam; ``exam`` is
    None in a course that certifies without a final exam.
    """

    objective: Objective
    lessons: tuple[Lesson, ...]
    practice: tuple[Item, ...]
    test: tuple[Item, ...]
    exam: tuple[Item, ...] | None
    role_plays: tuple[RolePlay, ...]
    simulations: tuple[Simulation, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Names of the empty cells: ``lessons``, ``practice``, ``test``, ``exam``, ``played``."""
        cells = {
            "lessons": self.lessons,
            "practice": self.practice,
            "test": self.test,
            "exam": (1,) if self.exam is None else self.exam,
            "played": self.role_plays or self.simulations,
        }
        return tuple(name for name, cell in cells.items() if not cell)


@dataclass(frozen=True, eq=False)
class RedLineRow:
    """A red line, the lessons that show it, and the items and scenes in which it tempts."""

    red_line: RedLine
    topics: int
    lessons: tuple[Lesson, ...]
    practice: tuple[Item, ...]
    test: tuple[Item, ...]
    role_plays: tuple[RolePlay, ...]
    simulations: tuple[Simulation, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Names of the empty cells: ``lessons``, ``practice``, ``test``, ``played``.

        Played is a role-play's red line: a simulation alone is not said aloud.
        """
        cells = {
            "lessons": self.lessons,
            "practice": self.practice,
            "test": self.test,
            "played": self.role_plays,
        }
        return tuple(name for name, cell in cells.items() if not cell)


@dataclass(frozen=True, eq=False)
class ModuleCoverage:
    """A module's part: ``module`` is None while it is planned. ``number`` counts from 1."""

    number: int
    title: str
    module: Module | None
    topics: tuple[TopicRow, ...]
    objectives: tuple[ObjectiveRow, ...]


@dataclass(frozen=True, eq=False)
class Coverage:
    """The whole course's tables."""

    modules: tuple[ModuleCoverage, ...]
    red_lines: tuple[RedLineRow, ...]

    @property
    def gaps(self) -> int:
        """Number of empty cells."""
        topics = sum(not row.lessons for part in self.modules for row in part.topics)
        objectives = sum(len(row.gaps) for part in self.modules for row in part.objectives)
        return topics + objectives + sum(len(row.gaps) for row in self.red_lines)


def coverage(course: Course) -> Coverage:
    """Topics and objectives by module, and all red lines."""
    claimed: dict[str, list[tuple[Module, Lesson]]] = {}
    for module in course.modules:
        for lesson in module.lessons:
            for topic in lesson.front.topics:
                claimed.setdefault(topic, []).append((module, lesson))
    asked = [_asked(course, ("module-test", "task")), _asked(course, ("final-exam",))]
    written = {module.id: module for module in course.modules}
    parts = []
    for number, entry in enumerate(course.settings.modules, start=1):
        here = written.get(entry.id)
        topics = tuple(
            TopicRow(topic, tuple(x for m, x in claimed.get(topic.id, ()) if m is here))
            for topic in course.topics.values()
            if topic.teachable and topic.module[:1] == [number]
        )
        objectives = tuple(_objectives(course, here, asked)) if here else ()
        title = here.front.title if here else entry.title
        parts.append(ModuleCoverage(number, title, here, topics, objectives))
    return Coverage(tuple(parts), tuple(_red_lines(course)))


def tempting(item: Item) -> set[str]:
    """Red lines that an option or a left side of an item crosses."""
    return {
        side.red_line
        for name in ("options", "left")
        for side in getattr(item, name, ())
        if side.red_line
    }


def _items(course: Course) -> Iterator[Item]:
    return (item for item in course.items.values() if not item.retired)


def _asked(course: Course, kinds: tuple[str, ...]) -> set[str]:
    """Items that assessments of these kinds ask for."""
    found: set[str] = set()
    for assessment in course.assessments.values():
        if assessment.kind in kinds:
            for _, items in sound_forms(assessment, course):
                found |= {item.id for item in items}
    return found


def _objectives(course: Course, module: Module, asked: list[set[str]]) -> Iterator[ObjectiveRow]:
    rule = course.settings.certificate
    examined = rule is not None and rule.rule == "final-exam"
    bank = [item for item in module.bank.items if not item.retired] if module.bank else []
    for objective in module.front.objectives:
        items = [item for item in bank if item.objective == objective.id]
        yield ObjectiveRow(
            objective,
            tuple(x for x in module.lessons if objective.id in x.front.objectives),
            tuple(item for item in items if item.use == "practice"),
            next(filter(None, (tuple(x for x in items if x.id in ids) for ids in asked)), ()),
            tuple(item for item in items if item.use == "exam") if examined else None,
            tuple(x for x in module.role_plays if objective.id in x.front.objectives),
            tuple(x for x in module.simulations.values() if objective.id in x.objectives),
        )


def _red_lines(course: Course) -> Iterator[RedLineRow]:
    lessons = list(course.lessons.values())
    shown = {lesson.id: shown_red_lines([lesson]) for lesson in lessons}
    lures = [(item, tempting(item)) for item in _items(course)]
    crossed = {
        simulation.id: {c.red_line for state in simulation.states for c in state.choices}
        for simulation in course.simulations.values()
    }
    for code, red_line in course.red_lines.items():
        yield RedLineRow(
            red_line,
            sum(code in topic.hazard and topic.teachable for topic in course.topics.values()),
            tuple(x for x in lessons if code in shown[x.id]),
            tuple(item for item, codes in lures if code in codes and item.use == "practice"),
            tuple(item for item, codes in lures if code in codes and item.use != "practice"),
            tuple(x for x in course.role_plays.values() if code in x.front.red_lines),
            tuple(x for x in course.simulations.values() if code in crossed[x.id]),
        )
