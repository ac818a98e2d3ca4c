"""Rules of templates at their edges: one change to a clean course, and what it leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.support import changed, codes

LETTER = "course/templates/ready-to-collect.md"
MESSAGES = "course/templates/short-messages.md"
RU_LETTER = "course/templates/ready-to-collect.ru.md"

LESSON = "modules/01-safe-to-ride/handing-back.md"
GREETING = 'Dear {{ field("customer") }},\nyour bicycle has passed its test.'
POINTS = "- Both brakes were tested after the repair.\n- The sum is that of the bill.\n- The"

CASES = [
    (
        "an optional block of another value",
        LETTER,
        ("optional: true", "optional: perhaps"),
        ["F007", "K001"],
    ),
    ("a mandatory one may not", LETTER, (", optional: true", ""), ["K001"]),
    ("an empty block", LETTER, (GREETING, ""), ["K001", "K003"]),
    (
        "a block twice",
        LETTER,
        ("### What it costs {#sum}", "### What it costs {#findings}"),
        ["K001", "K002", "S005"],
    ),
    ("a placeholder without sample", LETTER, (", sample: Ms Vale", ""), ["F006"]),
    ("an unknown placeholder", LETTER, ('field("work")', 'field("wrok")'), ["K003", "R003"]),
    (
        "a placeholder outside templates",
        LESSON,
        ("Say the sum", '{{ field("day") }} Say the sum'),
        ["R004"],
    ),
    ("an unknown law", LETTER, ("law: [brake-test]", "law: [brake-tset]"), ["R012"]),
    (
        "a red-line phrase in the letter",
        LETTER,
        ("your bicycle has", "just ride slowly, your bicycle has"),
        ["X001"],
    ),
    (
        "a red-line phrase in a reason",
        LETTER,
        ("One sum, known", "Just ride slowly. One sum, known"),
        ["X001"],
    ),
    (
        "a red-line phrase in a sample",
        LETTER,
        ("sample: Ms Vale", "sample: just ride slowly"),
        ["X001"],
    ),
    ("a checklist without a list", LETTER, (POINTS, "The"), ["K004"]),
    ("a section missing", LETTER, ("## Where it stops {#limits}", "### Where it stops"), ["K004"]),
    ("a message at its limit", MESSAGES, ("Open until 18:00.", "x" * 111), []),
    ("a message beyond it", MESSAGES, ("Open until 18:00.", "x" * 112), ["K005"]),
    (
        "a curly quote in a long message",
        MESSAGES,
        ("Open until 18:00.", "\u2019" + "x" * 40),
        ["K005"],
    ),
    ("a lesson that is not there", LETTER, ("lessons: [m01-l1]", "lessons: [m01-l9]"), ["K006"]),
    (
        "a block missing in a translation",
        RU_LETTER,
        ("### Обращение {#greeting}", "Обращение"),
        ["K002"],
    ),
]


@pytest.mark.parametrize(("name", "path", "change", "expected"), CASES, ids=[c[0] for c in CASES])
def test_one_change(
    tmp_path: Path, name: str, path: str, change: tuple[str, str], expected: list[str]
) -> None:
    del name
    found = [code for code in codes(changed(tmp_path, path, change), path) if code[0] != "T"]
    assert sorted(found) == expected


def test_a_file_that_course_yml_does_not_name_is_found(tmp_path: Path) -> None:
    root = changed(tmp_path, "course/course.yml", (", short-messages", ""))
    assert codes(root, MESSAGES) == ["S010"]
