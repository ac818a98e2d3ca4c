"""The whole job on real files: everything that came in is in the results or in the rejections."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.assess.cells import guarded, unguarded
from goodterms.assess.grading import grade
from goodterms.assess.inbox import Limits
from goodterms.assess.marks import MarkingSheetError
from goodterms.assess.run import Summary, grade_paths
from goodterms.assess.writing import TABLE_COLUMNS, OutputError, result_lines, table
from goodterms.errors import UnreadableInputError
from goodterms.model.submissions import Result
from tests.assess.factories import course, encoded, received, right_responses, write

EN = course()
RIGHT = right_responses(EN)
TASK = {"assessment": "m01-task", "responses": {"m01-w1": "Dear Ms Bai, …"}}


def job(tmp_path: Path, *paths: Path, **more: Any) -> Summary:
    return grade_paths(paths or [tmp_path / "in"], tmp_path / "out", {"en": EN}, **more)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def inbox(folder: Path) -> None:
    """Good, bad and strange inputs of every kind."""
    write(folder / "good.json", encoded(id="s1", responses=RIGHT))
    write(folder / "same.json", encoded(id="s1", responses=RIGHT))
    write(
        folder / "group.jsonl",
        encoded(id="s2", learner={"id": "e-2"}),
        b"",
        b"{",
        encoded(form="z"),
    )
    write(folder / "task.json", encoded(id="s3", learner={"id": "e-3"}, **TASK))
    write(folder / "notes.txt", b"hello")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("in.json", encoded(id="s4", learner={"id": "e-4"}, responses=RIGHT))
        archive.writestr("../out.json", encoded())


def test_accepted_and_rejected_are_all_that_came_in(tmp_path: Path) -> None:
    inbox(tmp_path / "in")
    summary = job(tmp_path)
    assert (summary.received, summary.accepted, len(summary.rejected)) == (9, 4, 5)
    assert (summary.passed, summary.failed, summary.pending, summary.exit_code) == (2, 1, 1, 1)
    out = tmp_path / "out"
    assert {r["submission"] for r in lines(out / "results.jsonl")} == {"s1", "s2", "s3", "s4"}
    rejected = [(Path(r["file"]).name, r["line"]) for r in lines(out / "rejected.jsonl")]
    assert rejected == [
        ("group.jsonl", 3), ("group.jsonl", 4), ("out.json", 1), ("notes.txt", 1),
        ("same.json", 1),
    ]  # fmt: skip
    assert all(list(r) == ["file", "line", "reason", "hint"] for r in lines(out / "rejected.jsonl"))
    text = "\n".join(summary.lines())
    assert text.startswith("9 received = 4 graded + 5 rejected\n2 passed, 1 not passed, 1 waiting")
    for path in summary.files:
        assert path.exists()
        assert str(path) in text


def test_results_have_the_keys_of_the_format_in_its_order(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.json", encoded(id="s", responses=RIGHT, form="a"))
    job(tmp_path)
    (result,) = lines(tmp_path / "out" / "results.jsonl")
    assert list(result) == [
        "format", "submission", "assessment", "form", "lang", "learner", "attempt", "started",
        "submitted", "score", "max", "percent", "pass_mark", "passed", "counted", "pending",
        "items", "course_version", "bank_digest",
    ]  # fmt: skip
    assert result["format"] == "goodterms-result/1"
    assert list(result["items"]["m01-q1"]) == ["type", "score", "max", "response", "digest"]


def test_the_fast_lines_say_what_the_results_say() -> None:
    """results.jsonl is put together from parts encoded before; it must equal the typed result."""
    submissions = [
        received(responses=RIGHT, started=...),
        received(responses={"m01-q7": 'Ünï"\\\n\t'}, submitted="2026-11-21T12:21:30.5+03:00"),
        received(**TASK),
        received(learner={"id": '"quoted"', "name": "Ж"}),
    ]
    grading = grade({"en": EN}, submissions)
    written = [msgspec.json.decode(line, type=Result) for line in result_lines(grading.graded)]
    assert written == grading.results()


def test_nothing_came_in(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    summary = job(tmp_path)
    assert (summary.received, summary.exit_code) == (0, 0)
    assert (tmp_path / "out" / "results.jsonl").read_bytes() == b""
    assert "Nothing was rejected" in (tmp_path / "out" / "report.html").read_text()


@pytest.mark.parametrize("out", ["results", "."])
def test_an_inbox_may_hold_its_own_output(tmp_path: Path, out: str) -> None:
    write(tmp_path / "a.json", encoded(id="s", **TASK))
    write(tmp_path / "marks.csv", b"submission,item,criterion,score")
    for _ in range(2):
        marks = tmp_path / "marks.csv"
        summary = grade_paths([tmp_path], tmp_path / out, {"en": EN}, markers=[marks])
        assert (summary.accepted, summary.rejected) == (1, [])


def test_what_ends_the_command(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="nothing to grade"):
        grade_paths([], tmp_path, {"en": EN})
    with pytest.raises(UnreadableInputError, match="cannot be read"):
        job(tmp_path, tmp_path / "missing.json")
    with pytest.raises(UnreadableInputError, match="no course"):
        grade_paths([tmp_path], tmp_path, {})
    with pytest.raises(UnreadableInputError, match="marking sheet"):
        job(tmp_path, tmp_path, markers=[tmp_path / "missing.csv"])
    write(tmp_path / "file", b"")
    with pytest.raises(OutputError, match="cannot be made"):
        grade_paths([tmp_path], tmp_path / "file", {"en": EN})
    (tmp_path / "out2" / "results.csv").mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot be written"):
        grade_paths([tmp_path / "file"], tmp_path / "out2", {"en": EN})
    assert not list((tmp_path / "out2").glob(".*"))


def test_progress_and_ignored_files_are_told(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl", *[encoded() for _ in range(600)])
    write(tmp_path / "in" / ".DS_Store", b"")
    told: list[int] = []
    summary = job(tmp_path, progress=told.append)
    assert told == [500, 600]
    assert "1 hidden or system files ignored" in list(summary.lines())
    assert "599 do not count" in "\n".join(summary.lines())


def test_limits_can_be_set(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl", encoded())
    assert job(tmp_path, limits=Limits(submission=100)).accepted == 0


# ---- marking --------------------------------------------------------------------------------


def test_from_blank_sheet_to_final_result(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.json", encoded(id="=s", **TASK))
    assert job(tmp_path).pending == 1
    blank = tmp_path / "out" / "to-mark.csv"
    waiting = rows(blank)
    assert [(r["submission"], r["item"], r["criterion"]) for r in waiting] == [
        ("'=s", "m01-w1", "facts"),
        ("'=s", "m01-w1", "tone"),
    ]
    filled = blank.read_text(encoding="utf-8-sig").replace(",,,,", ",4,,Ann,")
    half = write(tmp_path / "half.csv", "\n".join(filled.splitlines()[:2]).encode())
    job(tmp_path, markers=[half])
    assert [r["criterion"] for r in rows(blank)] == ["tone"]
    done = write(tmp_path / "done.csv", filled.encode())
    summary = job(tmp_path, markers=[done])
    assert (summary.pending, summary.passed, summary.unused_marks) == (0, 1, [])


def test_a_filled_in_sheet_is_never_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.json", encoded(id="s", **TASK))
    job(tmp_path)
    sheet = tmp_path / "out" / "to-mark.csv"
    filled = sheet.read_bytes().replace(b"facts,,", b"facts,3,")
    sheet.write_bytes(filled)
    summary = job(tmp_path)
    assert sheet.read_bytes() == filled
    assert tmp_path / "out" / "to-mark-2.csv" in summary.files
    sheet.write_bytes(b"\xff not ours")
    job(tmp_path)
    assert sheet.read_bytes() == b"\xff not ours"


def test_marks_that_fit_nothing_are_told(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.json", encoded())
    sheet = write(tmp_path / "m.csv", b"submission,item,criterion,score\ns,m01-w1,facts,3\n")
    summary = job(tmp_path, markers=[sheet])
    assert summary.exit_code == 1
    assert "1 marked texts are in no graded submission" in list(summary.lines())
    assert "m.csv, line 2" in (tmp_path / "out" / "report.html").read_text()


def test_a_wrong_sheet_stops_the_run_before_anything_is_written(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.json", encoded())
    sheet = write(tmp_path / "m.csv", b"submission,item,criterion,score\ns,m01-w1,facts,9\n")
    with pytest.raises(MarkingSheetError, match=r"m\.csv:2"):
        job(tmp_path, markers=[sheet])
    assert list((tmp_path / "out").iterdir()) == []


# ---- spreadsheets ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_a_formula(tmp_path: Path, name: str) -> None:
    write(tmp_path / "in" / "a.json", encoded(id=name, learner={"id": name, "name": name}))
    job(tmp_path)
    (row,) = rows(tmp_path / "out" / "results.csv")
    assert row["submission"] == row["learner"] == row["name"] == f"'{name}"
    assert unguarded(row["name"]) == name


def test_the_table_is_for_spreadsheets(tmp_path: Path) -> None:
    learner = {"id": "e-1", "name": 'Анна "Lin", credit;\nx'}
    write(
        tmp_path / "in" / "a.json", encoded(id="s", learner=learner, responses=RIGHT, started=...)
    )
    job(tmp_path)
    data = (tmp_path / "out" / "results.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = rows(tmp_path / "out" / "results.csv")
    assert row == {
        "submission": "s", "assessment": "m01-test", "form": "a", "lang": "en", "learner": "e-1",
        "name": learner["name"], "attempt": "1", "started_utc": "",
        "submitted_utc": "2026-11-21 09:21:30", "score": "7.0", "max": "7.0", "percent": "100.0",
        "pass_mark": "80.0", "passed": "yes", "counted": "yes", "pending": "",
        "course_version": "1.0.0",
    }  # fmt: skip


NAME = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


@given(NAME, NAME, st.text(st.characters(exclude_categories=("Cs",)), max_size=20))
def test_any_name_survives_the_table(submission: str, learner: str, name: str) -> None:
    made = received(id=submission, learner={"id": learner, "name": name})
    text = b"".join(table(grade({"en": EN}, [made]))).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text, newline=""))
    assert header == list(TABLE_COLUMNS)
    assert [row[0], row[4], row[5]] == [guarded(submission), guarded(learner), guarded(name)]
    assert unguarded(guarded(name)) == name or name.startswith("'")


# ---- hostile input --------------------------------------------------------------------------

VALID = [encoded(id=f"s{n}", responses=RIGHT) for n in range(3)]
PIECE = st.one_of(
    st.sampled_from(VALID),
    st.binary(max_size=60),
    st.sampled_from([b"[" * 50_000, b'{"a":' * 5_000, b"\0", b"\xff\xfe", b'"', VALID[0][:-1]]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([".json", ".jsonl", ".zip", ".x"]), PIECE), max_size=6))
def test_arbitrary_files_are_all_accounted_for(files: list[tuple[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = 0
        for number, (ending, data) in enumerate(files):
            (folder / f"{number}{ending}").write_bytes(data)
            blank = [line for line in data.split(b"\n") if line and not line.isspace()]
            expected += len(blank) if ending == ".jsonl" else 1
        out = folder / "out"
        summary = grade_paths([folder], out, {"en": EN})
        assert summary.received == summary.accepted + len(summary.rejected) == expected
        assert len(lines(out / "results.jsonl")) == summary.accepted
        assert len(lines(out / "rejected.jsonl")) == len(summary.rejected)
        assert len(rows(out / "results.csv")) == summary.accepted


def test_a_name_that_is_not_utf8_does_not_stop_the_report(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    try:
        (folder / os.fsdecode(b"\xff.json")).write_bytes(b"{")
    except OSError:
        (folder / "x.json").write_bytes(b"{")  # a file system that refuses such names
    assert len(job(tmp_path).rejected) == 1
