"""Markers' sheets: read, checked with line numbers, turned into points."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.assess.grading import grade
from goodterms.assess.marks import MarkingSheetError, Marks, read_marks
from goodterms.model.submissions import Result
from tests.assess.factories import RUBRIC, course, item, received

EN = course()
HEADER = "submission,item,criterion,score,red_line,marker,comment"
TASK: dict[str, Any] = {
    "id": "s-task",
    "assessment": "m01-task",
    "responses": {"m01-w1": "Dear Ms Bai, …"},
}


def sheet(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def marks(*sheets: bytes) -> Marks:
    named = [(f"marks{n}.csv", data) for n, data in enumerate(sheets)]
    return read_marks(named, EN.items, EN.rubrics)


def graded(*sheets: bytes, **changes: Any) -> Result:
    grading = grade({"en": EN}, [received(**{**TASK, **changes})], marks=marks(*sheets))
    (result,) = grading.results()
    return result


def problems(data: bytes) -> str:
    with pytest.raises(MarkingSheetError) as caught:
        marks(data)
    assert "to-mark.csv" in caught.value.hint
    return str(caught.value)


def test_a_text_waits_until_it_is_marked() -> None:
    result = graded(sheet())
    assert (result.pending, result.passed, result.score, result.max) == (["m01-w1"], None, 0, 10)
    assert result.items["m01-w1"].score is None


@pytest.mark.parametrize("response", [None, "", " \n "])
def test_a_blank_text_waits_for_nobody(response: str | None) -> None:
    result = graded(responses={"m01-w1": response})
    assert (result.pending, result.passed, result.items["m01-w1"].score) == ([], False, 0)


def test_criteria_are_weighted_and_scaled_to_the_points() -> None:
    result = graded(sheet("s-task,m01-w1,facts,3,,,", "s-task,m01-w1,tone,1,,,"))
    assert result.score == pytest.approx(10 * (60 * 3 + 40 * 1) / 400)
    assert (result.pending, result.passed, result.pass_mark) == ([], False, 60)
    assert graded(sheet("s-task,m01-w1,facts,4,,,", "s-task,m01-w1,tone,4,,,")).percent == 100


def test_a_half_marked_text_still_waits() -> None:
    assert graded(sheet("s-task,m01-w1,facts,3,,,", "s-task,m01-w1,tone,,,,")).pending


@pytest.mark.parametrize(
    "rows",
    [
        ["s-task,m01-w1,,,H1,,"],
        ["s-task,m01-w1,facts,4,,,", "s-task,m01-w1,tone,4,H1,,threatens"],
        ["s-task,m01-w1,facts,4,,Ann,", "s-task,m01-w1,tone,4,,Ann,", "s-task,m01-w1,,,H1,Ben,"],
    ],
)
def test_a_red_line_is_a_hard_fail(rows: list[str]) -> None:
    result = graded(sheet(*rows))
    assert (result.score, result.pending, result.passed) == (0, [], False)


def test_two_markers_give_the_mean_when_both_are_done() -> None:
    ann = ["s-task,m01-w1,facts,4,,Ann,", "s-task,m01-w1,tone,4,,Ann,"]
    ben = ["s-task,m01-w1,facts,2,,Ben,", "s-task,m01-w1,tone,2,,Ben,"]
    assert graded(sheet(*ann, *ben)).score == 7.5
    assert graded(sheet(*ann), sheet(*ben)).score == 7.5
    assert graded(sheet(*ann, ben[0])).pending == ["m01-w1"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_spreadsheets_of_all_countries(delimiter: str) -> None:
    rows = [HEADER, "s-task,m01-w1,facts,4,,,", "s-task,m01-w1,tone,4,,,"]
    text = "\r\n".join(rows).replace(",", delimiter)
    assert graded(b"\xef\xbb\xbf" + text.encode()).score == 10


def test_columns_may_come_in_any_order_and_the_last_three_be_absent() -> None:
    data = sheet(
        "4,facts,s-task,m01-w1",
        " 4 ,tone,s-task,m01-w1",
        "",
        header="Score,criterion,submission,item",
    )
    assert graded(data).score == 10


def test_a_guarded_id_is_found_again() -> None:
    rows = ["'=s,m01-w1,facts,4,,,", "'=s,m01-w1,tone,4,,,"]
    assert graded(sheet(*rows), id="=s").score == 10


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("s,m01-w9,facts,3,,,", "there is no item 'm01-w9'"),
        ("s,m01-q1,facts,3,,,", "m01-q1 is not marked by people (type single)"),
        ("s,m01-w1,style,3,,,", "has no criterion 'style' (facts, tone)"),
        ("s,m01-w1,,3,,,", "has no criterion ''"),
        ("s,m01-w1,facts,5,,,", "the score '5' is no whole number from 0 to 4"),
        ("s,m01-w1,facts,2.5,,,", "the score '2.5' is no"),
        ("s,m01-w1,facts,good,,,", "the score 'good' is no"),
        ("s,m01-w1,facts,-1,,,", "the score '-1' is no"),
        ("s,m01-w1,,,H9,,", "'H9' is no hard fail of rubric letter (H1)"),
        (",m01-w1,facts,3,,,", "the submission is missing"),
        ("s,m01-w1,facts,3,,,,,", "9 cells under 7 columns"),
    ],
)
def test_wrong_rows_are_named_with_their_line(row: str, words: str) -> None:
    text = problems(sheet("s,m01-w1,facts,,,,", '"s",m01-w1,tone,1,,,"two\nlines"', row))
    assert "marks0.csv:5: " in text
    assert words in text


def test_all_wrong_rows_are_told_at_once() -> None:
    text = problems(sheet("s,no,facts,3,,,", "s,m01-w1,facts,7,,,"))
    assert "marks0.csv:2:" in text
    assert "marks0.csv:3:" in text
    many = problems(sheet(*["s,no,facts,3,,,"] * 60))
    assert "and 10 more" in many


def test_a_criterion_scored_twice() -> None:
    rows = ["s,m01-w1,facts,3,,,", "s,m01-w1,facts,4,,,"]
    assert "marks0.csv:3: facts of m01-w1 is scored a second time; name" in problems(sheet(*rows))
    rows = ["s,m01-w1,facts,3,,Ann,", "s,m01-w1,facts,3,,Ann,"]
    assert "a second time by Ann" in problems(sheet(*rows))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "missing: submission, item, criterion, score"),
        (b"submission,item,criterion\n", "missing: score"),
        (b"submission,item,criterion,score,mark\n", "unknown columns: 'mark'"),
        (b"submission,item,criterion,score,score\n", "named twice"),
        (sheet("s,m01-w1,facts,3,,,Gr\xf6\xdfe").decode().encode("latin-1"), "not UTF-8"),
        (sheet('s,m01-w1,facts,3,,,"' + "x" * 200_000 + '"'), "not CSV"),
    ],
)
def test_what_is_no_sheet(data: bytes, words: str) -> None:
    assert words in problems(data)


def test_a_missing_rubric() -> None:
    items = {"w": item("written", "w", rubric="gone")}
    with pytest.raises(MarkingSheetError, match="no rubric 'gone'"):
        read_marks([("m.csv", sheet("s,w,facts,3,,,"))], items, {"letter": RUBRIC})


def test_marks_nobody_asked_for_are_listed() -> None:
    given = marks(sheet("s-task,m01-w1,facts,3,,,", "s-gone,m01-w1,facts,3,,,"))
    grade({"en": EN}, [received(**TASK)], marks=given)
    assert [(row.sheet, row.line, row.submission) for row in given.unused()] == [
        ("marks0.csv", 3, "s-gone")
    ]


@given(st.binary(max_size=300) | st.text(HEADER + '\n,;"sm01-w1 234', max_size=300).map(str.encode))
def test_arbitrary_sheets_are_read_or_refused(data: bytes) -> None:
    for contents in (data, HEADER.encode() + b"\n" + data):
        try:
            marks(contents)
        except MarkingSheetError as error:
            assert ":" in str(error)
