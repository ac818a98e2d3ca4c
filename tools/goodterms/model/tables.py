"""The course's tables: programme topics, glossary, law, red lines, rubrics, amounts."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from goodterms.model.base import Authored, Id, Line, Official, Prose, RedLineId, TopicId
from goodterms.model.rules import Interest, Limit


class Topic(Authored, frozen=True, kw_only=True):
    """A topic of the source programme that lessons claim."""

    id: TopicId
    #: For authors and the coverage page; learners never see it, so it is not translated.
    title: Annotated[str, Meta(min_length=1)]
    module: list[int] = []
    kind: Literal["topic", "structural", "none", "definition", "exercise", "rule", "script"] = (
        "topic"
    )
    hazard: list[RedLineId] = []

    @property
    def teachable(self) -> bool:
        """Whether a lesson has to claim it: headings and empty entries are not taught."""
        return self.kind not in ("structural", "none")


class Term(Authored, frozen=True, kw_only=True):
    """A glossary entry."""

    id: Id
    term: Line
    definition: Prose
    see: list[Id] = []


class LawFact(Authored, frozen=True, kw_only=True):
    """One dated statement about the law, with its cite and where to check it."""

    id: Id
    jurisdiction: Annotated[str, Meta(min_length=1)]
    applies_to: Line
    text: Prose
    cite: Official
    source: Annotated[str, Meta(min_length=1)]
    verified: bool
    as_of: dt.date
    #: What the text says in figures, for calculators.
    limits: list[Limit] = []
    interest: Interest | None = None


class RedLine(Authored, frozen=True, kw_only=True):
    """Prohibited conduct: recognise it, refuse it, replace it; and phrases that betray it."""

    id: RedLineId
    title: Line
    recognise: Prose
    refuse: Prose
    replace: Prose
    law: list[Id] = []
    phrases: Annotated[
        list[str], Meta(description="Phrases the linter looks for.", extra={"text": True})
    ] = []


class Level(Authored, frozen=True, kw_only=True):
    """One step of a criterion's scale with the behaviour that earns it."""

    score: Annotated[int, Meta(ge=0, le=4)]
    anchor: Line


class Criterion(Authored, frozen=True, kw_only=True):
    """One dimension of a rubric; weights of a rubric add up to 100."""

    id: Id
    title: Line
    weight: Annotated[int, Meta(ge=1, le=100)]
    levels: list[Level]


class HardFail(Authored, frozen=True, kw_only=True):
    """Conduct that makes the whole performance score zero."""

    red_line: RedLineId
    text: Line


class Rubric(Authored, frozen=True, kw_only=True):
    """A behaviourally anchored rating scale (Smith and Kendall 1963) with hard fails."""

    id: Id
    title: Line
    criteria: list[Criterion]
    hard_fails: list[HardFail] = []


class Amount(Authored, frozen=True, kw_only=True):
    """An amount of the running cases, in the source currency."""

    id: Id
    value: float
    text: Line


class SyllabusFile(Authored, frozen=True, kw_only=True):
    """``course/syllabus.yml``."""

    topics: list[Topic]


class GlossaryFile(Authored, frozen=True, kw_only=True):
    """``course/glossary.yml``."""

    terms: list[Term]


class LawFile(Authored, frozen=True, kw_only=True):
    """``course/law.yml``."""

    facts: list[LawFact]


class RedLinesFile(Authored, frozen=True, kw_only=True):
    """``course/redlines.yml``."""

    red_lines: list[RedLine]


class RubricsFile(Authored, frozen=True, kw_only=True):
    """``course/rubrics.yml``."""

    rubrics: list[Rubric]


class CasesFile(Authored, frozen=True, kw_only=True):
    """``course/cases.yml``."""

    amounts: list[Amount]
