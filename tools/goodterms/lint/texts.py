"""Every text of an edition with the place it stands at and the records that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from msgspec import inspect as mi

from goodterms.diagnostics import Position
from goodterms.lint.markup import visible
from goodterms.load.bind import is_text, type_info, unwrap
from goodterms.model.base import Authored
from goodterms.model.calculators import Calculator
from goodterms.model.course import Course, Lesson, Module, Page, RolePlay
from goodterms.model.document import Document
from goodterms.model.templates import Template

#: What a body of Markdown belongs to.
Owner = Module | Lesson | RolePlay | Page | Template | Calculator
#: Names and indexes that lead from a record to one of its texts.
Key = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Text:
    """A text field of a record. ``trail`` holds the records around it, outermost first."""

    text: str
    start: Position
    module: Module | None
    trail: tuple[Authored, ...]
    key: Key

    @cached_property
    def visible(self) -> str:
        """The text with code and comments blanked; offsets stay what they are."""
        return visible(self.text)

    @property
    def field(self) -> str:
        """The name of the field."""
        return next(str(part) for part in reversed(self.key) if isinstance(part, str))

    def at(self, offset: int) -> Position:  # noqa: ARG002 - quoting hides offsets of YAML texts
        """The place of an offset: in YAML, where the text begins."""
        return self.start


@dataclass(frozen=True, eq=False)
class TextOfDocument(Text):
    """The body of a Markdown file and what it belongs to."""

    document: Document
    owner: Owner

    def at(self, offset: int) -> Position:
        """The exact place of an offset."""
        return self.document.position(offset)


def owners(module: Module) -> tuple[Owner, ...]:
    """Everything of a module that has a Markdown file."""
    return (module, *module.lessons, *module.role_plays, *module.pages)


def document_texts(course: Course) -> Iterator[TextOfDocument]:
    """Bodies of Markdown files in the edition's own language, in the order of the course."""
    owned: list[tuple[Owner, Module | None]] = [
        (owner, module) for module in course.modules for owner in owners(module)
    ]
    owned += [(template, None) for template in course.templates.values()]
    owned += [(calculator, None) for calculator in course.calculators]
    for owner, module in owned:
        document = owner.document
        if document.translated:
            yield TextOfDocument(
                document.body,
                Position(document.path, document.first_line),
                module,
                (owner.front,),
                ("body",),
                document,
                owner,
            )


def field_texts(course: Course) -> Iterator[Text]:
    """Texts of records in the edition's own language."""
    for record, module in records(course):
        for trail, key, text, start in walk(record):
            if course.is_source or is_translated(start.path, course.lang):
                yield Text(text, start, module, trail, key)


def records(course: Course) -> Iterator[tuple[Authored, Module | None]]:
    """Every record of the course that stands for itself, with the module it belongs to."""
    yield course.settings, None
    for module in course.modules:
        for owner in owners(module):
            yield owner.front, module
        for simulation in module.simulations.values():
            yield simulation, module
        if module.bank is not None:
            for item in module.bank.items:
                yield item, module
    for calculator in course.calculators:
        yield calculator.front, None
    modules = {module.id: module for module in course.modules}
    for bank in course.banks:
        for item in bank.items:
            yield item, modules.get(item.module or "")
    for assessment in course.assessments.values():
        yield assessment, modules.get(assessment.module or "")
    for template in course.templates.values():
        yield template.front, None
    for table in (
        course.topics,
        course.terms,
        course.law,
        course.red_lines,
        course.rubrics,
        course.amounts,
        course.agendas,
    ):
        for record in table.values():
            yield record, None


def walk(
    record: Authored, trail: tuple[Authored, ...] = (), key: Key = ()
) -> Iterator[tuple[tuple[Authored, ...], Key, str, Position]]:
    """All texts of a record and of the records in it: holders, key, text, place."""
    here = (*trail, record)
    for name, kind in _plan(type(record)):
        value = getattr(record, name)
        if value is None:
            continue
        if kind == "text":
            yield here, (*key, name), value, record.at(name)
        elif kind == "texts":
            for i, text in enumerate(value):
                yield here, (*key, name, i), text, record.at(name, i)
        elif kind == "record":
            yield from walk(value, here, (*key, name))
        else:
            for i, inner in enumerate(value):
                yield from walk(inner, here, (*key, name, i))


@cache
def _plan(struct: type[Authored]) -> tuple[tuple[str, str], ...]:
    """Fields of a struct that are or hold texts, with what kind of value they have."""
    info = type_info(struct)
    assert isinstance(info, mi.StructType)
    plan = []
    for spec in info.fields:
        kind = _kind(spec.type)
        if kind:
            plan.append((spec.name, kind))
    return tuple(plan)


def _kind(tp: mi.Type) -> str:
    inner: Any = unwrap(tp)
    if isinstance(inner, mi.UnionType):
        parts = [part for part in inner.types if not isinstance(part, mi.NoneType)]
        inner = unwrap(parts[0])
    if is_text(tp):
        return "texts" if isinstance(inner, mi.ListType) else "text"
    if isinstance(inner, mi.StructType):
        return "record"
    if isinstance(inner, mi.ListType):
        item = unwrap(inner.item_type)
        if isinstance(item, mi.UnionType):
            item = unwrap(item.types[0])
        if isinstance(item, mi.StructType):
            return "records"
    return ""


def is_translated(path: str, lang: str) -> bool:
    """Whether a path is that of a translation into a language."""
    stem = path.rpartition(".")[0]
    return stem.endswith(f".{lang}")
