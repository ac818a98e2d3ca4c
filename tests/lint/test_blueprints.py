"""Rules of blueprints, sealed keys, recommendations and the certificate, one change at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from goodterms.diagnostics import Severity
from tests.lint.support import changed, codes, findings

TESTS = "quizzes/assessments.yml"
COURSE = "course/course.yml"
DIAGNOSTIC = "quizzes/diagnostic.yml"
DRAWN = "      - {id: a}\n      - {id: b}\n"
#: Fixed forms under the blueprint: two items of each module, no item twice.
LISTED = """      - {id: a, items: [m01-x1, m01-x2, m02-x1, m02-x2, m03-x1, m03-x2]}
      - {id: b, items: [m01-x3, m01-x4, m02-x3, m02-x4, m03-x3, m03-x4]}
"""
OPEN_TEST = """  - id: m01-test
    kind: module-test
    module: m01
    title: Test
    forms:
      - {id: a, items: [m01-x1]}
"""

CASES = [
    ("drawn forms", TESTS, (DRAWN, DRAWN), []),
    ("listed forms that fit", TESTS, (DRAWN, LISTED), []),
    (
        "a module that is off by two",
        TESTS,
        (DRAWN, LISTED.replace("m02-x1, m02-x2, m03-x1", "m01-x3, m01-x4, m03-x1")),
        ["A010", "A010", "A009"],
    ),
    ("a form that is too short", TESTS, (DRAWN, LISTED.replace(", m03-x4", "")), ["A010", "A007"]),
    (
        "a level that is off by two",
        TESTS,
        (
            f"{{apply: 9, analyse: 3}}\n      overlap: 30\n    forms:\n{DRAWN}",
            f"{{apply: 1, analyse: 1}}\n      overlap: 30\n    forms:\n{LISTED}",
        ),
        ["A010"],
    ),
    ("a level of which there are too few", TESTS, ("{apply: 9, analyse: 3}", "{analyse: 9}"), ["A004", "A010"]),  # noqa: E501
    ("an item twice in both forms", TESTS, (DRAWN, LISTED.replace("m01-x4", "m01-x1")), []),
    (
        "more in common than allowed",
        TESTS,
        (DRAWN, LISTED.replace("m01-x4", "m01-x1").replace("m02-x3", "m02-x1")),
        ["A009"],
    ),
    (
        "more in common, and allowed",
        TESTS,
        (
            f"overlap: 30\n    forms:\n{DRAWN}",
            "overlap: 40\n    forms:\n"
            + LISTED.replace("m01-x4", "m01-x1").replace("m02-x3", "m02-x1"),
        ),
        [],
    ),
    ("too few items to draw", TESTS, ("items: 6", "items: 15"), ["A004"]),
    (
        "too few objectives",
        TESTS,
        (DRAWN, "      - {id: a, items: [m01-x1, m01-x3, m02-x1, m02-x3, m03-x1, m03-x3]}\n"),
        ["A011"],
    ),
    ("a form with a blueprint of its own", TESTS, ("{id: b}", "{id: b, blueprint: {seed: 1, draw: [{bank: m01, count: 1, use: exam}]}}"), ["A005", "A007", "A010", "A011"]),  # noqa: E501
    ("a module that does not exist", TESTS, ("m03: 2}", "m03: 2, m07: 1}"), ["R016", "A004"]),
    ("an open test with the same item", TESTS, ("  - id: final-exam", f"{OPEN_TEST}  - id: final-exam"), ["A003", "A013"]),  # noqa: E501
    ("no final exam", TESTS, ("kind: final-exam\n    title", "kind: module-test\n    module: m01\n    title"), ["A014"]),  # noqa: E501
    ("a certificate by tests", COURSE, ("rule: final-exam", "rule: all-tests"), []),
    ("no lowest band", TESTS, ("at_least: 0", "at_least: 10"), ["A015"]),
    ("bands out of order", TESTS, ("at_least: 50", "at_least: 100"), ["A015"]),
    ("a diagnostic of a module", TESTS, ("kind: diagnostic", "kind: diagnostic\n    module: m01"), ["A015"]),  # noqa: E501
    ("bands in a test", TESTS, ("kind: diagnostic", "kind: module-test\n    module: m01"), ["A003"] * 6 + ["A015"]),  # noqa: E501
    ("an item without its module", DIAGNOSTIC, ("    module: m02\n", ""), ["S003"]),
    ("an item of an unknown module", DIAGNOSTIC, ("module: m02", "module: m22"), ["R016"]),
    ("an objective of another module", DIAGNOSTIC, ("objective: m02-o1", "objective: m01-o1"), ["R010"]),  # noqa: E501
    ("a bank of another name", DIAGNOSTIC, ("id: diagnostic", "id: diagnosis"), ["S003"]),
    ("a bank with a module", DIAGNOSTIC, ("id: diagnostic\n", "id: diagnostic\nmodule: m01\n"), ["S003"]),  # noqa: E501
    ("a bank that nothing names", COURSE, ("banks: [diagnostic]\n", ""), ["A001"] * 6 + ["S010"] * 2),  # noqa: E501
    ("a bank that is not there", COURSE, ("[diagnostic]", "[diagnostic, nothing]"), ["F008"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "change", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_one_change_and_what_it_leads_to(
    path: str, change: tuple[str, str], expected: list[str], tmp_path: Path
) -> None:
    root = changed(tmp_path, path, change, course="stall")
    found = [f.code for f in findings(root, strict=False) if f.code not in ("T009", "T002")]
    assert sorted(set(found)) == sorted(set(expected)), findings(root, strict=False)


def test_the_stall_course_is_clean_and_lists_only_that_it_is_a_draft(tmp_path: Path) -> None:
    root = changed(tmp_path, COURSE, course="stall")
    assert findings(root, strict=False) == []
    assert {f.severity for f in findings(root)} == {Severity.NOTE}


def test_an_exam_that_waits_for_a_module_is_a_note(tmp_path: Path) -> None:
    root = changed(tmp_path, COURSE, course="stall")
    shutil.rmtree(root / "modules" / "03-serve")
    found = codes(root, TESTS)
    assert found == ["A016"]
    assert "A014" not in codes(root), "an exam that waits is an exam"


def test_recall_only_is_too_little(tmp_path: Path) -> None:
    root = changed(
        tmp_path, TESTS, ("overlap: 30", "overlap: 30\n      application: 100"), course="stall"
    )
    assert codes(root, TESTS) == []
    bank = root / "quizzes" / "01-brew.yml"
    bank.write_text(bank.read_text().replace("level: apply", "level: remember"))
    root = changed(
        tmp_path,
        TESTS,
        ("{apply: 9, analyse: 3}", "{apply: 3, analyse: 1, remember: 2}"),
        course="stall",
    )
    assert "A012" in codes(root, TESTS)
