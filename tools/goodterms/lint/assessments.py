"""Assessments (A): forms name items that exist, fit the kind, and can be put together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from goodterms.diagnostics import Severity
from goodterms.lint.known import near
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.assessments import Assessment, Form
from goodterms.model.items import Item, Written
from goodterms.scoring.forms import FormError, assemble, sound_forms

#: Which items an assessment may use.
USES = {
    "module-test": ("test",),
    "final-exam": ("exam", "test"),
    "diagnostic": ("diagnostic", "test", "exam"),
    "task": ("test", "exam"),
}
OVERLAP = 30.0
#: How far the points of forms drawn from one blueprint may lie apart.
SLACK_IN_POINTS = 0.1


@rule("A001", scope="source")
def item_unknown(context: Context) -> Iterator[Problem]:
    """Form names an item that does not exist.

    ``items`` of a form are ids of items in the banks of the course. (Sealed exams take theirs from
    a bank outside; the form here is a sample and names items of the course.)

    Why: the form cannot be put together.

    Bad::

        items: [m01-q41, m01-q410]

    Good::

        items: [m01-q41, m01-q42]
    """
    known = context.source.items
    for _, form in _forms(context):
        for i, name in enumerate(form.items):
            if name in context.source.elsewhere:
                continue  # of a planned module: left out, or the assessment waits for it
            if name not in known and name not in context.known.unread:
                yield Problem(
                    form.at("items", i),
                    f"there is no item {name!r}",
                    near(name, known, "there are"),
                )


@rule("A002", scope="source")
def item_retired(context: Context) -> Iterator[Problem]:
    """Form names a retired item.

    Retired items are left out of every form.

    Why: the form would be one item shorter than it looks here.

    Bad::

        items: [m01-q41, m01-q42]     and m01-q42 is `retired: true`

    Good::

        items: [m01-q41, m01-q43]
    """
    for _, form in _forms(context):
        for i, item in _listed(context, form):
            if item.retired:
                yield Problem(
                    form.at("items", i),
                    f"{item.id} is retired",
                    "take another item for the same objective",
                )


@rule("A003", scope="source")
def item_does_not_fit(context: Context) -> Iterator[Problem]:
    """Item does not fit the assessment.

    A module test uses items of use ``test``; a final exam or task also ``exam``; a diagnostic its
    own, or any of these. Practice items are in none. Written items are in tasks, and tasks have
    nothing else. A module test has items of its own module only.

    Why: practice answers are shown in the lessons; a written answer waits for a marker and would
    hold up the result of a test.

    Bad::

        {id: m01-test, kind: module-test, forms: [{id: a, items: [m01-q01]}]}   q01 is practice

    Good::

        {id: m01-test, kind: module-test, forms: [{id: a, items: [m01-q41]}]}   q41 is for tests
    """
    home = context.source.home_of
    for assessment, form in _forms(context):
        for i, item in _listed(context, form):
            if item.retired:
                continue
            uses = USES[assessment.kind]
            written = isinstance(item, Written)
            if item.use not in uses:
                message = f"{item.id} is an item for {item.use}"
                hint = f"a {assessment.kind} takes items of use {' or '.join(uses)}"
            elif written != (assessment.kind == "task"):
                message = f"{item.id} is {'' if written else 'not '}a written item"
                hint = "written items go into assessments of kind task, all others into tests"
            elif assessment.kind == "module-test" and assessment.module not in (
                None,
                home.get(item.id),
            ):
                message = f"{item.id} belongs to module {home.get(item.id)}"
                hint = "a module test asks for its own module; use a final exam for several"
            else:
                continue
            yield Problem(form.at("items", i), message, hint)


@rule("A004", scope="source")
def blueprint_cannot_be_drawn(context: Context) -> Iterator[Problem]:
    """Blueprint cannot be drawn.

    Each row of a form's blueprint finds enough items of its bank, use, level and objective that no
    earlier row took. The blueprint of an assessment finds enough items in every module, and its
    forms share no more of them than ``overlap`` allows.

    Why: a form that cannot be drawn stops grading and building.

    Bad::

        draw: [{bank: m01, use: exam, count: 20}]     the bank has 12 exam items

    Good::

        draw: [{bank: m01, use: exam, count: 10}]
    """
    for assessment, form in _forms(context):
        if form.items or (form.blueprint is None and assessment.blueprint is None):
            continue
        try:
            assemble(assessment, form, context.source)
        except FormError as error:
            holder = assessment if form.blueprint is None else form
            yield Problem(holder.at("blueprint"), str(error), error.hint)
            if holder is assessment:
                break  # it is drawn for all forms at once


@rule("A005", scope="source")
def form_of_nothing(context: Context) -> Iterator[Problem]:
    """Form has neither items nor a blueprint, or both.

    A form is a fixed list of items or a blueprint; where the assessment has a blueprint, it may
    have neither, and has none of its own.

    Why: with both, nobody knows which one counts.

    Bad::

        - {id: a}

    Good::

        - {id: a, items: [m01-q41, m01-q42]}
    """
    for assessment, form in _forms(context):
        if assessment.blueprint is not None and form.blueprint is None:
            continue
        if assessment.blueprint is not None:
            yield Problem(
                form.at("blueprint"),
                f"form {form.id} has a blueprint, and so has {assessment.id}",
                "keep one of the two",
            )
        elif bool(form.items) == (form.blueprint is not None):
            both = "both items and a blueprint" if form.items else "neither items nor a blueprint"
            yield Problem(
                form.at(),
                f"form {form.id} has {both}",
                "give it `items: […]` or a `blueprint`, one of the two",
            )


@rule("A006", scope="source")
def test_without_module(context: Context) -> Iterator[Problem]:
    """Module test names no module.

    An assessment of kind ``module-test`` has ``module``.

    Why: its result counts for the completion of that module.

    Bad::

        - {id: m01-test, kind: module-test, title: "…", forms: […]}

    Good::

        - {id: m01-test, kind: module-test, module: m01, title: "…", forms: […]}
    """
    for assessment in context.source.assessments.values():
        if assessment.kind == "module-test" and assessment.module is None:
            yield Problem(
                assessment.at("kind"), f"{assessment.id} names no module", "add `module: <id>`"
            )


@rule("A007", scope="source", severity=Severity.WARNING)
def forms_unequal(context: Context) -> Iterator[Problem]:
    """Forms of one assessment are unequal.

    All forms of an assessment have the same number of items and the same points. Forms drawn from
    one blueprint may differ by 10 percent in points.

    Why: a form with fewer points forgives less, and results are compared across forms.

    Bad::

        a: 14 items, b: 13 items

    Good::

        a: 14 items, b: 14 items
    """
    for assessment in context.source.assessments.values():
        first: tuple[int, float] | None = None
        for form, items in sound_forms(assessment, context.source):
            size = len(items), sum(item.points for item in items)
            slack = SLACK_IN_POINTS if assessment.blueprint is not None else 0.0
            if first is not None and (
                size[0] != first[0] or abs(size[1] - first[1]) > slack * first[1]
            ):
                yield Problem(
                    form.at("id"),
                    f"form {form.id} has {size[0]} items and {size[1]:g} points, "
                    f"form {assessment.forms[0].id} {first[0]} and {first[1]:g}",
                    "bring the forms to the same items and points",
                )
            first = first or size


@rule("A008", scope="source")
def item_twice_in_a_form(context: Context) -> Iterator[Problem]:
    """Item stands twice in a form.

    ``items`` of a form names each item once.

    Why: the second answer would replace the first.

    Bad::

        items: [m01-q41, m01-q42, m01-q41]

    Good::

        items: [m01-q41, m01-q42, m01-q43]
    """
    for _, form in _forms(context):
        for i, name in enumerate(form.items):
            if name in form.items[:i]:
                yield Problem(
                    form.at("items", i), f"{name} stands twice in form {form.id}", "remove one"
                )


@rule("A009", scope="source", severity=Severity.WARNING)
def forms_overlap(context: Context) -> Iterator[Problem]:
    """Forms share too many items.

    Two forms of an assessment share at most 30 percent of their items, or what ``overlap`` of its
    blueprint says.

    Why: who repeats the test, or sits beside a colleague, would know the questions.

    Bad::

        a: [q41, q42, q43]     b: [q41, q42, q44]

    Good::

        a: [q41, q42, q43, q44]     b: [q41, q52, q53, q54]
    """
    for assessment in context.source.assessments.values():
        blueprint = assessment.blueprint
        limit = blueprint.overlap if blueprint is not None else OVERLAP
        for one, other in combinations(assessment.forms, 2):
            shared = set(one.items) & set(other.items)
            smaller = min(len(one.items), len(other.items))
            if smaller and 100 * len(shared) > limit * smaller:
                yield Problem(
                    other.at("items"),
                    f"forms {one.id} and {other.id} share {len(shared)} of {smaller} items",
                    f"let them share at most {limit:g} percent",
                )


def _forms(context: Context) -> Iterator[tuple[Assessment, Form]]:
    for assessment in context.source.assessments.values():
        for form in assessment.forms:
            yield assessment, form


def _listed(context: Context, form: Form) -> Iterator[tuple[int, Item]]:
    known = context.source.items
    for i, name in enumerate(form.items):
        if name in known:
            yield i, known[name]


RULES = (
    item_unknown,
    item_retired,
    item_does_not_fit,
    blueprint_cannot_be_drawn,
    form_of_nothing,
    test_without_module,
    forms_unequal,
    item_twice_in_a_form,
    forms_overlap,
)
