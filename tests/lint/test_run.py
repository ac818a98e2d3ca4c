"""All rules always run; none stops another; findings are sorted and stand once."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

from goodterms.diagnostics import Position, Severity
from goodterms.lint.registry import RULES
from goodterms.lint.rule import Context, Problem, rule
from goodterms.lint.run import has_errors, validate
from goodterms.load.course import load_course
from tests.lint.support import COURSES, TODAY, findings


@rule("Q001")
def failing(context: Context) -> Iterator[Problem]:
    """A rule that fails.

    It finds one thing and then breaks.

    Why: tests.

    Bad::

        x

    Good::

        y
    """
    yield Problem(Position("course/course.yml", 2), "found before it broke", "nothing")
    raise KeyError(f"no key in {context.lang}")


@rule("Q002", severity=Severity.WARNING)
def twice(context: Context) -> Iterator[Problem]:
    """A rule that says the same on every edition.

    It yields one problem.

    Why: tests.

    Bad::

        x

    Good::

        y
    """
    yield Problem(Position("course/course.yml", 1), "the same", "nothing")
    note = Severity.NOTE if context.is_source else Severity.ERROR
    yield Problem(Position("course/course.yml", 1), "heavier elsewhere", "nothing", severity=note)


def test_a_rule_that_fails_is_a_finding_and_the_others_still_run() -> None:
    loaded = load_course(COURSES / "broken")
    before = validate(loaded, today=TODAY)
    after = validate(loaded, today=TODAY, rules=(failing, *RULES))
    new = [finding for finding in after if finding not in before]
    assert [finding.code for finding in new] == ["G001", "G001", "Q001"]
    assert "rule Q001 failed on the en edition: KeyError" in new[0].message
    assert has_errors(new)


def test_the_same_finding_on_two_editions_stands_once_and_weighs_most() -> None:
    found = validate(load_course(COURSES / "minimal"), today=TODAY, rules=(twice,))
    assert [(f.message, f.severity) for f in found] == [
        ("heavier elsewhere", Severity.ERROR),
        ("the same", Severity.WARNING),
    ]


def test_strict_makes_warnings_errors_and_lists_notes() -> None:
    loose = findings(COURSES / "broken", strict=False)
    strict = findings(COURSES / "broken", strict=True)
    assert {f.severity for f in loose} == {Severity.ERROR, Severity.WARNING}
    assert {f.severity for f in strict} == {Severity.ERROR, Severity.NOTE}
    assert len([f for f in strict if f.severity is Severity.ERROR]) == len(loose)


def test_findings_are_sorted_by_file_line_and_column() -> None:
    found = findings(COURSES / "broken")
    assert found == sorted(found)


def test_without_readable_settings_the_loader_alone_speaks(tmp_path: Path) -> None:
    root = tmp_path / "course-without-settings"
    shutil.copytree(COURSES / "minimal", root)
    (root / "course/course.yml").write_text("title: [", encoding="utf-8")
    assert {finding.code for finding in findings(root)} == {"F002"}


def test_the_age_of_law_is_measured_against_the_given_day() -> None:
    loaded = load_course(COURSES / "minimal")
    checked = dt.date(2026, 6, 1)
    century_later = checked.replace(year=checked.year + 100)
    assert validate(loaded, today=century_later) == []
    day_after = century_later + dt.timedelta(days=1)
    assert [f.code for f in validate(loaded, today=day_after)] == ["L003"]
    assert [f.code for f in validate(loaded, today=checked - dt.timedelta(days=1))] == ["L002"]
