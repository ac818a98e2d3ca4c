"""A simulated conversation: the page's HTML, and the data that ``simulation.js`` plays."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from goodterms.model.roleplay import Choice, Simulation, State
from goodterms.render.context import Context
from goodterms.render.data import json_script
from goodterms.render.inline import line, plain, prose, red_line_label
from goodterms.render.markdown import inline_html, strip_paragraph
from goodterms.render.page_templates import render
from goodterms.scoring.payload import simulation_payload


def simulation_page(simulation: Simulation, ctx: Context) -> Markup:
    """The whole simulation; without scripts it shows the setting and says what is missing."""
    role_play = ctx.course.role_plays.get(simulation.role_play)
    return render(
        "simulation.html.j2",
        ctx,
        simulation=simulation,
        skills=[line(skill.title, ctx) for skill in simulation.skills],
        role_play=role_play,
        role_play_href=ctx.links("role_play", simulation.role_play),
        data=json_script(simulation_data(simulation, ctx)),
    )


def simulation_data(simulation: Simulation, ctx: Context) -> dict[str, Any]:
    """The scoring payload (``score``) and the words by state, choice, ending and skill."""
    return {
        "simulation": simulation.id,
        "score": simulation_payload(simulation),
        "you": plain(simulation.you, ctx),
        "skills": {skill.id: str(line(skill.title, ctx)) for skill in simulation.skills},
        "states": {state.id: _state(state, ctx) for state in simulation.states},
        "endings": {
            ending.id: {
                "title": str(line(ending.title, ctx)),
                "debrief": str(prose(ending.debrief, ctx)),
            }
            for ending in simulation.endings
        },
    }


def _state(state: State, ctx: Context) -> dict[str, Any]:
    return {
        "speaker": plain(state.speaker, ctx),
        "line": str(prose(state.line, ctx)),
        "mood": str(line(state.mood, ctx)),
        "trust": state.trust,
        "choices": {choice.id: _choice(choice, ctx) for choice in state.choices},
    }


def _choice(choice: Choice, ctx: Context) -> dict[str, Any]:
    said: dict[str, Any] = {
        "say": str(line(choice.say, ctx)),
        "feedback": strip_paragraph(prose(choice.feedback, ctx)),
    }
    if choice.red_line in ctx.course.red_lines and choice.red_line:
        said["red"] = inline_html(red_line_label(choice.red_line, ctx))
    return said
