"""A calculator: a page, the scripts that compute, the law facts whose figures they read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from goodterms.model.base import Authored, Id, Line, Slug
from goodterms.model.document import Document


class Word(Authored, frozen=True, kw_only=True):
    """A text that a script shows: plain text, ``{names}`` are filled in by the script."""

    id: Id
    text: Line


class RuleSet(Authored, frozen=True, kw_only=True):
    """Law facts that apply together, under the name by which a reader chooses them."""

    id: Id
    title: Line
    note: Line | None = None
    facts: list[Id] = []


class CalculatorFront(Authored, frozen=True, kw_only=True):
    """Front matter of a calculator's page."""

    id: Id
    title: Line
    summary: Line
    #: Files beside the page, without their ending, in the order in which they are loaded.
    scripts: Annotated[list[Slug], Meta(min_length=1)]
    sets: list[RuleSet] = []
    words: list[Word] = []


@dataclass(frozen=True, eq=False)
class Calculator:
    """A calculator with its page and the texts of its scripts by file name."""

    slug: str
    front: CalculatorFront
    document: Document
    scripts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Ids of the law facts it reads, each once, in the order of its sets."""
        return tuple(dict.fromkeys(fact for rules in self.front.sets for fact in rules.facts))
