"""What a rule is: a documented generator of findings, registered by code.

A rule never prints and touches no file of its own; it reads the loaded course and yields findings.
Its docstring is what ``goodterms explain`` shows: a title line, what, ``Why:``, ``Bad::`` and
``Good::``.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from goodterms.diagnostics import CodeDoc, Finding, Position, Severity
from goodterms.lint.known import Known
from goodterms.lint.pairs import Pair, document_pairs, text_pairs
from goodterms.lint.texts import Text, TextOfDocument, document_texts, field_texts
from goodterms.lint.words import Words, words_for
from goodterms.load.course import Loaded
from goodterms.model.base import Authored
from goodterms.model.course import Course, Module
from goodterms.model.document import Document
from goodterms.model.roleplay import Simulation
from goodterms.plan.coverage import Coverage, coverage
from goodterms.scoring.analysis import Analysis, analyse

#: ``source``: once, on the source edition. ``edition``: on every edition. ``translation``: on
#: every edition but the source.
Scope = Literal["source", "edition", "translation"]


@dataclass(frozen=True)
class Context:
    """What a rule sees: everything loaded, the edition it is run on, and today's date."""

    loaded: Loaded
    course: Course
    source: Course
    today: dt.date

    @property
    def lang(self) -> str:
        """Language of the edition under examination."""
        return self.course.lang

    @property
    def is_source(self) -> bool:
        """Whether this is the edition the course is written in."""
        return self.course is self.source

    def released(self, module: Module) -> bool:
        """Whether the module is finished in this edition, so that completeness is demanded."""
        return module.status == "released"

    def own(self, record: Authored) -> bool:
        """Whether the record's text is this edition's own and not the source's in its place."""
        return record.translated

    @cached_property
    def documents(self) -> tuple[TextOfDocument, ...]:
        """Bodies of all Markdown files in the language of this edition."""
        return tuple(document_texts(self.course))

    @cached_property
    def fields(self) -> tuple[Text, ...]:
        """All texts in YAML and front matter in the language of this edition."""
        return tuple(field_texts(self.course))

    @cached_property
    def document_pairs(self) -> tuple[tuple[Document, Document], ...]:
        """Source and translation of every document that this edition translates."""
        return tuple(document_pairs(self.source, self.lang, self.documents))

    @cached_property
    def text_pairs(self) -> tuple[Pair, ...]:
        """Source and translation of every text, with the place of the translation."""
        return tuple(text_pairs(self.document_pairs, self.source, self.course))

    @property
    def texts(self) -> tuple[Text, ...]:
        """Bodies and fields together."""
        return (*self.documents, *self.fields)

    @cached_property
    def words(self) -> Words:
        """The word lists of this edition's language; empty ones if there are none."""
        return words_for(self.lang)

    @cached_property
    def _analyses(self) -> dict[str, Analysis]:
        return {}

    def analysis(self, simulation: Simulation) -> Analysis | None:
        """What can happen in a simulation, computed once; None if its start does not exist."""
        if not any(state.id == simulation.start for state in simulation.states):
            return None
        if simulation.id not in self._analyses:
            self._analyses[simulation.id] = analyse(simulation)
        return self._analyses[simulation.id]

    @cached_property
    def coverage(self) -> Coverage:
        """What teaches, practises and tests what in the source, computed once."""
        return coverage(self.source)

    @cached_property
    def known(self) -> Known:
        """The ids of this edition, by kind."""
        return Known(self.loaded, self.course, self.source)


@dataclass(frozen=True)
class Problem:
    """What a rule yields; code and severity come from the rule.

    ``module`` names the module for completeness rules: in a draft the problem is only listed.
    ``severity`` replaces the rule's where one case of it weighs less than the others.
    """

    position: Position
    message: str
    hint: str
    module: Module | None = None
    severity: Severity | None = None


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

    def applies(self, context: Context) -> bool:
        """Whether the rule is run on this edition."""
        if self.scope == "edition":
            return True
        return context.is_source == (self.scope == "source")

    def run(self, context: Context) -> Iterator[Finding]:
        """Findings of this rule on one edition."""
        for problem in self.check(context):
            severity = problem.severity or self.doc.severity
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
        what=" ".join(what.split()).replace("``", "`") or head,
        why=" ".join(parts[2].split()).replace("``", "`"),
        bad=inspect.cleandoc("\n" + parts[4]),
        good=inspect.cleandoc("\n" + parts[6]),
        severity=severity,
    )
