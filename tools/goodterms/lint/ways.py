"""Ways through the course (W): tracks, jurisdictions and agendas hold what they promise."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from goodterms.diagnostics import Position, Severity
from goodterms.lint.known import near
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.agendas import Agenda, AgendaItem
from goodterms.model.course import Module
from goodterms.plan.agenda import STRETCH
from goodterms.plan.outline import Outline
from goodterms.plan.sessions import guide_of, item_blocks, plan_agenda
from goodterms.plan.tracks import shown_red_lines, track_path

#: Fields of an agenda's entry that name a part of a module.
_PARTS = ("block", "lesson", "role_play", "simulation")


@rule("W001", scope="source", completeness=True)
def part_of_way_missing(context: Context) -> Iterator[Problem]:
    """Way names what the module does not have.

    ``lessons`` and ``waive`` of a track's step, ``lessons`` of a jurisdiction's waiver and of an
    agenda's ``before`` are lessons of the module; an agenda's ``block`` is a block of its
    facilitator's guide, its ``role_play`` and ``simulation`` are slugs of the module, its
    ``activity`` stands in ``activities``; a guide's block names a ``role_play`` of its module.
    While the module is planned nothing can be said, while it is a draft it is listed as a note.

    Why: the page would leave it out, and the minutes would be wrong.

    Bad::

        {module: m01, lessons: [three-fact], why: "…"}     and the slug is three-facts

    Good::

        {module: m01, lessons: [three-facts], why: "…"}
    """
    course = context.source
    modules = {module.id: module for module in course.modules}

    def lessons(module_id: str, names: Collection[str], where: list[Position]) -> Iterator[Problem]:
        module = modules.get(module_id)
        if module is not None:
            have = [lesson.slug for lesson in module.lessons]
            for name, place in zip(names, where, strict=True):
                yield from _missing(name, have, place, "lesson", module)

    for track in course.settings.tracks:
        for step in track.steps:
            for field in ("lessons", "waive"):
                names = getattr(step, field)
                yield from lessons(
                    step.module, names, [step.at(field, i) for i in range(len(names))]
                )
    for jurisdiction in course.settings.jurisdictions:
        for waiver in jurisdiction.waive:
            places = [waiver.at("lessons", i) for i in range(len(waiver.lessons))]
            yield from lessons(waiver.module, waiver.lessons, places)
    for agenda in course.agendas.values():
        for session in agenda.sessions:
            for reading in session.before:
                places = [reading.at("lessons", i) for i in range(len(reading.lessons))]
                yield from lessons(reading.module, reading.lessons, places)
            for item in session.items:
                yield from _part(item, agenda, modules.get(item.module or ""), context)
    for module in course.modules:
        plays = [play.slug for play in module.role_plays]
        for page in module.pages:
            for block in page.front.blocks:
                if block.role_play is not None:
                    yield from _missing(
                        block.role_play, plays, block.at("role_play"), "role-play", module
                    )


def _part(
    item: AgendaItem, agenda: Agenda, module: Module | None, context: Context
) -> Iterator[Problem]:
    if item.activity is not None:
        names = [activity.id for activity in agenda.activities]
        yield from _missing(item.activity, names, item.at("activity"), "activity", None)
    if item.assessment is not None:
        timed = [a.id for a in context.source.assessments.values() if a.minutes]
        yield from _missing(
            item.assessment, timed, item.at("assessment"), "assessment with minutes", None
        )
    if module is None:
        return
    guide = guide_of(module)
    have = {
        "block": [block.id for block in guide.front.blocks] if guide else [],
        "lesson": [lesson.slug for lesson in module.lessons],
        "role_play": [play.slug for play in module.role_plays],
        "simulation": list(module.simulations),
    }
    for field, names in have.items():
        name = getattr(item, field)
        if name is not None:
            thing = "block in the guide" if field == "block" else field.replace("_", "-")
            yield from _missing(name, names, item.at(field), thing, module)
    if item.kinds == ["guide"] and guide is None:
        yield Problem(
            item.at("module"),
            f"{module.id} has no facilitator's guide with timed blocks",
            "name its page in `facilitator` of index.md, and give the page `blocks`",
            module,
        )


def _missing(
    name: str, have: Collection[str], where: Position, thing: str, module: Module | None
) -> Iterator[Problem]:
    if name not in have:
        of = f" in {module.id}" if module else ""
        yield Problem(
            where, f"there is no {thing} {name!r}{of}", near(name, have, "there are"), module
        )


@rule("W002", scope="source")
def step_contradicts(context: Context) -> Iterator[Problem]:
    """Track that contradicts itself.

    A module stands once in a track. What may be waived is on the path: where a step names
    ``lessons``, its ``waive`` names some of them.

    Why: nobody could say which of the two holds.

    Bad::

        {module: m01, lessons: [three-facts], waive: [grading-risk], why: "…"}

    Good::

        {module: m01, lessons: [three-facts, grading-risk], waive: [grading-risk], why: "…"}
    """
    for track in context.source.settings.tracks:
        seen: set[str] = set()
        for step in track.steps:
            if step.module in seen:
                yield Problem(
                    step.at("module"),
                    f"{step.module} stands twice in the track {track.id}",
                    "join the two steps",
                )
            seen.add(step.module)
            for i, name in enumerate(step.waive):
                if step.lessons and name not in step.lessons:
                    yield Problem(
                        step.at("waive", i),
                        f"{name} may be waived, but is not on the path",
                        "add it to `lessons` of the step, or take it out of `waive`",
                    )


@rule("W003", scope="source")
def waiver_without_proof(context: Context) -> Iterator[Problem]:
    """Waiver without a proof.

    A step with ``waive`` says in ``proof`` what shows that the lesson is not needed.

    Why: whoever signs the waiver has to have something to look at.

    Bad::

        {module: m01, waive: [what-a-receivable-costs], why: "…"}

    Good::

        {module: m01, waive: [what-a-receivable-costs], proof: "The module test, passed before the lessons", why: "…"}
    """  # noqa: E501
    for track in context.source.settings.tracks:
        for step in track.steps:
            if step.waive and step.proof is None:
                yield Problem(
                    step.at("waive"),
                    f"{track.id}, {step.module}: lessons may be waived, and no proof is named",
                    'add `proof: "…"`: a test passed before, a marked piece of work, a certificate',
                )


@rule("W004", scope="source", severity=Severity.WARNING, completeness=True)
def waiver_hides_red_line(context: Context) -> Iterator[Problem]:
    """Waiver that takes a red line off the path.

    Every red line that the lessons of a track show is also shown by those that cannot be waived;
    the same holds for the whole course and what a jurisdiction waives.

    Why: a waiver spares time. What nobody may do is learnt by everybody.

    Bad::

        waive: [who-may-know]     and no other lesson of the track shows H13

    Good::

        waive: [how-owing-feels]     which shows no red line
    """
    outline = Outline(context.source, context.source)
    for track in context.source.settings.tracks:
        path = track_path(track, outline)
        dropped = {x.id for planned in path.steps for x in planned.waivable}
        kept = [x for planned in path.steps for x in planned.lessons if x.id not in dropped]
        for planned in path.steps:
            lost = shown_red_lines(planned.waivable) - shown_red_lines(kept)
            if lost:
                yield _hidden(planned.step.at("waive"), lost, planned.module)
    for jurisdiction in context.source.settings.jurisdictions:
        waived = {(waiver.module, slug) for waiver in jurisdiction.waive for slug in waiver.lessons}
        kept = [
            lesson
            for module in context.source.modules
            for lesson in module.lessons
            if (module.id, lesson.slug) not in waived
        ]
        for waiver in jurisdiction.waive:
            module = outline.module(waiver.module)
            if module is not None:
                off = [lesson for lesson in module.lessons if lesson.slug in waiver.lessons]
                lost = shown_red_lines(off) - shown_red_lines(kept)
                if lost:
                    yield _hidden(waiver.at("lessons"), lost, module)


def _hidden(where: Position, lost: set[str], module: Module | None) -> Problem:
    codes = ", ".join(sorted(lost, key=lambda code: (len(code), code)))
    return Problem(
        where,
        f"who uses this waiver never sees {codes}",
        "waive another lesson, or show the red line in one that stays",
        module,
    )


@rule("W005", scope="source")
def entry_ambiguous(context: Context) -> Iterator[Problem]:
    """Entry of an agenda that is not one thing.

    An entry is exactly one of: ``module`` with ``block``, ``lesson``, ``role_play`` or
    ``simulation``; ``module`` alone (its whole guide); ``assessment``; ``activity``; ``pause``;
    ``lunch``.

    Why: minutes can be computed for one thing only.

    Bad::

        {block: three-facts-drill}     of which module?

    Good::

        {module: m01, block: three-facts-drill}
    """
    for agenda in context.source.agendas.values():
        for session in agenda.sessions:
            for item in session.items:
                kinds = item.kinds
                if len(kinds) != 1:
                    said = "nothing" if not kinds else " and ".join(kinds)
                    yield Problem(
                        item.at(),
                        f"this entry of {agenda.id} names {said}",
                        "name one thing: a part of a module, an assessment, an activity, a pause",
                    )
                elif (kinds[0] in _PARTS) != (item.module is not None) and kinds != ["guide"]:
                    yield Problem(
                        item.at(kinds[0]),
                        f"this entry of {agenda.id} names a {kinds[0].replace('_', '-')} "
                        + ("without its module" if item.module is None else "and a module"),
                        "write {module: m01, block: …} for parts of a module, others without one",
                    )


@rule("W006", scope="source")
def session_too_long(context: Context) -> Iterator[Problem]:
    """Session does not fit.

    The minutes of a session's entries, with a break wherever people would sit longer than 90
    minutes, are at most the session's ``minutes``. Checked when everything in it is written.

    Why: what does not fit is cut on the day, and it is always the debrief that is cut.

    Bad::

        minutes: 60, and entries of 75 minutes

    Good::

        minutes: 90, and entries of 75 minutes
    """
    outline = Outline(context.source, context.source)
    for agenda in context.source.agendas.values():
        for planned in plan_agenda(agenda, outline).sessions:
            if planned.written and planned.spare < 0:
                yield Problem(
                    planned.session.at("minutes"),
                    f"{agenda.id}, {planned.session.id}: {planned.minutes} minutes with breaks, "
                    f"and there are {planned.session.minutes}",
                    f"take out {-planned.spare} minutes, or make the session longer",
                )


@rule("W007", scope="source")
def sits_too_long(context: Context) -> Iterator[Problem]:
    """Entry without a break that is too long.

    No single entry of an agenda takes more than 90 minutes: it cannot be broken.

    Why: after ninety minutes nobody learns.

    Bad::

        activities: [{id: review, title: Review of the month, minutes: 120}]

    Good::

        two activities of 60 minutes
    """
    outline = Outline(context.source, context.source)
    for agenda in context.source.agendas.values():
        for session in agenda.sessions:
            for item in session.items:
                if item.pause is not None or item.lunch is not None:
                    continue
                longest = max((b.minutes for b in item_blocks(item, agenda, outline)), default=0)
                if longest > STRETCH:
                    yield Problem(
                        item.at(),
                        f"{agenda.id}: {longest} minutes without a break",
                        f"choose something of at most {STRETCH} minutes, or split it",
                    )


@rule("W008", scope="source", severity=Severity.WARNING)
def jurisdiction_without_law(context: Context) -> Iterator[Problem]:
    """Jurisdiction without a law fact.

    Every code in ``law`` of a jurisdiction is that of a fact in ``course/law.yml``.

    Why: the page promises the law of the place and would have nothing to show.

    Bad::

        {id: uk, law: [GB], …}     and the facts have jurisdiction: UK

    Good::

        {id: uk, law: [UK], …}
    """
    places = {fact.jurisdiction for fact in context.source.law.values()}
    for jurisdiction in context.source.settings.jurisdictions:
        for i, code in enumerate(jurisdiction.law):
            if code not in places:
                yield Problem(
                    jurisdiction.at("law", i),
                    f"no law fact has the jurisdiction {code!r}",
                    near(code, places, "there are"),
                )


RULES = (
    part_of_way_missing,
    step_contradicts,
    waiver_without_proof,
    waiver_hides_red_line,
    entry_ambiguous,
    session_too_long,
    sits_too_long,
    jurisdiction_without_law,
)
