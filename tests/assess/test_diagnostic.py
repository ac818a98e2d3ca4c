"""A diagnostic that is handed in: recommendations by module, and no verdict anywhere."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from goodterms.assess.grading import Grading, grade
from goodterms.assess.report import report_html
from goodterms.assess.run import grade_paths
from goodterms.load.course import Loaded, load_course
from goodterms.model.items import Single
from goodterms.scoring.advice import band_of, lessons_for
from tests.assess.factories import received, record

STALL = Path(__file__).resolve().parents[1] / "courses" / "stall"
MODULES = ("m01", "m02", "m03")


@pytest.fixture(scope="module")
def stall() -> Loaded:
    return load_course(STALL)


def responses(loaded: Loaded, wrong: tuple[str, ...] = (), lang: str = "en") -> dict[str, Any]:
    """Right answers to all items of the diagnostic, but for those that are named."""
    found = {}
    for bank in loaded.editions[lang].banks:
        for item in bank.items:
            assert isinstance(item, Single)
            other = "a" if item.key != "a" else "b"
            found[item.id] = other if item.id in wrong else item.key
    return found


def submission(loaded: Loaded, *wrong: str, **more: Any) -> dict[str, Any]:
    fields = {"course": "tea-stall", "assessment": "diagnostic", **more}
    fields.setdefault("responses", responses(loaded, wrong, more.get("lang", "en")))
    return fields


def graded(loaded: Loaded, *submissions: dict[str, Any]) -> Grading:
    return grade(loaded.editions, [received(**fields) for fields in submissions])


def test_each_module_has_its_points_band_and_lessons(stall: Loaded) -> None:
    (result,) = graded(stall, submission(stall, "dg-m02-1", "dg-m03-1", "dg-m03-2")).results()
    sections = result.sections
    assert isinstance(sections, dict)
    assert list(sections) == list(MODULES)
    assert [sections[m].percent for m in MODULES] == [100, 50, 0]
    assert [sections[m].advice for m in MODULES] == ["known", "partly", "new"]
    assert sections["m01"].lessons == sections["m01"].missed == []
    assert sections["m02"].missed == ["m02-o1"]
    assert sections["m02"].lessons == ["m02-l1"]
    assert sections["m03"].lessons == ["m03-l1", "m03-l2"]
    assert sum(section.score for section in sections.values()) == result.score == 3


def test_skipped_items_count_as_missed(stall: Loaded) -> None:
    (result,) = graded(stall, submission(stall, responses={"dg-m01-1": "a"})).results()
    assert isinstance(result.sections, dict)
    assert [result.sections[m].advice for m in MODULES] == ["partly", "new", "new"]


def test_a_diagnostic_is_neither_passed_nor_failed_nor_used_up(stall: Loaded) -> None:
    several = [
        submission(stall, *wrong, attempt=n, submitted=f"2026-11-21T1{n}:00:00Z")
        for n, wrong in enumerate(
            [(), ("dg-m01-1",), ("dg-m01-1", "dg-m01-2"), (), ("dg-m02-1",)], 1
        )
    ]
    grading = graded(stall, *several)
    assert [one.passed for one in grading.graded] == [None] * 5
    assert [one.pending for one in grading.graded] == [[]] * 5
    assert [one.form.pass_mark for one in grading.graded] == [None] * 5
    assert [one.counted for one in grading.graded] == [False] * 4 + [True], "the last one counts"


def test_an_edition_that_lacks_modules_asks_and_recommends_for_its_own(stall: Loaded) -> None:
    (result,) = graded(stall, submission(stall, "dg-m01-2", lang="ru")).results()
    assert isinstance(result.sections, dict)
    assert list(result.sections) == ["m01"]
    assert result.max == 2


def test_other_assessments_have_no_sections(stall: Loaded) -> None:
    (result,) = graded(
        stall, {"course": "tea-stall", "assessment": "final-exam", "form": "a", "responses": {}}
    ).results()
    assert not isinstance(result.sections, dict)
    assert result.passed is False
    assert result.pass_mark == 60


def test_the_files_say_it_all_and_nobody_failed(stall: Loaded, tmp_path: Path) -> None:
    inbox = tmp_path / "in.jsonl"
    lines = [
        record(**submission(stall, "dg-m03-1", learner={"id": "e-1", "name": "=Ann"})),
        record(**submission(stall, learner={"id": "e-2"})),
    ]
    inbox.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    summary = grade_paths([inbox], tmp_path / "out", stall.editions)
    assert (summary.passed, summary.failed, summary.pending, summary.advised) == (0, 0, 0, 2)
    assert any("2 with a recommendation" in line for line in summary.lines())
    results = [
        json.loads(line) for line in (tmp_path / "out" / "results.jsonl").read_text().splitlines()
    ]
    assert results[0]["pass_mark"] is None and results[0]["passed"] is None
    assert results[0]["sections"]["m03"]["advice"] == "partly"
    table = (tmp_path / "out" / "results.csv").read_text(encoding="utf-8-sig")
    (first, _) = csv.DictReader(io.StringIO(table))
    assert first["passed"] == first["pass_mark"] == ""
    text = (tmp_path / "out" / "recommendations.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 6
    assert rows[2]["module_title"] == "Serve"
    assert rows[2]["advice_title"] == "Read in part"
    assert rows[2]["lessons"] == "Serve in good time"
    assert rows[2]["name"] == "'=Ann", "no cell is a formula"
    assert rows[5]["lessons"] == ""
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Recommendations" in page and "Serve in good time" in page
    assert "not passed</span>" not in page
    assert "waits for a marker" not in page
    again = grade_paths([tmp_path], tmp_path / "out", stall.editions)
    assert again.accepted == 2, "its own files are not read again"


def test_the_report_counts_bands_by_module(stall: Loaded) -> None:
    grading = graded(
        stall,
        submission(stall, learner={"id": "e-1"}),
        submission(stall, "dg-m02-1", "dg-m02-2", learner={"id": "e-2"}),
    )
    page = report_html(grading, stall.editions["en"], dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    row = page.split("Price <code>m02</code>")[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in row.split('<td class="num">')[2:]] == ["1", "0", "1"]
    assert "50.0%" in row


def test_bands_and_lessons_at_their_edges(stall: Loaded) -> None:
    course = stall.editions["en"]
    bands = course.assessments["diagnostic"].bands
    assert [band_of(p, bands).id for p in (100, 99.9, 50, 49.9, 0)] == [  # type: ignore[union-attr]
        "known", "partly", "partly", "new", "new",
    ]  # fmt: skip
    assert band_of(100 * (3 * (1 / 3)), bands).id == "known"  # type: ignore[union-attr]
    assert band_of(10, bands[:1]) is None
    assert lessons_for(["m01-o2"], course.module("m01")) == ("m01-l2",)
    assert lessons_for([], course.module("m01")) == ()
