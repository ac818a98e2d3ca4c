"""A translation beside its source: documents, sections and fields that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goodterms.diagnostics import Position
from goodterms.lint.markup import visible
from goodterms.lint.texts import TextOfDocument, document_texts, is_translated, records, walk
from goodterms.model.base import Authored
from goodterms.model.course import Course
from goodterms.model.document import Document, Section


class Pair(NamedTuple):
    """A text of the source, its translation, the place of that, and the name of the field."""

    source: str
    other: str
    where: Position
    field: str


#: Lists of texts that a translation replaces as a whole.
FREE_LISTS = ("accept", "phrases")


def document_pairs(
    source: Course, lang: str, translations: Iterable[TextOfDocument]
) -> Iterator[tuple[Document, Document]]:
    """Source and translation of every document that is translated."""
    sources = {text.document.path: text.document for text in document_texts(source)}
    for text in translations:
        stem, _, suffix = text.document.path.rpartition(".")
        document = sources.get(f"{stem.removesuffix(f'.{lang}')}.{suffix}")
        if document is not None:
            yield document, text.document


def text_pairs(
    documents: Iterable[tuple[Document, Document]], source: Course, course: Course
) -> Iterator[Pair]:
    """Every translated text with its source: sections of documents, fields of records."""
    for document, other in documents:
        yield Pair(document.lead, other.lead, Position(other.path, other.first_line), "lead")
        for section in other.sections:
            mine = document.by_id.get(section.id)
            if mine is not None:
                yield Pair(_whole(mine), _whole(section), section.position, "section")
    originals = {_identity(record): record for record, _ in records(source)}
    for record, _ in records(course):
        original = originals.get(_identity(record))
        if original is None:
            continue
        texts = {key: text for _, key, text, _ in walk(original)}
        for _, key, text, where in walk(record):
            own = key in texts and is_translated(where.path, course.lang)
            if own and not any(name in key for name in FREE_LISTS):
                yield Pair(texts[key], text, where, str(key[-1]))


def _identity(record: Authored) -> tuple[str, str]:
    return type(record).__name__, getattr(record, "id", record.at().path)


def _whole(section: Section) -> str:
    return f"{section.title}\n{visible(section.text)}"
