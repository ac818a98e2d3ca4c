"""How fast grading is, as a ratio to only reading and parsing the same files.

20,000 submissions of 20 items, once as one JSON Lines file and once as a folder of one file each,
as learners hand them in. Everything is measured in one process, the variants taking turns; the
best of the rounds counts. "Only parsing" decodes every object with msgspec, the fastest JSON
library for Python, and throws it away. A result names every item with its digest, so that four
times as much is written as was read: grading is shown with and without writing.
"""

from __future__ import annotations

import gc
import json
import os
import random
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import msgspec

from goodterms.assess.decoding import submissions
from goodterms.assess.grading import grade
from goodterms.assess.reading import Reader
from goodterms.assess.run import grade_paths
from goodterms.model.course import Course
from goodterms.model.submissions import Submission
from tests.assess import factories

SUBMISSIONS = 20_000
ITEMS = 20
ROUNDS = 3
_KINDS = ("single", "multiple", "single", "order", "single", "numeric", "match", "single",
          "classify", "short")  # fmt: skip


def edition() -> Course:
    """A course with one test of 20 items over all closed types."""
    items = [factories.item(_KINDS[n % len(_KINDS)], f"m01-q{n:02d}") for n in range(ITEMS)]
    return factories.course(items, [factories.assessment("m01-test", [i.id for i in items])])


def response(kind: str, chance: random.Random) -> object:
    """A plausible response: half of them right."""
    if chance.random() < 0.5:
        return factories.RIGHT[kind]
    if kind == "single":
        return chance.choice("abcd")
    if kind == "multiple":
        return sorted(chance.sample("abcd", chance.randint(1, 3)))
    if kind == "order":
        return chance.sample("abc", 3)
    if kind == "numeric":
        return round(chance.uniform(30, 50), 1)
    if kind == "short":
        return chance.choice(["dso ", "DPO", "days sales outstanding", "CEI"])
    return dict(zip("abc", chance.sample("xyz", 3), strict=True))


def handed_in(course: Course, count: int) -> list[bytes]:
    """Submissions as the course's own pages write them."""
    chance = random.Random(2)
    kinds = {item.id: item.type for item in course.items.values()}
    return [
        json.dumps(
            factories.record(
                id=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
                version="1.0.0",
                form="a",
                lang="en",
                learner={"id": f"e-{number}", "name": f"Learner {number}"},
                responses={name: response(kind, chance) for name, kind in kinds.items()},
            ),
            separators=(",", ":"),
        ).encode()
        for number in range(count)
    ]


def parse_lines(path: Path, decoder: msgspec.json.Decoder[object]) -> None:
    """Only read and parse a JSON Lines file."""
    decode = decoder.decode
    with path.open("rb") as stream:
        for line in stream:
            decode(line)


def parse_files(folder: Path, decoder: msgspec.json.Decoder[object]) -> None:
    """Only read and parse every file of a folder."""
    decode = decoder.decode
    with os.scandir(folder) as entries:
        for entry in entries:
            with open(entry.path, "rb") as stream:  # noqa: PTH123 (the fastest way is the yardstick)
                decode(stream.read())


def grade_only(source: Path, course: Course) -> None:
    """Read, parse and grade, without writing."""
    grading = grade({"en": course}, submissions(Reader().read([source])))
    assert len(grading.graded) == SUBMISSIONS


def grade_and_write(source: Path, course: Course, out: Path) -> None:
    """The whole command."""
    assert grade_paths([source], out, {"en": course}).accepted == SUBMISSIONS


def timed(work: Callable[[], None]) -> float:
    """Seconds of one run, after the garbage of the one before has gone."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    course = edition()
    pieces = handed_in(course, SUBMISSIONS)
    untyped: msgspec.json.Decoder[object] = msgspec.json.Decoder()
    typed: msgspec.json.Decoder[object] = msgspec.json.Decoder(Submission)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        lines = root / "inbox.jsonl"
        lines.write_bytes(b"\n".join(pieces) + b"\n")
        folder = root / "inbox"
        folder.mkdir()
        for number, piece in enumerate(pieces):
            (folder / f"{number:05d}.json").write_bytes(piece)
        for title, source, parse in (
            ("one .jsonl file", lines, parse_lines),
            ("a folder of files", folder, parse_files),
        ):
            variants: dict[str, Callable[[], None]] = {
                "read, parse untyped": lambda s=source, p=parse: p(s, untyped),  # type: ignore[misc]
                "read, parse typed": lambda s=source, p=parse: p(s, typed),  # type: ignore[misc]
                "grade, nothing written": lambda s=source: grade_only(s, course),  # type: ignore[misc]
                "grade, all results written": lambda s=source: grade_and_write(  # type: ignore[misc]
                    s, course, root / "out"
                ),
            }
            best = dict.fromkeys(variants, float("inf"))
            for _ in range(ROUNDS):
                for label, work in variants.items():
                    best[label] = min(best[label], timed(work))
            written = sum(path.stat().st_size for path in (root / "out").iterdir())
            base_untyped, base_typed = best["read, parse untyped"], best["read, parse typed"]
            print(
                f"grade: {SUBMISSIONS:,} submissions of {ITEMS} items, {title}, "
                f"{lines.stat().st_size / 1e6:.0f} MB in, {written / 1e6:.0f} MB out"
            )
            for label, seconds in best.items():
                print(
                    f"  {label:27} {SUBMISSIONS / seconds:9,.0f}/s  {seconds:6.3f} s"
                    f"  × {seconds / base_untyped:4.2f} of untyped"
                    f"  × {seconds / base_typed:4.2f} of typed"
                )


if __name__ == "__main__":
    main()
