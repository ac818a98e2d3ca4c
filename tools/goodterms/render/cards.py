"""Cards and panels that stand in the text: links to things, law facts, red lines, rubrics."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from goodterms.model.assessments import Assessment
from goodterms.model.calculators import Calculator
from goodterms.model.course import RolePlay
from goodterms.model.roleplay import Simulation
from goodterms.model.tables import LawFact, RedLine, Rubric
from goodterms.render.context import Context
from goodterms.render.dates import format_date
from goodterms.render.inline import law_cite, line, plain, red_line_label
from goodterms.render.markdown import inline_html
from goodterms.render.money import format_number
from goodterms.render.page_templates import render


@dataclass(frozen=True)
class Card:
    """A card that leads to something: its kind, title, a line of facts, and where it goes."""

    kind: str
    title: Markup
    facts: tuple[str, ...]
    action: str
    href: str | None
    text: str = ""
    record: str = ""


def assessment_card(assessment: Assessment, ctx: Context) -> Markup:
    """A card that links to a test, diagnostic, exam or written task."""
    t = ctx.strings
    is_task = assessment.kind == "task"
    facts = [] if is_task else [_questions(assessment, ctx)]
    if not is_task and assessment.has_verdict:
        facts.append(_pass_mark(assessment, ctx))
    if assessment.minutes:
        facts.append(t("minutes", n=assessment.minutes))
    if not is_task and assessment.has_verdict:
        facts.append(t("attempts", n=attempts_allowed(assessment, ctx)))
    return _card(
        Card(
            kind=t(f"assessment.kind.{assessment.kind}"),
            title=line(assessment.title, ctx),
            facts=tuple(fact for fact in facts if fact),
            action=t("card.open_task" if is_task else "card.open_test"),
            href=ctx.links("task" if is_task else "assessment", assessment.id),
            text=line(assessment.intro, ctx) if assessment.intro else "",
            record=f"assessment:{assessment.id}",
        ),
        "task" if is_task else "assessment",
        ctx,
    )


def role_play_card(role_play: RolePlay, ctx: Context) -> Markup:
    """A card that links to a role-play's page."""
    front, t = role_play.front, ctx.strings
    return _card(
        Card(
            kind=t(f"role_play.kind.{front.kind}"),
            title=line(front.title, ctx),
            facts=(
                t(f"role_play.context.{front.context}"),
                t("minutes", n=front.minutes.total),
                t("role_play.people", n=len(front.parties) + 1),
            ),
            action=t("card.open_role_play"),
            href=ctx.links("role_play", front.id),
        ),
        "role-play",
        ctx,
    )


def simulation_card(simulation: Simulation, ctx: Context) -> Markup:
    """A card that links to a simulated conversation."""
    t = ctx.strings
    return _card(
        Card(
            kind=t("simulation.kind"),
            title=line(simulation.title, ctx),
            facts=(
                t("minutes", n=simulation.minutes),
                t("simulation.you_are", name=plain(simulation.you, ctx)),
            ),
            action=t("card.open_simulation"),
            href=ctx.links("simulation", simulation.id),
            text=line(simulation.setting, ctx),
            record=f"simulation:{simulation.id}",
        ),
        "simulation",
        ctx,
    )


def calculator_card(calculator: Calculator, ctx: Context) -> Markup:
    """A card that links to a calculator."""
    front, t = calculator.front, ctx.strings
    return _card(
        Card(
            kind=t("calculator.kind"),
            title=line(front.title, ctx),
            facts=(),
            action=t("card.open_calculator"),
            href=ctx.links("calculator", front.id),
            text=line(front.summary, ctx),
        ),
        "calculator",
        ctx,
    )


def law_card(fact: LawFact, ctx: Context, anchor: bool = False) -> Markup:
    """A law fact in full; ``anchor`` gives it the id that cites link to (on the law page)."""
    return render(
        "law_card.html.j2",
        ctx,
        fact=fact,
        anchor=anchor,
        day=format_date(fact.as_of, ctx.strings),
        href=None if anchor else ctx.links("law", fact.id),
    )


def red_line_panel(red_line: RedLine, ctx: Context, anchor: bool = False) -> Markup:
    """Recognise, refuse, replace: a red line with the law it rests on."""
    cites = [
        _cite(ctx.course.law[law_id], ctx) for law_id in red_line.law if law_id in ctx.course.law
    ]
    return render("red_line.html.j2", ctx, red_line=red_line, cites=cites, anchor=anchor)


def rubric_table(rubric: Rubric, ctx: Context) -> Markup:
    """A rubric as a table to tick: criteria with weights, anchors by score, hard fails below."""
    fails = [
        (
            Markup(inline_html(red_line_label(fail.red_line, ctx)))
            if fail.red_line in ctx.course.red_lines
            else Markup(fail.red_line),
            line(fail.text, ctx),
        )
        for fail in rubric.hard_fails
    ]
    return render("rubric.html.j2", ctx, rubric=rubric, fails=fails)


def attempts_allowed(assessment: Assessment, ctx: Context) -> int:
    """How many attempts an assessment allows: its own limit, or the course's."""
    return assessment.attempts or ctx.course.settings.attempts.limit


def pass_mark(assessment: Assessment, ctx: Context) -> float:
    """The pass mark in percent: the assessment's own, or the course's."""
    own = assessment.pass_mark
    return own if own is not None else ctx.course.settings.pass_mark


def percent_text(value: float, ctx: Context) -> str:
    """A percentage as the edition's language writes it."""
    return ctx.strings("percent", n=format_number(value, ctx.lang))


def _card(card: Card, css: str, ctx: Context) -> Markup:
    return render("link_card.html.j2", ctx, card=card, css=css)


def _cite(fact: LawFact, ctx: Context) -> tuple[Markup, str]:
    return Markup(inline_html(law_cite(fact, ctx))), format_date(fact.as_of, ctx.strings)


def _questions(assessment: Assessment, ctx: Context) -> str:
    form = assessment.forms[0]
    left_out = ctx.course.elsewhere if assessment.kind == "diagnostic" else ()
    count = sum(item not in left_out for item in form.items)
    if form.blueprint is not None:
        count = sum(row.count for row in form.blueprint.draw)
    elif not form.items and assessment.blueprint is not None:
        count = assessment.blueprint.items
    return ctx.strings("questions", n=count)


def _pass_mark(assessment: Assessment, ctx: Context) -> str:
    return ctx.strings("pass_mark", percent=percent_text(pass_mark(assessment, ctx), ctx))
