"""A bank of one's own for a sealed exam, begun as a copy of the sample that the course carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import yaml
from msgspec import inspect as mi

from goodterms.errors import GoodTermsError
from goodterms.load.bind import is_text, type_info
from goodterms.load.course import Loaded
from goodterms.load.overlay import Entry
from goodterms.model.assessments import Assessment
from goodterms.model.base import Authored
from goodterms.model.course import Course
from goodterms.model.items import Item
from goodterms.scaffold.plan import Plan
from goodterms.scoring.forms import FormError, assemble

#: Names of the files, and of the bank.
BANK, ASSESSMENTS = "exam", "assessments"


def plan_exam_bank(loaded: Loaded, assessment_id: str, prefix: str) -> Plan:
    """The files of a folder outside the course: the bank, the assessment, their translations.

    Items get ids of their own, ``prefix`` before those of the sample, because a sample's key is
    public and its results are not those of the items that will take its place.

    Raises:
        GoodTermsError: there is no such assessment, or it is not sealed, or cannot be drawn.
    """
    course = loaded.source
    if course is None:
        raise GoodTermsError("the course cannot be read", "run `goodterms validate`")
    assessment = _assessment(course, assessment_id)
    items = _items(assessment, course)
    names = {item.id: f"{prefix}-{item.id}" for item in items}
    created = {
        f"{BANK}.yml": _dump({"id": BANK, "items": [_item(i, names, course) for i in items]}),
        f"{ASSESSMENTS}.yml": _dump({"assessments": [_outline(assessment, names)]}),
    }
    for lang, edition in loaded.editions.items():
        if lang != course.lang:
            created.update(_overlays(loaded, edition, assessment, names))
    return Plan(created, {}, f"exam bank of {len(items)} items for {assessment.id}")


def _assessment(course: Course, assessment_id: str) -> Assessment:
    withheld = course.withheld.get(assessment_id)
    if withheld is not None:
        raise GoodTermsError(
            f"{assessment_id} is not offered yet: it needs {', '.join(withheld.lacking)}",
            "write these modules first, or take them out of its blueprint",
        )
    assessment = course.assessments.get(assessment_id)
    sealed = [a.id for a in course.assessments.values() if a.delivery == "sealed"]
    if assessment is None or assessment.delivery != "sealed":
        raise GoodTermsError(
            f"there is no sealed assessment {assessment_id!r}",
            f"sealed assessments of the course: {', '.join(sealed) or 'none'}",
        )
    return assessment


def _items(assessment: Assessment, course: Course) -> list[Item]:
    """All items that may be drawn, or those that the forms list."""
    found: dict[str, Item] = {}
    blueprint = assessment.blueprint
    if blueprint is not None:
        for bank in course.all_banks:
            for item in bank.items if bank.id in blueprint.banks or not blueprint.banks else ():
                fits = item.use == blueprint.use and not item.retired
                if fits and course.home_of.get(item.id) in blueprint.modules:
                    found[item.id] = item
    for form in assessment.forms:
        try:
            found.update((item.id, item) for item in assemble(assessment, form, course))
        except FormError as error:
            raise GoodTermsError(str(error), error.hint) from None
    return list(found.values())


def _item(item: Item, names: Mapping[str, str], course: Course) -> dict[str, Any]:
    values = _plain(item)
    first = {"id": names[item.id], "module": course.home_of[item.id], "use": item.use}
    values = {key: value for key, value in values.items() if key not in first}
    return {**first, "type": item.type, **values}


def _outline(assessment: Assessment, names: Mapping[str, str]) -> dict[str, Any]:
    values = _plain(assessment)
    if "blueprint" in values:
        values["blueprint"]["banks"] = [BANK]
    for form in values["forms"]:
        if "items" in form:
            form["items"] = [names[item] for item in form["items"]]
    return values


def _overlays(
    loaded: Loaded, edition: Course, assessment: Assessment, names: Mapping[str, str]
) -> dict[str, str]:
    """The translations that the sample has in one language, with their digests."""
    entries = {
        entry.id: entry
        for translation in loaded.translations
        if translation.lang == edition.lang and translation.source.startswith("quizzes/")
        for entry in translation.entries
        if entry.present and not entry.missing
    }
    created = {}
    translated = [
        {"id": names[name], **_marked(entries[name]), **_texts(edition.items[name])}
        for name in names
        if name in entries and name in edition.items
    ]
    if translated:
        created[f"{BANK}.{edition.lang}.yml"] = _dump({"items": translated})
    withheld = edition.withheld.get(assessment.id)
    own = edition.assessments.get(assessment.id) or (withheld.assessment if withheld else None)
    if own is not None and assessment.id in entries:
        texts = {"id": own.id, **_marked(entries[own.id]), **_texts(own)}
        created[f"{ASSESSMENTS}.{edition.lang}.yml"] = _dump({"assessments": [texts]})
    return created


def _marked(entry: Entry) -> dict[str, str]:
    return {"digest": entry.stored} if entry.stored else {}


def _texts(record: Authored) -> dict[str, Any]:
    """The texts of a record and of the records in it, as a translation has them."""
    info = type_info(type(record))
    assert isinstance(info, mi.StructType)
    found: dict[str, Any] = {
        field.name: value
        for field in info.fields
        if is_text(field.type) and (value := getattr(record, field.name))
    }
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, list) and value and isinstance(value[0], Authored):
            inner = [_with_id(one) for one in value]
            if any(set(one) - {"id"} for one in inner):
                found[name] = inner
    return found


def _with_id(record: Authored) -> dict[str, Any]:
    name = getattr(record, "id", None)
    return {**({"id": name} if name else {}), **_texts(record)}


def _plain(record: Authored) -> dict[str, Any]:
    """A record as its author would write it: without what is the default anyway."""
    defaults = {
        field.encode_name: field.default
        if field.default is not msgspec.NODEFAULT
        else (field.default_factory() if field.default_factory is not msgspec.NODEFAULT else ...)
        for field in msgspec.structs.fields(record)
    }
    found: dict[str, Any] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if value != defaults[name]:
            found[name] = _value(value)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, Authored):
        return _plain(value)
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, dict):
        return {key: _value(one) for key, one in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


class _Dumper(yaml.SafeDumper):
    """Lists indented below their key, as the course's own files have them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent lists too."""
        super().increase_indent(flow, False)


def _dump(values: Mapping[str, Iterable[Any] | str]) -> str:
    return yaml.dump(dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
