"""Results on disk: results.jsonl, results.csv, rejected.jsonl and a blank marking sheet.

Every file is written under another name first and then put in place, so that an interrupted run
leaves the results of the run before.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from goodterms.assess.cells import guarded
from goodterms.assess.graded import Graded, timestamp
from goodterms.assess.grading import Grading
from goodterms.assess.inbox import Rejected
from goodterms.assess.marks import COLUMNS, Marks
from goodterms.assess.plain import plain
from goodterms.errors import GoodTermsError
from goodterms.model.items import Written
from goodterms.model.submissions import Result

RESULTS, TABLE, REJECTED, REPORT = "results.jsonl", "results.csv", "rejected.jsonl", "report.html"
TO_MARK = "to-mark.csv"
SECTIONS = "recommendations.csv"

TABLE_COLUMNS = (
    "submission", "assessment", "form", "lang", "learner", "name", "attempt", "started_utc",
    "submitted_utc", "score", "max", "percent", "pass_mark", "passed", "counted", "pending",
    "course_version",
)  # fmt: skip
SECTION_COLUMNS = (
    "submission", "assessment", "learner", "name", "submitted_utc", "counted", "module",
    "module_title", "score", "max", "percent", "advice", "advice_title", "objectives_missed",
    "lessons",
)  # fmt: skip
#: Bytes per write: a line of results.jsonl is some kilobytes, and there are many.
_BUFFER = 1 << 18
_YES_NO = {True: '"yes"', False: '"no"', None: '"pending"'}


class OutputError(GoodTermsError):
    """The results cannot be written where they should go."""


#: A result whose items are JSON already (every mark was encoded when it was first met) and whose
#: times are encoded by msgspec: the same keys in the same order, derived from ``Result``.
_TYPES: dict[str, Any] = {
    "items": msgspec.Raw,
    "started": dt.datetime | None,
    "submitted": dt.datetime,
}
_Line = msgspec.defstruct(
    "_Line",
    [
        (field.name, _TYPES.get(field.name, field.type), field.default)
        if field.default is not msgspec.NODEFAULT
        else (field.name, _TYPES.get(field.name, field.type))
        for field in msgspec.structs.fields(Result)
    ],
    kw_only=True,
)


def own_files(folder: Path) -> list[Path]:
    """What grading wrote into a folder: where inbox and output are one, it is not read again."""
    sheets = folder.glob(f"{Path(TO_MARK).stem}*.csv")
    return [*(folder / name for name in (RESULTS, TABLE, REJECTED, REPORT, SECTIONS)), *sheets]


def prepare_folder(folder: Path) -> None:
    """Make the output folder.

    Raises:
        OutputError: there is a file of that name, or no permission.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be made: {error.strerror}", "Name another folder with --out DIR."
        ) from None


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write all pieces, then put the file in place.

    Raises:
        OutputError: no permission, or no space left.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb", buffering=_BUFFER) as stream:
            stream.writelines(pieces)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"{path} cannot be written: {error.strerror}",
            "Close it if another program has it open, or name another folder with --out DIR.",
        ) from None


def result_lines(graded: Iterable[Graded]) -> Iterator[bytes]:
    """results.jsonl: one ``goodterms-result/1`` per accepted submission."""
    encode = msgspec.json.Encoder().encode
    for one in graded:
        form = one.form
        items = b",".join([mark.json for mark in one.marks])
        line = _Line(
            submission=one.id,
            assessment=form.assessment,
            form=form.form,
            lang=form.lang,
            learner=one.learner,
            attempt=one.attempt,
            started=one.started,
            submitted=one.submitted,
            score=one.score,
            max=form.max,
            percent=one.percent,
            pass_mark=form.pass_mark,
            passed=one.passed,
            counted=one.counted,
            pending=one.pending,
            items=msgspec.Raw(b"{" + items + b"}"),
            course_version=form.version,
            bank_digest=form.bank_digest,
            sections=one.sections(),
        )
        yield encode(line) + b"\n"


def rejected_lines(rejected: Iterable[Rejected]) -> Iterator[bytes]:
    """rejected.jsonl: file, line, reason and hint of every input that was not graded."""
    for one in rejected:
        yield msgspec.json.encode(one) + b"\n"


def table(grading: Grading) -> Iterator[bytes]:
    """results.csv for spreadsheets: a byte order mark, times in UTC, no cell is a formula.

    Texts are quoted and numbers are not, as RFC 4180 has it. The rows are put together here and
    not by the csv module because that takes three times as long as grading itself.
    """
    yield b"\xef\xbb\xbf" + (",".join(map(_quoted, TABLE_COLUMNS)) + "\r\n").encode()
    name_of = grading.names.get
    for one in grading.graded:
        form = one.form
        name = name_of(one.learner, "")
        mark = '""' if form.pass_mark is None else repr(form.pass_mark)
        passed = '""' if form.pass_mark is None and not one.waits else _YES_NO[one.passed]
        yield (
            f'{_text(one.id)},"{form.assessment}","{form.form}","{form.lang}",'
            f"{_text(one.learner)},{_text(name)},{one.attempt},"
            f"{_time(one.started)},{_time(one.submitted)},{one.score!r},{form.max!r},"
            f"{one.percent!r},{mark},{passed},{_YES_NO[one.counted]},"
            f'"{" ".join(one.pending)}","{form.version}"\r\n'
        ).encode()


def sections_table(grading: Grading) -> Iterator[bytes]:
    """recommendations.csv: a row for every module that a diagnostic asked about."""
    yield b"\xef\xbb\xbf" + (",".join(map(_quoted, SECTION_COLUMNS)) + "\r\n").encode()
    for one in grading.graded:
        course = one.form.course
        for advice in one.advice():
            lessons = [plain(course.lessons[name].front.title) for name in advice.lessons]
            band = advice.band
            cells = (
                _text(one.id), _quoted(one.form.assessment), _text(one.learner),
                _text(grading.names.get(one.learner, "")), _time(one.submitted),
                _YES_NO[one.counted], _quoted(advice.module),
                _text(plain(course.module(advice.module).front.title)), repr(advice.score),
                repr(advice.max), repr(advice.percent), _quoted(band.id if band else ""),
                _text(plain(band.title) if band else ""), _quoted(" ".join(advice.missed)),
                _text("; ".join(lessons)),
            )  # fmt: skip
            yield (",".join(cells) + "\r\n").encode()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    """A text from outside as a cell."""
    return _quoted(guarded(text))


def _time(moment: dt.datetime | None) -> str:
    """A time as spreadsheets read it, in quotes."""
    if moment is None:
        return '""'
    text = timestamp(moment)
    return f'"{text[:10]} {text[11:19]}"'


def blank_sheet(graded: Sequence[Graded], marks: Marks) -> Iterator[bytes]:
    """to-mark.csv: a row for every criterion that a waiting text still needs."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for one in graded:
        for slot in one.form.slots:
            if slot.id in one.pending and isinstance(slot.item, Written):
                rubric = one.form.course.rubrics.get(slot.item.rubric)
                for criterion in rubric.criteria if rubric else ():
                    if not marks.has(one.id, slot.id, criterion.id):
                        writer.writerow((guarded(one.id), slot.id, criterion.id, "", "", "", ""))
    yield buffer.getvalue().encode("utf-8-sig")


def free_name(folder: Path, name: str) -> Path:
    """Where a blank sheet can be written without destroying one that somebody filled in."""
    path = folder / name
    number = 1
    while path.exists() and _is_filled_in(path):
        number += 1
        path = folder / f"{Path(name).stem}-{number}.csv"
    return path


def _is_filled_in(path: Path) -> bool:
    """Whether a sheet holds more than its blank columns; one that cannot be read does."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except (OSError, UnicodeDecodeError, csv.Error):
        return True
    blank = ("score", "red_line", "marker", "comment")
    return any(row.get(column) != "" for row in rows for column in blank)
