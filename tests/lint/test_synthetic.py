"""The generated course of the benchmarks is a valid course, and always the same one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.synthetic import write_course
from tests.lint.support import findings


@pytest.mark.parametrize("languages", [("en",), ("en", "ru"), ("ru", "de")])
def test_a_generated_course_has_no_findings(tmp_path: Path, languages: tuple[str, ...]) -> None:
    write_course(tmp_path, 2, 3, languages)
    assert findings(tmp_path) == []


def test_the_same_arguments_give_the_same_files(tmp_path: Path) -> None:
    trees = []
    for name in ("one", "two"):
        write_course(tmp_path / name, 1, 4, ("en", "ru"))
        files = sorted(p for p in (tmp_path / name).rglob("*") if p.is_file())
        trees.append({p.relative_to(tmp_path / name): p.read_bytes() for p in files})
    assert trees[0] == trees[1]


def test_too_few_lessons_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot serve"):
        write_course(tmp_path, 1, 2)
