"""The small course of the tests as editions, with the changes a test needs."""

from __future__ import annotations

from pathlib import Path

from goodterms.export.links import Read
from goodterms.export.package import Package
from goodterms.export.scorm12 import scorm12_package
from goodterms.load.course import Loaded, load_course

MINIMAL = Path(__file__).resolve().parents[1] / "courses" / "minimal"
BANK = "quizzes/01-safe-to-ride.yml"
ASSESSMENTS = "quizzes/assessments.yml"
ONE_FORM = "      - {id: a, items: [m01-q07, m01-q08, m01-q09, m01-q10, m01-q11, m01-q12]}\n"
#: All seven types that a browser scores, and a second form for the second attempt.
TWO_FORMS = (
    "      - {id: a, items: [m01-q07, m01-q08, m01-t1, m01-t2, m01-t3, m01-t4, m01-t5]}\n"
    "      - {id: b, items: [m01-q09, m01-q11, m01-t4]}\n"
)
MORE_ITEMS = """\
  - id: m01-t1
    use: test
    type: multiple
    objective: m01-o1
    topics: [B-1]
    level: apply
    points: 2
    stem: "Which two of these are measured?"
    options:
      - {id: a, text: "The pads", why: "Measured with a rule."}
      - {id: b, text: "The bell", why: "It rings or it does not."}
      - {id: c, text: "The rim", why: "Measured with a caliper."}
      - {id: d, text: "The colour", why: "It is looked at."}
    key: [a, c]
  - id: m01-t2
    use: test
    type: order
    objective: m01-o2
    topics: [B-2]
    level: apply
    stem: "In which order?"
    options:
      - {id: a, text: "Adjust", why: "Last."}
      - {id: b, text: "Measure", why: "First."}
      - {id: c, text: "Clean", why: "Between."}
    key: [b, c, a]
  - id: m01-t3
    use: test
    type: match
    objective: m01-o3
    topics: [B-3]
    level: understand
    stem: "What belongs to what?"
    left:
      - {id: a, text: "Left spoke", why: "To the left."}
      - {id: b, text: "Right spoke", why: "To the right."}
    right:
      - {id: p, text: "rim moves left"}
      - {id: q, text: "rim moves right"}
      - {id: r, text: "rim moves up"}
    key: {a: p, b: q}
  - id: m01-t4
    use: test
    type: numeric
    objective: m01-o4
    topics: [B-4]
    level: apply
    stem: "What does half an hour cost?"
    key: {value: 30.5, tolerance: 0.5, decimals: 1, unit: money}
    check: "30.5"
    why: "Half of the rate, and half a coin for the rag."
  - id: m01-t5
    use: test
    type: short
    objective: m01-o3
    topics: [B-3]
    level: remember
    stem: "Which key turns a nipple?"
    accept: ["spoke key", "Speichenschlüssel"]
    why: "The spoke key."
  - id: m01-w1
"""
Changes = list[tuple[str, str, str]]
TWO: Changes = [(ASSESSMENTS, ONE_FORM, TWO_FORMS), (BANK, "  - id: m01-w1\n", MORE_ITEMS)]
_OPEN = "    delivery: open\n    pass_mark: 80"
SEALED: Changes = [(ASSESSMENTS, _OPEN, _OPEN.replace("open", "sealed"))]
NO_TEST: Changes = [(ASSESSMENTS, "    module: m01\n    title: Test", "    title: Test")]


def read_below(root: Path) -> Read:
    """The function that gives the package its pictures and files."""

    def read(path: str) -> bytes | None:
        found = root / path
        return found.read_bytes() if found.is_file() else None

    return read


def changed(folder: Path, changes: Changes) -> Path:
    """A copy of the small course with texts replaced; a text that is not there is a mistake."""
    for source in sorted(MINIMAL.rglob("*")):
        if not source.is_file():
            continue
        name = source.relative_to(MINIMAL).as_posix()
        content = source.read_bytes()
        for path, old, new in changes:
            if path == name:
                text = content.decode()
                assert text.count(old) == 1, f"{path} has {text.count(old)} times {old!r}"
                content = text.replace(old, new).encode()
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def loaded(root: Path) -> Loaded:
    """The course in a folder."""
    return load_course(root)


def package_of(root: Path, lang: str = "en", module: str = "m01") -> Package:
    """The SCORM package of a module of the course in a folder."""
    return scorm12_package(loaded(root).editions[lang], module, read_below(root))
