"""Role-play cards and simulations."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from goodterms.model.base import Authored, Id, Letter, Line, Minutes, Percent, Prose, RedLineId

Kind = Literal["negotiation", "third-party", "de-escalation", "service", "coaching"]


class Timing(Authored, frozen=True, kw_only=True):
    """Minutes of a role-play."""

    prepare: Minutes
    play: Minutes
    debrief: Minutes

    @property
    def total(self) -> int:
        """All minutes together."""
        return self.prepare + self.play + self.debrief


class Party(Authored, frozen=True, kw_only=True):
    """A party at the table. ``limit`` is its reservation value, ``wants`` its direction."""

    id: Id
    name: Line
    target: float | None = None
    limit: float | None = None
    wants: Literal["high", "low"] | None = None


class Fact(Authored, frozen=True, kw_only=True):
    """A number, date or statement of the case, and who knows it."""

    id: Id
    value: Annotated[str, Meta(min_length=1, extra={"text": True})]
    unit: str = ""
    known_to: Annotated[list[Id], Meta(min_length=1)]


class RolePlayFront(Authored, frozen=True, kw_only=True):
    """Front matter of a role-play file."""

    id: Id
    title: Line
    kind: Kind
    context: Literal["b2b", "consumer"]
    jurisdiction: str
    minutes: Timing
    parties: Annotated[list[Party], Meta(min_length=2)]
    unit: Annotated[str, Meta(extra={"text": True})] = ""
    zone: Literal["computed", "none"] | None = None
    objectives: Annotated[list[Id], Meta(min_length=1)]
    red_lines: list[RedLineId] = []
    rubric: Id | None = None
    facts: list[Fact] = []


class Skill(Authored, frozen=True, kw_only=True):
    """A skill that choices of a simulation raise or lower."""

    id: Id
    title: Line


class Choice(Authored, frozen=True, kw_only=True):
    """One thing the learner can say in a state."""

    id: Letter
    say: Line
    effects: dict[str, Annotated[int, Meta(ge=-50, le=50)]] = {}
    feedback: Prose
    red_line: RedLineId | None = None
    next: Id


class State(Authored, frozen=True, kw_only=True):
    """One moment of the conversation."""

    id: Id
    speaker: Line
    line: Prose
    mood: Line
    trust: Annotated[int, Meta(ge=0, le=100)]
    choices: Annotated[list[Choice], Meta(min_length=1)]


class Ending(Authored, frozen=True, kw_only=True):
    """Where a conversation ends, and what that outcome is worth in percent."""

    id: Id
    title: Line
    worth: Percent
    debrief: Prose


class Simulation(Authored, frozen=True, kw_only=True):
    """A branching conversation beside a role-play."""

    id: Id
    title: Line
    role_play: Id
    minutes: Minutes
    pass_mark: Percent = 60.0
    objectives: Annotated[list[Id], Meta(min_length=1)]
    skills: Annotated[list[Skill], Meta(min_length=1, max_length=6)]
    you: Line
    setting: Prose
    start: Id
    states: Annotated[list[State], Meta(min_length=1)]
    endings: Annotated[list[Ending], Meta(min_length=1)]
