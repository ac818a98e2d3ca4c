"""Problems as data: where, what, and what to do about it."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much a finding weighs: errors stop a build, warnings do not, notes inform."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Position(msgspec.Struct, frozen=True, order=True):
    """A place in a course file: path relative to the course root, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Finding(msgspec.Struct, frozen=True, order=True):
    """One problem in the course: where it is, its rule code, what is wrong, what to do."""

    position: Position
    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.position} {self.code} {self.message}"


class CodeDoc(msgspec.Struct, frozen=True, kw_only=True):
    """What ``goodterms explain`` says about a code: what, why, a bad and a good example."""

    code: str
    title: str
    what: str
    why: str
    bad: str
    good: str
    severity: Severity = Severity.ERROR
