"""Assessments: which items are put together, how they are delivered and passed."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from goodterms.model.base import Authored, Id, Line, Minutes, Percent, Prose
from goodterms.model.items import BloomLevel, Use


class Draw(Authored, frozen=True, kw_only=True):
    """One row of a blueprint: so many items of a bank, use, level and objective."""

    bank: Id
    count: Annotated[int, Meta(ge=1)]
    use: Use = "test"
    level: BloomLevel | None = None
    objective: Id | None = None


class Blueprint(Authored, frozen=True, kw_only=True):
    """Rows of items drawn with a fixed seed, so that the form is the same everywhere."""

    seed: int
    draw: list[Draw]


class Form(Authored, frozen=True, kw_only=True):
    """One form of an assessment: a fixed list of items or a blueprint."""

    id: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*$", max_length=16)]
    items: list[Id] = []
    blueprint: Blueprint | None = None


class Assessment(Authored, frozen=True, kw_only=True):
    """A module test, diagnostic, final exam or written task."""

    id: Id
    kind: Literal["module-test", "diagnostic", "final-exam", "task"]
    module: Id | None = None
    title: Line
    intro: Prose | None = None
    delivery: Literal["open", "sealed"] = "open"
    pass_mark: Percent | None = None
    attempts: Annotated[int, Meta(ge=1)] | None = None
    minutes: Minutes | None = None
    shuffle: bool = True
    forms: Annotated[list[Form], Meta(min_length=1)]


class AssessmentsFile(Authored, frozen=True, kw_only=True):
    """``quizzes/assessments.yml``."""

    assessments: list[Assessment]
