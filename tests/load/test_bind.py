"""Nodes to model: all faults of an entry at once, each with place, words and hint."""

from __future__ import annotations

import datetime as dt

import pytest

from goodterms.diagnostics import Finding
from goodterms.load.bind import bind
from goodterms.load.nodes import parse
from goodterms.model.assessments import AssessmentsFile
from goodterms.model.base import Authored
from goodterms.model.items import Bank, Multiple, Numeric, Single
from goodterms.model.tables import LawFile

ITEM = """\
id: m01
module: m01
items:
  - id: m01-q01
    use: practice
    type: single
    objective: m01-o1
    topics: [a]
    level: apply
    stem: Which brake?
    options:
      - {id: a, text: front, why: because it holds}
      - {id: b, text: rear, why: because it slips}
    key: b
"""


def read(text: str, struct: type[Authored]) -> tuple[Authored | None, list[Finding]]:
    findings: list[Finding] = []
    node, syntax = parse(text, "a.yml")
    assert not syntax
    return bind(node, struct, findings, "a.yml"), findings


def test_a_bank_is_read_by_the_tag_of_each_item() -> None:
    bank, findings = read(ITEM, Bank)
    assert not findings
    assert isinstance(bank, Bank)
    item = bank.items[0]
    assert isinstance(item, Single)
    assert (item.key, item.points, item.rule, item.type) == ("b", 1.0, "all-or-nothing", "single")


def test_records_know_where_their_fields_stand() -> None:
    bank, _ = read(ITEM, Bank)
    assert isinstance(bank, Bank)
    item = bank.items[0]
    assert str(item.at("options", 1, "why")) == "a.yml:13:34"
    assert str(item.at("no-such-field")) == str(item.at()) == "a.yml:4:5"


def test_all_faults_of_an_entry_are_reported_at_once() -> None:
    text = (
        ITEM.replace("use: practice", "use: practise")
        .replace("key: b", "kee: b\n    points: many")
        .replace("id: m01-q01", "id: M01 q01")
    )
    bank, findings = read(text, Bank)
    assert isinstance(bank, Bank)
    assert bank.items == []
    assert [(f.code, f.position.line) for f in findings] == [
        ("F007", 4),
        ("F007", 5),
        ("F005", 14),
        ("F007", 15),
        ("F006", 4),
    ]
    assert "did you mean 'practice'" in findings[1].hint
    assert "did you mean 'key'" in findings[2].hint
    assert "`key:`" in findings[4].hint


def test_one_broken_entry_does_not_take_the_others_with_it() -> None:
    text = ITEM + ITEM.split("items:\n")[1].replace("q01", "q02").replace(
        "level: apply", "level: x"
    )
    bank, findings = read(text, Bank)
    assert isinstance(bank, Bank)
    assert [item.id for item in bank.items] == ["m01-q01"]
    assert len(findings) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("type: single", "type: singel", "F007"),
        ("    type: single\n", "", "F006"),
        ("key: b", "key: bb", "F007"),
        ("key: b", "key: [a, b]", "F007"),
        ("topics: [a]", "topics: a", "F007"),
        ("stem: Which brake?", "stem: ''", "F007"),
        ("stem: Which brake?", "stem: {a: b}", "F007"),
        ("level: apply", "level: apply\n    retired: yes", "F007"),
        ("level: apply", "level: apply\n    points: 0", "F007"),
        ("level: apply", "level: apply\n    points: nan", "F007"),
        ("level: apply", "level: apply\n    points: 101", "F007"),
    ],
)
def test_wrong_values_are_found(old: str, new: str, code: str) -> None:
    assert old in ITEM
    _, findings = read(ITEM.replace(old, new), Bank)
    assert [f.code for f in findings] == [code]
    assert findings[0].hint


def test_dates_booleans_and_optional_values() -> None:
    text = (
        "facts:\n  - {id: a, jurisdiction: EU, applies_to: b2b, text: t, cite: c, source: s,"
        " verified: true, as_of: 2026-07-01}\n"
    )
    law, findings = read(text, LawFile)
    assert not findings
    assert isinstance(law, LawFile)
    assert law.facts[0].as_of == dt.date(2026, 7, 1)
    _, findings = read(text.replace("2026-07-01", "1 July 2026").replace("true", "no"), LawFile)
    assert [f.code for f in findings] == ["F007", "F007"]


def test_an_empty_optional_value_is_none_and_an_empty_list_may_be_left_blank() -> None:
    text = (
        "assessments:\n  - id: t\n    kind: task\n    title: T\n    module:\n"
        "    forms:\n      - id: a\n        items:\n"
    )
    file, findings = read(text, AssessmentsFile)
    assert not findings
    assert isinstance(file, AssessmentsFile)
    assert file.assessments[0].module is None
    assert file.assessments[0].forms[0].items == []


def test_lists_have_least_and_greatest_lengths() -> None:
    text = "assessments:\n  - {id: t, kind: task, title: T, forms: []}\n"
    _, findings = read(text, AssessmentsFile)
    assert [(f.code, "at least 1" in f.message) for f in findings] == [("F007", True)]


def test_a_list_that_broken_entries_leave_too_short_is_not_made() -> None:
    text = "assessments:\n  - {id: t, kind: task, title: T, forms: [{id: A}]}\n"
    file, findings = read(text, AssessmentsFile)
    assert isinstance(file, AssessmentsFile)
    assert file.assessments == []
    assert [f.code for f in findings] == ["F007"]


def test_other_item_types_are_told_apart() -> None:
    text = ITEM.replace("type: single", "type: multiple").replace("key: b", "key: [a, b]")
    bank, findings = read(text, Bank)
    assert not findings
    assert isinstance(bank, Bank)
    assert isinstance(bank.items[0], Multiple)
    text = ITEM.split("    options:", maxsplit=1)[0].replace("single", "numeric") + (
        "    key: {value: 40.0, tolerance: 0.05, decimals: 1, unit: days}\n"
        '    check: "480000 / 1080000 * 90"\n    why: because\n'
    )
    bank, findings = read(text, Bank)
    assert not findings
    assert isinstance(bank, Bank)
    item = bank.items[0]
    assert isinstance(item, Numeric)
    assert item.key.value == 40.0
