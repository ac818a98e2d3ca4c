"""Structure (S): ids that stand once, front matter that agrees with the course, minutes."""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.diagnostics import Position, Severity
from goodterms.lint.known import source_nodes
from goodterms.lint.rule import Context, Problem, rule
from goodterms.load.nodes import Mapping, Node, Scalar, Sequence
from goodterms.model.base import Authored


@rule("S001", scope="source")
def id_twice_in_a_list(context: Context) -> Iterator[Problem]:
    """Id stands twice in a list.

    Two entries of one list (items of a bank, options of an item, states of a simulation, terms of
    the glossary) have the same id.

    Why: an id names one thing. Of two entries with one id every reader would take another one.

    Bad::

        options:
          - {id: a, text: "Today"}
          - {id: a, text: "Tomorrow"}

    Good::

        options:
          - {id: a, text: "Today"}
          - {id: b, text: "Tomorrow"}
    """
    for _, root in source_nodes(context.loaded):
        yield from _twice(root)
    seen: set[str] = set()
    for language in context.source.settings.languages:
        if language.code in seen:
            yield Problem(
                language.at("code"),
                f"the language {language.code!r} stands twice",
                "keep one entry per language",
            )
        seen.add(language.code)


def _twice(node: Node) -> Iterator[Problem]:
    """Repeated ids in the lists at or below a node."""
    if isinstance(node, Mapping):
        states, endings = (node.entries.get(name) for name in ("states", "endings"))
        if isinstance(states, Sequence) and isinstance(endings, Sequence):
            yield from _repeated(endings.items, _ids(states.items))
        for child in node.entries.values():
            yield from _twice(child)
    elif isinstance(node, Sequence):
        taken: dict[str, int] = {}
        for child in node.items:
            yield from _repeated([child], taken)
            for name, line in _ids([child]).items():
                taken.setdefault(name, line)
            yield from _twice(child)


def _ids(items: list[Node]) -> dict[str, int]:
    """Ids of entries with the line they stand in."""
    nodes = [item.entries.get("id") for item in items if isinstance(item, Mapping)]
    return {n.value: n.position.line for n in reversed(nodes) if isinstance(n, Scalar)}


def _repeated(items: list[Node], taken: dict[str, int]) -> Iterator[Problem]:
    for item in items:
        node = item.entries.get("id") if isinstance(item, Mapping) else None
        if isinstance(node, Scalar) and node.value and node.value in taken:
            yield Problem(
                node.position,
                f"the id {node.value!r} stands twice",
                f"give this entry an id of its own; the first is in line {taken[node.value]}",
            )


@rule("S002", scope="source")
def id_used_for_two_things(context: Context) -> Iterator[Problem]:
    """Id used for two things.

    Modules, lessons, objectives, role-plays, simulations, items, assessments and templates share
    one space of ids across the whole course. A bank has the id of its module.

    Why: results, progress and packages refer to these things by id alone, in one column.

    Bad::

        modules/02-brakes/stopping.md:   id: m01-l1     (a lesson of module 1 has it)

    Good::

        modules/02-brakes/stopping.md:   id: m02-l1
    """
    seen: dict[str, tuple[str, Position]] = {}
    for kind, record in _identified(context):
        name: str = getattr(record, "id")  # noqa: B009 - every kind of record listed has one
        where = record.at("id")
        first = seen.setdefault(name, (kind, where))
        if first[1] != where and not (first[0] == kind and first[1].path == where.path):
            yield Problem(
                where,
                f"the id {name!r} of this {kind} is taken: {first[0]} in {first[1]}",
                "choose an id that nothing in the course has or had",
            )


def _identified(context: Context) -> Iterator[tuple[str, Authored]]:
    for module in context.source.modules:
        yield "module", module.front
        for objective in module.front.objectives:
            yield "objective", objective
        for lesson in module.lessons:
            yield "lesson", lesson.front
        for play in module.role_plays:
            yield "role-play", play.front
        for simulation in module.simulations.values():
            yield "simulation", simulation
        for item in module.bank.items if module.bank else ():
            yield "item", item
    for assessment in context.source.assessments.values():
        yield "assessment", assessment
    for template in context.source.templates.values():
        yield "template", template.front


@rule("S003", scope="source")
def ids_disagree(context: Context) -> Iterator[Problem]:
    """Module and bank disagree with course.yml.

    ``index.md`` has the id that ``course.yml`` gives to the folder, and the bank
    ``quizzes/<folder>.yml`` names that module and has its id.

    Why: the folder ties them together; a wrong id usually means a file copied from another module.

    Bad::

        course.yml: {id: m02, folder: 02-brakes}     02-brakes/index.md: id: m01

    Good::

        course.yml: {id: m02, folder: 02-brakes}     02-brakes/index.md: id: m02
    """
    for module in context.source.modules:
        hint = f"write {module.id}, or correct the id of the folder in course/course.yml"
        if module.front.id != module.id:
            yield Problem(
                module.front.at("id"),
                f"course.yml calls this module {module.id!r}, the file {module.front.id!r}",
                hint,
            )
        if module.bank is not None:
            for name in ("id", "module"):
                value = getattr(module.bank, name)
                if value != module.id:
                    yield Problem(
                        module.bank.at(name),
                        f"this is the bank of module {module.id!r}, but {name} is {value!r}",
                        hint,
                    )


@rule("S009", scope="source", completeness=True)
def minutes_of_a_module(context: Context) -> Iterator[Problem]:
    """Minutes of a module are not the sum of its lessons.

    The ``minutes`` of ``index.md`` are what its lessons add up to.

    Why: learners and trainers plan by this number; the agenda is computed from the lessons.

    Bad::

        index.md: minutes: 60     lessons of 12, 15 and 10 minutes

    Good::

        index.md: minutes: 37     lessons of 12, 15 and 10 minutes
    """
    for module in context.source.modules:
        total = sum(lesson.front.minutes for lesson in module.lessons)
        if module.lessons and total != module.front.minutes:
            yield Problem(
                module.front.at("minutes"),
                f"minutes: {module.front.minutes}, but the lessons add up to {total}",
                f"write `minutes: {total}`, or correct a lesson's minutes",
                module,
            )


@rule("S013", scope="source")
def status_makes_no_sense(context: Context) -> Iterator[Problem]:
    """Status names no language, or runs ahead of the source.

    ``status`` in ``course.yml`` has a language of the course and draft or released. A module has a
    status in the source language, and a translation is not released before its source.

    Why: a module without a status in the source language is not read at all, and a released
    translation of a draft promises what can still change.

    Bad::

        status: {ru: released}

    Good::

        status: {en: released, ru: released}
    """
    settings = context.source.settings
    source = settings.source_language
    codes = [language.code for language in settings.languages]
    for entry in settings.modules:
        for code in entry.status:
            if code not in codes:
                yield Problem(
                    entry.at("status", code),
                    f"{entry.id}: {code!r} is not a language of the course",
                    f"use one of {', '.join(codes)}, or add the language to `languages`",
                )
        if source not in entry.status:
            yield Problem(
                entry.at("status"),
                f"{entry.id}: no status in the source language {source}",
                f"add `{source}: draft` or `{source}: released`",
            )
        elif entry.status[source] == "draft":
            for code in codes[1:]:
                if entry.status.get(code) == "released":
                    yield Problem(
                        entry.at("status", code),
                        f"{entry.id}: released in {code} while {source} is a draft",
                        f"release {source} first, or write `{code}: draft`",
                    )


@rule("S014", scope="source")
def slug_listed_twice(context: Context) -> Iterator[Problem]:
    """File listed twice in a module.

    A list of ``index.md`` (lessons, role_plays, simulations, trainer_pages) names the same file
    two times, or ``course.yml`` gives two modules one folder.

    Why: the page would be built twice and its minutes counted twice.

    Bad::

        lessons: [brakes, gears, brakes]

    Good::

        lessons: [brakes, gears]
    """
    for module in context.source.modules:
        for name in ("lessons", "role_plays", "simulations", "trainer_pages"):
            slugs: list[str] = getattr(module.front, name)
            for i, slug in enumerate(slugs):
                if slug in slugs[:i]:
                    yield Problem(
                        module.front.at(name, i),
                        f"{name}: {slug!r} is listed twice",
                        "remove one",
                    )
    folders: set[str] = set()
    for entry in context.source.settings.modules:
        if entry.folder in folders:
            yield Problem(
                entry.at("folder"),
                f"the folder {entry.folder!r} belongs to two modules",
                "give each module a folder of its own",
            )
        folders.add(entry.folder)


@rule("S015", scope="source", severity=Severity.WARNING)
def folders_out_of_order(context: Context) -> Iterator[Problem]:
    """Folder numbers do not follow the order of the course.

    Folders that begin with a number stand in ``course.yml`` in the order of these numbers.

    Why: whoever opens the repository reads the order from the folder names.

    Bad::

        modules: [{folder: 02-brakes}, {folder: 01-wheels}]

    Good::

        modules: [{folder: 01-wheels}, {folder: 02-brakes}]
    """
    last = -1
    for entry in context.source.settings.modules:
        digits = entry.folder.partition("-")[0]
        if not digits.isdecimal():
            continue
        if int(digits) < last:
            yield Problem(
                entry.at("folder"),
                f"{entry.folder} stands after a folder with a higher number",
                "reorder the modules in course.yml, or rename the folder",
            )
        last = max(last, int(digits))


@rule("S016", scope="source", severity=Severity.WARNING)
def minutes_of_a_guide(context: Context) -> Iterator[Problem]:
    """Blocks of a guide do not add up to its minutes.

    A page with ``minutes`` and ``blocks`` (the facilitator's guide) is as long as its blocks.

    Why: a trainer who follows a timetable that does not add up ends late or drops the debrief.

    Bad::

        minutes: 90, blocks of 20, 30 and 25 minutes

    Good::

        minutes: 75, blocks of 20, 30 and 25 minutes
    """
    for page in (page.front for module in context.source.modules for page in module.pages):
        total = sum(block.minutes for block in page.blocks)
        if page.minutes is not None and page.blocks and total != page.minutes:
            yield Problem(
                page.at("minutes"),
                f"minutes: {page.minutes}, but the blocks add up to {total}",
                f"write `minutes: {total}`, or correct a block",
            )


RULES = (
    id_twice_in_a_list,
    id_used_for_two_things,
    ids_disagree,
    minutes_of_a_module,
    status_makes_no_sense,
    slug_listed_twice,
    folders_out_of_order,
    minutes_of_a_guide,
)
