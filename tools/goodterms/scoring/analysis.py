"""What can happen in a simulation: reachable states, traps, and the range of every ending."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goodterms.model.roleplay import Choice, Simulation
from goodterms.scoring.simulation import START, Board, held, percent

#: Comparisons of skill vectors the exact search may make before it falls back to bounds
#: (about a third of a second; authored simulations need a few thousand).
BUDGET = 300_000

Vector = tuple[int, ...]
Node = tuple[str, bool]


@dataclass(frozen=True)
class EndingReport:
    """How an ending can be reached and what it is worth in percent.

    ``clean``: reachable without crossing a red line; ``crossed``: reachable after crossing one.
    ``best`` and ``worst`` are over all ways (a crossed way scores 0), ``clean_best`` and
    ``clean_worst`` over the clean ones; None where there is no way.
    """

    ending: str
    clean: bool
    crossed: bool
    clean_best: float | None
    clean_worst: float | None

    @property
    def best(self) -> float | None:
        """The highest percent any way to this ending gives; None if it cannot be reached."""
        return self.clean_best if self.clean else 0.0 if self.crossed else None

    @property
    def worst(self) -> float | None:
        """The lowest percent any way to this ending gives; None if it cannot be reached."""
        return 0.0 if self.crossed else self.clean_worst


@dataclass(frozen=True)
class Analysis:
    """Everything the validator says about a simulation's shape and scores.

    ``dead_ends``: reachable states with a choice that leads nowhere, or without choices.
    ``loops``: groups of reachable states that go round for ever: no ending can be reached.
    ``exact``: False if best and worst are sound bounds (never too narrow) instead of values
    that a play really reaches; this happens only in very large simulations.
    """

    reachable: frozenset[str]
    unreachable: tuple[str, ...]
    dead_ends: tuple[str, ...]
    loops: tuple[tuple[str, ...], ...]
    endings: Mapping[str, EndingReport]
    exact: bool


def analyse(simulation: Simulation, budget: int = BUDGET) -> Analysis:
    """All that can happen in a simulation, over every path, loops included.

    The best percent of an ending needs only the skill vectors that no other vector at the same
    state beats in every skill: adding effects and holding within 0 to 100 never reverses an
    order, so a beaten vector stays beaten. The worst percent likewise. That keeps the search
    exact and small; beyond ``budget`` comparisons each skill is bounded by itself.
    """
    board = Board(simulation)
    edges = {state.id: state.choices for state in simulation.states}
    nodes = _reach(simulation.start, edges)
    reachable = frozenset(name for name, _ in nodes if name in edges)
    exact = True
    ranges: dict[str, tuple[float, float]] = {}
    try:
        high = _frontiers(simulation, edges, 1, budget)
        low = _frontiers(simulation, edges, -1, budget)
        for name in board.endings.keys() & high.keys():
            worth = board.endings[name].worth
            ranges[name] = (
                min(percent(worth, vector) for vector in low[name]),
                max(percent(worth, vector) for vector in high[name]),
            )
    except _BudgetSpentError:
        exact = False
        for name, (lows, highs) in _bounds(simulation, edges).items():
            if name in board.endings:
                worth = board.endings[name].worth
                ranges[name] = (percent(worth, lows), percent(worth, highs))
    endings = {
        name: EndingReport(
            name,
            (name, False) in nodes,
            (name, True) in nodes,
            ranges[name][1] if name in ranges else None,
            ranges[name][0] if name in ranges else None,
        )
        for name in board.endings
    }
    return Analysis(
        reachable,
        tuple(state.id for state in simulation.states if state.id not in reachable),
        _dead_ends(edges, board, reachable),
        _loops(edges, board, reachable),
        endings,
        exact,
    )


Edges = Mapping[str, list[Choice]]


def _reach(start: str, edges: Edges) -> set[Node]:
    """Places that can be reached, and whether after crossing a red line."""
    seen: set[Node] = {(start, False)}
    waiting = deque(seen)
    while waiting:
        name, crossed = waiting.popleft()
        for choice in edges.get(name, ()):
            node = (choice.next, crossed or choice.red_line is not None)
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen


def _dead_ends(edges: Edges, board: Board, reachable: Iterable[str]) -> tuple[str, ...]:
    known = edges.keys() | board.endings.keys()
    return tuple(
        sorted(
            name
            for name in reachable
            if not edges[name] or any(choice.next not in known for choice in edges[name])
        )
    )


def _loops(edges: Edges, board: Board, reachable: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of reachable states that lead into each other and to no ending."""
    leads_to = {name: _from(name, edges) for name in reachable}
    trapped = {name for name in reachable if not leads_to[name] & board.endings.keys()}
    groups = {
        tuple(sorted(other for other in leads_to[name] & trapped if name in leads_to[other]))
        for name in trapped
        if name in leads_to[name]
    }
    return tuple(sorted(groups))


def _from(name: str, edges: Edges) -> set[str]:
    """Everything that can be reached from a state by at least one choice."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for choice in edges.get(waiting.pop(), ()):
            if choice.next not in seen:
                seen.add(choice.next)
                waiting.append(choice.next)
    return seen


class _BudgetSpentError(Exception):
    """The exact search would take too long."""


def _frontiers(
    simulation: Simulation, edges: Edges, sign: int, budget: int
) -> dict[str, list[Vector]]:
    """Per place, the clean skill vectors that no other one beats (``sign`` 1) or undercuts (-1)."""
    skills = [skill.id for skill in simulation.skills]
    moves = {
        name: [
            (choice.next, tuple(choice.effects.get(skill, 0) for skill in skills))
            for choice in choices
            if choice.red_line is None
        ]
        for name, choices in edges.items()
    }
    start = (START,) * len(skills)
    fronts: dict[str, list[Vector]] = {simulation.start: [start]}
    waiting = deque([(simulation.start, start)])
    while waiting:
        name, vector = waiting.popleft()
        if vector not in fronts[name]:
            continue  # beaten since it was put here
        for target, effects in moves.get(name, ()):
            front = fronts.setdefault(target, [])
            budget -= 1 + len(front)
            if budget < 0:
                raise _BudgetSpentError
            new = tuple(held(value + effect) for value, effect in zip(vector, effects, strict=True))
            if any(_covers(old, new, sign) for old in front):
                continue
            front[:] = [old for old in front if not _covers(new, old, sign)]
            front.append(new)
            waiting.append((target, new))
    return fronts


def _covers(one: Vector, other: Vector, sign: int) -> bool:
    if sign > 0:
        return all(a >= b for a, b in zip(one, other, strict=True))
    return all(a <= b for a, b in zip(one, other, strict=True))


def _bounds(simulation: Simulation, edges: Edges) -> dict[str, tuple[list[int], list[int]]]:
    """Per place, the lowest and highest clean value of every skill taken by itself."""
    bounds: dict[str, tuple[list[int], list[int]]] = {}
    for skill in simulation.skills:
        values: dict[str, set[int]] = {simulation.start: {START}}
        waiting = [(simulation.start, START)]
        while waiting:
            name, value = waiting.pop()
            for choice in edges.get(name, ()):
                if choice.red_line is not None:
                    continue
                new = held(value + choice.effects.get(skill.id, 0))
                seen = values.setdefault(choice.next, set())
                if new not in seen:
                    seen.add(new)
                    waiting.append((choice.next, new))
        for name, reached in values.items():
            lows, highs = bounds.setdefault(name, ([], []))
            lows.append(min(reached))
            highs.append(max(reached))
    return bounds
