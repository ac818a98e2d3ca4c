"""JSON Schemas of every kind of course file, made from the model, and where editors apply them.

Overlays have schemas of their own: the same entries with text only. Authors write YAML, in which
``value: 40`` is a number although the model wants a text; so wherever the model takes any text,
the schemas take numbers and booleans as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import inspect as mi

from goodterms.load.bind import is_text, type_info, unwrap
from goodterms.model.agendas import AgendasFile
from goodterms.model.assessments import AssessmentsFile
from goodterms.model.base import Authored
from goodterms.model.calculators import CalculatorFront
from goodterms.model.course import LessonFront, ModuleFront, PageFront, Settings
from goodterms.model.items import Bank
from goodterms.model.roleplay import RolePlayFront, Simulation
from goodterms.model.tables import (
    CasesFile,
    GlossaryFile,
    LawFile,
    RedLinesFile,
    RubricsFile,
    SyllabusFile,
)
from goodterms.model.templates import TemplateFront

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Name of a schema -> type, and the YAML files it is for (none: front matter of Markdown).
KINDS: dict[str, tuple[type[Authored], str]] = {
    "course": (Settings, "course/course.yml"),
    "syllabus": (SyllabusFile, "course/syllabus.yml"),
    "glossary": (GlossaryFile, "course/glossary.yml"),
    "law": (LawFile, "course/law.yml"),
    "redlines": (RedLinesFile, "course/redlines.yml"),
    "rubrics": (RubricsFile, "course/rubrics.yml"),
    "cases": (CasesFile, "course/cases.yml"),
    "agendas": (AgendasFile, "course/agendas.yml"),
    "bank": (Bank, "quizzes/*.yml"),
    "assessments": (AssessmentsFile, "quizzes/assessments.yml"),
    "simulation": (Simulation, "modules/*/role-plays/*.yml"),
    "module": (ModuleFront, ""),
    "lesson": (LessonFront, ""),
    "page": (PageFront, ""),
    "calculator": (CalculatorFront, ""),
    "role-play": (RolePlayFront, ""),
    "template": (TemplateFront, ""),
}
_DIGEST = {
    "type": "string",
    "description": "Digest of the source text; `goodterms translate accept` writes it.",
    "pattern": "^[0-9a-f]{12}$",
}


def schemas() -> dict[str, dict[str, Any]]:
    """A schema per kind of file, and one per kind of overlay (``bank-overlay``), by name."""
    found: dict[str, dict[str, Any]] = {}
    for name, (struct, pattern) in KINDS.items():
        found[name] = _schema(name, struct)
        overlay = _overlay(type_info(struct))
        if overlay is not None:
            properties = overlay["properties"]
            properties.pop("id", None)  # the file itself keeps the id of its source
            if not pattern:
                del properties["digest"]
                properties["digests"] = {
                    "type": "object",
                    "description": "One digest per section of the source.",
                    "additionalProperties": _DIGEST,
                }
            found[f"{name}-overlay"] = _finished(f"{name}-overlay", overlay, {})
    return found


def editor_settings(languages: Iterable[str], folder: str) -> dict[str, Any]:
    """Settings for VS Code's YAML extension: which schema in ``folder`` is for which files.

    ``languages`` are the codes of the course's languages, the source first; paths are relative to
    the course's root.
    """
    others = list(languages)[1:]
    known = schemas()
    mapping: dict[str, list[str]] = {}
    for name, (_, pattern) in KINDS.items():
        if not pattern:
            continue
        overlays = [pattern.removesuffix(".yml") + f".{lang}.yml" for lang in others]
        patterns = [pattern]
        if "*" in pattern:
            patterns += [f"!{overlay}" for overlay in overlays]
        if name == "bank":
            patterns.append("!quizzes/assessments*.yml")
        mapping[f"{folder}/{name}.json"] = patterns
        if overlays and f"{name}-overlay" in known:
            if name == "bank":
                overlays.append("!quizzes/assessments*.yml")
            mapping[f"{folder}/{name}-overlay.json"] = overlays
    return {"yaml.schemas": mapping, "yaml.validate": True, "yaml.completion": True}


def _schema(name: str, struct: type[Authored]) -> dict[str, Any]:
    (root,), components = msgspec.json.schema_components([struct], ref_template="#/$defs/{name}")
    return _finished(name, root, components)


def _finished(name: str, root: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"$schema": DIALECT, "title": name, **root}
    if components:
        schema["$defs"] = components
    widened = _widened(schema)
    assert isinstance(widened, dict)
    return widened


def _widened(node: Any) -> Any:
    """The schema with any text also allowed as a number or boolean, as YAML reads it."""
    if isinstance(node, list):
        return [_widened(part) for part in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("description"), str):
        node = {**node, "description": node["description"].replace("``", "`")}
    made = {
        key: value if key in ("enum", "const", "required", "default") else _widened(value)
        for key, value in node.items()
    }
    if made.get("type") == "string" and not made.keys() & {"pattern", "format", "enum", "const"}:
        made["type"] = ["string", "number", "boolean"]
    return made


def _overlay(info: mi.Type) -> dict[str, Any] | None:
    """The schema of what a translation may say about a value; None if it says nothing."""
    if is_text(info):
        inner = unwrap(info)
        text: dict[str, Any] = {"type": "string", "minLength": 1}
        if _item(inner) is not None:
            return {"type": "array", "items": text}
        return text
    inner = unwrap(info)
    if isinstance(inner, mi.UnionType):
        parts = [p for p in map(_overlay, inner.types) if p is not None]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else _merged(parts)
    if isinstance(inner, mi.StructType):
        fields = {f.encode_name: _overlay(f.type) for f in inner.fields}
        texts = {name: schema for name, schema in fields.items() if schema is not None}
        if not texts:
            return None
        keys: dict[str, Any] = {}
        if any(f.encode_name == "id" for f in inner.fields):
            keys["id"] = {"type": "string", "description": "The id of the source entry."}
        return {
            "type": "object",
            "description": f"Translation. {(inner.cls.__doc__ or '').strip()}",
            "properties": {**keys, "digest": _DIGEST, **texts},
            "additionalProperties": False,
        }
    item = _item(inner)
    if item is not None:
        entries = _overlay(item)
        return None if entries is None else {"type": "array", "items": entries}
    return None


def _item(info: mi.Type) -> mi.Type | None:
    return info.item_type if isinstance(info, mi.ListType) else None


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One object that takes the texts of all types of a union: an overlay names no type."""
    properties: dict[str, Any] = {}
    for part in parts:
        properties.update(part.get("properties", {}))
    return {
        "type": "object",
        "description": "Translation of an entry; the source decides its type.",
        "properties": properties,
        "additionalProperties": False,
    }


__all__ = ["KINDS", "editor_settings", "schemas"]
