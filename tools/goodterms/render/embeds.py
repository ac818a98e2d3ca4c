"""Embeds of an author's text replaced for a target: inline forms in sentences, blocks elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from goodterms.model.embeds import EmbedMatch, scan
from goodterms.render.cards import (
    assessment_card,
    law_card,
    red_line_panel,
    role_play_card,
    simulation_card,
)
from goodterms.render.context import Context
from goodterms.render.forms import form_quiz
from goodterms.render.inline import inline_embed, unknown
from goodterms.render.markdown import html_block, to_html


def resolve(text: str, ctx: Context) -> str:
    """Markdown with every embed replaced: a block where it stands alone, else its inline form.

    Raises FindingsError if an embed names nothing in the course.
    """
    parts: list[str] = []
    done = 0
    for embed in scan(text):
        block = block_embed(embed, ctx) if embed.alone else None
        if block is None:
            parts += [text[done : embed.start], inline_embed(embed, ctx)]
            done = embed.end
            continue
        line_start = text.rfind("\n", 0, embed.start) + 1
        prefix = text[line_start : embed.start]
        parts += [text[done:line_start], _as_block(block, prefix)]
        done = _line_end(text, embed.end)
    return "".join([*parts, text[done:]])


def resolved_html(text: str, ctx: Context) -> Markup:
    """HTML of an author's text with all its embeds."""
    return Markup(to_html(resolve(text, ctx)))


def block_embed(embed: EmbedMatch, ctx: Context) -> str | None:
    """The Markdown of an embed that stands alone; None for names that are always inline."""
    handler = _BLOCKS.get(embed.name)
    return handler(embed, ctx) if handler else None


def _as_block(block: str, prefix: str) -> str:
    """The block's lines behind the indentation of the embed, set off by empty lines."""
    empty = prefix.rstrip()
    lines = [prefix + line if line else empty for line in block.split("\n")]
    return "\n".join([empty, *lines, empty])


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _quiz(embed: EmbedMatch, ctx: Context) -> str:
    item = ctx.course.items.get(embed.id)
    if item is None:
        raise unknown(embed)
    return ctx.quiz(item, ctx) if ctx.quiz else form_quiz(item, ctx)


def _assessment(embed: EmbedMatch, ctx: Context) -> str:
    found = ctx.course.assessments.get(embed.id)
    if found is None:
        raise unknown(embed)
    return html_block(assessment_card(found, ctx))


def _role_play(embed: EmbedMatch, ctx: Context) -> str:
    found = ctx.course.role_plays.get(embed.id)
    if found is None:
        raise unknown(embed)
    return html_block(role_play_card(found, ctx))


def _simulation(embed: EmbedMatch, ctx: Context) -> str:
    found = ctx.course.simulations.get(embed.id)
    if found is None:
        raise unknown(embed)
    return html_block(simulation_card(found, ctx))


def _law(embed: EmbedMatch, ctx: Context) -> str:
    found = ctx.course.law.get(embed.id)
    if found is None:
        raise unknown(embed)
    return html_block(law_card(found, ctx))


def _red_line(embed: EmbedMatch, ctx: Context) -> str:
    found = ctx.course.red_lines.get(embed.id)
    if found is None:
        raise unknown(embed)
    return html_block(red_line_panel(found, ctx))


_BLOCKS: dict[str, Callable[[EmbedMatch, Context], str]] = {
    "quiz": _quiz,
    "assessment": _assessment,
    "task": _assessment,
    "role_play": _role_play,
    "simulation": _simulation,
    "law": _law,
    "red_line": _red_line,
}
