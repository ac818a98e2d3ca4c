"""Small courses, submissions and files of them, built in code; tests break one thing at a time."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from goodterms.assess.inbox import Received
from goodterms.model.assessments import Assessment
from goodterms.model.course import (
    Attempts,
    Course,
    Language,
    Module,
    ModuleEntry,
    ModuleFront,
    Settings,
)
from goodterms.model.document import Document
from goodterms.model.items import Bank, Item, Numeric
from goodterms.model.submissions import Submission
from goodterms.model.tables import Rubric

_COMMON = {"use": "test", "objective": "m01-o1", "topics": [], "level": "apply"}
_ids = itertools.count(1)


def sides(letters: str) -> list[dict[str, str]]:
    return [{"id": letter, "text": f"Option {letter}", "why": "Because."} for letter in letters]


def item(kind: str, item_id: str, **more: Any) -> Item:
    """An item of a type with a usual key; ``more`` sets or overrides fields."""
    rights = [{"id": letter, "text": f"Side {letter}"} for letter in "xyz"]
    fields: dict[str, dict[str, Any]] = {
        "single": {"options": sides("abcd"), "key": "b"},
        "multiple": {"options": sides("abcd"), "key": ["a", "c"]},
        "order": {"options": sides("abc"), "key": ["b", "a", "c"]},
        "match": {"left": sides("abc"), "right": rights, "key": {"a": "x", "b": "y", "c": "z"}},
        "classify": {"left": sides("abc"), "right": rights, "key": {"a": "x", "b": "x", "c": "y"}},
        "numeric": {"key": {"value": 40, "tolerance": 0.5}, "check": "40", "why": "So."},
        "short": {"accept": ["DSO"], "why": "So."},
        "written": {"rubric": "letter", "model": "A model answer.", "points": 10},
    }
    record = {
        "id": item_id,
        "type": kind,
        "stem": f"Question {item_id}?",
        **_COMMON,
        **fields[kind],
        **more,
    }
    return msgspec.convert(record, Item)


def all_types(prefix: str = "m01-q") -> list[Item]:
    kinds = ("single", "multiple", "order", "match", "classify", "numeric", "short")
    return [item(kind, f"{prefix}{number}") for number, kind in enumerate(kinds, 1)]


#: A full-mark response per type.
RIGHT: dict[str, Any] = {
    "single": "b",
    "multiple": ["a", "c"],
    "order": ["b", "a", "c"],
    "match": {"a": "x", "b": "y", "c": "z"},
    "classify": {"a": "x", "b": "x", "c": "y"},
    "numeric": 40.0,
    "short": "dso",
}

RUBRIC = msgspec.convert(
    {
        "id": "letter",
        "title": "A letter",
        "criteria": [
            {
                "id": name,
                "title": name.title(),
                "weight": weight,
                "levels": [{"score": score, "anchor": f"Level {score}"} for score in range(5)],
            }
            for name, weight in (("facts", 60), ("tone", 40))
        ],
        "hard_fails": [{"red_line": "H1", "text": "Threatens."}],
    },
    Rubric,
)


def assessment(assessment_id: str, *forms: Iterable[str], **more: Any) -> Assessment:
    """An assessment with forms a, b, … of these items."""
    record = {
        "id": assessment_id,
        "kind": "module-test",
        "title": f"Test {assessment_id}",
        "forms": [
            {"id": letter, "items": list(ids)} for letter, ids in zip("abc", forms, strict=False)
        ],
        **more,
    }
    return msgspec.convert(record, Assessment)


def course(
    items: Iterable[Item] = (),
    assessments: Iterable[Assessment] = (),
    *,
    lang: str = "en",
    factor: float = 1.0,
    counts: str = "best",
    limit: int = 3,
    version: str = "1.0.0",
) -> Course:
    """A course of one module with a bank; by default all types in ``m01-test``."""
    bank_items = list(items) or [*all_types(), item("written", "m01-w1")]
    closed = [one.id for one in bank_items if one.type != "written"]
    tests = list(assessments) or [
        assessment("m01-test", closed),
        assessment("m01-task", ["m01-w1"], kind="task", pass_mark=60),
    ]
    languages = [Language(code="en", name="English", currency="EUR", factor=1.0)]
    if lang != "en":
        languages.append(Language(code=lang, name=lang, currency="RUB", factor=factor))
    entry = ModuleEntry(id="m01", folder="01", title="Module 1", status={"en": "released"})
    settings = Settings(
        id="goodterms",
        iri="urn:test",
        title="Good Terms",
        tagline="-",
        version=version,
        notice="Training, not legal advice.",
        languages=languages,
        modules=[entry],
        attempts=Attempts(limit=limit, counts=counts),  # type: ignore[arg-type]
    )
    module = Module(
        entry,
        ModuleFront(id="m01", title="Module 1", minutes=10, objectives=[], lessons=[]),
        Document("modules/01/index.md", ""),
        bank=Bank(id="m01", module="m01", items=[_in_currency(one, factor) for one in bank_items]),
    )
    return Course(
        settings,
        languages[-1],
        (module,),
        (),
        {test.id: test for test in tests},
        {},
        {},
        {},
        {},
        {"letter": RUBRIC},
        {},
    )


def _in_currency(one: Item, factor: float) -> Item:
    if not isinstance(one, Numeric) or one.key.unit != "money":
        return one
    key = msgspec.structs.replace(one.key, value=one.key.value * factor)
    return msgspec.structs.replace(one, key=key)


def right_responses(edition: Course, assessment_id: str = "m01-test") -> dict[str, Any]:
    form = edition.assessments[assessment_id].forms[0]
    return {name: RIGHT[edition.items[name].type] for name in form.items}


def record(**changes: Any) -> dict[str, Any]:
    """A submission as JSON-ready values, with a fresh id; a value of ``...`` removes a key."""
    fields = {
        "format": "goodterms-submission/1",
        "id": f"s-{next(_ids)}",
        "course": "goodterms",
        "assessment": "m01-test",
        "learner": {"id": "e-1", "name": "A. Example"},
        "attempt": 1,
        "started": "2026-11-21T09:00:00Z",
        "submitted": "2026-11-21T09:21:30Z",
        "responses": {},
        **changes,
    }
    return {key: value for key, value in fields.items() if value is not ...}


def encoded(**changes: Any) -> bytes:
    return json.dumps(record(**changes)).encode()


def received(source: str = "inbox.jsonl", line: int = 1, **changes: Any) -> Received:
    return Received(source, line, msgspec.convert(record(**changes), Submission, strict=False))


def write(path: Path, *pieces: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(pieces))
    return path
