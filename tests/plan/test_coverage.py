"""Coverage: every cell is counted from the files, and an empty one is a gap."""

from __future__ import annotations

from pathlib import Path

from goodterms.load.course import Loaded, load_course
from goodterms.plan.coverage import Coverage, coverage
from tests.lint.support import changed


def covered(loaded: Loaded) -> Coverage:
    source = loaded.source
    assert source is not None
    return coverage(source)


def test_the_smallest_course_has_no_gap(minimal: Loaded) -> None:
    found = covered(minimal)
    assert found.gaps == 0
    (part,) = found.modules
    assert [row.topic.id for row in part.topics] == ["B-1", "B-2", "B-3", "B-4", "B-5"]
    assert all(row.exam is None for row in part.objectives)  # it certifies by its tests
    (line,) = found.red_lines
    assert [lesson.slug for lesson in line.lessons] == ["handing-back"]
    assert line.topics == 1


def test_items_are_counted_by_objective_and_use(minimal: Loaded) -> None:
    source = minimal.source
    assert source is not None
    for row in coverage(source).modules[0].objectives:
        mine = [i for i in source.items.values() if i.objective == row.objective.id]
        assert list(row.practice) == [i for i in mine if i.use == "practice"]
        assert {i.id for i in row.test} <= {i.id for i in mine}


def test_an_empty_cell_is_a_gap(tmp_path: Path) -> None:
    root = changed(tmp_path, "course/syllabus.yml", ("{id: B-1,", "{id: B-9,"))
    found = covered(load_course(root))
    assert [r.topic.id for r in found.modules[0].topics if not r.lessons] == ["B-9"]
    assert found.gaps == 1


def test_a_planned_module_shows_its_topics_as_gaps(course: Loaded) -> None:
    found = covered(course)
    for part in found.modules:
        if part.module is None:
            assert all(not row.lessons for row in part.topics)
        elif part.module.status == "released":
            assert all(row.lessons for row in part.topics)
            assert all(not row.gaps for row in part.objectives)
