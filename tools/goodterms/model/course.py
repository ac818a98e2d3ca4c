"""The course in one language: settings, modules, lessons, documents, banks, tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta

from goodterms.model.agendas import Agenda
from goodterms.model.assessments import Assessment
from goodterms.model.base import (
    Authored,
    Currency,
    Id,
    LanguageCode,
    Line,
    Minutes,
    Percent,
    Slug,
    TopicId,
)
from goodterms.model.calculators import Calculator
from goodterms.model.document import Document
from goodterms.model.items import Bank, Item
from goodterms.model.roleplay import RolePlayFront, Simulation
from goodterms.model.tables import Amount, LawFact, RedLine, Rubric, Term, Topic
from goodterms.model.templates import Template
from goodterms.model.tracks import Jurisdiction, Track

Status = Literal["draft", "released"]


class Language(Authored, frozen=True, kw_only=True):
    """A language of the course and how amounts are shown in it."""

    code: LanguageCode
    name: str
    currency: Currency
    factor: Annotated[float, Meta(gt=0)]


class ModuleEntry(Authored, frozen=True, kw_only=True):
    """A module's place in the course and its status per language."""

    id: Id
    folder: Slug
    title: Line
    status: dict[str, Status]


class Attempts(Authored, frozen=True, kw_only=True):
    """How many attempts an assessment allows and which one counts."""

    limit: Annotated[int, Meta(ge=1)] = 3
    counts: Literal["best", "last", "first"] = "best"


class CertificateRule(Authored, frozen=True, kw_only=True):
    """What earns the certificate and how long it is valid."""

    rule: Literal["final-exam", "all-tests"]
    validity_months: Annotated[int, Meta(ge=1)]


class Settings(Authored, frozen=True, kw_only=True):
    """``course/course.yml``."""

    id: Id
    iri: Annotated[str, Meta(min_length=5, description="Permanent IRI of the course.")]
    title: Line
    tagline: Line
    version: Annotated[str, Meta(pattern=r"^\d+\.\d+\.\d+$", description="Semantic version.")]
    notice: Line
    languages: Annotated[list[Language], Meta(min_length=1)]
    modules: list[ModuleEntry]
    lesson_sections: list[Id] = []
    banks: list[Slug] = []
    pass_mark: Percent = 80.0
    attempts: Attempts = Attempts()
    certificate: CertificateRule | None = None
    tracks: list[Track] = []
    jurisdictions: list[Jurisdiction] = []
    law_max_age_months: Annotated[int, Meta(ge=1)] = 12
    bank_minimum: Annotated[
        int, Meta(ge=1, description="Items that a module's bank must have at least.")
    ] = 40
    #: Templates of ``course/templates``, in order.
    templates: list[Slug] = []

    @property
    def source_language(self) -> str:
        """The first language listed is the one the course is written in."""
        return self.languages[0].code

    @property
    def numbers(self) -> dict[str, int]:
        """The modules' places in the course, from 1, by id."""
        return {entry.id: number for number, entry in enumerate(self.modules, start=1)}

    def language(self, code: str) -> Language:
        """The language with this code; KeyError if the course has none such."""
        for language in self.languages:
            if language.code == code:
                return language
        raise KeyError(code)


class Objective(Authored, frozen=True, kw_only=True):
    """What a learner can do after the module, with a measurable verb."""

    id: Id
    text: Line


class ModuleFront(Authored, frozen=True, kw_only=True):
    """Front matter of a module's ``index.md``."""

    id: Id
    title: Line
    minutes: Minutes
    objectives: list[Objective]
    lessons: list[Slug]
    role_plays: list[Slug] = []
    simulations: list[Slug] = []
    facilitator: Slug | None = None
    trainer_pages: list[Slug] = []


class LessonFront(Authored, frozen=True, kw_only=True):
    """Front matter of a lesson."""

    id: Id
    title: Line
    minutes: Minutes
    objectives: Annotated[list[Id], Meta(min_length=1)]
    topics: list[TopicId]


class Block(Authored, frozen=True, kw_only=True):
    """One block of a facilitator's page with its minutes."""

    id: Id
    title: Line
    minutes: Minutes
    objective: Id | None = None
    #: The role-play that is played in this block, if one is.
    role_play: Slug | None = None


class PageFront(Authored, frozen=True, kw_only=True):
    """Front matter of a further page of a module (facilitator, samples)."""

    title: Line
    minutes: Minutes | None = None
    blocks: list[Block] = []


@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson: front matter and text."""

    slug: str
    front: LessonFront
    document: Document

    @property
    def id(self) -> str:
        """The lesson's permanent id."""
        return self.front.id


@dataclass(frozen=True, eq=False)
class RolePlay:
    """A role-play: front matter and sheets."""

    slug: str
    front: RolePlayFront
    document: Document

    @property
    def id(self) -> str:
        """The role-play's permanent id."""
        return self.front.id


@dataclass(frozen=True, eq=False)
class Page:
    """A further page of a module: the facilitator's guide, marked samples."""

    slug: str
    front: PageFront
    document: Document


@dataclass(frozen=True, eq=False)
class Module:
    """One module with everything in its folder, and its bank."""

    entry: ModuleEntry
    front: ModuleFront
    document: Document
    lessons: tuple[Lesson, ...] = ()
    role_plays: tuple[RolePlay, ...] = ()
    simulations: dict[str, Simulation] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    bank: Bank | None = None
    status: Status = "draft"

    @property
    def id(self) -> str:
        """The module's permanent id."""
        return self.entry.id

    @property
    def folder(self) -> str:
        """The module's folder name."""
        return self.entry.folder


@dataclass(frozen=True)
class Withheld:
    """An assessment that an edition cannot offer: the modules it lacks, the editions that can."""

    assessment: Assessment
    lacking: tuple[str, ...]
    offered_in: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Course:
    """One edition: the course in one language, everything resolved and scaled.

    ``banks`` belong to the course as a whole. ``elsewhere`` maps items of modules that this edition
    lacks to these modules: a diagnostic leaves such items out, any other assessment that asks for
    them is ``withheld``.
    """

    settings: Settings
    language: Language
    modules: tuple[Module, ...]
    planned: tuple[ModuleEntry, ...]
    assessments: dict[str, Assessment]
    topics: dict[str, Topic]
    terms: dict[str, Term]
    law: dict[str, LawFact]
    red_lines: dict[str, RedLine]
    rubrics: dict[str, Rubric]
    amounts: dict[str, Amount]
    agendas: dict[str, Agenda] = field(default_factory=dict)
    #: Letters, messages and forms to fill in; a translation has those that are translated.
    templates: dict[str, Template] = field(default_factory=dict)
    banks: tuple[Bank, ...] = ()
    withheld: dict[str, Withheld] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    calculators: tuple[Calculator, ...] = ()

    @property
    def lang(self) -> str:
        """The edition's language code."""
        return self.language.code

    @property
    def is_source(self) -> bool:
        """Whether this is the edition the course is written in."""
        return self.lang == self.settings.source_language

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items of all banks by id."""
        return {item.id: item for bank in self.all_banks for item in bank.items}

    @property
    def all_banks(self) -> list[Bank]:
        """The banks of the modules in their order, then those of the course."""
        return [m.bank for m in self.modules if m.bank is not None] + list(self.banks)

    @cached_property
    def home_of(self) -> dict[str, str]:
        """The id of the module that each item belongs to, by the item's id."""
        homes = {item.id: m.id for m in self.modules if m.bank for item in m.bank.items}
        named = ((item.id, item.module) for bank in self.banks for item in bank.items)
        return homes | {item: module for item, module in named if module is not None}

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        """All lessons by id."""
        return {lesson.id: lesson for m in self.modules for lesson in m.lessons}

    @cached_property
    def role_plays(self) -> dict[str, RolePlay]:
        """All role-plays by id."""
        return {rp.id: rp for m in self.modules for rp in m.role_plays}

    @cached_property
    def simulations(self) -> dict[str, Simulation]:
        """All simulations by id."""
        return {s.id: s for m in self.modules for s in m.simulations.values()}

    @cached_property
    def objectives(self) -> dict[str, Objective]:
        """All objectives by id."""
        return {o.id: o for m in self.modules for o in m.front.objectives}

    def module(self, module_id: str) -> Module:
        """The module with this id; KeyError if this edition has none such."""
        for module in self.modules:
            if module.id == module_id:
                return module
        raise KeyError(module_id)
