"""Assembly of forms, digests, and points of marked work."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import pytest

from goodterms.model.assessments import Assessment
from goodterms.model.course import Course, Language, Module, ModuleEntry, ModuleFront, Settings
from goodterms.model.document import Document
from goodterms.model.items import Bank, Written
from goodterms.model.tables import Rubric
from goodterms.scoring.digest import bank_digest, form_digest, item_digest
from goodterms.scoring.forms import FormError, assemble
from goodterms.scoring.items import ScoringRuleError, score_item
from goodterms.scoring.rubric import score_written
from tests.scoring.table import TABLE, item_of


def single(item_id: str, **more: Any) -> dict[str, Any]:
    return {**TABLE["items"]["single"], "id": item_id, **more}


def bank(bank_id: str, *payloads: dict[str, Any]) -> Bank:
    return Bank(id=bank_id, module="m01", items=[item_of(payload) for payload in payloads])


def course(*banks: Bank) -> Course:
    language = Language(code="en", name="English", currency="EUR", factor=1.0)
    entries = [
        ModuleEntry(id=b.id, folder=b.id, title="-", status={"en": "released"}) for b in banks
    ]
    settings = Settings(
        id="c",
        iri="urn:c",
        title="-",
        tagline="-",
        version="1.0.0",
        notice="-",
        languages=[language],
        modules=entries,
    )
    modules = tuple(
        Module(
            entry,
            ModuleFront(id=entry.id, title="-", minutes=10, objectives=[], lessons=[]),
            Document("index.md", ""),
            bank=b,
        )
        for entry, b in zip(entries, banks, strict=True)
    )
    return Course(settings, language, modules, (), {}, {}, {}, {}, {}, {}, {})


def assessment(**form: Any) -> Assessment:
    return msgspec.convert(
        {"id": "exam", "kind": "final-exam", "title": "-", "forms": [{"id": "a", **form}]},
        Assessment,
    )


def ids(exam: Assessment, *banks: Bank, extra: tuple[Bank, ...] = ()) -> list[str]:
    return [item.id for item in assemble(exam, exam.forms[0], course(*banks), extra)]


POOL = bank(
    "m01",
    *(single(f"q{n}", use="exam", level="apply") for n in range(10)),
    single("q-other", use="exam", level="analyse", objective="m01-o2"),
    single("q-practice", use="practice", level="apply"),
    single("q-retired", use="exam", level="apply", retired=True),
)


def draw(count: int, **row: Any) -> dict[str, Any]:
    return {"seed": 7, "draw": [{"bank": "m01", "use": "exam", "count": count, **row}]}


def test_a_fixed_list_keeps_its_order_and_drops_retired_items() -> None:
    exam = assessment(items=["q3", "q-retired", "q1"])
    assert ids(exam, POOL) == ["q3", "q1"]


def test_a_blueprint_sorts_by_sha256_of_seed_and_id() -> None:
    expected = sorted(
        (f"q{n}" for n in range(10)), key=lambda i: hashlib.sha256(f"7:{i}".encode()).hexdigest()
    )
    assert ids(assessment(blueprint=draw(4, level="apply")), POOL) == expected[:4]
    assert ids(assessment(blueprint=draw(10, level="apply")), POOL) == expected


def test_a_blueprint_is_pinned() -> None:
    """The draw is part of the format: this list must never change."""
    assert ids(assessment(blueprint=draw(3, level="apply")), POOL) == PINNED


def test_rows_never_take_an_item_twice_and_respect_objective() -> None:
    rows = [
        {"bank": "m01", "use": "exam", "objective": "m01-o2", "count": 1},
        {"bank": "m01", "use": "exam", "count": 10},
    ]
    found = ids(assessment(blueprint={"seed": 1, "draw": rows}), POOL)
    assert found[0] == "q-other"
    assert len(set(found)) == 11


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"items": ["q1", "no-such"]}, "no bank has no-such"),
        ({"items": []}, "has no items"),
        ({"items": ["q-retired"]}, "has no items"),
        ({"blueprint": draw(11, level="apply")}, "has 10 items of use exam, level apply"),
        ({"blueprint": draw(1, bank="m09")}, "there is no bank m09"),
    ],
)
def test_errors_say_what_is_missing(form: dict[str, Any], words: str) -> None:
    with pytest.raises(FormError, match=words) as caught:
        ids(assessment(**form), POOL)
    assert caught.value.hint


def test_an_exam_bank_stands_in_for_the_public_one() -> None:
    secret = bank("m01", single("q1", key="d", use="exam"), single("s1", use="exam"))
    exam = assessment(items=["q1", "s1"])
    items = assemble(exam, exam.forms[0], course(POOL), [secret])
    assert [score_item(item, "d") for item in items] == [1, 0]
    assert ids(assessment(blueprint=draw(2)), POOL, extra=(secret,)) in (["q1", "s1"], ["s1", "q1"])


@pytest.mark.parametrize("name", TABLE["items"])
def test_wording_never_changes_a_digest(name: str) -> None:
    payload = TABLE["items"][name]
    other = {**payload, "stem": "Another wording?", "level": "evaluate", "topics": ["S1"]}
    assert item_digest(item_of(payload)) == item_digest(item_of(other))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("single", {"key": "a"}),
        ("single", {"points": 2}),
        ("single", {"options": ["a", "b", "c"]}),
        ("multiple", {"rule": "all-or-nothing"}),
        ("multiple", {"key": ["a", "b"]}),
        ("order", {"key": ["a", "b", "c", "d"]}),
        ("match", {"key": {"a": "a", "b": "b", "c": "c"}}),
        ("match", {"right": ["a", "b", "d"]}),
        ("classify", {"left": ["a", "b", "c"]}),
        ("numeric", {"key": {"value": 40, "tolerance": 0.1}}),
        ("numeric", {"key": {"value": 41, "tolerance": 0.05}}),
        ("short", {"authored": ["DSO"]}),
        ("written", {"rubric": "call"}),
    ],
)
def test_what_decides_a_score_changes_the_digest(name: str, change: dict[str, Any]) -> None:
    payload = TABLE["items"][name]
    assert item_digest(item_of(payload)) != item_digest(item_of({**payload, **change}))


def test_what_scores_alike_has_one_digest() -> None:
    multiple, short = TABLE["items"]["multiple"], TABLE["items"]["short"]
    assert item_digest(item_of(multiple)) == item_digest(item_of({**multiple, "key": ["c", "a"]}))
    same = {**short, "authored": ["dso", "DAYS SALES  outstanding"]}
    assert item_digest(item_of(short)) == item_digest(item_of(same))


def test_digests_of_forms_and_banks() -> None:
    one, two = item_of(single("q1")), item_of(single("q2"))
    assert form_digest("t", "a", [one, two]) == form_digest("t", "a", [two, one])
    assert form_digest("t", "a", [one]) != form_digest("t", "b", [one])
    assert form_digest("t", "a", [one]) != form_digest("u", "a", [one])
    assert form_digest("t", "a", [one]) != form_digest("t", "a", [two])
    assert bank_digest(POOL) == bank_digest([POOL])
    assert bank_digest(POOL) != bank_digest(bank("m01", single("q1")))


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(ScoringRuleError, match="no scoring rule 'pairs' for type single"):
        score_item(item_of({**TABLE["items"]["single"], "rule": "pairs"}), "a")


RUBRIC = msgspec.convert(
    {
        "id": "letter",
        "title": "-",
        "criteria": [
            {"id": "facts", "title": "-", "weight": 60, "levels": []},
            {"id": "tone", "title": "-", "weight": 40, "levels": []},
        ],
    },
    Rubric,
)


@pytest.mark.parametrize(
    ("facts", "tone", "points"), [(4, 4, 10), (0, 0, 0), (2, 2, 5), (4, 0, 6), (1, 3, 4.5)]
)
def test_written_work_is_weighted_and_scaled(facts: int, tone: int, points: float) -> None:
    item = item_of(TABLE["items"]["written"])
    assert isinstance(item, Written)
    scores = {"facts": facts, "tone": tone}
    assert score_written(item, RUBRIC, scores) == pytest.approx(points)
    assert score_written(item, RUBRIC, scores, hard_fail=True) == 0


def test_written_work_needs_every_criterion() -> None:
    item = item_of(TABLE["items"]["written"])
    assert isinstance(item, Written)
    with pytest.raises(ValueError, match="no score for tone"):
        score_written(item, RUBRIC, {"facts": 4})
    with pytest.raises(ValueError, match="outside 0 to 4 for tone"):
        score_written(item, RUBRIC, {"facts": 4, "tone": 5})


PINNED = ["q8", "q5", "q2"]  # sorted by `printf 7:q8 | sha256sum`, computed outside Python
