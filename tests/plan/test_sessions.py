"""Agendas of events: the clock, the breaks, and everything that is not done."""

from __future__ import annotations

from goodterms.load.course import Loaded
from goodterms.plan.agenda import BREAK, STRETCH
from goodterms.plan.outline import Outline
from goodterms.plan.sessions import PlannedAgenda, guide_of, plan_agenda


def planned(loaded: Loaded, lang: str = "en") -> PlannedAgenda:
    source = loaded.source
    assert source is not None
    course = loaded.editions[lang]
    return plan_agenda(next(iter(course.agendas.values())), Outline(course, source))


def test_blocks_take_the_minutes_they_really_take(minimal: Loaded) -> None:
    session = planned(minimal).sessions[0]
    kinds = [(block.kind, block.minutes) for block in session.blocks]
    assert kinds[:3] == [("block", 20), ("block", 25), ("activity", 40)]
    assert ("break", BREAK) in kinds and ("lunch", 30) in kinds
    assert kinds[-1] == ("test", 15)
    assert session.minutes == sum(minutes for _, minutes in kinds)
    assert session.spare == 180 - session.minutes >= 0
    for before, after in zip(session.blocks, session.blocks[1:], strict=False):
        assert after.start == before.start + before.minutes


def test_nobody_sits_longer_than_the_stretch(minimal: Loaded, course: Loaded) -> None:
    source = course.source
    assert source is not None
    plans = [plan_agenda(a, Outline(source, source)) for a in source.agendas.values()]
    for plan in [planned(minimal), *plans]:
        for session in plan.sessions:
            sat = 0
            for block in session.blocks:
                sat = 0 if block.kind in ("break", "lunch") else sat + block.minutes
                assert sat <= STRETCH


def test_what_is_left_out_is_what_is_neither_done_nor_read(minimal: Loaded) -> None:
    plan = planned(minimal)
    (balance,) = plan.balance
    assert [lesson.slug for lesson in balance.lessons] == ["handing-back"]
    assert balance.role_plays == ()  # the guide's block plays it
    assert balance.simulations == ()
    assert balance.read == plan.reading > 0
    assert not balance.absent
    assert balance.met + len(balance.objectives) == 5
    assert plan.role_plays == 1


def test_titles_come_from_the_edition(minimal: Loaded) -> None:
    titles = {block.title for block in planned(minimal, "ru").sessions[0].blocks}
    assert "Прибрать стойки" in titles


def test_a_block_knows_its_place_in_the_guide(minimal: Loaded) -> None:
    module = minimal.editions["en"].modules[0]
    guide = guide_of(module)
    assert guide is not None
    names = [block.name for block in planned(minimal).sessions[0].blocks if block.kind == "block"]
    assert names == [block.id for block in guide.front.blocks]
