"""What the browser is told about an item: how it is scored and what is said afterwards."""

from __future__ import annotations

import hashlib
from typing import Any

from goodterms.model.items import (
    Classify,
    Item,
    Match,
    Multiple,
    Numeric,
    Order,
    Short,
    Single,
    Written,
)
from goodterms.render.context import Context
from goodterms.render.inline import law_cite, line, prose, red_line_label
from goodterms.render.markdown import inline_html, strip_paragraph
from goodterms.render.money import format_number, number_style, symbol_of
from goodterms.scoring.payload import scoring_payload


def open_payload(item: Item, ctx: Context) -> dict[str, Any]:
    """Everything about an item that is scored in the browser: key, rule and explanations."""
    payload = dict(scoring_payload(item))
    payload["feedback"] = _feedback(item, ctx)
    return payload


def sealed_payload(item: Item) -> dict[str, Any]:
    """What a sealed form may tell: nothing from which the key could be read."""
    return {"id": item.id, "type": item.type, "points": item.points}


def shown_order(item: Item) -> list[str]:
    """Ids of options, or of right sides, in the order a page shows them before any shuffling.

    Options keep the author's order. Where that order could be the key (sequences and pairs) it is
    replaced by one that depends on the ids alone.
    """
    if isinstance(item, Single | Multiple):
        return [option.id for option in item.options]
    if isinstance(item, Order):
        return _scattered(item.id, [option.id for option in item.options], item.key)
    if isinstance(item, Match):
        return _scattered(item.id, [right.id for right in item.right], None)
    if isinstance(item, Classify):
        return [right.id for right in item.right]
    return []


def unit_label(item: Numeric, ctx: Context) -> str:
    """The unit that stands after the field: the edition's currency, or the word in its language."""
    if item.key.unit == "money":
        return symbol_of(ctx.course.language.currency)
    return ctx.strings.table_text(f"unit.{item.key.unit}", item.key.unit)


def unit_first(item: Numeric, ctx: Context) -> bool:
    """Whether the unit stands before the number, as a currency sign does in English."""
    return item.key.unit == "money" and number_style(ctx.lang).symbol_first


def points_text(item: Item, ctx: Context) -> str:
    """What an item is worth, in words: ``1 point``, ``0.5 points``."""
    if item.points == int(item.points):
        return ctx.strings("points", n=int(item.points))
    return ctx.strings("item.points_fraction", points=format_number(item.points, ctx.lang))


def _scattered(seed: str, ids: list[str], key: list[str] | None) -> list[str]:
    ordered = sorted(ids, key=lambda part: hashlib.sha256(f"{seed}/{part}".encode()).digest())
    if key is not None and ordered == key:
        ordered.reverse()
    return ordered


def _feedback(item: Item, ctx: Context) -> dict[str, Any]:
    """Explanations as HTML: ``why`` by option or for the whole, ``wrong`` by value, law."""
    said: dict[str, Any] = {}
    if isinstance(item, Single | Multiple | Order):
        said["why"] = {option.id: _short(option.why, ctx) for option in item.options}
        said["text"] = {option.id: str(line(option.text, ctx)) for option in item.options}
        said["red"] = _red_lines(item.options, ctx)
    elif isinstance(item, Match | Classify):
        said["why"] = {left.id: _short(left.why, ctx) for left in item.left}
        said["text"] = {right.id: str(line(right.text, ctx)) for right in item.right}
        said["red"] = _red_lines(item.left, ctx)
    elif isinstance(item, Numeric):
        said["whole"] = _short(item.why, ctx)
        said["key"] = _key_text(item, ctx)
        said["wrong"] = [
            {"value": wrong.value, "why": _short(wrong.why, ctx)} for wrong in item.wrong
        ]
    elif isinstance(item, Short):
        said["whole"] = _short(item.why, ctx)
        said["key"] = item.accept[0]
    elif isinstance(item, Written):
        said["model"] = str(prose(item.model, ctx))
    cites = [
        law_cite(ctx.course.law[law_id], ctx) for law_id in item.law if law_id in ctx.course.law
    ]
    if cites:
        said["law"] = [inline_html(cite) for cite in cites]
    return {name: value for name, value in said.items() if value}


def _short(text: str, ctx: Context) -> str:
    return strip_paragraph(prose(text, ctx))


def _red_lines(sides: Any, ctx: Context) -> dict[str, str]:
    return {
        side.id: inline_html(red_line_label(side.red_line, ctx))
        for side in sides
        if side.red_line in ctx.course.red_lines
    }


def _key_text(item: Numeric, ctx: Context) -> str:
    number = format_number(item.key.value, ctx.lang, item.key.decimals)
    unit = unit_label(item, ctx)
    if not unit:
        return number
    return f"{unit}{number}" if unit_first(item, ctx) else f"{number}\u202f{unit}"
