"""JSON Schemas for editors: they accept the clean courses and mark what the loader refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from goodterms.load.schema import KINDS, editor_settings, schemas
from tests.lint.support import COURSES

SCHEMAS = schemas()


def problems(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """The part of JSON Schema 2020-12 that our schemas use, as an editor applies it."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        return problems(value, root["$defs"][name], root, at)
    if "anyOf" in schema:
        found = [problems(value, part, root, at) for part in schema["anyOf"]]
        return [] if any(not f for f in found) else min(found, key=len)
    result = []
    if "enum" in schema and value not in schema["enum"]:
        result.append(f"{at}: {value!r} is none of {schema['enum']}")
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, kind) for kind in kinds):
        return [*result, f"{at}: {value!r} is not {kinds}"]
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            result.append(f"{at}: {value!r} has not the form {schema['pattern']}")
        if len(value) < schema.get("minLength", 0):
            result.append(f"{at}: too short")
    if isinstance(value, list):
        for i, item in enumerate(value):
            result += problems(item, schema.get("items", {}), root, f"{at}[{i}]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        other = schema.get("additionalProperties", True)
        result += [f"{at}: {name} is missing" for name in schema.get("required", [])
                   if name not in value]  # fmt: skip
        for name, item in value.items():
            if name in known:
                result += problems(item, known[name], root, f"{at}.{name}")
            elif other is False:
                result.append(f"{at}: unknown {name}")
            elif isinstance(other, dict):
                result += problems(item, other, root, f"{at}.{name}")
    return result


def _is(value: Any, kind: str) -> bool:
    if kind in ("number", "integer"):
        wanted: tuple[type, ...] = (int,) if kind == "integer" else (int, float)
        return isinstance(value, wanted) and not isinstance(value, bool)
    types = {"string": str, "array": list, "object": dict, "boolean": bool, "null": type(None)}
    return isinstance(value, types[kind])


def as_editors_read(text: str) -> Any:
    """YAML 1.2 core as the editor's language server reads it: dates stay strings."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if "timestamp" not in tag]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=Loader)


def matched(path: str, languages: list[str]) -> list[str]:
    """Names of the schemas that the editor's settings give to a file."""
    found = []
    for schema, patterns in editor_settings(languages, "s")["yaml.schemas"].items():
        yes = [p for p in patterns if not p.startswith("!")]
        no = [p[1:] for p in patterns if p.startswith("!")]
        if any(Path(path).match(p) for p in yes) and not any(Path(path).match(p) for p in no):
            found.append(schema.removeprefix("s/").removesuffix(".json"))
    return found


YAML_FILES = [
    (course, p.relative_to(COURSES / course).as_posix())
    for course in ("minimal", "library")
    for p in sorted((COURSES / course).rglob("*.yml"))
]


@pytest.mark.parametrize(("course", "path"), YAML_FILES)
def test_each_yaml_file_has_one_schema_that_accepts_it(course: str, path: str) -> None:
    languages = ["en", "ru"] if course == "minimal" else ["zh"]
    (name,) = matched(path, languages)
    assert name.endswith("-overlay") == (".ru." in path)
    value = as_editors_read((COURSES / course / path).read_text(encoding="utf-8"))
    assert problems(value, SCHEMAS[name], SCHEMAS[name]) == []


def front_matter() -> list[tuple[str, str]]:
    """Markdown files of the clean courses with the kind of their front matter."""
    found = []
    for course in ("minimal", "library"):
        for file in sorted((COURSES / course).rglob("*.md")):
            path = file.relative_to(COURSES / course).as_posix()
            kind = "role-play" if "role-plays/" in path else "lesson"
            kind = "template" if path.startswith("course/templates/") else kind
            kind = {"index": "module", "facilitator": "page"}.get(file.name.split(".")[0], kind)
            found.append((f"{course}/{path}", f"{kind}-overlay" if ".ru." in path else kind))
    return found


@pytest.mark.parametrize(("path", "name"), front_matter())
def test_front_matter_fits_its_schema(path: str, name: str) -> None:
    text = (COURSES / path).read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n")
    assert problems(as_editors_read(text), SCHEMAS[name], SCHEMAS[name]) == []


def test_what_the_loader_refuses_is_marked() -> None:
    bank = as_editors_read((COURSES / "minimal/quizzes/01-safe-to-ride.yml").read_text("utf-8"))
    schema = SCHEMAS["bank"]
    bank["items"][0]["opitons"] = bank["items"][0].pop("options")
    bank["items"][1]["level"] = "applied"
    bank["items"][2]["points"] = "many"
    bank["items"][3]["id"] = "M01 Q4"
    del bank["items"][4]["stem"]
    assert len({p.split(":")[0] for p in problems(bank, schema, schema)}) >= 5


def test_an_overlay_may_not_set_a_key() -> None:
    schema = SCHEMAS["bank-overlay"]
    good = {"items": [{"id": "m01-q01", "digest": "3f0c9a1be2d4", "stem": "?"}]}
    assert problems(good, schema, schema) == []
    good["items"][0]["key"] = "a"
    assert problems(good, schema, schema) == ["$.items[0]: unknown key"]


def test_a_number_may_stand_where_the_model_wants_text() -> None:
    schema = SCHEMAS["role-play"]
    fact = schema["$defs"]["Fact"]["properties"]["value"]
    assert problems(40, fact, schema) == problems("forty", fact, schema) == []


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_closed_described_and_whole(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema["$schema"].endswith("2020-12/schema")
    assert name.removesuffix("-overlay") in KINDS
    text = repr(schema)
    for reference in re.findall(r"'#/\$defs/(\w+)'", text):
        assert reference in schema["$defs"]
    assert "``" not in text
    for part in [schema, *schema.get("$defs", {}).values()]:
        if part.get("type") == "object" and "properties" in part:
            assert part["additionalProperties"] is False
            assert part["description"]
