"""Assessments (A), the whole: forms against their blueprint, sealed keys, recommendations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from goodterms.diagnostics import Position, Severity
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.assessments import Assessment, ExamBlueprint, Form
from goodterms.model.course import Course
from goodterms.model.items import Item
from goodterms.scoring.blueprint import APPLICATION, shares
from goodterms.scoring.forms import sound_forms

#: Items by which a form may miss the share of a module or level.
SLACK = 1


@rule("A010", scope="source")
def form_off_blueprint(context: Context) -> Iterator[Problem]:
    """Form does not keep to the blueprint of its assessment.

    Where an assessment has a ``blueprint``, each form has its number of items, and for every module
    and level as many as its weight gives, give or take one. This holds for forms that are drawn and
    for forms that list their items.

    Why: the blueprint is what the result is said to mean.

    Bad::

        modules: {m01: 4, m02: 4}     and the form has six items of m01 and two of m02

    Good::

        modules: {m01: 4, m02: 4}     and the form has four items of each
    """
    homes = context.source.home_of
    for assessment, blueprint, form, items in _outlined(context.source):
        where = _place(assessment, form)
        if len(items) != blueprint.items:
            yield Problem(
                where,
                f"form {form.id} has {len(items)} items, the blueprint says {blueprint.items}",
                "list as many items, or correct `items` of the blueprint",
            )
            continue
        kinds: tuple[tuple[str, Mapping[str, float], Counter[str]], ...] = (
            ("module", blueprint.modules, Counter(homes[item.id] for item in items)),
            ("level", dict(blueprint.levels.items()), Counter(item.level for item in items)),
        )
        for kind, weights, counts in kinds:
            wanted = shares(weights, blueprint.items)
            for name in dict.fromkeys((*wanted, *counts)):
                if abs(counts[name] - wanted.get(name, 0)) > SLACK:
                    yield Problem(
                        where,
                        f"form {form.id} has {counts[name]} items of {kind} {name}, "
                        f"the blueprint wants {wanted.get(name, 0)}",
                        f"write items of this {kind}, or correct its weight",
                    )


@rule("A011", scope="source")
def exam_misses_objectives(context: Context) -> Iterator[Problem]:
    """Form asks for too few objectives.

    Each form of an assessment asks for at least the share of the objectives of its modules that
    ``objectives`` of the blueprint says; 60 percent if it says nothing.

    Why: what an exam does not ask for is not proven by passing it.

    Bad::

        objectives: 60     and a form asks for 30 of 66 objectives

    Good::

        objectives: 60     and every form asks for 40 of 66 objectives or more
    """
    course = context.source
    for assessment, blueprint, form, items in _outlined(course):
        there = {
            objective.id
            for module in course.modules
            if module.id in blueprint.modules
            for objective in module.front.objectives
        }
        covered = len(there & {item.objective for item in items})
        if 100 * covered < blueprint.objectives * len(there):
            yield Problem(
                _place(assessment, form),
                f"form {form.id} asks for {covered} of {len(there)} objectives, "
                f"the blueprint wants {blueprint.objectives:g} percent",
                "write items for objectives that have few, or give the form more items",
            )


@rule("A012", scope="source")
def exam_mostly_recall(context: Context) -> Iterator[Problem]:
    """Form asks for too little application.

    At least the share of a form's items that ``application`` of the blueprint says (50 percent if
    it says nothing) is at level apply, analyse, evaluate or create.

    Why: the certificate says what somebody can do.

    Bad::

        levels: {remember: 30, apply: 10}

    Good::

        levels: {understand: 10, apply: 20, analyse: 10}
    """
    for assessment, blueprint, form, items in _outlined(context.source):
        applied = sum(item.level in APPLICATION for item in items)
        if 100 * applied < blueprint.application * len(items):
            yield Problem(
                _place(assessment, form),
                f"form {form.id}: {applied} of {len(items)} items at apply or above, "
                f"the blueprint wants {blueprint.application:g} percent",
                "give these levels more weight",
            )


@rule("A013", scope="source")
def key_of_a_sealed_item_shipped(context: Context) -> Iterator[Problem]:
    """Item of a sealed assessment is in an open one too.

    No item of an assessment with ``delivery: sealed`` stands in an assessment that is open.

    Why: the page of the open one carries the key.

    Bad::

        m01-test (open): [m01-q41]     final-exam (sealed): [m01-q41]

    Good::

        m01-test (open): [m01-q41]     final-exam (sealed): [m01-q71]
    """
    opened: dict[str, str] = {}
    sealed: list[tuple[Assessment, Form, Item]] = []
    for assessment in context.source.assessments.values():
        for form, items in sound_forms(assessment, context.source):
            for item in items:
                if assessment.delivery == "sealed":
                    sealed.append((assessment, form, item))
                else:
                    opened.setdefault(item.id, assessment.id)
    for assessment, form, item in sealed:
        if item.id in opened:
            yield Problem(
                _place(assessment, form),
                f"{item.id} is in {opened[item.id]} too, whose page carries its key",
                "take another item in one of the two",
            )


@rule("A014", scope="source")
def certificate_without_exam(context: Context) -> Iterator[Problem]:
    """Certificate asks for a final exam that does not exist.

    Where ``certificate`` in ``course.yml`` has ``rule: final-exam``, there is an assessment of kind
    ``final-exam`` without ``module``.

    Why: nobody could ever earn the certificate.

    Bad::

        certificate: {rule: final-exam, validity_months: 24}     and no assessment of that kind

    Good::

        - {id: final-exam, kind: final-exam, title: "…", forms: […]}     in quizzes/assessments.yml
    """
    course = context.source
    known = [*course.assessments.values(), *(one.assessment for one in course.withheld.values())]
    rule_ = course.settings.certificate
    exams = [one for one in known if one.kind == "final-exam" and one.module is None]
    if rule_ is not None and rule_.rule == "final-exam" and not exams:
        yield Problem(
            rule_.at("rule"),
            "the certificate needs a final exam, and there is none",
            "add one to quizzes/assessments.yml, or write `rule: all-tests`",
        )


@rule("A015", scope="source")
def bands_incomplete(context: Context) -> Iterator[Problem]:
    """Bands of a diagnostic leave a gap.

    A diagnostic has ``bands``, from the highest ``at_least`` to the lowest, which is 0, and names
    no ``module``: it recommends module by module. Nothing else has bands.

    Why: a learner whose share is in no band would be told nothing.

    Bad::

        bands: [{id: known, at_least: 100, …}, {id: partly, at_least: 50, …}]

    Good::

        bands: [{id: known, at_least: 100, …}, {id: new, at_least: 0, …}]
    """
    for assessment in context.source.assessments.values():
        steps = [band.at_least for band in assessment.bands]
        where = assessment.at("bands") if steps else assessment.at("kind")
        if assessment.kind != "diagnostic":
            if steps:
                yield Problem(
                    where,
                    f"{assessment.id} is no diagnostic and has bands",
                    "remove `bands`: only a diagnostic recommends",
                )
        elif assessment.module is not None:
            yield Problem(
                assessment.at("module"),
                f"{assessment.id} is a diagnostic of one module",
                "remove `module`: a diagnostic is about the course as a whole",
            )
        elif not steps or steps[-1] != 0:
            yield Problem(
                where,
                f"{assessment.id} has no band for those who know nothing yet",
                "end `bands` with one that has `at_least: 0`",
            )
        elif any(later >= before for before, later in pairwise(steps)):
            yield Problem(
                where,
                f"the bands of {assessment.id} are not in order",
                "begin with the highest `at_least`, each once",
            )


@rule("A016", scope="source", severity=Severity.NOTE)
def assessment_withheld(context: Context) -> Iterator[Problem]:
    """Assessment waits for modules.

    An assessment asks for modules that are planned and not yet written. It is not offered until
    they are there. Listed under ``--strict`` only.

    Why: an exam over half of its modules would prove less than its title says.

    Bad::

        modules: {m01: 4, m08: 4}     and module m08 is planned

    Good::

        modules: {m01: 4, m02: 4}     and both modules are there
    """
    for one in context.source.withheld.values():
        yield Problem(
            one.assessment.at("id"),
            f"{one.assessment.id} is not offered yet: {', '.join(one.lacking)} "
            f"{'is' if len(one.lacking) == 1 else 'are'} planned",
            "write the modules, or take them out of the blueprint",
        )


def _outlined(course: Course) -> Iterator[tuple[Assessment, ExamBlueprint, Form, list[Item]]]:
    """The forms, as far as they can be put together, of assessments with one blueprint for all."""
    for assessment in course.assessments.values():
        if assessment.blueprint is not None:
            for form, items in sound_forms(assessment, course):
                yield assessment, assessment.blueprint, form, items


def _place(assessment: Assessment, form: Form) -> Position:
    return form.at("items") if form.items else assessment.at("blueprint")


RULES = (
    form_off_blueprint,
    exam_misses_objectives,
    exam_mostly_recall,
    key_of_a_sealed_item_shipped,
    certificate_without_exam,
    bands_incomplete,
    assessment_withheld,
)
