"""A Markdown document, taken apart as far as the course needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from goodterms.diagnostics import Position


@dataclass(frozen=True)
class Embed:
    """``{{ name("id") }}`` in a text; ``start`` and ``end`` are offsets into that text."""

    name: str
    id: str
    label: str | None
    start: int
    end: int
    position: Position
    alone: bool


@dataclass(frozen=True)
class Link:
    """A Markdown link or image in a text (``image`` links carry their alternative text)."""

    target: str
    text: str
    image: bool
    position: Position


@dataclass(frozen=True)
class Heading:
    """A Markdown heading: level 1 to 6, its text and explicit ``{#id}`` (or None)."""

    level: int
    text: str
    id: str | None
    position: Position


@dataclass(frozen=True)
class Section:
    """A level-2 heading and what stands under it, up to the next one; ``text`` excludes it."""

    id: str
    title: str
    text: str
    position: Position


@dataclass(frozen=True)
class Document:
    """The body of a Markdown file. ``path`` is relative to the course root.

    ``lead`` is what stands before the first level-2 heading. Offsets of embeds count from the
    start of ``body``. ``digests`` holds, in a translation, the digest per section of the source
    text it was made from.
    """

    path: str
    body: str
    lead: str = ""
    sections: tuple[Section, ...] = ()
    headings: tuple[Heading, ...] = ()
    embeds: tuple[Embed, ...] = ()
    links: tuple[Link, ...] = ()
    first_line: int = 1
    translated: bool = True
    digests: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Section]:
        """Sections by heading id."""
        return {section.id: section for section in self.sections}

    def position(self, offset: int) -> Position:
        """The place in the file of an offset into the body."""
        before = self.body.count("\n", 0, offset)
        line_start = self.body.rfind("\n", 0, offset) + 1
        return Position(self.path, self.first_line + before, offset - line_start + 1)
