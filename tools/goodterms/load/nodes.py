"""YAML as a tree of nodes that remember where they stand; every scalar stays a string.

The events come from libyaml (YAML 1.1 grammar); no value is resolved, so ``no``, ``08:00`` and
``1.10`` reach the model as the author wrote them. Anchors, aliases, tags and duplicate keys are
findings: they hide what an entry says from the next author.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from goodterms.diagnostics import Finding, Position

MAX_DEPTH = 40
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Mark(Protocol):
    """Where libyaml saw an event: line and column from 0."""

    line: int
    column: int


@dataclass(slots=True)
class Scalar:
    """A string, with ``plain`` false when it was quoted or a block."""

    value: str
    position: Position
    plain: bool = True


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    items: list[Node]
    position: Position


@dataclass(slots=True)
class Mapping:
    """Keys in the order of the file; ``keys`` holds where each key stands."""

    entries: dict[str, Node]
    position: Position
    keys: dict[str, Position] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The scalar under ``key``, or an empty string."""
        node = self.entries.get(key)
        return node.value if isinstance(node, Scalar) else ""


Node = Scalar | Sequence | Mapping


def parse(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Finding]]:
    """Parse YAML ``text`` of the file ``path``; line 1 of the text is ``first_line`` of the file.

    Returns the root (None if there is nothing usable) and findings F002 to F004.
    """
    findings: list[Finding] = []
    try:
        root = _Builder(path, first_line, findings).build(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Position(path, first_line, 1)
        if mark is not None:
            where = Position(path, mark.line + first_line, mark.column + 1)
        problem = (error.problem or "the text cannot be read").strip()
        findings.append(
            Finding(
                where,
                "F002",
                f"not valid YAML: {problem}",
                'check the indentation, and put quotes around texts that contain ": ", " #" '
                "or begin with a sign such as { [ & * ! | > % @ `",
            )
        )
        return None, findings
    except yaml.YAMLError as error:
        findings.append(
            Finding(
                Position(path, first_line, 1),
                "F002",
                f"not valid YAML: {error}",
                "remove the character that YAML does not allow",
            )
        )
        return None, findings
    return root, findings


class _Builder:
    """Builds nodes from events without recursion, so that depth cannot break it."""

    def __init__(self, path: str, first_line: int, findings: list[Finding]) -> None:
        self.path = path
        self.first_line = first_line
        self.findings = findings

    def position(self, mark: _Mark | None) -> Position:
        if mark is None:
            return Position(self.path, self.first_line, 1)
        return Position(self.path, mark.line + self.first_line, mark.column + 1)

    def find(self, mark: _Mark | None, code: str, message: str, hint: str) -> None:
        self.findings.append(Finding(self.position(mark), code, message, hint))

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        stack: list[Mapping | Sequence] = []
        pending: list[tuple[str, Position] | None] = []
        for event in events:
            node: Node
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self.find(
                    event.start_mark,
                    "F002",
                    "a second YAML document begins here",
                    "keep one document per file: remove the line ---",
                )
                break
            if isinstance(event, yaml.AliasEvent):
                self.find(
                    event.start_mark,
                    "F004",
                    f"alias *{event.anchor} is not allowed",
                    "write the value out: each entry must be readable on its own",
                )
                node = Scalar("", self.position(event.start_mark))
            elif isinstance(event, yaml.ScalarEvent):
                self.refuse_extras(event)
                node = Scalar(event.value, self.position(event.start_mark), not event.style)
            elif isinstance(event, yaml.SequenceStartEvent):
                self.refuse_extras(event)
                node = Sequence([], self.position(event.start_mark))
            elif isinstance(event, yaml.MappingStartEvent):
                self.refuse_extras(event)
                node = Mapping({}, self.position(event.start_mark))
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                stack.pop()
                pending.pop()
                continue
            else:
                continue
            if not stack:
                root = node
            elif self.add(stack[-1], pending, node, event.start_mark):
                continue
            if isinstance(node, Mapping | Sequence):
                stack.append(node)
                pending.append(None)
                if len(stack) > MAX_DEPTH:
                    self.find(
                        event.start_mark,
                        "F002",
                        f"nested deeper than {MAX_DEPTH} levels",
                        "flatten the entry",
                    )
                    return None
        return root

    def add(
        self,
        parent: Mapping | Sequence,
        pending: list[tuple[str, Position] | None],
        node: Node,
        mark: _Mark | None,
    ) -> bool:
        """Put a node into its parent; true when it was a key and has no content of its own."""
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return False
        key = pending[-1]
        if key is None:
            if isinstance(node, Scalar):
                pending[-1] = (node.value, node.position)
                return True
            self.find(
                mark,
                "F002",
                "a key must be a word, not a list or mapping",
                'put quotes around texts that begin with "{" or "["',
            )
            pending[-1] = ("", node.position)
            return False
        pending[-1] = None
        name, where = key
        if name in parent.entries:
            self.findings.append(
                Finding(
                    where,
                    "F003",
                    f"the key {name!r} stands twice in this entry",
                    f"keep one; the first is in line {parent.keys[name].line}",
                )
            )
            return False
        parent.entries[name] = node
        parent.keys[name] = where
        return False

    def refuse_extras(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self.find(
                event.start_mark,
                "F004",
                f"anchor &{event.anchor} is not allowed",
                "write the value out: each entry must be readable on its own",
            )
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self.find(
                event.start_mark,
                "F004",
                f"tag {tag} is not allowed",
                "remove the tag; the course model decides the type",
            )
