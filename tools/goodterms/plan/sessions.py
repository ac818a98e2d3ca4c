"""The agendas of ``course/agendas.yml`` with real minutes, breaks, and what each leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from goodterms.model.agendas import Agenda, AgendaItem, Reading, Session
from goodterms.model.course import Block as GuideBlock
from goodterms.model.course import Lesson, Module, ModuleEntry, Objective, Page, RolePlay
from goodterms.model.roleplay import Simulation
from goodterms.plan.agenda import (
    Block,
    lesson_block,
    role_play_block,
    test_block,
    timed,
    total_minutes,
    with_breaks,
)
from goodterms.plan.outline import Outline, role_play_of, simulation_of


@dataclass(frozen=True, eq=False)
class PlannedReading:
    """Lessons of one module that are read before a session."""

    entry: ModuleEntry
    number: int
    lessons: tuple[Lesson, ...]
    own: bool


@dataclass(frozen=True, eq=False)
class PlannedSession:
    """A session with its blocks on the clock; ``written`` is false if a part has no minutes yet."""

    session: Session
    blocks: tuple[Block, ...]
    before: tuple[PlannedReading, ...]

    @property
    def minutes(self) -> int:
        """Minutes of all blocks together, breaks included."""
        return total_minutes(self.blocks)

    @property
    def spare(self) -> int:
        """Minutes to spare; negative if the blocks take longer than there is time."""
        return self.session.minutes - self.minutes

    @property
    def reading(self) -> int:
        """Minutes of the lessons that are read before."""
        return sum(x.front.minutes for part in self.before for x in part.lessons)

    @property
    def written(self) -> bool:
        """Whether everything in it has been written, so that its minutes are known."""
        return all(block.written for block in self.blocks)


@dataclass(frozen=True, eq=False)
class Balance:
    """What an agenda does with a module, and what it leaves out."""

    entry: ModuleEntry
    number: int
    module: Module | None
    own: bool
    room: int = 0
    read: int = 0
    lessons: tuple[Lesson, ...] = ()
    role_plays: tuple[RolePlay, ...] = ()
    simulations: tuple[Simulation, ...] = ()
    objectives: tuple[Objective, ...] = ()
    met: int = 0

    @property
    def absent(self) -> bool:
        """Whether the module is neither in the room nor read."""
        return not self.room and not self.read


@dataclass(frozen=True, eq=False)
class PlannedAgenda:
    """An agenda computed: sessions, and the balance of every module."""

    agenda: Agenda
    sessions: tuple[PlannedSession, ...]
    balance: tuple[Balance, ...]

    @property
    def minutes(self) -> int:
        """Minutes in the room, breaks included."""
        return sum(session.minutes for session in self.sessions)

    @property
    def role_plays(self) -> int:
        """Number of role-plays that are played."""
        targets = {b.target for session in self.sessions for b in session.blocks if b.target}
        return sum(kind == "role_play" for kind, _ in targets)

    @property
    def reading(self) -> int:
        """Minutes of reading beforehand."""
        return sum(session.reading for session in self.sessions)


def plan_agenda(agenda: Agenda, outline: Outline) -> PlannedAgenda:
    """An agenda on the clock, and what it leaves out.

    A break of ours goes before whatever would make people sit longer than the stretch. What does
    not exist is left out of the plan; rules say so.
    """
    sessions = tuple(_session(session, agenda, outline) for session in agenda.sessions)
    return PlannedAgenda(agenda, sessions, tuple(_balances(sessions, outline)))


def guide_of(module: Module) -> Page | None:
    """The facilitator's guide of a module, if it has one with timed blocks."""
    for page in module.pages:
        if page.slug == module.front.facilitator and page.front.blocks:
            return page
    return None


def _session(session: Session, agenda: Agenda, outline: Outline) -> PlannedSession:
    blocks = [block for item in session.items for block in item_blocks(item, agenda, outline)]
    before = tuple(
        part for reading in session.before if (part := _reading(reading, outline)) is not None
    )
    return PlannedSession(session, tuple(timed(with_breaks(blocks))), before)


def item_blocks(item: AgendaItem, agenda: Agenda, outline: Outline) -> list[Block]:
    """What an entry of a session puts on the clock; nothing if it names what is not there."""
    if item.pause is not None:
        return [Block("break", "", item.pause)]
    if item.lunch is not None:
        return [Block("lunch", "", item.lunch)]
    if item.activity is not None:
        return [
            Block("activity", activity.title, activity.minutes)
            for activity in agenda.activities
            if activity.id == item.activity
        ]
    if item.assessment is not None:
        return _test(item.assessment, outline)
    if item.module is None or outline.entry(item.module) is None:
        return []
    module = outline.module(item.module)
    if module is None:
        return [Block("block", "", 0, module=item.module, own=False, written=False)]
    return list(_of_module(item, module, outline.own(module.id)))


def _test(name: str, outline: Outline) -> list[Block]:
    found = outline.course.assessments.get(name)
    if found is None or not found.minutes:
        return []
    return [replace(test_block(found, found.minutes), module=found.module or "")]


def _of_module(item: AgendaItem, module: Module, own: bool) -> Iterator[Block]:
    if item.lesson is not None:
        for lesson in module.lessons:
            if lesson.slug == item.lesson:
                yield _placed(lesson_block(lesson), module, own)
    elif item.role_play is not None:
        play = role_play_of(module, item.role_play)
        if play is not None:
            yield _placed(role_play_block(play), module, own)
    elif item.simulation is not None:
        simulation = simulation_of(module, item.simulation)
        if simulation is not None:
            target = ("simulation", simulation.id)
            objectives = tuple(simulation.objectives)
            block = Block("simulation", simulation.title, simulation.minutes, 0, objectives, target)
            yield _placed(block, module, own)
    else:
        guide = guide_of(module)
        for part in guide.front.blocks if guide else ():
            if item.block in (None, part.id):
                yield _guide_block(part, module, own)


def _guide_block(block: GuideBlock, module: Module, own: bool) -> Block:
    play = role_play_of(module, block.role_play) if block.role_play else None
    objectives = [block.objective] if block.objective else []
    objectives += play.front.objectives if play else []
    target = ("role_play", play.id) if play else None
    made = Block("block", block.title, block.minutes, 0, tuple(objectives), target)
    return replace(_placed(made, module, own), name=_anchor(block, module))


def _anchor(block: GuideBlock, module: Module) -> str:
    """The block's id, if the guide has a section of that name to go to."""
    guide = guide_of(module)
    return block.id if guide and block.id in guide.document.by_id else ""


def _placed(block: Block, module: Module, own: bool) -> Block:
    """The block as one of this module; its objectives in order, each once."""
    objectives = tuple(sorted(set(block.objectives)))
    return replace(block, objectives=objectives, module=module.id, own=own)


def _reading(reading: Reading, outline: Outline) -> PlannedReading | None:
    entry, module = outline.entry(reading.module), outline.module(reading.module)
    if entry is None:
        return None
    lessons = module.lessons if module else ()
    return PlannedReading(
        entry,
        outline.number(entry.id),
        tuple(x for x in lessons if not reading.lessons or x.slug in reading.lessons),
        outline.own(entry.id),
    )


def _balances(sessions: tuple[PlannedSession, ...], outline: Outline) -> Iterator[Balance]:
    blocks = [block for session in sessions for block in session.blocks]
    targets = {block.target for block in blocks}
    met = {name for block in blocks for name in block.objectives}
    read = {x.id for s in sessions for part in s.before for x in part.lessons}
    for entry in outline.course.settings.modules:
        module, number = outline.module(entry.id), outline.number(entry.id)
        if module is None:
            yield Balance(entry, number, None, False)
            continue
        yield Balance(
            entry,
            number,
            module,
            outline.own(entry.id),
            sum(block.minutes for block in blocks if block.module == entry.id),
            sum(x.front.minutes for x in module.lessons if x.id in read),
            tuple(
                x for x in module.lessons if x.id not in read and ("lesson", x.id) not in targets
            ),
            tuple(x for x in module.role_plays if ("role_play", x.id) not in targets),
            tuple(x for x in module.simulations.values() if ("simulation", x.id) not in targets),
            tuple(o for o in module.front.objectives if o.id not in met),
            sum(o.id in met for o in module.front.objectives),
        )
