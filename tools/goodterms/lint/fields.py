"""Ids in fields (R): what front matter, items and tables point to exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from goodterms.diagnostics import Position
from goodterms.lint.known import near
from goodterms.lint.rule import Context, Problem, rule
from goodterms.lint.texts import records
from goodterms.model.base import Authored
from goodterms.model.course import Course, Module
from goodterms.model.items import Item, ItemBase, Written
from goodterms.model.roleplay import Simulation


@rule("R010", scope="source")
def objective_unknown(context: Context) -> Iterator[Problem]:
    """Objective that the module does not have.

    Lessons, items, role-plays and simulations name objectives of their own module; blocks of a
    guide and rows of a blueprint name objectives of the course.

    Why: coverage and reports are computed by objective; a wrong id counts for nothing.

    Bad::

        objectives: [m01-o9]

    Good::

        objectives: [m01-o2]
    """
    for module in context.source.modules:
        own = {objective.id for objective in module.front.objectives}
        for record in _served(module):
            names: list[str] = getattr(record, "objectives", [])
            for i, name in enumerate(names):
                yield from _missing(
                    context, name, own, record.at("objectives", i), "objective of this module"
                )
        for item in _items(module):
            yield from _missing(
                context, item.objective, own, item.at("objective"), "objective of this module"
            )
        for page in module.pages:
            for block in page.front.blocks:
                if block.objective is not None:
                    yield from _missing(
                        context, block.objective, own, block.at("objective"), "objective"
                    )
    by_module = {m.id: {o.id for o in m.front.objectives} for m in context.source.modules}
    for item in _general(context):
        own = by_module.get(item.module or "", set(context.source.objectives))
        yield from _missing(
            context, item.objective, own, item.at("objective"), "objective of this module"
        )
    for assessment in context.source.assessments.values():
        for form in assessment.forms:
            for row in form.blueprint.draw if form.blueprint else ():
                if row.objective is not None:
                    yield from _missing(
                        context,
                        row.objective,
                        context.source.objectives,
                        row.at("objective"),
                        "objective",
                    )


@rule("R011", scope="source")
def topic_unknown(context: Context) -> Iterator[Problem]:
    """Topic that the syllabus does not have.

    ``topics`` of lessons and items are ids of ``course/syllabus.yml``.

    Why: coverage of the programme is proven by these ids.

    Bad::

        topics: [S0-1.22]

    Good::

        topics: [S0-1.2]
    """
    topics = context.source.topics
    holders: list[Authored] = [lesson.front for lesson in context.source.lessons.values()]
    for record in (*holders, *context.source.items.values()):
        names: list[str] = getattr(record, "topics")  # noqa: B009
        for i, name in enumerate(names):
            yield from _missing(
                context, name, topics, record.at("topics", i), "topic of the syllabus"
            )


@rule("R012", scope="source")
def law_unknown(context: Context) -> Iterator[Problem]:
    """Law fact that does not exist.

    ``law`` of items, red lines and blocks of templates, and ``facts`` of a calculator's sets, list
    ids of ``course/law.yml``.

    Why: the reader is shown cite and date of the fact; without it the claim stands alone.

    Bad::

        law: [eu-late-intrest]

    Good::

        law: [eu-late-interest]
    """
    holders: list[Authored] = list(context.source.items.values())
    holders += context.source.red_lines.values()
    holders += [b for template in context.source.templates.values() for b in template.front.blocks]
    for record in holders:
        names: list[str] = getattr(record, "law")  # noqa: B009
        for i, name in enumerate(names):
            yield from _missing(context, name, context.source.law, record.at("law", i), "law fact")
    for calculator in context.source.calculators:
        for rules in calculator.front.sets:
            for i, name in enumerate(rules.facts):
                where = rules.at("facts", i)
                yield from _missing(context, name, context.source.law, where, "law fact")


@rule("R013", scope="source")
def red_line_unknown(context: Context) -> Iterator[Problem]:
    """Red line that does not exist.

    ``red_line`` of options, choices and hard fails, ``red_lines`` of role-plays and ``hazard`` of
    topics are ids of ``course/redlines.yml``.

    Why: the rule that was crossed is named to the learner by this id.

    Bad::

        {id: b, text: "…", why: "…", red_line: H99}

    Good::

        {id: b, text: "…", why: "…", red_line: H9}
    """
    known = context.source.red_lines
    for record, _ in records(context.source):
        for part in _parts(record):
            name = getattr(part, "red_line", None)
            if name is not None:
                yield from _missing(context, name, known, part.at("red_line"), "red line")
            for field in ("red_lines", "hazard"):
                names: list[str] = getattr(part, field, [])
                for i, name in enumerate(names):
                    yield from _missing(context, name, known, part.at(field, i), "red line")


@rule("R014", scope="source")
def rubric_unknown(context: Context) -> Iterator[Problem]:
    """Rubric that does not exist.

    ``rubric`` of a role-play or a written item is an id of ``course/rubrics.yml``.

    Why: without it there is nothing to mark by.

    Bad::

        rubric: leter

    Good::

        rubric: letter
    """
    for module in context.source.modules:
        holders: list[Authored] = [play.front for play in module.role_plays]
        holders += [item for item in _items(module) if isinstance(item, Written)]
        for record in holders:
            name = getattr(record, "rubric")  # noqa: B009
            if name is not None:
                yield from _missing(
                    context, name, context.source.rubrics, record.at("rubric"), "rubric"
                )


@rule("R015", scope="source")
def term_unknown(context: Context) -> Iterator[Problem]:
    """Glossary points to a term that does not exist.

    ``see`` of a term lists ids of the glossary, and not the term itself.

    Why: the reader follows the link and finds nothing.

    Bad::

        {id: dso, term: "…", definition: "…", see: [agein]}

    Good::

        {id: dso, term: "…", definition: "…", see: [ageing]}
    """
    for term in context.source.terms.values():
        for i, name in enumerate(term.see):
            if name == term.id:
                yield Problem(term.at("see", i), f"{name!r} points to itself", "remove it")
            else:
                yield from _missing(
                    context, name, context.source.terms, term.at("see", i), "glossary term"
                )


@rule("R016", scope="source")
def module_unknown(context: Context) -> Iterator[Problem]:
    """Module that course.yml does not have.

    ``module`` of a track's step, of a waiver, of an agenda's entry, of an assessment or item and
    ``modules`` of a blueprint are ids of
    ``course.yml``; the numbers of a topic's ``module`` count its modules from 1.

    Why: a track or test of a module that does not exist can never be completed.

    Bad::

        steps: [{module: m12, why: "…"}]     in a course of 11 modules

    Good::

        steps: [{module: m11, why: "…"}]
    """
    settings = context.source.settings
    ids = [entry.id for entry in settings.modules]
    for holder, name in _modules_of_ways(context.source):
        yield from _missing(context, name, ids, holder.at("module"), "module")
    for assessment in context.source.assessments.values():
        if assessment.module is not None:
            yield from _missing(context, assessment.module, ids, assessment.at("module"), "module")
        blueprint = assessment.blueprint
        for name in blueprint.modules if blueprint else ():
            where = assessment.at("blueprint", "modules", name)
            yield from _missing(context, name, ids, where, "module")
    for item in _general(context):
        if item.module is not None:
            yield from _missing(context, item.module, ids, item.at("module"), "module")
    for topic in context.source.topics.values():
        for i, number in enumerate(topic.module):
            if not 1 <= number <= len(ids):
                yield Problem(
                    topic.at("module", i),
                    f"{topic.id}: the course has no module number {number}",
                    f"write a number from 1 to {len(ids)}: the place of the module in course.yml",
                )


@rule("R017", scope="source")
def role_play_unknown(context: Context) -> Iterator[Problem]:
    """Simulation of a role-play that does not exist.

    ``role_play`` of a simulation is the id of a role-play of the same module.

    Why: the simulation borrows its case and its sheets from there.

    Bad::

        role_play: m01-rp9

    Good::

        role_play: m01-rp1
    """
    for module in context.source.modules:
        own = {play.id for play in module.role_plays}
        for simulation in module.simulations.values():
            yield from _missing(
                context,
                simulation.role_play,
                own,
                simulation.at("role_play"),
                "role-play in this module",
            )


@rule("R018", scope="source")
def party_unknown(context: Context) -> Iterator[Problem]:
    """Fact known to a party that does not exist.

    ``known_to`` of a fact lists ids of the role-play's ``parties``.

    Why: the fact would stand in nobody's sheet.

    Bad::

        {id: cash, value: 24000, known_to: [byer]}

    Good::

        {id: cash, value: 24000, known_to: [buyer]}
    """
    for module in context.source.modules:
        for play in module.role_plays:
            parties = [party.id for party in play.front.parties]
            for fact in play.front.facts:
                for i, name in enumerate(fact.known_to):
                    yield from _missing(context, name, parties, fact.at("known_to", i), "party")


def _modules_of_ways(course: Course) -> Iterator[tuple[Authored, str]]:
    """Steps, waivers and entries of agendas, with the module each names."""
    for track in course.settings.tracks:
        yield from ((step, step.module) for step in track.steps)
    for jurisdiction in course.settings.jurisdictions:
        yield from ((waiver, waiver.module) for waiver in jurisdiction.waive)
    for agenda in course.agendas.values():
        for session in agenda.sessions:
            yield from ((reading, reading.module) for reading in session.before)
            yield from ((item, item.module) for item in session.items if item.module)


def _missing(
    context: Context, name: str, known: Collection[str], where: Position, thing: str
) -> Iterator[Problem]:
    """A problem if an id is not among the known ones (and was not written but unreadable)."""
    if name not in known and name not in context.known.unread:
        yield Problem(where, f"there is no {thing} {name!r}", near(name, known, "there are"))


def _served(module: Module) -> Iterator[Authored]:
    """Everything of a module that lists objectives."""
    yield from (lesson.front for lesson in module.lessons)
    yield from (play.front for play in module.role_plays)
    yield from module.simulations.values()


def _general(context: Context) -> Iterator[Item]:
    """Items of the banks that belong to the course as a whole."""
    for bank in context.source.banks:
        yield from bank.items


def _items(module: Module) -> list[Item]:
    return module.bank.items if module.bank is not None else []


def _parts(record: Authored) -> Iterator[Authored]:
    """A record and those inside it that may name a red line."""
    yield record
    if isinstance(record, ItemBase):
        for field in ("options", "left"):
            yield from getattr(record, field, ())
    elif isinstance(record, Simulation):
        for state in record.states:
            yield from state.choices
    else:
        yield from getattr(record, "hard_fails", ())


RULES = (
    objective_unknown,
    topic_unknown,
    law_unknown,
    red_line_unknown,
    rubric_unknown,
    term_unknown,
    module_unknown,
    role_play_unknown,
    party_unknown,
)
