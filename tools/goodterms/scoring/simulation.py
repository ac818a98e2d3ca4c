"""Playing a simulation: the one scoring formula, step by step.

Each skill starts at 50; the effects of a choice are added and every skill is held within 0 to 100
after every choice. At an ending, percent = (worth of the ending + mean of the skills) / 2. A path
that crosses a red line scores 0. ``scoring.js`` computes the same in the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodterms.model.roleplay import Choice, Ending, Simulation, State

START, LOWEST, HIGHEST = 50, 0, 100
#: Slack when a percentage is held against a pass mark: sums of fractions such as 1/3 may end a
#: hair below the value they stand for. Far below any difference that points can make.
PASS_GUARD = 1e-9


class PlayError(ValueError):
    """A choice that the current state does not offer, or a state that does not exist."""


@dataclass(frozen=True)
class Moment:
    """Where a play stands: the id of a state or an ending, skills so far, red lines crossed."""

    at: str
    skills: Mapping[str, int]
    path: tuple[str, ...] = ()
    red_lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The result of a play; ``ending`` is None while the conversation is still going on."""

    ending: str | None
    percent: float
    passed: bool
    skills: Mapping[str, int]
    path: tuple[str, ...]
    red_lines: tuple[str, ...]


class Board:
    """A simulation with its states and endings by id."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self.states: dict[str, State] = {state.id: state for state in simulation.states}
        self.endings: dict[str, Ending] = {ending.id: ending for ending in simulation.endings}

    def begin(self) -> Moment:
        """The first moment."""
        skills = {skill.id: START for skill in self.simulation.skills}
        return Moment(self.simulation.start, skills)

    def step(self, moment: Moment, letter: str) -> Moment:
        """The moment after a choice.

        Raises:
            PlayError: the state does not offer this choice, or the play has ended.
        """
        choice = self._choice(moment.at, letter)
        skills = {
            skill: held(value + choice.effects.get(skill, 0))
            for skill, value in moment.skills.items()
        }
        crossed = (choice.red_line,) if choice.red_line else ()
        return Moment(choice.next, skills, (*moment.path, letter), moment.red_lines + crossed)

    def outcome(self, moment: Moment) -> Outcome:
        """What a moment is worth: 0 percent unless it is an ending."""
        ending = self.endings.get(moment.at)
        score = 0.0
        if ending is not None and not moment.red_lines:
            score = percent(ending.worth, list(moment.skills.values()))
        passed = (
            ending is not None
            and not moment.red_lines
            and score >= self.simulation.pass_mark - PASS_GUARD
        )
        return Outcome(
            ending.id if ending else None,
            score,
            passed,
            moment.skills,
            moment.path,
            moment.red_lines,
        )

    def _choice(self, at: str, letter: str) -> Choice:
        if at in self.endings:
            raise PlayError(f"the conversation has ended with {at}; choice {letter!r} is too many")
        state = self.states.get(at)
        if state is None:
            raise PlayError(f"there is no state {at!r}")
        for choice in state.choices:
            if choice.id == letter:
                return choice
        offered = ", ".join(choice.id for choice in state.choices)
        raise PlayError(f"state {at} offers {offered or 'no choice'}, not {letter!r}")


def held(value: int) -> int:
    """A skill held within 0 to 100."""
    return LOWEST if value < LOWEST else HIGHEST if value > HIGHEST else value


def percent(worth: float, skills: Sequence[int]) -> float:
    """Percent of an ending reached with these skills and without crossing a red line."""
    return (worth + sum(skills) / len(skills)) / 2


def play(simulation: Simulation, choices: Iterable[str]) -> Outcome:
    """The outcome of the choices (letters), in order.

    Raises:
        PlayError: a choice is not offered where it is made.
    """
    board = Board(simulation)
    moment = board.begin()
    for letter in choices:
        moment = board.step(moment, letter)
    return board.outcome(moment)
