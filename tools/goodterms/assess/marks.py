"""Markers' sheets: scores per criterion for written items, as CSV.

Columns: ``submission,item,criterion,score,red_line,marker,comment``; the last three may be empty
or missing. One row per criterion with a whole score from 0 to 4; a row that names a red line is a
hard fail of the whole text and needs no criterion. A row with neither score nor red line is not
marked yet and is passed over, so that a sheet can be handed in half done. Several people may mark
one text (``marker`` tells them apart): it gets the mean of their points, and waits until each who
began has scored every criterion; a red line seen by one is a red line.

Spreadsheets write ``;`` or tabs instead of commas in some countries, and a byte order mark: all
of these are read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import fmean

from goodterms.assess.cells import unguarded
from goodterms.errors import GoodTermsError
from goodterms.model.items import Item, Written
from goodterms.model.tables import Rubric
from goodterms.scoring.rubric import TOP_SCORE, score_written

COLUMNS = ("submission", "item", "criterion", "score", "red_line", "marker", "comment")
_NEEDED = COLUMNS[:4]
_HINT = (
    "Correct these rows and grade again; no mark of the sheet was used. Columns: "
    f"{','.join(COLUMNS)}. A blank sheet is written by `goodterms grade` as to-mark.csv."
)
_MOST_SHOWN = 50


class MarkingSheetError(GoodTermsError):
    """A marking sheet has wrong rows; the message lists each with its line."""

    exit_code = 1


@dataclass(frozen=True)
class Row:
    """One row of a sheet, read: ``score`` is None in a row that only names a red line."""

    sheet: str
    line: int
    submission: str
    item: str
    criterion: str
    score: int | None
    red_line: str
    marker: str
    comment: str


@dataclass
class Marks:
    """What markers gave, by submission and item; ``used`` collects what grading asked for."""

    rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    rubrics: Mapping[str, Rubric] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def points(self, submission: str, item: Written) -> float | None:
        """Points of a text; None while somebody's marking of it is missing or half done."""
        rows = self.rows.get((submission, item.id))
        if rows is None:
            return None
        self.used.add((submission, item.id))
        if any(row.red_line for row in rows):
            return 0.0
        rubric = self.rubrics[item.rubric]
        needed = {criterion.id for criterion in rubric.criteria}
        points = []
        for marker in {row.marker for row in rows}:
            scores = {r.criterion: r.score for r in rows if r.marker == marker}
            given = {name: score for name, score in scores.items() if score is not None}
            if needed - given.keys():
                return None
            points.append(score_written(item, rubric, given))
        return fmean(points)

    def has(self, submission: str, item: str, criterion: str) -> bool:
        """Whether anybody scored this criterion of this text."""
        rows = self.rows.get((submission, item), ())
        return any(row.criterion == criterion and row.score is not None for row in rows)

    def unused(self) -> list[Row]:
        """The first row of every text that no graded submission has."""
        return [rows[0] for key, rows in self.rows.items() if key not in self.used]


def read_marks(
    sheets: Iterable[tuple[str, bytes]], items: Mapping[str, Item], rubrics: Mapping[str, Rubric]
) -> Marks:
    """The marks of all sheets, each given as its name and contents.

    Raises:
        MarkingSheetError: rows that cannot be used, all of them with file, line and reason.
    """
    marks = Marks(rubrics=rubrics)
    problems: list[str] = []
    for name, data in sheets:
        reader = _Sheet(name, items, rubrics, problems)
        for row in reader.rows(data):
            rows = marks.rows.setdefault((row.submission, row.item), [])
            if row.criterion and any(
                (old.marker, old.criterion) == (row.marker, row.criterion) for old in rows
            ):
                problems.append(
                    f"{name}:{row.line}: {row.criterion} of {row.item} is scored a second time"
                    + (f" by {row.marker}" if row.marker else "; name the marker if two marked it")
                )
            else:
                rows.append(row)
    if problems:
        shown = problems[:_MOST_SHOWN]
        if len(problems) > len(shown):
            shown.append(f"… and {len(problems) - len(shown)} more")
        raise MarkingSheetError("\n".join(["the marking sheet has errors:", *shown]), _HINT)
    return marks


class _Sheet:
    """Reads one sheet and notes what is wrong in it."""

    def __init__(
        self,
        name: str,
        items: Mapping[str, Item],
        rubrics: Mapping[str, Rubric],
        problems: list[str],
    ) -> None:
        self._name = name
        self._items = items
        self._rubrics = rubrics
        self._problems = problems

    def rows(self, data: bytes) -> Iterable[Row]:
        """The rows that are marked and right."""
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self._problem(line, "not UTF-8; save the sheet as “CSV UTF-8”")
            return
        header = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=header.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            names = [name.strip().lower() for name in next(reader, [])]
            if not self._is_header(names):
                return
            begins = reader.line_num + 1
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    row = self._row(begins, names, cells)
                    if row is not None:
                        yield row
                begins = reader.line_num + 1
        except csv.Error as error:
            self._problem(reader.line_num, f"not CSV: {error}")

    def _is_header(self, names: list[str]) -> bool:
        missing = [name for name in _NEEDED if name not in names]
        unknown = [name for name in names if name not in COLUMNS]
        if missing:
            self._problem(1, f"the first row must name the columns; missing: {', '.join(missing)}")
        if unknown:
            self._problem(1, f"unknown columns: {', '.join(map(repr, unknown))}")
        if len(set(names)) != len(names):
            self._problem(1, "a column is named twice")
            return False
        return not (missing or unknown)

    def _row(self, line: int, names: list[str], cells: list[str]) -> Row | None:
        """A row that is marked; None if it is not, or is wrong."""
        given = dict.fromkeys(COLUMNS, "")
        given.update((name, cell.strip()) for name, cell in zip(names, cells, strict=False))
        if not given["score"] and not given["red_line"]:
            return None
        try:
            if len(cells) > len(names):
                raise _RowError(f"{len(cells)} cells under {len(names)} columns")
            if not given["submission"]:
                raise _RowError("the submission is missing")
            item = self._item(given["item"])
            rubric = self._rubrics.get(item.rubric)
            if rubric is None:
                raise _RowError(f"the course has no rubric {item.rubric!r} ({item.id})")
            _check_red_line(given["red_line"], rubric)
            return Row(
                sheet=self._name,
                line=line,
                submission=unguarded(given["submission"]),
                item=item.id,
                criterion=given["criterion"],
                score=_score(given["score"], given["criterion"], rubric),
                red_line=given["red_line"],
                marker=given["marker"],
                comment=given["comment"],
            )
        except _RowError as error:
            self._problem(line, str(error))
            return None

    def _item(self, name: str) -> Written:
        item = self._items.get(name)
        if item is None:
            raise _RowError(f"there is no item {name!r}")
        if not isinstance(item, Written):
            raise _RowError(f"{item.id} is not marked by people (type {item.type})")
        return item

    def _problem(self, line: int, reason: str) -> None:
        self._problems.append(f"{self._name}:{line}: {reason}")


class _RowError(ValueError):
    """What is wrong with a row."""


def _check_red_line(red_line: str, rubric: Rubric) -> None:
    lines = [fail.red_line for fail in rubric.hard_fails]
    if red_line and red_line not in lines:
        known = ", ".join(lines) or "none"
        raise _RowError(f"{red_line!r} is no hard fail of rubric {rubric.id} ({known})")


def _score(text: str, criterion: str, rubric: Rubric) -> int | None:
    """The score; None in a row that only names a red line."""
    if not text:
        return None
    criteria = [criterion.id for criterion in rubric.criteria]
    if criterion not in criteria:
        known = ", ".join(criteria)
        raise _RowError(f"rubric {rubric.id} has no criterion {criterion!r} ({known})")
    if text not in [str(score) for score in range(TOP_SCORE + 1)]:
        raise _RowError(f"the score {text!r} is no whole number from 0 to {TOP_SCORE}")
    return int(text)
