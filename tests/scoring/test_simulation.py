"""Analysis of simulations against playing every path."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.model.roleplay import Simulation
from goodterms.scoring.analysis import analyse
from goodterms.scoring.simulation import Board, Moment, PlayError, play
from tests.scoring.table import TABLE, simulation_of


def graph(states: dict[str, list[Any]], endings: dict[str, float], skills: int = 1) -> Simulation:
    """A simulation from ``state: [(next, effects…[, red line])]``."""
    names = [f"s{n}" for n in range(skills)]
    return simulation_of(
        {
            "id": "sim",
            "start": next(iter(states)),
            "pass_mark": 60,
            "skills": names,
            "states": {
                state: [
                    {
                        "id": "abcd"[n],
                        "next": target,
                        "effects": dict(zip(names, effects, strict=True)),
                    }
                    | ({"red_line": line[0]} if line else {})
                    for n, (target, effects, *line) in enumerate(choices)
                ]
                for state, choices in states.items()
            },
            "endings": endings,
        }
    )


def every_play(simulation: Simulation) -> dict[tuple[str, bool], set[float]]:
    """Percent of everything that can happen, by ending and whether a red line was crossed."""
    board = Board(simulation)
    seen: dict[tuple[Any, ...], Moment] = {}
    waiting = [board.begin()]
    found: dict[tuple[str, bool], set[float]] = {}
    while waiting:
        moment = waiting.pop()
        mark = (moment.at, tuple(moment.skills.values()), bool(moment.red_lines))
        if mark in seen:
            continue
        seen[mark] = moment
        if moment.at in board.endings:
            key = (moment.at, bool(moment.red_lines))
            found.setdefault(key, set()).add(board.outcome(moment).percent)
        elif moment.at in board.states:
            choices = board.states[moment.at].choices
            waiting.extend(board.step(moment, choice.id) for choice in choices)
    return found


@st.composite
def simulations(draw: st.DrawFn) -> Simulation:
    size, skills = draw(st.integers(1, 5)), draw(st.integers(1, 2))
    places = [f"n{n}" for n in range(size)] + ["e0", "e1", "nowhere"]
    effect = st.sampled_from([-50, -25, 0, 25, 50])
    choice = st.one_of(
        st.tuples(st.sampled_from(places[:-1]), st.tuples(*[effect] * skills)),
        st.tuples(st.sampled_from(places), st.tuples(*[effect] * skills), st.just("H1")),
    )
    states = {f"n{n}": draw(st.lists(choice, min_size=1, max_size=3)) for n in range(size)}
    return graph(states, {"e0": 100, "e1": 30}, skills)


@settings(max_examples=300, deadline=None)
@given(simulations())
def test_analysis_agrees_with_playing_everything(simulation: Simulation) -> None:
    found = every_play(simulation)
    analysis = analyse(simulation)
    assert analysis.exact
    for name, report in analysis.endings.items():
        clean, crossed = found.get((name, False)), found.get((name, True))
        assert report.clean is (clean is not None)
        assert report.crossed is (crossed is not None)
        assert report.clean_best == (max(clean) if clean else None)
        assert report.clean_worst == (min(clean) if clean else None)
        both = (clean or set()) | (crossed or set())
        assert report.worst == (min(both) if both else None)
        assert report.best == (max(both) if both else None)


@settings(max_examples=200, deadline=None)
@given(simulations())
def test_bounds_are_never_too_narrow(simulation: Simulation) -> None:
    exact, bounds = analyse(simulation), analyse(simulation, budget=0)
    assert exact.reachable == bounds.reachable
    for name, report in exact.endings.items():
        outer = bounds.endings[name]
        assert (outer.clean, outer.crossed) == (report.clean, report.crossed)
        if report.clean_best is not None:
            assert outer.clean_worst <= report.clean_worst <= report.clean_best <= outer.clean_best


def test_traps_are_found() -> None:
    simulation = graph(
        {
            "start": [("a", (0,)), ("lost", (0,)), ("round", (0,))],
            "a": [("good", (10,))],
            "lost": [("nowhere", (0,))],
            "round": [("again", (0,))],
            "again": [("round", (0,)), ("round", (5,))],
            "self": [("self", (0,))],
        },
        {"good": 80, "never": 10},
    )
    analysis = analyse(simulation)
    assert analysis.reachable == {"start", "a", "lost", "round", "again"}
    assert analysis.unreachable == ("self",)
    assert analysis.dead_ends == ("lost",)
    assert analysis.loops == (("again", "round"),)
    assert analysis.endings["good"].clean_best == (80 + 60) / 2
    never = analysis.endings["never"]
    assert (never.clean, never.crossed, never.best, never.worst) == (False, False, None, None)


def test_a_loop_with_a_way_out_is_no_trap_and_is_followed_to_the_end() -> None:
    simulation = graph({"start": [("start", (7,)), ("start", (-9,)), ("end", (0,))]}, {"end": 50})
    analysis = analyse(simulation)
    assert analysis.loops == ()
    assert analysis.endings["end"].clean_best == 75
    assert analysis.endings["end"].clean_worst == 25


def test_an_ending_behind_a_red_line() -> None:
    simulation = graph(
        {"start": [("good", (50,), "H1"), ("poor", (0,))]}, {"good": 100, "poor": 20}
    )
    good, poor = analyse(simulation).endings.values()
    assert (good.clean, good.crossed, good.best, good.worst) == (False, True, 0, 0)
    assert (poor.clean, poor.crossed, poor.best) == (True, False, 35)


def test_a_start_that_is_an_ending_or_nothing() -> None:
    payload = {**TABLE["simulation"], "start": "deal"}
    assert analyse(simulation_of(payload)).endings["deal"].clean_best == 75
    missing = analyse(simulation_of({**TABLE["simulation"], "start": "no-such"}))
    assert missing.reachable == frozenset()
    assert not any(report.clean for report in missing.endings.values())


@pytest.mark.parametrize("skills", [2, 5])
def test_forty_states_of_four_choices_stay_affordable(skills: int) -> None:
    """Dense and full of loops: the search ends, and says whether its answer is exact."""
    places = [f"n{n}" for n in range(40)] + ["e0", "e1", "e2"]
    states = {
        f"n{n}": [
            (
                places[(7 * n + 11 * c + 1) % 43],
                tuple((n * 13 + c * 29 + k * 17) % 41 - 18 for k in range(skills)),
            )
            for c in range(4)
        ]
        for n in range(40)
    }
    begun = time.process_time()
    analysis = analyse(graph(states, {"e0": 100, "e1": 50, "e2": 0}, skills))
    assert time.process_time() - begun < 20
    assert all(report.clean for report in analysis.endings.values())
    assert skills != 2 or analysis.exact


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ("x", "offers a, b, c, d, not 'x'"),
        ("aaa", "has ended with deal"),
        ("aa!", "'!' is too many"),
    ],
)
def test_choices_that_are_not_offered(choices: str, words: str) -> None:
    with pytest.raises(PlayError, match=words):
        play(simulation_of(TABLE["simulation"]), choices)


def test_a_state_that_does_not_exist() -> None:
    with pytest.raises(PlayError, match="no state 'nowhere'"):
        play(graph({"start": [("nowhere", (0,))]}, {"end": 1}), "aa")
