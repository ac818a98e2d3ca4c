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


class ExamBlueprint(Authored, frozen=True, kw_only=True):
    """One blueprint for all forms of an assessment: weights of modules and levels, and bounds.

    ``items`` per form are shared out over modules and over levels by weight (largest remainder).
    ``overlap`` is the largest share of items that two forms may have in common, ``objectives`` the
    least share of the modules' objectives that a form asks for, ``application`` the least share of
    items at apply or above in a form; all in percent.
    """

    seed: int
    items: Annotated[int, Meta(ge=1, le=500)]
    modules: dict[str, Annotated[float, Meta(gt=0)]]
    levels: dict[BloomLevel, Annotated[float, Meta(gt=0)]]
    use: Use = "exam"
    banks: list[Id] = []
    overlap: Percent = 30.0
    objectives: Percent = 60.0
    application: Percent = 50.0


class Band(Authored, frozen=True, kw_only=True):
    """What a diagnostic recommends for a module of which ``at_least`` so much was right."""

    id: Id
    at_least: Percent
    title: Line
    text: Prose
    #: Whether the module's test is offered at once.
    test: bool = False


class Form(Authored, frozen=True, kw_only=True):
    """One form of an assessment: a fixed list of items or a blueprint.

    It has neither where the assessment itself has a blueprint for all its forms.
    """

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
    blueprint: ExamBlueprint | None = None
    #: Recommendations of a diagnostic, the highest share first.
    bands: list[Band] = []
    forms: Annotated[list[Form], Meta(min_length=1)]

    @property
    def has_verdict(self) -> bool:
        """Whether it can be passed and failed: a diagnostic only recommends."""
        return self.kind != "diagnostic"


class AssessmentsFile(Authored, frozen=True, kw_only=True):
    """``quizzes/assessments.yml``."""

    assessments: list[Assessment]
