"""Templates of letters, messages and forms: blocks that must be there, placeholders to fill."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta

from goodterms.diagnostics import Position
from goodterms.model.base import Authored, Id, Line
from goodterms.model.document import Document

Channel = Literal["letter", "email", "text", "form"]
#: Heading ids of a template's sections.
WHEN, TEXT, CHECKLIST, LIMITS = "when", "template", "checklist", "limits"
SECTIONS = (WHEN, TEXT, CHECKLIST, LIMITS)
_BLOCK = re.compile(
    r"^###[ \t]+(?P<title>.*?)[ \t]*(?:\{[ \t]*#(?P<id>[A-Za-z][\w-]*)[ \t]*\})?[ \t]*$",
    re.MULTILINE,
)


class TemplateBlock(Authored, frozen=True, kw_only=True):
    """A part of a template and why it stands there; mandatory unless ``optional``."""

    id: Id
    title: Line
    why: Line
    law: list[Id] = []
    optional: bool = False
    limit: (
        Annotated[
            int, Meta(ge=1, description="Characters of the filled block, as a text message counts.")
        ]
        | None
    ) = None


class Placeholder(Authored, frozen=True, kw_only=True):
    """Something to fill in, and what stands there in the sample."""

    id: Id
    title: Line
    sample: Line


class TemplateFront(Authored, frozen=True, kw_only=True):
    """Front matter of ``course/templates/<slug>.md``."""

    id: Id
    title: Line
    channel: Channel
    context: Literal["b2b", "consumer", "both"]
    jurisdiction: Line
    lessons: list[Id] = []
    blocks: Annotated[list[TemplateBlock], Meta(min_length=1)]
    placeholders: list[Placeholder] = []


@dataclass(frozen=True)
class Part:
    """A block as it is written: what stands under a heading of level 3 of the template.

    ``id`` is None where the heading has none; the text before the first heading has id "".
    """

    id: str | None
    title: str
    text: str
    position: Position


@dataclass(frozen=True, eq=False)
class Template:
    """A template: front matter and sections."""

    slug: str
    front: TemplateFront
    document: Document

    @property
    def id(self) -> str:
        """The template's permanent id."""
        return self.front.id

    @cached_property
    def blocks(self) -> dict[str, TemplateBlock]:
        """What is said about each block, by id."""
        return {block.id: block for block in self.front.blocks}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The blocks of the template as they are written, in their order."""
        section = self.document.by_id.get(TEXT)
        if section is None:
            return ()
        marks = list(_BLOCK.finditer(section.text))
        places = self._places(section.position)
        found = []
        before = section.text[: marks[0].start()] if marks else section.text
        if before.strip():
            found.append(Part("", "", before.strip("\n"), section.position))
        for i, mark in enumerate(marks):
            end = marks[i + 1].start() if i + 1 < len(marks) else len(section.text)
            text = section.text[mark.end() : end].strip("\n")
            where = places[i] if i < len(places) else section.position
            found.append(Part(mark["id"], mark["title"], text, where))
        return tuple(found)

    def _places(self, start: Position) -> list[Position]:
        """Where the headings of level 3 below a section's heading stand."""
        later = [h.position for h in self.document.headings if h.level == 2 and h.position > start]
        end = min(later, default=None)
        return [
            h.position
            for h in self.document.headings
            if h.level == 3 and h.position > start and (end is None or h.position < end)
        ]
