"""The whole job of ``goodterms grade``: paths in, a folder of results out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodterms.assess import writing
from goodterms.assess.decoding import submissions
from goodterms.assess.grading import Grading, grade
from goodterms.assess.inbox import Limits, Rejected
from goodterms.assess.marks import Marks, Row, read_marks
from goodterms.assess.prepared import ExamBank
from goodterms.assess.reading import Reader
from goodterms.assess.report import report_html
from goodterms.errors import UnreadableInputError
from goodterms.model.course import Course
from goodterms.model.items import Item

#: The largest marking sheet that is read, in bytes.
MOST_MARKS = 64 << 20


@dataclass(frozen=True)
class Summary:
    """What a run did, for the command line; ``accepted`` + ``rejected`` = ``received``.

    ``files`` were written; ``ignored`` files in the input were nobody's submission (hidden files,
    litter of operating systems); ``unused_marks`` are rows of marking sheets that no graded
    submission has.
    """

    received: int
    accepted: int
    rejected: Sequence[Rejected]
    passed: int
    failed: int
    pending: int
    advised: int
    not_counted: int
    files: Sequence[Path]
    ignored: Sequence[str]
    unused_marks: Sequence[Row]

    @property
    def exit_code(self) -> int:
        """0 if everything was graded, 1 if submissions were rejected or marks not used."""
        return 1 if self.rejected or self.unused_marks else 0

    def lines(self) -> Iterator[str]:
        """What to print: the counts, then where the results are."""
        yield (
            f"{self.received:,} received = {self.accepted:,} graded + "
            f"{len(self.rejected):,} rejected"
        )
        if self.accepted:
            yield (
                f"{self.passed:,} passed, {self.failed:,} not passed, "
                f"{self.pending:,} waiting for a marker"
                + (f", {self.advised:,} with a recommendation" if self.advised else "")
                + (f"; {self.not_counted:,} do not count" if self.not_counted else "")
            )
        if self.unused_marks:
            yield f"{len(self.unused_marks):,} marked texts are in no graded submission"
        if self.ignored:
            yield f"{len(self.ignored):,} hidden or system files ignored"
        yield from (f"  {path}" for path in self.files)


def grade_paths(
    paths: Sequence[Path],
    out: Path,
    editions: Mapping[str, Course],
    *,
    markers: Sequence[Path] | None = None,
    bank: ExamBank | None = None,
    progress: Callable[[int], None] | None = None,
    limits: Limits | None = None,
) -> Summary:
    """Grade everything in ``paths`` and write results into ``out``.

    ``editions`` are the course by language, the source language first. ``markers`` are marking
    sheets (CSV), ``bank`` is what a sealed exam needs. ``progress`` is called now and then with
    the number of submissions read so far.

    Raises:
        UnreadableInputError: no path or no course was given, or a path that was named is missing.
        MarkingSheetError: a marking sheet has wrong rows.
        OutputError: the results cannot be written.
    """
    if not paths:
        raise UnreadableInputError("nothing to grade", "Name files or folders of submissions.")
    if not editions:
        raise UnreadableInputError("no course to grade with", "Run `goodterms validate` first.")
    writing.prepare_folder(out)
    sheets = list(markers or ())
    reader = Reader(limits, exclude=[out, *writing.own_files(out), *sheets])
    marks = _marks(sheets, editions, bank)
    pieces = submissions(reader.read(paths))
    grading = grade(editions, pieces, marks=marks, bank=bank, progress=progress)
    unused = marks.unused()
    files = _write(grading, out, next(iter(editions.values())), marks, unused)
    counted = [one for one in grading.graded if one.counted]
    return Summary(
        received=grading.received,
        accepted=len(grading.graded),
        rejected=grading.rejected,
        passed=sum(one.passed is True for one in counted),
        failed=sum(one.passed is False for one in counted),
        pending=sum(one.waits for one in counted),
        advised=sum(bool(one.form.sections) for one in counted),
        not_counted=len(grading.graded) - len(counted),
        files=files,
        ignored=reader.ignored,
        unused_marks=unused,
    )


def _marks(sheets: Iterable[Path], editions: Mapping[str, Course], bank: ExamBank | None) -> Marks:
    items: dict[str, Item] = {}
    rubrics = dict(next(iter(editions.values())).rubrics)
    for course in editions.values():
        items.update(course.items)
    for outside in bank.banks if bank else ():
        items.update((item.id, item) for item in outside.items)
    return read_marks(((str(path), _contents(path)) for path in sheets), items, rubrics)


def _contents(path: Path) -> bytes:
    try:
        if path.stat().st_size <= MOST_MARKS:
            return path.read_bytes()
        cause = f"it is larger than {MOST_MARKS >> 20} MB"
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
    raise UnreadableInputError(
        f"the marking sheet {path} cannot be read: {cause}", "Name a CSV file that exists."
    )


def _write(
    grading: Grading, out: Path, course: Course, marks: Marks, unused: Sequence[Row]
) -> list[Path]:
    page = report_html(grading, course, dt.datetime.now(dt.UTC), unused=unused)
    contents: list[tuple[Path, Iterable[bytes]]] = [
        (out / writing.RESULTS, writing.result_lines(grading.graded)),
        (out / writing.TABLE, writing.table(grading)),
        (out / writing.REJECTED, writing.rejected_lines(grading.rejected)),
        (out / writing.REPORT, [page.encode()]),
    ]
    if any(one.form.sections for one in grading.graded):
        contents.append((out / writing.SECTIONS, writing.sections_table(grading)))
    if any(one.pending for one in grading.graded):
        sheet = writing.free_name(out, writing.TO_MARK)
        contents.append((sheet, writing.blank_sheet(grading.graded, marks)))
    for path, pieces in contents:
        writing.write_file(path, pieces)
    return [path for path, _ in contents]
