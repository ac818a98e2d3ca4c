"""Whatever happens to a file of a course, loading and validating end with findings."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodterms.lint.registry import CRASH, docs
from tests.lint.support import COURSES, findings

FILES = {
    course: sorted(
        p.relative_to(COURSES / course).as_posix()
        for p in (COURSES / course).rglob("*")
        if p.is_file()
    )
    for course in ("minimal", "library", "broken")
}
JUNK = (b"\x00", b"\xff", b"{{", b"}}", b"[", b"- ", b": ", b"\t", b"'", b'"', b"#", b"---\n",
        b"```\n", b"!!! x\n", b"9" * 40, b"\xd0", "￿".encode(), b"&a *a", b"  ", b"id: m01\n",
        b"nan", b"-1", b"null", b"## {#x}\n", b"<!--", b"H1")  # fmt: skip


def delete_line(data: bytes, at: int, _: int) -> bytes:
    lines = data.split(b"\n")
    del lines[at % len(lines)]
    return b"\n".join(lines)


def repeat_line(data: bytes, at: int, to: int) -> bytes:
    lines = data.split(b"\n")
    lines.insert(to % (len(lines) + 1), lines[at % len(lines)])
    return b"\n".join(lines)


def swap_bytes(data: bytes, at: int, to: int) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    at, to = at % len(data), to % len(data)
    changed[at], changed[to] = changed[to], changed[at]
    return bytes(changed)


def cut(data: bytes, at: int, to: int) -> bytes:
    at, to = sorted((at % (len(data) + 1), to % (len(data) + 1)))
    return data[:at] + data[to:]


def insert(data: bytes, at: int, which: int) -> bytes:
    at %= len(data) + 1
    return data[:at] + JUNK[which % len(JUNK)] + data[at:]


def empty_value(data: bytes, at: int, _: int) -> bytes:
    lines = data.split(b"\n")
    at %= len(lines)
    lines[at] = lines[at].partition(b":")[0] + b":"
    return b"\n".join(lines)


MUTATIONS: tuple[Callable[[bytes, int, int], bytes], ...] = (
    delete_line, repeat_line, swap_bytes, cut, insert, empty_value,
)  # fmt: skip
PLACES = st.integers(0, 60_000)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A copy of each course that is changed and put back."""
    folder = tmp_path_factory.mktemp("mangled")
    return {c: Path(shutil.copytree(COURSES / c, folder / c)) for c in FILES}


@settings(max_examples=120, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    course=st.sampled_from(sorted(FILES)),
    which=st.integers(0, 1_000),
    steps=st.lists(st.tuples(st.sampled_from(MUTATIONS), PLACES, PLACES), min_size=1, max_size=4),
)
def test_no_change_to_a_file_makes_loading_or_a_rule_fail(
    copies: dict[str, Path],
    course: str,
    which: int,
    steps: list[tuple[Callable[[bytes, int, int], bytes], int, int]],
) -> None:
    root = copies[course]
    file = root / FILES[course][which % len(FILES[course])]
    before = file.read_bytes()
    data = before
    for mutate, one, other in steps:
        data = mutate(data, one, other)
    try:
        file.write_bytes(data)
        found = findings(root)
    finally:
        file.write_bytes(before)
    assert [str(f) for f in found if f.code == CRASH.code] == []
    assert {f.code for f in found} <= set(docs())
    assert all(f.message and f.hint for f in found)


@pytest.mark.parametrize("path", [p for p in FILES["minimal"] if p != "course/course.yml"])
def test_no_missing_file_makes_loading_or_a_rule_fail(copies: dict[str, Path], path: str) -> None:
    file = copies["minimal"] / path
    before = file.read_bytes()
    file.unlink()
    try:
        found = findings(copies["minimal"])
    finally:
        file.write_bytes(before)
    assert CRASH.code not in {f.code for f in found}
    # A template without a translation is left out of that edition, which is no fault.
    left_out = path.startswith("course/templates/") and ".ru." in path
    assert found or left_out, f"nobody misses {path}"
