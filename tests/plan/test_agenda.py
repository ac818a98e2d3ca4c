"""Agendas: minutes as they really are, breaks where people need them."""

from __future__ import annotations

from goodterms.load.course import Loaded
from goodterms.plan.agenda import (
    BREAK,
    STRETCH,
    Block,
    clock,
    guide_agenda,
    room_agenda,
    timed,
    total_minutes,
    with_breaks,
)


def block(minutes: int) -> Block:
    return Block("lesson", "x", minutes)


def test_nobody_sits_longer_than_the_stretch() -> None:
    planned = with_breaks([block(30), block(30), block(30), block(10), block(60)])
    assert [b.kind for b in planned] == ["lesson"] * 3 + ["break"] + ["lesson"] * 2
    sat = 0
    for entry in planned:
        sat = 0 if entry.kind == "break" else sat + entry.minutes
        assert sat <= STRETCH


def test_a_block_longer_than_the_stretch_is_not_preceded_by_two_breaks() -> None:
    planned = with_breaks([block(120), block(120)])
    assert [b.minutes for b in planned] == [120, BREAK, 120]


def test_blocks_begin_where_the_one_before_ends() -> None:
    assert [b.start for b in timed([block(12), block(8), block(5)])] == [0, 12, 20]


def test_clock_runs_past_midnight() -> None:
    assert clock(0) == "09:00"
    assert clock(95) == "10:35"
    assert clock(16 * 60) == "01:00"


def test_the_room_takes_what_lessons_role_plays_and_test_take(course: Loaded) -> None:
    edition = course.editions["en"]
    module = edition.modules[0]
    tests = [a for a in edition.assessments.values() if a.module == module.id]
    everything = room_agenda(module, tests)
    parts = sum(lesson.front.minutes for lesson in module.lessons)
    parts += sum(r.front.minutes.total for r in module.role_plays)
    parts += sum(a.minutes or 0 for a in tests if a.kind != "task")
    breaks = sum(b.minutes for b in everything if b.kind == "break")
    assert total_minutes(everything) == parts + breaks
    assert breaks > 0
    beforehand = room_agenda(module, tests, lessons=False)
    assert not [b for b in beforehand if b.kind == "lesson"]
    assert total_minutes(beforehand) < total_minutes(everything)


def test_the_guide_keeps_its_own_plan(course: Loaded) -> None:
    module = course.editions["en"].modules[0]
    guide = next(p for p in module.pages if p.slug == module.front.facilitator)
    plan = guide_agenda(guide)
    assert total_minutes(plan) == guide.front.minutes
    assert [b.title for b in plan] == [b.title for b in guide.front.blocks]
