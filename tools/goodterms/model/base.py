"""What all authored records share: typed text and ids, and the way back to the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, cast

import msgspec
from msgspec import Meta

from goodterms.diagnostics import Position

#: Prose: translated by overlays. ``Line`` is inline Markdown, ``Prose`` may hold blocks.
Line = Annotated[
    str, Meta(min_length=1, description="Text, inline Markdown.", extra={"text": True})
]
Prose = Annotated[str, Meta(min_length=1, description="Text, Markdown.", extra={"text": True})]
#: Text that a translation may leave in its official form, such as a cite.
Official = Annotated[
    str,
    Meta(
        min_length=1,
        description="Text; a translation may leave it as it stands.",
        extra={"text": True, "official": True},
    ),
]
#: Permanent ids; SCORM 1.2 allows identifiers of at most 255 characters, ours are shorter.
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9-]*$",
        max_length=64,
        description="A permanent id: a small letter, then small letters, digits, hyphens.",
    ),
]
#: The name of a course file without its ending, or of a folder.
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
#: One letter: SCORM 1.2 (CMI feedback type) allows single characters for choices and sides.
Letter = Annotated[str, Meta(pattern=r"^[a-z]$", description="One letter, a to z.")]
RedLineId = Annotated[str, Meta(pattern=r"^[A-Z][0-9]{1,3}$", description="A red line, e.g. H1.")]
TopicId = Annotated[str, Meta(min_length=1, max_length=64, description="An id of the syllabus.")]
LanguageCode = Annotated[str, Meta(pattern=r"^[a-z]{2,3}$", description="ISO 639 code.")]
Percent = Annotated[float, Meta(ge=0, le=100, description="Percent, 0 to 100.")]
Clock = Annotated[
    str,
    Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="A time of day, 00:00 to 23:59."),
]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$", description="ISO 4217 code.")]
Minutes = Annotated[int, Meta(ge=1, le=600, description="Whole minutes.")]


class Authored(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True, eq=False
):
    """A record an author wrote; ``at`` finds the place in the file it came from."""

    def at(self, *path: str | int) -> Position:
        """The position of this record, or of the field under ``path`` if it was written."""
        locate = self.__dict__.get("_locate")
        if locate is None:
            return Position("", 1, 1)
        return cast("Callable[..., Position]", locate)(*path)

    @property
    def translated(self) -> bool:
        """Whether the text of this record is in the language of its edition."""
        return bool(self.__dict__.get("_translated", True))

    def attach(self, locate: Callable[..., Position], translated: bool) -> None:
        """Tie the record to its place in a file; called once, by the loader."""
        self.__dict__.update(_locate=locate, _translated=translated)


def text_fields(struct: type[Any]) -> list[str]:
    """Names of the fields of an authored record that hold prose (and so are translated)."""
    return [
        field.name
        for field in msgspec.inspect.type_info(struct).fields  # type: ignore[attr-defined]
        if isinstance(field.type, msgspec.inspect.Metadata) and (field.type.extra or {}).get("text")
    ]
