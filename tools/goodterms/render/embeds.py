"""Embeds of an author's text replaced for a target: inline forms in sentences, blocks elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from markupsafe import Markup

from goodterms.model.course import Course
from goodterms.model.embeds import EmbedMatch, scan
from goodterms.render.cards import (
    assessment_card,
    calculator_card,
    law_card,
    red_line_panel,
    role_play_card,
    simulation_card,
)
from goodterms.render.context import Context
from goodterms.render.forms import form_quiz
from goodterms.render.inline import inline_embed, unknown
from goodterms.render.markdown import html_block, to_html

T = TypeVar("T")


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


def _card(
    table: Callable[[Course], Mapping[str, T]], make: Callable[[T, Context], str]
) -> Callable[[EmbedMatch, Context], str]:
    """What an embed becomes whose id stands in a table of the course."""

    def block(embed: EmbedMatch, ctx: Context) -> str:
        found = table(ctx.course).get(embed.id)
        if found is None:
            raise unknown(embed)
        return html_block(make(found, ctx))

    return block


_assessment = _card(lambda course: course.assessments, assessment_card)

_BLOCKS: dict[str, Callable[[EmbedMatch, Context], str]] = {
    "quiz": _quiz,
    "assessment": _assessment,
    "task": _assessment,
    "role_play": _card(lambda course: course.role_plays, role_play_card),
    "simulation": _card(lambda course: course.simulations, simulation_card),
    "law": _card(lambda course: course.law, law_card),
    "calculator": _card(lambda c: {x.front.id: x for x in c.calculators}, calculator_card),
    "red_line": _card(lambda course: course.red_lines, red_line_panel),
}
