"""New items: one honest example per type, ready to be overwritten, that validates at once."""

from __future__ import annotations

from goodterms.model.items import ITEM_TYPES
from goodterms.scaffold.templates import fill

#: Names of the item types, in the order of the model.
TYPES = tuple(ITEM_TYPES)


def item_text(item_type: str, item_id: str, use: str, objective: str, rubric: str) -> str:
    """The YAML of a new item, indented as an entry of ``items``."""
    return fill(f"item-{item_type}.yml", id=item_id, use=use, objective=objective, rubric=rubric)
