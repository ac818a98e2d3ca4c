"""The sheets of a role-play as cards: for all, each party, the observer, the trainer."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from goodterms.model.course import RolePlay
from goodterms.model.roleplay import Party
from goodterms.render.cards import rubric_table
from goodterms.render.context import Context
from goodterms.render.embeds import resolved_html
from goodterms.render.inline import line, plain
from goodterms.render.page_templates import render
from goodterms.render.zone import amount_text, unit_note, zone_figure

SITUATION, OBSERVER, DEBRIEF, TEACHING_NOTE = "situation", "observer", "debrief", "teaching-note"


@dataclass(frozen=True)
class Sheet:
    """One sheet: who it is for (``confidential``: one party only) and its HTML."""

    id: str
    title: str
    html: Markup
    confidential: bool = False


def party_section(party_id: str) -> str:
    """The heading id of a party's confidential section."""
    return f"confidential-{party_id}"


def role_play_sheets(role_play: RolePlay, ctx: Context) -> list[Sheet]:
    """All sheets of a role-play in the order in which a trainer hands them out."""
    sheets = [situation_sheet(role_play, ctx)]
    sheets += [party_sheet(role_play, party, ctx) for party in role_play.front.parties]
    sheets += [
        observer_sheet(role_play, ctx),
        debrief_sheet(role_play, ctx),
        teaching_note_sheet(role_play, ctx),
    ]
    return [sheet for sheet in sheets if sheet is not None]


def situation_sheet(role_play: RolePlay, ctx: Context) -> Sheet:
    """What everybody knows, with kind, context, parties and timing."""
    front, t = role_play.front, ctx.strings
    return _sheet(
        role_play,
        SITUATION,
        "situation",
        ctx,
        label=t("sheet.for_all"),
        facts=[
            (t("sheet.kind"), t(f"role_play.kind.{front.kind}")),
            (
                t("sheet.context"),
                f"{t(f'role_play.context.{front.context}')}, {front.jurisdiction}",
            ),
            (
                t("sheet.players"),
                ", ".join(plain(p.name, ctx).split(",", maxsplit=1)[0] for p in front.parties),
            ),
            (t("sheet.prepare"), t("minutes", n=front.minutes.prepare)),
            (t("sheet.play"), t("minutes", n=front.minutes.play)),
            (t("sheet.debrief"), t("minutes", n=front.minutes.debrief)),
        ],
    )


def party_sheet(role_play: RolePlay, party: Party, ctx: Context) -> Sheet:
    """One party's confidential sheet, with target and limit of a negotiation."""
    front, t = role_play.front, ctx.strings
    facts = []
    if party.target is not None:
        facts.append((t("sheet.target"), amount_text(party.target, front.unit, ctx)))
    if party.limit is not None:
        facts.append((t("sheet.limit"), amount_text(party.limit, front.unit, ctx)))
    note = unit_note(front.unit, ctx) if facts else ""
    return _sheet(
        role_play,
        party_section(party.id),
        "confidential",
        ctx,
        label=t("sheet.confidential", name=plain(party.name, ctx)),
        facts=facts,
        note=note,
        confidential=True,
    )


def observer_sheet(role_play: RolePlay, ctx: Context) -> Sheet:
    """What the observer ticks and writes down, the red lines, and the rubric."""
    front, t = role_play.front, ctx.strings
    lines = [
        (
            red_line_id,
            line(ctx.course.red_lines[red_line_id].title, ctx),
            ctx.links("red_line", red_line_id),
        )
        for red_line_id in front.red_lines
        if red_line_id in ctx.course.red_lines
    ]
    rubric = ctx.course.rubrics.get(front.rubric or "")
    return _sheet(
        role_play,
        OBSERVER,
        "observer",
        ctx,
        label=t("sheet.for_observer"),
        red_lines=lines,
        rubric=rubric_table(rubric, ctx) if rubric else "",
    )


def debrief_sheet(role_play: RolePlay, ctx: Context) -> Sheet:
    """The questions after the game, for all."""
    return _sheet(role_play, DEBRIEF, "debrief", ctx, label=ctx.strings("sheet.for_all"))


def teaching_note_sheet(role_play: RolePlay, ctx: Context) -> Sheet:
    """The trainer's note with the zone of agreement drawn and computed."""
    return _sheet(
        role_play,
        TEACHING_NOTE,
        "teaching",
        ctx,
        label=ctx.strings("sheet.for_trainer"),
        figure=zone_figure(role_play.front, ctx),
        confidential=True,
    )


def _sheet(
    role_play: RolePlay,
    section_id: str,
    css: str,
    ctx: Context,
    *,
    label: str,
    facts: list[tuple[str, str]] | None = None,
    note: str = "",
    red_lines: list[tuple[str, Markup, str | None]] | None = None,
    rubric: Markup | str = "",
    figure: Markup | str = "",
    confidential: bool = False,
) -> Sheet:
    section = role_play.document.by_id.get(section_id)
    title = section.title if section else ctx.strings(f"sheet.title.{css}")
    body = resolved_html(section.text, ctx.within(role_play)) if section else Markup("")
    html = render(
        "sheet.html.j2",
        ctx,
        role_play=role_play,
        section_id=section_id,
        css=css,
        title=line(title, ctx),
        label=label,
        body=body,
        facts=facts or [],
        note=note,
        red_lines=red_lines or [],
        rubric=rubric,
        figure=figure,
        confidential=confidential,
    )
    return Sheet(section_id, plain(title, ctx), html, confidential)
