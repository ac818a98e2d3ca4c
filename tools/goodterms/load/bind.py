"""Nodes -> model: one generic reader that follows the types of the model.

Every problem becomes a finding with its place and a hint; a record that cannot be made is left
out and the rest goes on.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from functools import cache
from typing import Any, TypeVar, cast

from msgspec import inspect as mi

from goodterms.diagnostics import Finding, Position
from goodterms.load.nodes import Mapping, Node, Scalar, Sequence
from goodterms.model.base import Authored

S = TypeVar("S", bound=Authored)
_MISSING = object()
#: Sentences of a pattern that say to an author what is expected.
_PATTERNS = {
    r"^[a-z][a-z0-9-]*$": "a small letter, then small letters, digits and hyphens (m01-q07)",
    r"^[a-z]$": "one letter, a to z",
    r"^[A-Z][0-9]{1,3}$": "a capital letter and a number (H1)",
    r"^[a-z]{2,3}$": "a language code (en, ru, zh)",
    r"^[A-Z]{3}$": "a currency code (EUR, RUB)",
    r"^[a-z0-9][a-z0-9-]*$": "a file name without its ending: small letters, digits, hyphens",
    r"^\d+\.\d+\.\d+$": "three numbers with dots (0.1.0)",
    r"^[a-z][a-z0-9-]*$|^$": "an id",
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": "a time of day with two digits each (08:00)",
}


@cache
def type_info(tp: Any) -> mi.Type:
    """msgspec's description of a type, cached."""
    return mi.type_info(tp)


def bind(node: Node | None, struct: type[S], findings: list[Finding], path: str = "") -> S | None:
    """Make a ``struct`` of a node; None (and findings F005 to F007) if it cannot be made."""
    if node is None:
        findings.append(
            Finding(
                Position(path),
                "F006",
                "the file is empty",
                f"write the fields of {struct.__doc__ or struct.__name__}",
            )
        )
        return None
    value = _Binder(findings).value(node, type_info(struct), struct.__name__)
    return cast("S | None", None if value is _MISSING else value)


def locator(node: Node) -> Any:
    """A function that finds the position of the field under a path of keys and indexes."""

    def locate(*path: str | int) -> Position:
        here: Node = node
        where = node.position
        for step in path:
            if isinstance(here, Mapping) and isinstance(step, str) and step in here.entries:
                here = here.entries[step]
            elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here.items):
                here = here.items[step]
            else:
                break
            where = here.position
        return where

    return locate


def unwrap(info: mi.Type) -> mi.Type:
    """The type without its metadata."""
    while isinstance(info, mi.Metadata):
        info = info.type
    return info


def is_text(info: mi.Type) -> bool:
    """Whether a field holds prose that translations replace."""
    if isinstance(info, mi.Metadata):
        return bool((info.extra or {}).get("text")) or is_text(info.type)
    if isinstance(info, mi.UnionType):
        return any(is_text(part) for part in info.types)
    return False


def may_stay(info: mi.Type) -> bool:
    """Whether a translation may leave this text as it stands in the source."""
    return isinstance(info, mi.Metadata) and (
        bool((info.extra or {}).get("official")) or may_stay(info.type)
    )


def struct_of(info: mi.Type, node: Node) -> mi.StructType | None:
    """The struct that a mapping stands for: of a tagged union, the one its tag names."""
    info = unwrap(info)
    if isinstance(info, mi.StructType):
        return info
    if isinstance(info, mi.UnionType):
        structs = [part for part in map(unwrap, info.types) if isinstance(part, mi.StructType)]
        if len(structs) == 1:
            return structs[0]
        if structs and isinstance(node, Mapping):
            tag_field = structs[0].tag_field or "type"
            for part in structs:
                if part.tag == node.text(tag_field):
                    return part
    return None


class _Binder:
    """One pass over a tree of nodes; collects findings."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings

    def wrong(self, node: Node, message: str, hint: str, code: str = "F007") -> object:
        self.findings.append(Finding(node.position, code, message, hint))
        return _MISSING

    def value(self, node: Node, info: mi.Type, name: str) -> Any:
        info = unwrap(info)
        if isinstance(info, mi.UnionType):
            if any(isinstance(part, mi.NoneType) for part in info.types) and (
                isinstance(node, Scalar) and node.plain and node.value in ("", "~", "null")
            ):
                return None
            rest = [part for part in info.types if not isinstance(part, mi.NoneType)]
            if len(rest) == 1:
                return self.value(node, rest[0], name)
            return self.tagged(node, info, name)
        if isinstance(info, mi.StructType):
            return self.struct(node, info, name)
        if isinstance(info, mi.ListType | mi.VarTupleType):
            return self.sequence(node, info, name)
        if isinstance(info, mi.DictType):
            return self.mapping(node, info, name)
        if not isinstance(node, Scalar):
            kind = "a list" if isinstance(node, Sequence) else "a mapping"
            return self.wrong(
                node,
                f"{name}: expected one value, found {kind}",
                f"write `{name}: value` on one line",
            )
        if isinstance(info, mi.StrType):
            return self.string(node, info, name)
        if isinstance(info, mi.IntType):
            if not re.fullmatch(r"[+-]?\d{1,18}", node.value):
                return self.wrong(
                    node,
                    f"{name}: {node.value!r} is not a whole number",
                    f"write digits only, such as `{name}: 12`",
                )
            return self.ranged(node, int(node.value), info, name)
        if isinstance(info, mi.FloatType):
            try:
                number = float(node.value.replace("_", "x"))
            except ValueError:
                number = math.nan
            if not math.isfinite(number):
                return self.wrong(
                    node,
                    f"{name}: {node.value!r} is not a number",
                    "write digits and a decimal point: no spaces, commas or units",
                )
            return self.ranged(node, number, info, name)
        if isinstance(info, mi.BoolType):
            if node.value not in ("true", "false"):
                return self.wrong(
                    node,
                    f"{name}: {node.value!r} is neither true nor false",
                    f"write `{name}: true` or `{name}: false`",
                )
            return node.value == "true"
        if isinstance(info, mi.DateType):
            try:
                return dt.date.fromisoformat(node.value)
            except ValueError:
                return self.wrong(
                    node,
                    f"{name}: {node.value!r} is not a date",
                    f"write year-month-day, such as `{name}: 2026-07-01`",
                )
        if isinstance(info, mi.LiteralType):
            if node.value not in info.values:
                return self.wrong(
                    node,
                    f"{name}: {node.value!r} is not allowed here",
                    _choose(node.value, [str(v) for v in info.values]),
                )
            return node.value
        raise TypeError(f"the model uses a type the reader does not know: {info!r}")

    def ranged(
        self, node: Scalar, number: float, info: mi.IntType | mi.FloatType, name: str
    ) -> Any:
        if info.ge is not None and number < info.ge:
            words = f"at least {info.ge:g}"
        elif info.gt is not None and number <= info.gt:
            words = f"more than {info.gt:g}"
        elif info.le is not None and number > info.le:
            words = f"at most {info.le:g}"
        elif info.lt is not None and number >= info.lt:
            words = f"less than {info.lt:g}"
        else:
            return number
        return self.wrong(
            node, f"{name}: {node.value} is out of range", f"write a number of {words}"
        )

    def string(self, node: Scalar, info: mi.StrType, name: str) -> Any:
        value = node.value
        if info.min_length and len(value.strip()) < info.min_length:
            return self.wrong(node, f"{name} is empty", f"write the text of `{name}`")
        if info.max_length is not None and len(value) > info.max_length:
            return self.wrong(
                node,
                f"{name}: {len(value)} characters are too many",
                f"shorten it to {info.max_length} characters",
            )
        if info.pattern and not re.search(info.pattern, value):
            words = _PATTERNS.get(info.pattern, f"the pattern {info.pattern}")
            return self.wrong(node, f"{name}: {value!r} has the wrong form", f"expected {words}")
        return value

    def sequence(self, node: Node, info: mi.ListType | mi.VarTupleType, name: str) -> Any:
        if isinstance(node, Scalar) and node.plain and node.value == "":
            node = Sequence([], node.position)
        if not isinstance(node, Sequence):
            return self.wrong(
                node,
                f"{name}: expected a list",
                f"write `{name}: [a, b]` or one `- entry` per line",
            )
        values = [self.value(item, info.item_type, _singular(name)) for item in node.items]
        kept = [value for value in values if value is not _MISSING]
        if info.min_length and len(values) < info.min_length:
            return self.wrong(
                node,
                f"{name}: at least {info.min_length} needed, found {len(values)}",
                "add the missing entries",
            )
        if info.min_length and len(kept) < info.min_length:
            return _MISSING  # what is wrong with the others is said at each of them
        if info.max_length is not None and len(kept) > info.max_length:
            return self.wrong(
                node,
                f"{name}: at most {info.max_length} allowed, found {len(values)}",
                "remove some",
            )
        return kept

    def mapping(self, node: Node, info: mi.DictType, name: str) -> Any:
        if not isinstance(node, Mapping):
            return self.wrong(
                node,
                f"{name}: expected a mapping",
                f"write `{name}: {{key: value}}` or one `key: value` per line",
            )
        made = {}
        for key, item in node.entries.items():
            value = self.value(item, info.value_type, f"{name}.{key}")
            if value is not _MISSING:
                made[key] = value
        return made

    def tagged(self, node: Node, info: mi.UnionType, name: str) -> Any:
        if not isinstance(node, Mapping):
            return self.wrong(
                node, f"{name}: expected a mapping", "write one `key: value` per line"
            )
        chosen = struct_of(info, node)
        if chosen is None:
            structs = [part for part in map(unwrap, info.types) if isinstance(part, mi.StructType)]
            tag_field = structs[0].tag_field or "type"
            tags = [str(part.tag) for part in structs]
            found = node.text(tag_field)
            if tag_field not in node.entries:
                return self.wrong(
                    node,
                    f"{name}: the field {tag_field!r} is missing",
                    f"add `{tag_field}:` with one of {', '.join(tags)}",
                    "F006",
                )
            return self.wrong(
                node.entries[tag_field],
                f"{tag_field}: {found!r} is not allowed here",
                _choose(found, tags),
            )
        return self.struct(node, chosen, name)

    def struct(self, node: Node, info: mi.StructType, name: str) -> Any:
        if not isinstance(node, Mapping):
            return self.wrong(
                node,
                f"{name}: expected a mapping with fields",
                "write one `field: value` per line: "
                + ", ".join(f.encode_name for f in info.fields if f.required),
            )
        fields = {f.encode_name: f for f in info.fields}
        made: dict[str, Any] = {}
        complete = True
        for key, child in node.entries.items():
            if key == info.tag_field:
                continue
            spec = fields.get(key)
            if spec is None:
                where = node.keys.get(key, node.position)
                self.findings.append(
                    Finding(
                        where,
                        "F005",
                        f"{key!r} is not a field here",
                        _choose(key, list(fields), "the fields are"),
                    )
                )
                continue
            value = self.value(child, spec.type, key)
            if value is _MISSING:
                complete = complete and not spec.required
            else:
                made[spec.name] = value
        for key, spec in fields.items():
            if spec.required and key not in node.entries:
                complete = False
                self.wrong(
                    node,
                    f"{_label(node, name)}: the field {key!r} is missing",
                    f"add `{key}:`",
                    "F006",
                )
        if not complete:
            return _MISSING
        record = info.cls(**made)
        if isinstance(record, Authored):
            record.attach(locator(node), True)
        return record


def _label(node: Mapping, name: str) -> str:
    return node.text("id") or name


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > 2 else name


def _choose(found: str, allowed: list[str], lead: str = "use one of") -> str:
    near = difflib.get_close_matches(found, allowed, n=1, cutoff=0.6)
    listed = ", ".join(allowed)
    return f"did you mean {near[0]!r}? {lead} {listed}" if near else f"{lead} {listed}"


__all__ = ["bind", "is_text", "locator", "may_stay", "struct_of", "type_info", "unwrap"]
