"""Paths through the course: for an audience, and under the law of one place."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from goodterms.model.base import Authored, Id, Line, Prose, Slug


class Step(Authored, frozen=True, kw_only=True):
    """One module of a path: which of its lessons, which may be waived, and on what proof."""

    module: Id
    lessons: Annotated[list[Slug], Meta(description="Lessons taken; none named: all of them.")] = []
    waive: Annotated[list[Slug], Meta(description="Lessons that may be waived.")] = []
    proof: Line | None = None
    why: Line


class Track(Authored, frozen=True, kw_only=True):
    """A path through the course for one audience."""

    id: Id
    title: Line
    intro: Prose
    steps: Annotated[list[Step], Meta(min_length=1)]


class Waiver(Authored, frozen=True, kw_only=True):
    """Lessons of a module that may be waived in a jurisdiction, for whom and why."""

    module: Id
    lessons: Annotated[list[Slug], Meta(min_length=1)]
    why: Line


class Jurisdiction(Authored, frozen=True, kw_only=True):
    """The course under the law of one place.

    ``law`` names the jurisdictions of ``course/law.yml`` whose facts apply there; facts, and the
    lessons that quote them, are computed.
    """

    id: Id
    title: Line
    law: Annotated[list[str], Meta(min_length=1)]
    intro: Prose
    consumers: Prose
    companies: Prose
    waive: list[Waiver] = []
