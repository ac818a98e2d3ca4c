"""What a rule is: a documented generator of findings, registered by code.

A rule never prints and touches no file; it reads the loaded course and yields findings. Its
docstring is what ``goodterms explain`` shows: a title line, what, ``Why:``, ``Bad::`` and
``Good::``.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from goodterms.diagnostics import CodeDoc, Finding, Position, Severity
from goodterms.load.course import Loaded
from goodterms.model.course import Course, Module

#: ``source``: once, on the source edition. ``edition``: on every edition. ``translation``: on
#: every edition but the source. ``course``: once, on everything that was read.
Scope = Literal["source", "edition", "translation", "course"]


@dataclass(frozen=True)
class Context:
    """What a rule sees: everything loaded, and the edition it is run on."""

    loaded: Loaded
    course: Course
    source: Course

    @property
    def lang(self) -> str:
        """Language of the edition under examination."""
        return self.course.lang

    def released(self, module: Module) -> bool:
        """Whether the module is finished in this edition, so that completeness is demanded."""
        return module.status == "released"


@dataclass(frozen=True)
class Problem:
    """What a rule yields; code and severity come from the rule.

    ``module`` names the module for completeness rules: in a draft the problem is only listed.
    """

    position: Position
    message: str
    hint: str
    module: Module | None = None


Check = Callable[[Context], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A registered rule."""

    doc: CodeDoc
    scope: Scope
    check: Check
    completeness: bool

    @property
    def code(self) -> str:
        """The rule's permanent code."""
        return self.doc.code

    def run(self, context: Context) -> Iterator[Finding]:
        """Findings of this rule on one edition."""
        for problem in self.check(context):
            severity = self.doc.severity
            if self.completeness and problem.module and not context.released(problem.module):
                severity = Severity.NOTE
            yield Finding(problem.position, self.code, problem.message, problem.hint, severity)


def rule(
    code: str,
    *,
    scope: Scope = "edition",
    severity: Severity = Severity.ERROR,
    completeness: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function; its docstring documents the code."""

    def make(check: Check) -> Rule:
        return Rule(
            parse_doc(code, inspect.getdoc(check) or "", severity), scope, check, completeness
        )

    return make


_PART = re.compile(r"^(Why:|Bad::|Good::)", re.MULTILINE)


def parse_doc(code: str, text: str, severity: Severity) -> CodeDoc:
    """A rule's docstring taken apart; ValueError if a part is missing."""
    parts = _PART.split(text)
    if len(parts) != 7 or parts[1::2] != ["Why:", "Bad::", "Good::"]:
        raise ValueError(f"{code}: the docstring needs what, Why:, Bad:: and Good::, in this order")
    head, _, what = parts[0].strip().partition("\n")
    return CodeDoc(
        code=code,
        title=head.rstrip("."),
        what=" ".join(what.split()) or head,
        why=" ".join(parts[2].split()),
        bad=inspect.cleandoc("\n" + parts[4]),
        good=inspect.cleandoc("\n" + parts[6]),
        severity=severity,
    )
