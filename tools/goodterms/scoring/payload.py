"""What ``scoring.js`` needs of an item or a simulation: ids and keys, no wording."""

from __future__ import annotations

from typing import Any

from goodterms.model.items import (
    Classify,
    Item,
    Match,
    Multiple,
    Numeric,
    Order,
    Short,
    Single,
    Written,
)
from goodterms.model.roleplay import Simulation
from goodterms.scoring.text import normalise_short


def scoring_payload(item: Item) -> dict[str, Any]:
    """The JSON that ``GoodTerms.scoring.scoreItem`` takes.

    Always ``id, type, points, rule``; then per type ``options`` and ``key`` (single, multiple,
    order), ``left``, ``right`` and ``key`` (match, classify), ``key: {value, tolerance}``
    (numeric), ``accept`` in normal form (short), ``rubric`` (written).
    """
    payload: dict[str, Any] = {
        "id": item.id,
        "type": item.type,
        "points": item.points,
        "rule": item.rule,
    }
    match item:
        case Single() | Multiple() | Order():
            payload["options"] = [option.id for option in item.options]
            payload["key"] = item.key
        case Match() | Classify():
            payload["left"] = [side.id for side in item.left]
            payload["right"] = [side.id for side in item.right]
            payload["key"] = item.key
        case Numeric():
            payload["key"] = {"value": item.key.value, "tolerance": item.key.tolerance}
        case Short():
            payload["accept"] = list(dict.fromkeys(normalise_short(text) for text in item.accept))
        case Written():
            payload["rubric"] = item.rubric
    return payload


def simulation_payload(simulation: Simulation) -> dict[str, Any]:
    """The JSON that ``GoodTerms.scoring.playSimulation`` takes.

    ``states`` and ``endings`` are by id; a choice has ``id``, ``effects``, ``next`` and, if it
    crosses one, ``red_line``.
    """
    return {
        "id": simulation.id,
        "start": simulation.start,
        "pass_mark": simulation.pass_mark,
        "skills": [skill.id for skill in simulation.skills],
        "states": {
            state.id: [
                {"id": choice.id, "effects": choice.effects, "next": choice.next}
                | ({"red_line": choice.red_line} if choice.red_line else {})
                for choice in state.choices
            ]
            for state in simulation.states
        },
        "endings": {ending.id: ending.worth for ending in simulation.endings},
    }
