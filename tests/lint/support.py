"""Fixture courses for the tests of rules, and small changes to them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from goodterms.diagnostics import Finding
from goodterms.lint.run import validate
from goodterms.load.course import load_course

COURSES = Path(__file__).resolve().parents[1] / "courses"
#: The day on which the fixture courses are looked at: the age of law facts depends on it.
TODAY = dt.date(2026, 11, 22)

ENGLISH = "modules/01-safe-to-ride/"
BANK = "quizzes/01-safe-to-ride.yml"
PLAY = ENGLISH + "role-plays/closing-time.md"
SIMULATION = ENGLISH + "role-plays/closing-time.yml"


def findings(root: Path, strict: bool = True) -> list[Finding]:
    """What validation says about a course on the fixed day."""
    return validate(load_course(root), strict, today=TODAY)


def changed(folder: Path, path: str, *changes: tuple[str, str], course: str = "minimal") -> Path:
    """A copy of a fixture course with texts of one file replaced; each must be there."""
    root = folder / course
    if not root.exists():
        shutil.copytree(COURSES / course, root)
    file = root / path
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{path} has no {old!r}"
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    return root


def codes(root: Path, path: str | None = None) -> list[str]:
    """Codes found in a course, or in one of its files; stale translations left out."""
    return [
        finding.code
        for finding in findings(root)
        if path in (None, finding.position.path) and finding.code != "T009"
    ]
