"""The table of scoring vectors, and items and simulations built from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from goodterms.model.items import Item
from goodterms.model.roleplay import Simulation

TABLE: dict[str, Any] = json.loads(
    Path(__file__).with_name("vectors.json").read_text(encoding="utf-8")
)
#: Fields that do not decide a score but that every item has.
WORDING = {"use": "test", "objective": "m01-o1", "topics": [], "level": "apply", "stem": "?"}


def item_of(payload: dict[str, Any]) -> Item:
    """An item whose scoring payload is the given one."""
    side = {"text": "-", "why": "-"}
    record = {**WORDING, **payload, "scoring": payload["rule"]}
    for name in ("rule", "options", "left", "right", "authored"):
        record.pop(name, None)
    if "options" in payload:
        record["options"] = [{"id": letter, **side} for letter in payload["options"]]
    if "left" in payload:
        record["left"] = [{"id": letter, **side} for letter in payload["left"]]
        record["right"] = [{"id": letter, "text": "-"} for letter in payload["right"]]
    if payload["type"] == "short":
        record.update(accept=payload.get("authored", payload["accept"]), why="-")
    if payload["type"] == "numeric":
        record.update(check="0", why="-")
    if payload["type"] == "written":
        record["model"] = "-"
    return msgspec.convert(record, Item)


def response_of(vector: dict[str, Any]) -> Any:
    """The response of a vector, special numbers and long texts written out."""
    if "special" in vector:
        return float(vector["special"].replace("Infinity", "inf"))
    if "repeat" in vector:
        repeat = vector["repeat"]
        return repeat["text"] * repeat["times"] + repeat.get("then", "")
    return vector["response"]


def simulation_of(payload: dict[str, Any]) -> Simulation:
    """A simulation whose payload is the given one."""
    return msgspec.convert(
        {
            "id": payload["id"],
            "title": "-",
            "role_play": "rp",
            "minutes": 5,
            "pass_mark": payload["pass_mark"],
            "objectives": ["m01-o1"],
            "skills": [{"id": skill, "title": "-"} for skill in payload["skills"]],
            "you": "-",
            "setting": "-",
            "start": payload["start"],
            "states": [
                {
                    "id": name,
                    "speaker": "-",
                    "line": "-",
                    "mood": "-",
                    "trust": 50,
                    "choices": [{"say": "-", "feedback": "-", **choice} for choice in choices],
                }
                for name, choices in payload["states"].items()
            ],
            "endings": [
                {"id": name, "title": "-", "worth": worth, "debrief": "-"}
                for name, worth in payload["endings"].items()
            ],
        },
        Simulation,
    )
