"""Paths: lessons and minutes as they are, waivers, shares of tests, law quoted by whom."""

from __future__ import annotations

from pathlib import Path

from goodterms.load.course import Loaded, load_course
from goodterms.plan.outline import Outline
from goodterms.plan.tracks import jurisdiction_path, quoted_facts, track_path
from tests.lint.support import changed

LATER = "- {id: m02, folder: b, title: B, status: {en: draft}}"


def outline(loaded: Loaded, lang: str = "en") -> Outline:
    source = loaded.source
    assert source is not None
    return Outline(loaded.editions[lang], source)


def test_minutes_are_those_of_the_lessons_with_and_without_waivers(minimal: Loaded) -> None:
    here = outline(minimal)
    module = here.course.modules[0]
    whole = track_path(here.course.settings.tracks[0], here)
    minutes = {lesson.slug: lesson.front.minutes for lesson in module.lessons}
    assert whole.reading == sum(minutes.values()) == module.front.minutes
    assert whole.least == whole.reading - minutes["round-again"]
    plays = sum(play.front.minutes.total for play in module.role_plays)
    assert whole.people == plays + sum(s.minutes for s in module.simulations.values())
    assert whole.steps[0].whole


def test_part_of_a_module_brings_the_scenes_and_questions_of_its_objectives(
    minimal: Loaded,
) -> None:
    here = outline(minimal)
    step = track_path(here.course.settings.tracks[1], here).steps[0]
    assert [lesson.slug for lesson in step.lessons] == ["handing-back"]
    assert not step.whole
    objectives = set(step.lessons[0].front.objectives)
    assert all(objectives & set(play.front.objectives) for play in step.role_plays)
    (share,) = step.tests
    assert 0 < share.prepared < share.asked == 6


def test_a_jurisdiction_is_the_whole_course_less_its_waivers(minimal: Loaded) -> None:
    here = outline(minimal)
    path = jurisdiction_path(here.course.settings.jurisdictions[0], here)
    assert len(path.steps) == len(here.course.settings.modules)
    assert path.reading - path.least == sum(x.front.minutes for x in path.steps[0].waivable) > 0
    assert [x.slug for x in path.steps[0].waivable] == ["round-again"]


def test_who_quotes_a_law_fact_is_read_from_the_texts(minimal: Loaded) -> None:
    course = outline(minimal).course
    (quoted,) = quoted_facts(course, ["INT"])
    quoting = [
        lesson.id
        for lesson in course.lessons.values()
        if any(e.name == "law" and e.id == quoted.fact.id for e in lesson.document.embeds)
    ]
    assert [lesson.id for _, lesson in quoted.lessons] == quoting
    assert quoted.items == sum("brake-test" in item.law for item in course.items.values())
    assert quoted_facts(course, ["MOON"]) == []


def test_an_edition_without_a_module_plans_with_the_source(tmp_path: Path) -> None:
    root = changed(
        tmp_path,
        "course/course.yml",
        ("ru: released}}", "}}"),
        ("en: released, }", "en: released}"),
    )
    here = outline(load_course(root), "ru")
    assert here.course.modules == ()
    path = track_path(here.course.settings.tracks[0], here)
    assert path.foreign == path.steps
    assert path.reading == 31


def test_a_planned_module_has_no_minutes_and_is_named(tmp_path: Path) -> None:
    root = changed(
        tmp_path,
        "course/course.yml",
        ("lesson_sections:", f"  {LATER}\nlesson_sections:"),
        ("jurisdictions:", "      - {module: m02, why: Later.}\njurisdictions:"),
    )
    here = outline(load_course(root))
    path = track_path(here.course.settings.tracks[1], here)
    assert [step.number for step in path.unwritten] == [2]
    assert path.foreign == ()
