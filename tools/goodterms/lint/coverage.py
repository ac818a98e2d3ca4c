"""Coverage (C): the programme is taught, red lines are shown, items are used, drafts are listed."""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.diagnostics import Severity
from goodterms.lint.markup import counted
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.course import Course, Lesson, Module
from goodterms.model.items import ItemBase


@rule("C001", scope="source", completeness=True)
def topic_not_taught(context: Context) -> Iterator[Problem]:
    """Topic of the programme that no lesson teaches.

    A teachable topic of ``course/syllabus.yml`` is claimed (``topics:``) by a lesson of its
    module. The module is the first number of the topic's ``module``.

    Why: the course promises the whole programme.

    Bad::

        {id: S0-1.2, title: "Classifying debts", module: [1]}, and no lesson of module 1 has S0-1.2

    Good::

        topics: [S0-1.2]     in the front matter of a lesson of module 1
    """
    claimed = _claims(context.source)
    for module in context.source.modules:
        number = _number(context.source, module)
        for topic in context.source.topics.values():
            if topic.teachable and topic.module[:1] == [number]:
                lessons = [x for m, x in claimed.get(topic.id, []) if m is module]
                if not lessons:
                    yield Problem(
                        module.front.at("lessons"),
                        f"no lesson of {module.id} teaches {topic.id} ({_short(topic.title)})",
                        f"add {topic.id} to `topics` of the lesson that teaches it",
                        module,
                    )


@rule("C002", scope="source", completeness=True)
def red_line_not_shown(context: Context) -> Iterator[Problem]:
    """Hazardous topic taught without its red line.

    For each ``hazard`` of a topic, one of the lessons that claim the topic shows the red line with
    ``{{ red_line("…") }}`` alone on a line.

    Why: hazardous topics are taught as recognise, refuse, replace; the panel is where it is said.

    Bad::

        topics: [S0-2.5], whose hazard is H1, in a lesson without {{ red_line("H1") }}

    Good::

        {{ red_line("H1") }}
    """
    claimed = _claims(context.source)
    for topic in context.source.topics.values():
        lessons = claimed.get(topic.id, [])
        for code in topic.hazard if lessons and topic.teachable else ():
            if code not in context.source.red_lines:
                continue
            if not any(code in _shown(lesson) for _, lesson in lessons):
                module, lesson = lessons[0]
                yield Problem(
                    lesson.front.at("topics", lesson.front.topics.index(topic.id)),
                    f"{topic.id} touches red line {code}, which the lesson does not show",
                    f'put {{{{ red_line("{code}") }}}} alone on a line, in the section on limits',
                    module,
                )


@rule("C003", scope="source", completeness=True)
def item_not_used(context: Context) -> Iterator[Problem]:
    """Practice item that no lesson shows.

    Every item of use ``practice`` stands in a lesson as ``{{ quiz("…") }}``.

    Why: an item that is shown nowhere is work that nobody gets.

    Bad::

        - {id: m01-q09, use: practice, …}     and no lesson has it

    Good::

        {{ quiz("m01-q09") }}
    """
    shown = {
        embed.id
        for lesson in context.source.lessons.values()
        for embed in lesson.document.embeds
        if embed.name == "quiz"
    }
    for module, item in _items(context.source):
        if item.use == "practice" and item.id not in shown:
            yield Problem(
                item.at("id"),
                f"no lesson shows the practice item {item.id}",
                f'put {{{{ quiz("{item.id}") }}}} into a lesson, or retire the item',
                module,
            )


@rule("C004", scope="source", completeness=True)
def bank_too_small(context: Context) -> Iterator[Problem]:
    """Bank is too small.

    A module's bank has at least as many items (retired ones not counted) as ``bank_minimum`` of
    ``course.yml`` says; 40 if it says nothing.

    Why: practice, two parallel forms of a test and an exam need items that do not give each other
    away.

    Bad::

        quizzes/01-wheels.yml with 12 items

    Good::

        quizzes/01-wheels.yml with 44 items, or `bank_minimum: 12` in course/course.yml
    """
    minimum = context.source.settings.bank_minimum
    for module in context.source.modules:
        items = [item for item in module.bank.items if not item.retired] if module.bank else []
        if len(items) < minimum:
            where = module.bank.at("items") if module.bank else module.front.at("id")
            yield Problem(
                where,
                f"the bank of {module.id} has {counted(len(items), 'item')}, {minimum} are needed",
                f"write more items in quizzes/{module.folder}.yml",
                module,
            )


@rule("C005", severity=Severity.NOTE)
def module_planned(context: Context) -> Iterator[Problem]:
    """Module is planned.

    ``course.yml`` lists a module that this edition does not have: it has no ``index.md`` yet, or no
    status in this language. Listed under ``--strict`` only; an error if its status is released.

    Why: nobody should take a part of a course for the whole.

    Bad::

        {id: m02, folder: 02-brakes, status: {en: draft}}     without modules/02-brakes/index.md

    Good::

        modules/02-brakes/index.md is there
    """
    nowhere = {entry.id for entry in context.source.planned} if not context.is_source else set()
    for entry in context.course.planned:
        released = entry.status.get(context.lang) == "released"
        if entry.id in nowhere and not released:
            continue  # the source edition lists it
        state = "released, but" if released else "planned:"
        yield Problem(
            entry.at("id"),
            f"{entry.id} is {state} the {context.lang} edition has no such module yet",
            f"begin it with `goodterms new module`, in modules/{entry.folder}",
            severity=Severity.ERROR if released else None,
        )


@rule("C006", severity=Severity.NOTE)
def module_draft(context: Context) -> Iterator[Problem]:
    """Module is a draft.

    The status of a module in this language is ``draft``: what it lacks is listed as notes. Listed
    under ``--strict`` only.

    Why: a draft is built and shown; whoever releases the course has to know what is one.

    Bad::

        status: {en: draft}

    Good::

        status: {en: released}
    """
    for module in context.course.modules:
        if module.status == "draft":
            yield Problem(
                module.entry.at("status"),
                f"{module.id} is a draft in the {context.lang} edition",
                f"when its notes are settled, write `{context.lang}: released`",
            )


@rule("C007", scope="source", severity=Severity.WARNING, completeness=True)
def red_line_not_tested(context: Context) -> Iterator[Problem]:
    """Red line shown but never tempting.

    For each red line that a lesson shows, an item has an option (or a left side), or a simulation
    a choice, that crosses it.

    Why: a line is learnt by refusing to cross it when crossing looks like the quick way.

    Bad::

        {{ red_line("H7") }} in a lesson, and `red_line: H7` nowhere in the bank

    Good::

        {id: b, text: "What illness is it?", why: "…", red_line: H7}
    """
    tempting = set()
    for _, item in _items(context.source):
        for field in ("options", "left"):
            tempting |= {side.red_line for side in getattr(item, field, ())}
    for simulation in context.source.simulations.values():
        tempting |= {choice.red_line for s in simulation.states for choice in s.choices}
    for module in context.source.modules:
        for lesson in module.lessons:
            for code in sorted(_shown(lesson) - tempting):
                if code in context.source.red_lines:
                    yield Problem(
                        lesson.front.at("id"),
                        f"the lesson shows red line {code}, but no item or simulation tempts",
                        f"give an item an option that crosses {code}, with `red_line: {code}`",
                        module,
                    )


@rule("C008", scope="source", completeness=True)
def module_without_test(context: Context) -> Iterator[Problem]:
    """Module has no test.

    ``quizzes/assessments.yml`` has an assessment of kind ``module-test`` for every module.

    Why: completion and certificates are proven by tests.

    Bad::

        modules/02-brakes is there, and no assessment has `module: m02`

    Good::

        - {id: m02-test, kind: module-test, module: m02, title: "…", forms: […]}
    """
    tested = {a.module for a in context.source.assessments.values() if a.kind == "module-test"}
    for module in context.source.modules:
        if module.id not in tested:
            yield Problem(
                module.front.at("id"),
                f"{module.id} has no module test",
                "add one to quizzes/assessments.yml",
                module,
            )


@rule("C009", scope="source", severity=Severity.WARNING)
def topic_of_another_module(context: Context) -> Iterator[Problem]:
    """Topic taught in another module than the programme says.

    A lesson claims a topic whose ``module`` does not have the number of the lesson's module.

    Why: often the id was mistyped, and the topic that was meant is taught nowhere.

    Bad::

        topics: [S0-2.1]     in module 1, and S0-2.1 has `module: [2]`

    Good::

        topics: [S0-1.2]
    """
    for module in context.source.modules:
        number = _number(context.source, module)
        for lesson in module.lessons:
            for i, name in enumerate(lesson.front.topics):
                topic = context.source.topics.get(name)
                if topic is not None and topic.module and number not in topic.module:
                    yield Problem(
                        lesson.front.at("topics", i),
                        f"{name} belongs to module {', '.join(map(str, topic.module))}",
                        "correct the id, or the topic's `module` in course/syllabus.yml",
                    )


@rule("C010", scope="source")
def red_line_not_covered(context: Context) -> Iterator[Problem]:
    """Red line with an empty cell on the coverage page.

    Every red line is shown in a lesson, crossed by an option of a practice item and of a test or
    exam item, and among the ``red_lines`` of a role-play. Listed as a note until every module of
    the course is released.

    Why: recognising a line, refusing to cross it under pressure and saying so aloud are three
    skills.

    Bad::

        H7 in course/redlines.yml, and no role-play has it

    Good::

        red_lines: [H2, H7]     in a role-play
    """
    course = context.source
    finished = not course.planned and all(context.released(m) for m in course.modules)
    ways = {
        "lessons": ("a lesson that shows it", '{{{{ red_line("{0}") }}}} in a lesson'),
        "practice": ("a practice item that tempts", "`red_line: {0}` on an option"),
        "test": ("a test or exam item that tempts", "`red_line: {0}` on an option"),
        "played": ("a role-play", "{0} in `red_lines` of a role-play"),
    }
    for row in context.coverage.red_lines:
        for gap in row.gaps:
            lacking, hint = ways[gap]
            yield Problem(
                row.red_line.at("id"),
                f"red line {row.red_line.id} lacks {lacking}",
                f"write {hint.format(row.red_line.id)}",
                severity=None if finished else Severity.NOTE,
            )


def _claims(course: Course) -> dict[str, list[tuple[Module, Lesson]]]:
    """Lessons by the topics they claim."""
    found: dict[str, list[tuple[Module, Lesson]]] = {}
    for module in course.modules:
        for lesson in module.lessons:
            for topic in lesson.front.topics:
                found.setdefault(topic, []).append((module, lesson))
    return found


def _number(course: Course, module: Module) -> int:
    """The module's place in course.yml, from 1."""
    return [entry.id for entry in course.settings.modules].index(module.id) + 1


def _shown(lesson: Lesson) -> set[str]:
    return {e.id for e in lesson.document.embeds if e.name == "red_line" and e.alone}


def _items(course: Course) -> Iterator[tuple[Module, ItemBase]]:
    for module in course.modules:
        for item in module.bank.items if module.bank else ():
            if not item.retired:
                yield module, item


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


RULES = (
    topic_not_taught,
    red_line_not_shown,
    item_not_used,
    bank_too_small,
    module_planned,
    module_draft,
    red_line_not_tested,
    module_without_test,
    topic_of_another_module,
    red_line_not_covered,
)
