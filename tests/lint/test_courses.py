"""The fixture courses: two are clean, one is wrong in every way, and nothing else is found."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from goodterms.diagnostics import Severity
from goodterms.lint.registry import CRASH, docs
from goodterms.load.course import load_course
from tests.lint.support import COURSES, findings

BROKEN = COURSES / "broken"
_INLINE = re.compile(r"(?:#|<!--) expect: ((?:[A-Z]\d{3} ?)+)")


def expected(root: Path) -> Counter[tuple[str, int, str]]:
    """What the fixture says must be found: path, line, code."""
    found: Counter[tuple[str, int, str]] = Counter()
    for file in sorted(root.rglob("*")):
        if file.suffix not in (".yml", ".md"):
            continue
        lines = file.read_bytes().decode("utf-8", errors="replace").split("\n")
        for number, line in enumerate(lines, 1):
            for match in _INLINE.finditer(line):
                path = file.relative_to(root).as_posix()
                found.update((path, number, code) for code in match[1].split())
    for line in (root / "expected.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            place, code = line.split(" ")
            path, _, number = place.rpartition(":")
            found[path, int(number), code] += 1
    return found


def test_the_broken_course_gives_exactly_what_it_declares() -> None:
    found = Counter((f.position.path, f.position.line, f.code) for f in findings(BROKEN))
    declared = expected(BROKEN)
    assert sorted((found - declared).elements()) == [], "found, but not declared in the fixture"
    assert sorted((declared - found).elements()) == [], "declared in the fixture, but not found"


def test_every_code_occurs_in_the_broken_course() -> None:
    found = {code for _, _, code in expected(BROKEN)}
    assert set(docs()) - found == {CRASH.code}


def test_the_minimal_course_is_clean_under_strict_in_both_languages() -> None:
    loaded = load_course(COURSES / "minimal")
    assert set(loaded.editions) == {"en", "ru"}
    assert findings(COURSES / "minimal") == []


def test_the_minimal_course_has_all_types_of_items() -> None:
    source = load_course(COURSES / "minimal").source
    assert source is not None
    assert {item.type for item in source.items.values()} == {
        "single", "multiple", "numeric", "match", "order", "classify", "short", "written",
    }  # fmt: skip


def test_the_library_course_has_no_latin_source_and_lists_drafts_only_under_strict() -> None:
    root = COURSES / "library"
    assert findings(root, strict=False) == []
    strict = findings(root)
    assert {f.severity for f in strict} == {Severity.NOTE}
    assert {"C005", "C006", "S007", "O006", "Z001"} <= {f.code for f in strict}
    assert not (root / "course/syllabus.yml").exists()


@pytest.mark.parametrize("course", ["minimal", "library", "broken"])
def test_every_finding_says_what_is_wrong_and_what_to_do(course: str) -> None:
    for finding in findings(COURSES / course):
        assert finding.message.strip() and finding.hint.strip(), finding
        assert not finding.message.endswith("."), finding
        assert finding.position.path and not finding.position.path.startswith("/"), finding
        assert finding.position.line >= 1 and finding.position.column >= 1, finding
