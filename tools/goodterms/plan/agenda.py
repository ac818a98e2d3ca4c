"""Workshop agendas computed from the minutes that lessons, role-plays and tests really take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from goodterms.model.assessments import Assessment
from goodterms.model.course import Lesson, Module, Page, RolePlay

#: Longest stretch without a break and length of a break, in minutes.
STRETCH, BREAK = 90, 15


@dataclass(frozen=True)
class Block:
    """Something that takes time: minutes from the start of the day, kind (``lesson``,
    ``role_play``, ``simulation``, ``test``, ``block``, ``activity``, ``break``, ``lunch``), the
    author's title, objectives.

    ``module`` is the module it belongs to; ``own`` is false where the title is in the source
    language, ``written`` where there is nothing to plan with yet; ``name`` is a block's id.
    """

    kind: str
    title: str
    minutes: int
    start: int = 0
    objectives: tuple[str, ...] = ()
    target: tuple[str, str] | None = None
    name: str = ""
    module: str = ""
    own: bool = True
    written: bool = True


def lesson_block(lesson: Lesson) -> Block:
    """A lesson, with its minutes and objectives."""
    front = lesson.front
    return Block(
        "lesson", front.title, front.minutes, 0, tuple(front.objectives), ("lesson", lesson.id)
    )


def role_play_block(play: RolePlay) -> Block:
    """A role-play, from preparation to debrief."""
    front = play.front
    return Block(
        "role_play",
        front.title,
        front.minutes.total,
        0,
        tuple(front.objectives),
        ("role_play", play.id),
    )


def test_block(assessment: Assessment, minutes: int) -> Block:
    """A test that takes so many minutes."""
    return Block("test", assessment.title, minutes, target=("assessment", assessment.id))


def guide_agenda(guide: Page) -> list[Block]:
    """The facilitator's own plan: its blocks in order, without any break of ours."""
    blocks = [
        Block(
            "block",
            block.title,
            block.minutes,
            objectives=(block.objective,) if block.objective else (),
        )
        for block in guide.front.blocks
    ]
    return timed(blocks)


def room_agenda(
    module: Module, assessments: Iterable[Assessment], lessons: bool = True
) -> list[Block]:
    """Everything of a module in the room; without ``lessons`` they are read beforehand."""
    blocks: list[Block] = []
    if lessons:
        blocks += map(lesson_block, module.lessons)
    blocks += map(role_play_block, module.role_plays)
    blocks += [
        test_block(assessment, assessment.minutes)
        for assessment in assessments
        if assessment.kind != "task" and assessment.minutes
    ]
    return timed(with_breaks(blocks))


def with_breaks(blocks: Iterable[Block]) -> list[Block]:
    """A break before the block that would make people sit longer than ``STRETCH`` minutes."""
    planned: list[Block] = []
    sat = 0
    for block in blocks:
        if block.kind in ("break", "lunch"):
            planned.append(block)
            sat = 0
            continue
        if sat and sat + block.minutes > STRETCH:
            planned.append(Block("break", "", BREAK))
            sat = 0
        planned.append(block)
        sat += block.minutes
    return planned


def timed(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks, each beginning where the one before it ends."""
    planned: list[Block] = []
    now = 0
    for block in blocks:
        planned.append(replace(block, start=now))
        now += block.minutes
    return planned


def total_minutes(blocks: Iterable[Block]) -> int:
    """Minutes of all blocks together, breaks included."""
    return sum(block.minutes for block in blocks)


def clock(minutes: int, start: int = 9 * 60) -> str:
    """A time of day: minutes after a start (itself in minutes after midnight)."""
    hours, rest = divmod(start + minutes, 60)
    return f"{hours % 24:02}:{rest:02}"
