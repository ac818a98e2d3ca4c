"""Digests of what decides a score: a corrected comma keeps them, another key changes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from goodterms.model.items import (
    Bank,
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
from goodterms.scoring.text import normalise_short


def item_digest(item: Item) -> str:
    """``sha256:…`` of everything that decides the item's score, apart from its wording.

    That is its type, points, rule, option and side ids, and key. A money key is scaled per
    edition, so its digest differs between currencies; of a written item the rubric's id counts.
    """
    return _sha256(_deciding(item))


def form_digest(assessment: str, form: str, items: Iterable[Item]) -> str:
    """``sha256:…`` of a form: the assessment, the form, and its items in any order.

    This is the ``digest`` of a submission: a form with another key has another digest.
    """
    return _sha256({"assessment": assessment, "form": form, "items": _item_digests(items)})


def bank_digest(banks: Bank | Sequence[Bank]) -> str:
    """``sha256:…`` of one bank or several together: all items with their digests."""
    several = [banks] if isinstance(banks, Bank) else banks
    return _sha256({"banks": sorted((bank.id, _item_digests(bank.items)) for bank in several)})


def _item_digests(items: Iterable[Item]) -> list[tuple[str, str]]:
    return sorted((item.id, item_digest(item)) for item in items)


def _sha256(value: dict[str, Any]) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(canonical.encode("utf-8", "backslashreplace")).hexdigest()


def _deciding(item: Item) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "type": item.type,
        "points": float(item.points),
        "rule": item.rule,
    }
    match item:
        case Single():
            facts.update(options=_ids(item.options), key=item.key)
        case Multiple():
            facts.update(options=_ids(item.options), key=sorted(item.key))
        case Order():
            facts.update(options=_ids(item.options), key=item.key)
        case Match() | Classify():
            facts.update(left=_ids(item.left), right=_ids(item.right), key=item.key)
        case Numeric():
            facts.update(value=float(item.key.value), tolerance=float(item.key.tolerance))
        case Short():
            facts.update(accept=sorted({normalise_short(text) for text in item.accept}))
        case Written():
            facts.update(rubric=item.rubric)
    return facts


def _ids(sides: Iterable[Any]) -> list[str]:
    return sorted(side.id for side in sides)
