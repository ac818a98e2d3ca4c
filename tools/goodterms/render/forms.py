"""Items and assessments as accessible HTML forms, for practice and for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from goodterms.model.assessments import Assessment
from goodterms.model.items import Classify, Item, Match, Multiple, Numeric, Order, Single, Written
from goodterms.render.advice import advice_data
from goodterms.render.cards import attempts_allowed, pass_mark, percent_text, rubric_table
from goodterms.render.context import Context
from goodterms.render.data import json_script
from goodterms.render.inline import prose
from goodterms.render.items import (
    open_payload,
    points_text,
    sealed_payload,
    shown_order,
    unit_first,
    unit_label,
)
from goodterms.render.markdown import html_block
from goodterms.render.money import format_number
from goodterms.render.page_templates import render
from goodterms.scoring.digest import form_digest

#: Rows of the field for a written answer.
WRITTEN_ROWS = 10


def item_form(item: Item, ctx: Context, practice: bool = True, number: int | None = None) -> Markup:
    """One item as form controls.

    In practice it is a form of its own with its data, checked at once. In an assessment it is
    one group of the assessment's form and carries neither key nor explanation.
    """
    return render(
        "item.html.j2",
        ctx,
        item=item,
        practice=practice,
        number=number,
        shown=_shown(item),
        points=points_text(item, ctx),
        data=json_script(open_payload(item, ctx)) if practice else "",
        unit=unit_label(item, ctx) if isinstance(item, Numeric) else "",
        unit_before=unit_first(item, ctx) if isinstance(item, Numeric) else False,
        rows=WRITTEN_ROWS,
        rubric=_rubric(item, ctx),
    )


def form_quiz(item: Item, ctx: Context) -> str:
    """A practice item as Markdown that yields our own form (the packages' way)."""
    return html_block(item_form(item, ctx))


def assessment_form(
    assessment: Assessment,
    form_id: str,
    items: Sequence[Item],
    ctx: Context,
) -> Markup:
    """A whole assessment in one form, with what the browser needs to run it.

    ``items`` are those of the form, in order. Where delivery is ``sealed`` neither the page nor
    its data hold a key, an explanation, or a digest from which a key could be guessed.
    """
    t = ctx.strings
    scored = not all(isinstance(item, Written) for item in items)
    return render(
        "assessment.html.j2",
        ctx,
        assessment=assessment,
        items=[
            item_form(item, ctx, practice=False, number=i) for i, item in enumerate(items, start=1)
        ],
        intro=prose(assessment.intro, ctx) if assessment.intro else "",
        facts=_facts(assessment, items, scored, ctx),
        kind=t(f"assessment.kind.{assessment.kind}"),
        sealed=assessment.delivery == "sealed",
        data=json_script(_assessment_data(assessment, form_id, items, ctx)),
    )


def _assessment_data(
    assessment: Assessment,
    form_id: str,
    items: Sequence[Item],
    ctx: Context,
) -> dict[str, Any]:
    sealed = assessment.delivery == "sealed"
    data = {
        "assessment": assessment.id,
        "kind": assessment.kind,
        "form": form_id,
        "digest": None if sealed else form_digest(assessment.id, form_id, items),
        "delivery": assessment.delivery,
        "pass_mark": pass_mark(assessment, ctx) if assessment.has_verdict else None,
        "attempts": attempts_allowed(assessment, ctx) if assessment.has_verdict else None,
        "counts": ctx.course.settings.attempts.counts,
        "minutes": assessment.minutes,
        "shuffle": assessment.shuffle,
        "items": [sealed_payload(item) if sealed else open_payload(item, ctx) for item in items],
        "advice": None if assessment.has_verdict or sealed else advice_data(assessment, items, ctx),
    }
    return {name: value for name, value in data.items() if value is not None}


def _facts(
    assessment: Assessment, items: Sequence[Item], scored: bool, ctx: Context
) -> list[tuple[str, str]]:
    """What a learner wants to know before starting, as pairs of a name and a value."""
    t = ctx.strings
    facts = [
        (t("fact.questions"), str(len(items))),
        (t("fact.points"), format_number(sum(item.points for item in items), ctx.lang)),
    ]
    if not assessment.has_verdict:
        facts.append((t("fact.pass_mark"), t("fact.no_pass_mark")))
    else:
        if scored:
            facts.append((t("fact.pass_mark"), percent_text(pass_mark(assessment, ctx), ctx)))
        facts.append((t("fact.attempts"), str(attempts_allowed(assessment, ctx))))
    facts.append(
        (
            t("fact.time"),
            t("minutes", n=assessment.minutes) if assessment.minutes else t("fact.no_limit"),
        )
    )
    return facts


def _shown(item: Item) -> list[Any]:
    """Options or right sides in the order shown."""
    sides: list[Any] = []
    if isinstance(item, Single | Multiple | Order):
        sides = list(item.options)
    elif isinstance(item, Match | Classify):
        sides = list(item.right)
    by_id = {side.id: side for side in sides}
    return [by_id[side_id] for side_id in shown_order(item)]


def _rubric(item: Item, ctx: Context) -> Markup:
    if isinstance(item, Written) and item.rubric in ctx.course.rubrics:
        return rubric_table(ctx.course.rubrics[item.rubric], ctx)
    return Markup("")
