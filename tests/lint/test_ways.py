"""Rules on paths and agendas: planned modules are let be, drafts noted, what is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodterms.diagnostics import Severity
from tests.lint.support import changed, codes, findings

COURSE, AGENDAS = "course/course.yml", "course/agendas.yml"
PLANNED = (
    "lesson_sections:",
    "  - {id: m02, folder: 02-later, title: Later, status: {en: draft}}\nlesson_sections:",
)


def test_a_planned_module_may_be_named_with_lessons_nobody_has_written(tmp_path: Path) -> None:
    step = "      - {module: m02, lessons: [not-yet], waive: [not-yet], proof: Seen, why: Later.}\n"
    root = changed(tmp_path, COURSE, PLANNED, ("jurisdictions:", f"{step}jurisdictions:"))
    changed(tmp_path, AGENDAS, ("          - {lunch: 30}", "          - {module: m02, block: one}"))
    assert not [c for c in codes(root) if c.startswith(("W", "R"))]


def test_a_draft_is_noted_and_a_released_module_is_an_error(tmp_path: Path) -> None:
    root = changed(tmp_path, COURSE, ("lessons: [handing-back], why", "lessons: [handing], why"))
    found = [f for f in findings(root) if f.code == "W001"]
    assert [f.severity for f in found] == [Severity.ERROR]
    assert found[0].hint == "did you mean 'handing-back'?"
    changed(tmp_path, COURSE, ("status: {en: released", "status: {en: draft"))
    assert [f.severity for f in findings(root) if f.code == "W001"] == [Severity.NOTE]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{activity: tidy}", "{activity: tidi}", "W001"),
        ("lesson: round-again", "lesson: round", "W001"),
        ("simulation: closing-time", "simulation: closing", "W001"),
        ("{assessment: m01-test}", "{assessment: m01-task}", "W001"),
        ("{module: m01}\n", "{module: m01, block: no}\n", "W001"),
        ("{lunch: 30}", "{lunch: 30, pause: 10}", "W005"),
        ("{lunch: 30}", "{lesson: round-again}", "W005"),
        ("{activity: tidy}", "{module: m01, activity: tidy}", "W005"),
        ("minutes: 180", "minutes: 100", "W006"),
        ("minutes: 40", "minutes: 95", "W007"),
    ],
)
def test_what_is_wrong_in_an_agenda_is_found(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert code in codes(changed(tmp_path, AGENDAS, (old, new)), AGENDAS)


def test_a_session_that_fits_to_the_minute_is_right(tmp_path: Path) -> None:
    taken = next(
        f.message
        for f in findings(changed(tmp_path, AGENDAS, ("minutes: 180", "minutes: 10")))
        if f.code == "W006"
    )
    minutes = taken.split(": ")[1].split()[0]
    root = changed(tmp_path, AGENDAS, ("minutes: 10\n", f"minutes: {minutes}\n"))
    assert codes(root, AGENDAS) == []


def test_a_waiver_must_not_take_a_red_line_off_the_path(tmp_path: Path) -> None:
    waive = ("{module: m01, waive: [round-again]", "{module: m01, waive: [handing-back]")
    found = [f for f in findings(changed(tmp_path, COURSE, waive)) if f.code == "W004"]
    assert [f.message for f in found] == ["who uses this waiver never sees H1"]


def test_a_red_line_needs_a_lesson_a_practice_item_a_test_item_and_a_scene(tmp_path: Path) -> None:
    play = "modules/01-safe-to-ride/role-plays/closing-time.md"
    root = changed(tmp_path, play, ("red_lines: [H1]", "red_lines: []"))
    found = [f for f in findings(root) if f.code == "C010"]
    assert [f.message for f in found] == ["red line H1 lacks a role-play"]
    assert found[0].severity is Severity.ERROR
    changed(tmp_path, COURSE, PLANNED)
    assert [f.severity for f in findings(root) if f.code == "C010"] == [Severity.NOTE]


def test_exam_items_are_asked_for_where_the_final_exam_counts(tmp_path: Path) -> None:
    root = changed(tmp_path, COURSE, ("rule: all-tests", "rule: final-exam"))
    lacking = [f.message for f in findings(root) if f.code == "O009"]
    assert "no exam item is for m01-o2" in lacking


def test_a_translation_of_a_table_that_is_gone_is_found(tmp_path: Path) -> None:
    root = changed(tmp_path, AGENDAS)
    (root / AGENDAS).unlink()
    assert codes(root, "course/agendas.ru.yml") == ["T013"]
