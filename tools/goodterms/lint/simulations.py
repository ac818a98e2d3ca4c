"""Simulations (M): every state can be reached and left, every score is what it should be."""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.diagnostics import Severity
from goodterms.lint.known import near
from goodterms.lint.markup import counted
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.course import Course
from goodterms.model.roleplay import Simulation
from goodterms.scoring.analysis import Analysis
from goodterms.scoring.simulation import PASS_GUARD


@rule("M001", scope="source")
def next_unknown(context: Context) -> Iterator[Problem]:
    """Choice leads to nothing.

    ``start`` is a state; ``next`` of every choice is a state or an ending.

    Why: the conversation would stop in the middle of a sentence.

    Bad::

        next: aproval

    Good::

        next: approval
    """
    for simulation in _simulations(context.source):
        states = [state.id for state in simulation.states]
        known = [*states, *(ending.id for ending in simulation.endings)]
        if simulation.start not in states:
            yield Problem(
                simulation.at("start"),
                f"start: there is no state {simulation.start!r}",
                near(simulation.start, states, "the states are"),
            )
        for state in simulation.states:
            for choice in state.choices:
                if choice.next not in known:
                    yield Problem(
                        choice.at("next"),
                        f"{state.id}, choice {choice.id}: there is no state or ending "
                        f"{choice.next!r}",
                        near(choice.next, known, "there are"),
                    )


@rule("M002", scope="source")
def state_unreachable(context: Context) -> Iterator[Problem]:
    """State or ending that nobody can reach.

    From ``start`` some sequence of choices leads to every state and every ending.

    Why: nobody will ever read it; often a ``next`` was mistyped into another valid id.

    Bad::

        a state `late-list` to which no choice has `next: late-list`

    Good::

        next: late-list     in a choice of a state that can be reached
    """
    for simulation in _simulations(context.source):
        analysis = context.analysis(simulation)
        if analysis is None:
            continue
        for state in simulation.states:
            if state.id in analysis.unreachable:
                yield Problem(
                    state.at("id"),
                    f"no choices lead to the state {state.id}",
                    "lead a choice to it with `next`, or remove it",
                )
        for ending in simulation.endings:
            report = analysis.endings[ending.id]
            if not report.clean and not report.crossed:
                yield Problem(
                    ending.at("id"),
                    f"no choices lead to the ending {ending.id}",
                    "lead a choice to it with `next`, or remove it",
                )


@rule("M003", scope="source")
def dead_end(context: Context) -> Iterator[Problem]:
    """Conversation that never ends.

    From every state that can be reached, some choices lead to an ending.

    Why: the learner goes round in circles and gets no result.

    Bad::

        two states whose only choices lead to each other

    Good::

        in one of them a choice with `next: no-agreement`, an ending
    """
    for simulation in _simulations(context.source):
        analysis = context.analysis(simulation)
        if analysis is None:
            continue
        for loop in analysis.loops:
            first = next(state for state in simulation.states if state.id in loop)
            names = ", ".join(loop)
            yield Problem(
                first.at("id"),
                f"from {names} no ending can be reached",
                "give one of these states a choice that leads out",
            )


@rule("M004", scope="source")
def skill_unknown(context: Context) -> Iterator[Problem]:
    """Effect on a skill that does not exist.

    ``effects`` of a choice names skills of the simulation.

    Why: the points would go nowhere.

    Bad::

        effects: {facst: 10}

    Good::

        effects: {facts: 10}
    """
    for simulation in _simulations(context.source):
        skills = [skill.id for skill in simulation.skills]
        for state in simulation.states:
            for choice in state.choices:
                for name in choice.effects:
                    if name not in skills:
                        yield Problem(
                            choice.at("effects", name),
                            f"{state.id}, choice {choice.id}: there is no skill {name!r}",
                            near(name, skills, "the skills are"),
                        )


@rule("M005", scope="source")
def good_ending_behind_red_line(context: Context) -> Iterator[Problem]:
    """Good ending can be reached across a red line.

    No ending that is worth the pass mark or more can be reached after a choice with ``red_line``.

    Why: the score is 0, but the text would congratulate. Prohibited conduct must not look as if it
    works.

    Bad::

        a choice with `red_line: H1` and `next: plan`, where the ending plan is worth 100

    Good::

        a choice with `red_line: H1` and `next: stop-line`, an ending worth 0
    """
    for simulation in _simulations(context.source):
        analysis = context.analysis(simulation)
        if analysis is None:
            continue
        for ending in simulation.endings:
            if ending.worth >= simulation.pass_mark and analysis.endings[ending.id].crossed:
                yield Problem(
                    ending.at("id"),
                    f"the ending {ending.id} ({_range(analysis, ending.id)}) can be reached across "
                    f"a red line",
                    "lead choices with a red line to an ending of their own, worth little",
                )


@rule("M006", scope="source")
def cannot_be_passed(context: Context) -> Iterator[Problem]:
    """Simulation that nobody can pass.

    The best way through reaches the pass mark.

    Why: the best conversation possible would be told that it failed.

    Bad::

        pass_mark: 80     and the best ending gives 72 percent at most

    Good::

        pass_mark: 60     and the best ending gives 88 percent at most
    """
    for simulation in _simulations(context.source):
        analysis = context.analysis(simulation)
        if analysis is None:
            continue
        best = max((r.best for r in analysis.endings.values() if r.best is not None), default=None)
        if best is not None and best < simulation.pass_mark - PASS_GUARD:
            yield Problem(
                simulation.at("pass_mark"),
                f"the best way gives {best:.1f} percent, the pass mark is "
                f"{simulation.pass_mark:g} ({_ranges(analysis)})",
                "raise effects or worth along the good way, or lower the pass mark",
            )


@rule("M007", scope="source")
def ending_impossible(context: Context) -> Iterator[Problem]:
    """Ending that is worth something, but only across a red line.

    Every ending with a worth above 0 can be reached without crossing a red line.

    Why: its worth is never given: crossing a red line makes the score 0.

    Bad::

        an ending worth 40 that only a choice with `red_line` leads to

    Good::

        the same ending with `worth: 0`, or another choice that leads to it
    """
    for simulation in _simulations(context.source):
        analysis = context.analysis(simulation)
        if analysis is None:
            continue
        for ending in simulation.endings:
            report = analysis.endings[ending.id]
            if ending.worth > 0 and report.crossed and not report.clean:
                yield Problem(
                    ending.at("worth"),
                    f"the ending {ending.id} is worth {ending.worth:g}, but every way to it "
                    f"crosses a red line",
                    "write `worth: 0`, or lead a clean choice to it",
                )


@rule("M008", scope="source", severity=Severity.WARNING)
def everybody_passes(context: Context) -> Iterator[Problem]:
    """Simulation that nobody can fail.

    Some way without a red line ends below the pass mark.

    Why: a conversation in which everything works teaches nothing about what works.

    Bad::

        pass_mark: 40     and the worst way without a red line gives 45 percent

    Good::

        pass_mark: 60     and the worst way without a red line gives 22 percent
    """
    for simulation in _simulations(context.source):
        analysis = context.analysis(simulation)
        if analysis is None:
            continue
        worst = [r.clean_worst for r in analysis.endings.values() if r.clean_worst is not None]
        if worst and min(worst) >= simulation.pass_mark:
            yield Problem(
                simulation.at("pass_mark"),
                f"the worst way gives {min(worst):.1f} percent, the pass mark is "
                f"{simulation.pass_mark:g} ({_ranges(analysis)})",
                "let poor choices lead to poor endings, or raise the pass mark",
            )


@rule("M009", scope="source")
def number_of_choices(context: Context) -> Iterator[Problem]:
    """Number of choices or skills.

    A state has two to four choices, a simulation two to five skills.

    Why: one choice is no choice; more than four nobody weighs.

    Bad::

        a state with a single choice

    Good::

        a state with three choices
    """
    for simulation in _simulations(context.source):
        if not 2 <= len(simulation.skills) <= 5:
            yield Problem(
                simulation.at("skills"),
                f"{counted(len(simulation.skills), 'skill')}",
                "write two to five",
            )
        for state in simulation.states:
            if not 2 <= len(state.choices) <= 4:
                yield Problem(
                    state.at("choices"),
                    f"{state.id}: {counted(len(state.choices), 'choice')}",
                    "write two to four things the learner could say",
                )


@rule("M010", scope="source", severity=Severity.WARNING)
def skill_unused(context: Context) -> Iterator[Problem]:
    """Skill that no choice changes.

    Every skill of a simulation stands in ``effects`` of some choice.

    Why: it would stay at 50 for everybody and only dilute the score.

    Bad::

        skills: [{id: tone, …}]     and no choice has `effects: {tone: …}`

    Good::

        effects: {tone: -10}
    """
    for simulation in _simulations(context.source):
        used = {
            name
            for state in simulation.states
            for choice in state.choices
            for name, points in choice.effects.items()
            if points
        }
        for skill in simulation.skills:
            if skill.id not in used:
                yield Problem(
                    skill.at("id"),
                    f"no choice changes the skill {skill.id}",
                    "give some choices an effect on it, or remove it",
                )


def _simulations(course: Course) -> Iterator[Simulation]:
    for module in course.modules:
        yield from module.simulations.values()


def _range(analysis: Analysis, ending: str) -> str:
    report = analysis.endings[ending]
    if report.clean_best is None or report.clean_worst is None:
        return "0 percent"
    return f"{report.clean_worst:.1f} to {report.clean_best:.1f} percent"


def _ranges(analysis: Analysis) -> str:
    return "; ".join(f"{name} {_range(analysis, name)}" for name in analysis.endings)


RULES = (
    next_unknown,
    state_unreachable,
    dead_end,
    skill_unknown,
    good_ending_behind_red_line,
    cannot_be_passed,
    ending_impossible,
    everybody_passes,
    number_of_choices,
    skill_unused,
)
