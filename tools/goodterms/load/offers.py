"""What an edition can offer: it may lack modules that a bank or an assessment names."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeVar

from goodterms.load.nodes import Mapping, Node, Sequence
from goodterms.model.assessments import Assessment
from goodterms.model.course import Course, Settings

N = TypeVar("N", Mapping, Mapping | None)


def items_of(node: Mapping | None) -> list[Mapping]:
    """The entries of a bank as they were written."""
    items = node.entries.get("items") if node is not None else None
    return [i for i in items.items if isinstance(i, Mapping)] if isinstance(items, Sequence) else []


def without_items(node: N, left_out: AbstractSet[str]) -> N:
    """A bank, or its translation, without some of its entries."""
    if node is None or not left_out:
        return node
    items = node.entries.get("items")
    if not isinstance(items, Sequence):
        return node
    kept: list[Node] = [
        i for i in items.items if not (isinstance(i, Mapping) and i.text("id") in left_out)
    ]
    entries: dict[str, Node] = {**node.entries, "items": Sequence(kept, items.position)}
    return Mapping(entries, node.position, dict(node.keys))


def lacking(
    assessment: Assessment,
    settings: Settings,
    here: AbstractSet[str],
    elsewhere: AbstractMapping[str, str],
) -> tuple[str, ...]:
    """The modules that an assessment asks for and the edition lacks, in their order.

    A diagnostic can do without; a test of a module that is not here goes with its module.
    """
    if assessment.kind == "diagnostic" or (assessment.module or "") in _absent(settings, here):
        return ()
    named = set(assessment.blueprint.modules) if assessment.blueprint else set()
    for form in assessment.forms:
        named |= {elsewhere[item] for item in form.items if item in elsewhere}
        named |= {row.bank for row in form.blueprint.draw} if form.blueprint else set()
    return tuple(name for name in _absent(settings, here) if name in named)


def _absent(settings: Settings, here: AbstractSet[str]) -> list[str]:
    return [entry.id for entry in settings.modules if entry.id not in here]


def pointing(course: Course, editions: AbstractMapping[str, Course]) -> Course:
    """The edition with the languages that offer what it withholds."""
    if not course.withheld:
        return course
    withheld = {
        name: replace(
            one,
            offered_in=tuple(lang for lang, c in editions.items() if name in c.assessments),
        )
        for name, one in course.withheld.items()
    }
    return replace(course, withheld=withheld)
