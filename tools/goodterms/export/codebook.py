"""The codebook: what an LMS report shows as ids and letters, in words, for HR."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodterms.model.items import (
    Classify,
    Item,
    Left,
    Match,
    Multiple,
    Numeric,
    Option,
    Order,
    Right,
    Short,
    Single,
)
from goodterms.render.context import Context
from goodterms.render.inline import plain

NAME = "codebook.csv"
COLUMNS = (
    "interaction",
    "item",
    "form",
    "type",
    "scorm_type",
    "objective",
    "objective_text",
    "question",
    "answers",
    "key",
    "key_text",
    "points",
)
#: Item type -> interaction type of SCORM 1.2 (RTE 3.4.4, cmi.interactions.n.type).
SCORM_TYPES = {
    "single": "choice",
    "multiple": "choice",
    "order": "sequencing",
    "match": "matching",
    "classify": "matching",
    "numeric": "numeric",
    "short": "fill-in",
    "written": "fill-in",
}
#: CMIFeedback: at most 255 characters.
LONGEST_PATTERN = 255


@dataclass(frozen=True)
class Asked:
    """An item of the test, and the forms it stands in."""

    item: Item
    forms: tuple[str, ...]
    sealed: bool


def codebook(asked: Iterable[Asked], ctx: Context, keys: bool = True) -> bytes:
    """The codebook as CSV that spreadsheets open in any language (UTF-8 with BOM).

    ``keys`` False leaves out the keys of sealed forms, for the copy that learners could fetch.
    """
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for one in asked:
        table.writerow([_cell(value) for value in _row(one, ctx, keys or not one.sealed)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def patterns(item: Item) -> list[str]:
    """The right responses as SCORM 1.2 writes them, the first one the usual one.

    Braces say that all letters belong together (RTE 1.2, CMIFeedback).
    """
    match item:
        case Single():
            return [item.key]
        case Multiple():
            return ["{" + ",".join(sorted(item.key)) + "}"]
        case Order():
            return [",".join(item.key)]
        case Match() | Classify():
            return ["{" + ",".join(f"{a}.{b}" for a, b in sorted(item.key.items())) + "}"]
        case Numeric():
            return [decimal_text(item.key.value)]
        case Short():
            return [text[:LONGEST_PATTERN] for text in item.accept]
        case _:
            return []


def decimal_text(value: float) -> str:
    """A number without exponent and without needless zeros."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"


def _row(asked: Asked, ctx: Context, key: bool) -> list[str]:
    item = asked.item
    objective = ctx.course.objectives.get(item.objective)
    return [
        item.id,
        item.id,
        " ".join(asked.forms),
        item.type,
        SCORM_TYPES[item.type],
        item.objective,
        plain(objective.text, ctx) if objective else "",
        plain(item.stem, ctx),
        _answers(item, ctx),
        " | ".join(patterns(item)) if key else "",
        _key_text(item, ctx) if key else "",
        f"{item.points:g}",
    ]


def _answers(item: Item, ctx: Context) -> str:
    match item:
        case Single() | Multiple() | Order():
            return _listed(item.options, ctx)
        case Match() | Classify():
            return f"{_listed(item.left, ctx)} → {_listed(item.right, ctx)}"
        case Numeric():
            unit = item.key.unit
            return ctx.course.language.currency if unit == "money" else unit
        case _:
            return ""


def _key_text(item: Item, ctx: Context) -> str:
    match item:
        case Single():
            return _text_of(item.options, [item.key], ctx, "")
        case Multiple():
            return _text_of(item.options, sorted(item.key), ctx, "; ")
        case Order():
            return _text_of(item.options, item.key, ctx, " → ")
        case Match() | Classify():
            left = {side.id: plain(side.text, ctx) for side in item.left}
            right = {side.id: plain(side.text, ctx) for side in item.right}
            return "; ".join(
                f"{left[a]} → {right[b]}"
                for a, b in sorted(item.key.items())
                if a in left and b in right
            )
        case Numeric():
            value = decimal_text(item.key.value)
            tolerance = item.key.tolerance
            return f"{value} ± {decimal_text(tolerance)}" if tolerance else value
        case Short():
            return " | ".join(item.accept)
        case _:
            return ""


def _listed(sides: Sequence[Option] | Sequence[Left] | Sequence[Right], ctx: Context) -> str:
    return "; ".join(f"{side.id} = {plain(side.text, ctx)}" for side in sides)


def _text_of(options: Sequence[Option], ids: list[str], ctx: Context, between: str) -> str:
    texts = {option.id: plain(option.text, ctx) for option in options}
    return between.join(texts[i] for i in ids if i in texts)


def _cell(value: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    risky = value[:1] in ("=", "+", "@", "\t", "\r") or (
        value[:1] == "-" and not value[1:].replace(".", "", 1).isdigit()
    )
    return f"'{value}" if risky else value
