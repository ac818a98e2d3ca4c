"""Embeds inside a sentence, and prose as HTML.

Items, cards and sheets' short texts are rendered here; embeds that become whole blocks are
``embeds``'s business.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from markupsafe import Markup

from goodterms.errors import FindingsError
from goodterms.model.embeds import EmbedMatch, scan
from goodterms.model.roleplay import Fact
from goodterms.model.tables import LawFact
from goodterms.render.context import Context
from goodterms.render.dates import format_date
from goodterms.render.markdown import (
    escape_attribute,
    escape_text,
    inline_html,
    plain_text,
    to_html,
    typed_text,
)
from goodterms.render.money import edition_money, format_number, to_decimal
from goodterms.render.quotes import curly

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def resolve_inline(text: str, ctx: Context) -> str:
    """Markdown with every embed in its inline form, also those that stand alone on a line."""
    parts: list[str] = []
    done = 0
    for embed in scan(text):
        parts += [text[done : embed.start], inline_embed(embed, ctx)]
        done = embed.end
    return "".join([*parts, text[done:]])


def line(text: str, ctx: Context) -> Markup:
    """HTML of one line of an author's text."""
    return Markup(inline_html(resolve_inline(text, ctx)))


def prose(text: str, ctx: Context) -> Markup:
    """HTML of an author's text with blocks, its embeds inline."""
    return Markup(to_html(resolve_inline(text, ctx)))


def plain(text: str, ctx: Context) -> str:
    """An author's text without markup, its embeds as words."""
    return plain_text(resolve_inline(text, ctx))


def typed(text: str, ctx: Context) -> str:
    """The same with the author's own quotation marks: text that goes out as a message."""
    return typed_text(resolve_inline(text, ctx))


def inline_embed(embed: EmbedMatch, ctx: Context) -> str:
    """One embed as inline Markdown.

    Raises FindingsError for a name or id that does not exist; validation names the place.
    """
    handler = _HANDLERS.get(embed.name)
    if handler is None:
        raise unknown(embed)
    return handler(embed, ctx)


def unknown(embed: EmbedMatch) -> FindingsError:
    """The error for an embed whose target does not exist."""
    return FindingsError(
        f'{{{{ {embed.name}("{embed.id}") }}}} names nothing in this course',
        "run `goodterms validate`: it shows the file, the line and the ids there are",
    )


def red_line_label(red_line_id: str, ctx: Context) -> str:
    """A red line as inline Markdown: its title, linked where it has a page."""
    red_line = ctx.course.red_lines[red_line_id]
    href = ctx.links("red_line", red_line_id)
    shown = f"{red_line_id}. {red_line.title}"
    return _linked("gt-red-line", href, shown)


def law_cite(fact: LawFact, ctx: Context, label: str | None = None) -> str:
    """A law fact as a short cite in inline Markdown, with its text as a note."""
    strings = ctx.strings
    day = format_date(fact.as_of, strings)
    note = f"{fact.jurisdiction}. {plain(fact.text, ctx)} {strings('law.as_of', date=day)}"
    css = "gt-cite"
    if not fact.verified:
        css += " gt-cite--unverified"
        note += f" {strings('law.unverified')}"
    return _linked(css, ctx.links("law", fact.id), label or escape_text(curly(fact.cite)), note)


def fact_value(fact: Fact, ctx: Context) -> str:
    """A fact of a role-play as plain text: money and numbers as the edition writes them."""
    if fact.unit == "money":
        return edition_money(fact.value, ctx.course)
    value = curly(fact.value)
    if _NUMBER.fullmatch(value):
        value = format_number(value, ctx.lang)
    return f"{value} {fact.unit}" if fact.unit else value


def _money(embed: EmbedMatch, ctx: Context) -> str:
    if embed.label is not None:
        return embed.label
    amount = ctx.course.amounts.get(embed.id)
    if amount is not None:
        return edition_money(amount.value, ctx.course)
    try:
        return edition_money(to_decimal(embed.id), ctx.course)
    except ValueError:
        raise unknown(embed) from None


def _fact(embed: EmbedMatch, ctx: Context) -> str:
    facts = ctx.role_play.front.facts if ctx.role_play else []
    for fact in facts:
        if fact.id == embed.id:
            return embed.label or escape_text(fact_value(fact, ctx))
    raise unknown(embed)


def _field(embed: EmbedMatch, ctx: Context) -> str:
    if embed.id not in ctx.fields:
        raise unknown(embed)
    return ctx.fields[embed.id]


def _term(embed: EmbedMatch, ctx: Context) -> str:
    term = ctx.course.terms.get(embed.id)
    if term is None:
        raise unknown(embed)
    note = plain(term.definition, ctx)
    return _linked("gt-term", ctx.links("term", term.id), embed.label or term.term, note)


def _law(embed: EmbedMatch, ctx: Context) -> str:
    fact = ctx.course.law.get(embed.id)
    if fact is None:
        raise unknown(embed)
    return law_cite(fact, ctx, embed.label)


def _red_line(embed: EmbedMatch, ctx: Context) -> str:
    if embed.id not in ctx.course.red_lines:
        raise unknown(embed)
    if embed.label is None:
        return red_line_label(embed.id, ctx)
    return _linked("gt-red-line", ctx.links("red_line", embed.id), embed.label)


def _quiz(embed: EmbedMatch, ctx: Context) -> str:
    item = ctx.course.items.get(embed.id)
    if item is None:
        raise unknown(embed)
    shown = embed.label or ctx.strings("item.practice")
    return _linked("gt-link", f"#{html.escape(embed.id)}", shown)


def _target(embed: EmbedMatch, ctx: Context) -> str:
    """A thing with a title and a page of its own: an assessment, a role-play, a simulation."""
    course = ctx.course
    title: str | None = None
    if embed.name == "role_play" and embed.id in course.role_plays:
        title = course.role_plays[embed.id].front.title
    elif embed.name == "simulation" and embed.id in course.simulations:
        title = course.simulations[embed.id].title
    elif embed.name in ("assessment", "task") and embed.id in course.assessments:
        title = course.assessments[embed.id].title
    elif embed.name == "calculator":
        title = next((c.front.title for c in course.calculators if c.front.id == embed.id), None)
    if title is None:
        raise unknown(embed)
    return _linked("gt-link", ctx.links(embed.name, embed.id), embed.label or title)


def _linked(css: str, href: str | None, shown: str, note: str = "") -> str:
    """An inline link, or a span if there is nowhere to go; ``note`` is shown on demand."""
    attributes = f'class="{css}"'
    if href is not None:
        attributes += f' href="{escape_attribute(href)}"'
    if note:
        attributes += f' data-note="{escape_attribute(note)}"'
    tag = "span" if href is None else "a"
    return f"<{tag} {attributes}>{shown}</{tag}>"


_HANDLERS: dict[str, Callable[[EmbedMatch, Context], str]] = {
    "quiz": _quiz,
    "assessment": _target,
    "task": _target,
    "role_play": _target,
    "simulation": _target,
    "calculator": _target,
    "law": _law,
    "red_line": _red_line,
    "term": _term,
    "fact": _fact,
    "field": _field,
    "money": _money,
}
