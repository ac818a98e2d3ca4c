"""Objectives (O): measurable, taught, practised, tested, met in a role-play."""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.diagnostics import Severity
from goodterms.lint.markup import counted, plain
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.course import Module, Objective
from goodterms.scoring.forms import FormError, assemble

#: How many objectives a module has.
LEAST, MOST = 5, 7


@rule("O001")
def objective_unobservable(context: Context) -> Iterator[Problem]:
    """Objective that nobody can observe.

    An objective does not begin with understand, know, learn, be aware and the like (the list is in
    ``lint/words`` by language).

    Why: whether somebody understands is seen only in what they do; the objective names that.

    Bad::

        Understand how brakes wear

    Good::

        Decide from a worn pad whether it must be replaced today
    """
    for objective in _objectives(context):
        folded = " ".join(plain(objective.text).casefold().split())
        for start in context.words.banned_starts:
            if folded == start or folded.startswith(f"{start} "):
                yield Problem(
                    objective.at("text"),
                    f"{objective.id} begins with {start!r}, which nobody can observe",
                    "begin with what the learner does: compute, choose, write, say",
                )
                break


@rule("O002", severity=Severity.WARNING)
def objective_verb_unknown(context: Context) -> Iterator[Problem]:
    """Objective does not begin with a known measurable verb.

    The first word is in the list of measurable verbs of the language (``lint/words``). Languages
    without a list are not checked.

    Why: "The cost of delay" is a topic; "Compute the cost of delay" can be tested.

    Bad::

        The cost of a late invoice

    Good::

        Compute the cost of a late invoice
    """
    verbs = context.words.measurable_verbs
    if not verbs:
        return
    for objective in _objectives(context):
        parts = plain(objective.text).split()
        first = parts[0].casefold().strip(".,:;\"'«»“”()") if parts else ""
        if first in verbs or any(first == s.split()[0] for s in context.words.banned_starts):
            continue
        yield Problem(
            objective.at("text"),
            f"{objective.id} begins with {first!r}, which is not a known measurable verb",
            "begin with a verb whose result can be seen, or have it added to lint/words",
        )


@rule("O003", scope="source", completeness=True)
def number_of_objectives(context: Context) -> Iterator[Problem]:
    """Module has not five to seven objectives.

    ``index.md`` lists five to seven assessed objectives.

    Why: fewer do not carry a module, more cannot all be practised and tested in its time.

    Bad::

        objectives: a list of three

    Good::

        objectives: a list of six
    """
    for module in context.source.modules:
        count = len(module.front.objectives)
        if not LEAST <= count <= MOST:
            yield Problem(
                module.front.at("objectives"),
                f"{module.id} has {counted(count, 'objective')}",
                f"write {LEAST} to {MOST}: join what is tested together, or split the module",
                module,
            )


@rule("O004", scope="source", severity=Severity.WARNING)
def lesson_serves_many(context: Context) -> Iterator[Problem]:
    """Lesson serves more than two objectives.

    ``objectives`` of a lesson names one or two.

    Why: a lesson of twelve minutes that serves three objectives serves none.

    Bad::

        objectives: [m01-o1, m01-o2, m01-o3]

    Good::

        objectives: [m01-o1, m01-o2]
    """
    for lesson in context.source.lessons.values():
        if len(lesson.front.objectives) > 2:
            yield Problem(
                lesson.front.at("objectives"),
                f"{lesson.id} serves {len(lesson.front.objectives)} objectives",
                "name the one or two that its practice serves",
            )


@rule("O005", scope="source", completeness=True)
def objective_not_taught(context: Context) -> Iterator[Problem]:
    """Objective that no lesson serves.

    Every objective stands in ``objectives`` of a lesson of its module.

    Why: what is tested must have been taught.

    Bad::

        m01-o4 in index.md, and no lesson has it

    Good::

        objectives: [m01-o4]     in a lesson
    """
    for module in context.source.modules:
        served = {name for lesson in module.lessons for name in lesson.front.objectives}
        yield from _lacking(module, served, "no lesson serves", "add it to a lesson's `objectives`")


@rule("O006", scope="source", completeness=True)
def objective_not_practised(context: Context) -> Iterator[Problem]:
    """Objective without practice.

    Every objective has an item of use ``practice`` in the bank of its module.

    Why: feedback while nothing is at stake is where most of the learning happens.

    Bad::

        m01-o4 in index.md, and no practice item with `objective: m01-o4`

    Good::

        - {id: m01-q15, use: practice, objective: m01-o4, …}
    """
    for module in context.source.modules:
        items = module.bank.items if module.bank else []
        done = {item.objective for item in items if item.use == "practice" and not item.retired}
        yield from _lacking(module, done, "no practice item is for", "write one in the bank")


@rule("O007", scope="source", completeness=True)
def objective_not_tested(context: Context) -> Iterator[Problem]:
    """Objective that no test asks for.

    Every objective has an item in every form of a module test, or in a final exam, or in a task.

    Why: an objective that is not assessed is a wish; with two forms both have to assess it.

    Bad::

        form b of m01-test without an item of objective m01-o4

    Good::

        form b of m01-test with m01-q56, whose objective is m01-o4
    """
    course = context.source
    tested: list[set[str]] = []
    elsewhere: set[str] = set()
    broken: set[str | None] = set()
    for assessment in course.assessments.values():
        for form in assessment.forms:
            try:
                covered = {item.objective for item in assemble(assessment, form, course)}
            except FormError:
                broken.add(assessment.module)  # the assessment rules say what is wrong
                continue
            if assessment.kind == "module-test":
                tested.append(covered)
            elif assessment.kind != "diagnostic":
                elsewhere |= covered
    for module in course.modules:
        if module.id in broken:
            continue
        own = {objective.id for objective in module.front.objectives}
        forms = [covered for covered in tested if covered & own]
        done = elsewhere | (set.intersection(*forms) if forms else set())
        yield from _lacking(
            module, done, "not every test form asks for", "add an item for it to each form"
        )


@rule("O008", scope="source", severity=Severity.WARNING, completeness=True)
def objective_not_played(context: Context) -> Iterator[Problem]:
    """Objective met in no role-play or simulation.

    Every objective stands in ``objectives`` of a role-play or simulation of its module.

    Why: saying it aloud to another person is the last step before Monday.

    Bad::

        m01-o4 in index.md, and no role-play has it

    Good::

        objectives: [m01-o4, m01-o5]     in a role-play
    """
    for module in context.source.modules:
        played = {name for play in module.role_plays for name in play.front.objectives}
        played |= {name for s in module.simulations.values() for name in s.objectives}
        yield from _lacking(
            module,
            played,
            "no role-play or simulation meets",
            "add it to the one in which it can be shown",
        )


@rule("O009", scope="source", completeness=True)
def objective_not_examined(context: Context) -> Iterator[Problem]:
    """Objective without an exam item.

    Where the certificate depends on the final exam, every objective has an item of use ``exam`` in
    the bank of its module.

    Why: an exam bank without an objective lets a form pass people who never met it.

    Bad::

        m01-o4 in index.md, and no item of use exam has `objective: m01-o4`

    Good::

        - {id: m01-q61, use: exam, objective: m01-o4, …}
    """
    for part in context.coverage.modules:
        for row in part.objectives:
            if "exam" in row.gaps:
                yield Problem(
                    row.objective.at("id"),
                    f"no exam item is for {row.objective.id}",
                    "write one of use `exam` in the bank",
                    part.module,
                )


def _objectives(context: Context) -> Iterator[Objective]:
    """Objectives whose text is in the language of the edition."""
    for module in context.course.modules:
        for objective in module.front.objectives:
            if context.is_source or objective.at("text").path != module.front.at("id").path:
                yield objective


def _lacking(module: Module, done: set[str], words: str, hint: str) -> Iterator[Problem]:
    for objective in module.front.objectives:
        if objective.id not in done:
            yield Problem(objective.at("id"), f"{words} {objective.id}", hint, module)


RULES = (
    objective_unobservable,
    objective_verb_unknown,
    number_of_objectives,
    lesson_serves_many,
    objective_not_taught,
    objective_not_practised,
    objective_not_tested,
    objective_not_played,
    objective_not_examined,
)
