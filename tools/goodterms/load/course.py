"""Files -> editions: the whole course in each of its languages, and everything found on the way."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from goodterms.diagnostics import Finding, Position
from goodterms.errors import UnreadableInputError
from goodterms.load.bind import bind
from goodterms.load.calculators import read_calculators
from goodterms.load.files import COURSE_FILE, Files, find_root, translated_path
from goodterms.load.nodes import Mapping
from goodterms.load.offers import items_of, lacking, pointing, without_items
from goodterms.load.overlay import Entry, Merge, Translation, text_digest
from goodterms.model.agendas import AgendasFile
from goodterms.model.assessments import Assessment, AssessmentsFile
from goodterms.model.base import Authored
from goodterms.model.course import (
    Course,
    Language,
    Lesson,
    LessonFront,
    Module,
    ModuleEntry,
    ModuleFront,
    Page,
    PageFront,
    RolePlay,
    Settings,
    Withheld,
)
from goodterms.model.document import Document
from goodterms.model.items import Bank, in_currency
from goodterms.model.roleplay import RolePlayFront, Simulation
from goodterms.model.tables import (
    CasesFile,
    GlossaryFile,
    LawFile,
    RedLinesFile,
    RubricsFile,
    SyllabusFile,
)
from goodterms.model.templates import Template, TemplateFront

A = TypeVar("A", bound=Authored)
ASSESSMENTS_FILE = "quizzes/assessments.yml"
TEMPLATES = "course/templates"
#: Table files of a course: path, type, and the field that holds the entries.
TABLES: tuple[tuple[str, type[Authored], str], ...] = (
    ("course/syllabus.yml", SyllabusFile, "topics"),
    ("course/glossary.yml", GlossaryFile, "terms"),
    ("course/law.yml", LawFile, "facts"),
    ("course/redlines.yml", RedLinesFile, "red_lines"),
    ("course/rubrics.yml", RubricsFile, "rubrics"),
    ("course/cases.yml", CasesFile, "amounts"),
    ("course/agendas.yml", AgendasFile, "agendas"),
)


@dataclass(frozen=True)
class Loaded:
    """A course as read: editions by language, findings, the texts of all files, translations."""

    root: Path
    settings: Settings | None
    editions: dict[str, Course]
    findings: tuple[Finding, ...]
    files: Files
    translations: tuple[Translation, ...] = ()

    @property
    def source(self) -> Course | None:
        """The edition in the language the course is written in."""
        if self.settings is None:
            return None
        return self.editions.get(self.settings.source_language)


@dataclass
class Reader:
    """Reads one edition; the source's nodes are shared through ``files``."""

    files: Files
    lang: str
    source_lang: str
    findings: list[Finding]
    translations: list[Translation] = field(default_factory=list)

    @property
    def translating(self) -> bool:
        return self.lang != self.source_lang

    def yaml(
        self, path: str, struct: type[A], keep: Callable[[Mapping], bool] | None = None
    ) -> A | None:
        """A YAML file in this edition: the overlay laid over the source, then bound.

        Of the entries under ``items`` only those are taken that ``keep`` wants.
        """
        node = self.files.yaml(path)
        if node is None:
            return None
        left_out = {i.text("id") for i in items_of(node) if keep is not None and not keep(i)}
        node = without_items(node, left_out)
        if not self.translating:
            return bind(node, struct, self.findings, path)
        overlay_path = translated_path(path, self.lang)
        exists = self.files.exists(overlay_path)
        overlay = self.files.yaml(overlay_path) if exists else None
        merge = Merge(self.findings)
        merged = merge.document(node, without_items(overlay, left_out), struct)
        if merge.entries:
            self.translations.append(
                Translation(overlay_path, path, self.lang, "yaml", tuple(merge.entries), exists)
            )
        return self.bound(merged, struct, path, {e.id for e in merge.entries if not e.present})

    def bound(
        self, node: Mapping, struct: type[A], path: str, missing: AbstractSet[str] = frozenset()
    ) -> A | None:
        """Bind a merged tree; what the source already reported is not reported again."""
        findings: list[Finding] = []
        record = bind(node, struct, findings, path)
        self.findings.extend(f for f in findings if f.position.path != path)
        if record is not None and missing:
            _mark_untranslated(record, missing)
        return record

    def markdown(self, path: str, struct: type[A]) -> tuple[A | None, Document] | None:
        """A Markdown file in this edition: front matter bound, body of the translation."""
        source = self.files.markdown(path)
        if source is None:
            return None
        if not self.translating:
            front = _front(source.front, struct, self.findings, path)
            return front, source.document
        other_path = translated_path(path, self.lang)
        exists = self.files.exists(other_path)
        other = self.files.markdown(other_path) if exists else None
        if source.front is None:
            return None
        front_overlay = other.front if other else None
        merge = Merge(self.findings)
        merged = merge.document(
            _without(source.front, "digests"),
            _without(front_overlay, "digests") if front_overlay else None,
            struct,
        )
        front = self.bound(merged, struct, path)
        entries = _document_entries(
            source.document, merge.entries, other.document if other else None, front_overlay
        )
        self.translations.append(
            Translation(other_path, path, self.lang, "markdown", entries, exists)
        )
        if other is None:
            return front, replace(source.document, translated=False)
        return front, other.document

    def pages(self, folder: str, slugs: list[str], front: ModuleFront) -> list[Page]:
        found = []
        for i, slug in enumerate(slugs):
            path = f"modules/{folder}/{slug}.md"
            where = front.at("facilitator") if i == 0 else front.at("trainer_pages")
            if not self._present(path, where):
                continue
            read = self.markdown(path, PageFront)
            if read and read[0] is not None:
                found.append(Page(slug, read[0], read[1]))
        return found

    def _present(self, path: str, named_at: Position) -> bool:
        if self.files.exists(path):
            return True
        if not self.translating:
            self.files.missing(named_at, path)
        return False

    def module(self, entry: ModuleEntry) -> Module | None:
        """One module with its lessons, role-plays, simulations, pages and bank."""
        base = f"modules/{entry.folder}"
        read = self.markdown(f"{base}/index.md", ModuleFront)
        if read is None:
            return None
        front, document = read
        if front is None:
            return None
        lessons, role_plays, simulations = [], [], {}
        for i, slug in enumerate(front.lessons):
            if self._present(f"{base}/{slug}.md", front.at("lessons", i)):
                lesson = self.markdown(f"{base}/{slug}.md", LessonFront)
                if lesson and lesson[0] is not None:
                    lessons.append(Lesson(slug, lesson[0], lesson[1]))
        for i, slug in enumerate(front.role_plays):
            if self._present(f"{base}/role-plays/{slug}.md", front.at("role_plays", i)):
                play = self.markdown(f"{base}/role-plays/{slug}.md", RolePlayFront)
                if play and play[0] is not None:
                    role_plays.append(RolePlay(slug, play[0], play[1]))
        for i, slug in enumerate(front.simulations):
            if self._present(f"{base}/role-plays/{slug}.yml", front.at("simulations", i)):
                simulation = self.yaml(f"{base}/role-plays/{slug}.yml", Simulation)
                if simulation is not None:
                    simulations[slug] = simulation
        further = [front.facilitator] if front.facilitator else []
        pages = self.pages(entry.folder, [*further, *front.trainer_pages], front)
        bank_path = f"quizzes/{entry.folder}.yml"
        bank = self.yaml(bank_path, Bank) if self.files.exists(bank_path) else None
        return Module(
            entry=entry,
            front=front,
            document=document,
            lessons=tuple(lessons),
            role_plays=tuple(role_plays),
            simulations=simulations,
            pages=tuple(pages),
            bank=bank,
            status=entry.status.get(self.lang, "draft"),
        )

    def templates(self, settings: Settings) -> list[Template]:
        """Templates to fill in; those without a translation are left out of a translation."""
        found = []
        for i, slug in enumerate(settings.templates):
            path = f"{TEMPLATES}/{slug}.md"
            if not self._present(path, settings.at("templates", i)):
                continue
            if self.translating and not self.files.exists(translated_path(path, self.lang)):
                continue
            read = self.markdown(path, TemplateFront)
            if read and read[0] is not None:
                found.append(Template(slug, read[0], read[1]))
        return found

    def bank(self, settings: Settings, number: int, here: AbstractSet[str]) -> Bank | None:
        """A bank of the course as a whole, without the items of modules that are not ``here``."""
        path = f"quizzes/{settings.banks[number]}.yml"
        if not self._present(path, settings.at("banks", number)):
            return None
        absent = {entry.id for entry in settings.modules if entry.id not in here}
        return self.yaml(path, Bank, lambda item: item.text("module") not in absent)

    def elsewhere(self, settings: Settings, here: AbstractSet[str]) -> dict[str, str]:
        """Items of the modules that this edition lacks, with these modules."""
        found: dict[str, str] = {}
        absent = {e.folder: e.id for e in settings.modules if e.id not in here}
        for slug in (*absent, *settings.banks):
            path = f"quizzes/{slug}.yml"
            node = self.files.yaml(path) if self.files.exists(path) else None
            for item in items_of(node):
                home = absent.get(slug) or item.text("module")
                if home and home in absent.values():
                    found[item.text("id")] = home
        return found

    def edition(self, settings: Settings) -> Course:
        """The whole course in this reader's language."""
        language = settings.language(self.lang)
        modules: list[Module] = []
        planned: list[ModuleEntry] = []
        for entry in settings.modules:
            written = self.lang in entry.status and self.files.exists(
                f"modules/{entry.folder}/index.md"
            )
            module = self.module(entry) if written else None
            if module is None:
                planned.append(entry)
            else:
                modules.append(_scaled(module, language))
        here = {module.id for module in modules}
        banks = [bank for i in range(len(settings.banks)) if (bank := self.bank(settings, i, here))]
        assessments: dict[str, Assessment] = {}
        if self.files.exists(ASSESSMENTS_FILE):
            file = self.yaml(ASSESSMENTS_FILE, AssessmentsFile)
            assessments = _by_id(file.assessments) if file else {}
        tables: dict[str, dict[str, Any]] = {}
        for path, struct, name in TABLES:
            table = self.yaml(path, struct) if self.files.exists(path) else None
            tables[name] = _by_id(getattr(table, name)) if table is not None else {}
        elsewhere = self.elsewhere(settings, here)
        withheld = {
            name: Withheld(assessment, absent)
            for name, assessment in assessments.items()
            if (absent := lacking(assessment, settings, here, elsewhere))
        }
        return Course(
            settings=settings,
            language=language,
            modules=tuple(modules),
            planned=tuple(planned),
            assessments={n: a for n, a in assessments.items() if n not in withheld},
            banks=tuple(in_currency(bank, language.factor) for bank in banks),
            withheld=withheld,
            elsewhere=elsewhere,
            topics=tables["topics"],
            terms=tables["terms"],
            law=tables["facts"],
            red_lines=tables["red_lines"],
            rubrics=tables["rubrics"],
            amounts=tables["amounts"],
            agendas=tables["agendas"],
            templates=_by_id(self.templates(settings)),
            calculators=read_calculators(self.files, self.markdown, report=not self.translating),
        )


def load_course(root: Path) -> Loaded:
    """Read the course in ``root`` in all its languages.

    Raises UnreadableInputError only if there is no course at all; anything wrong inside it is a
    finding, and what can be read is read.
    """
    if not (root / COURSE_FILE).is_file():
        raise UnreadableInputError(
            f"{root} holds no course: {COURSE_FILE} is not there",
            "name the course's folder with --root DIR",
        )
    files = Files(root)
    node = files.yaml(COURSE_FILE)
    settings = bind(node, Settings, files.findings, COURSE_FILE) if node is not None else None
    if settings is None or node is None:
        return Loaded(root, None, {}, tuple(files.findings), files)
    source_lang = settings.source_language
    editions: dict[str, Course] = {}
    translations: list[Translation] = []
    for language in settings.languages:
        reader = Reader(files, language.code, source_lang, files.findings)
        own = settings
        if reader.translating:
            own = reader.yaml(COURSE_FILE, Settings) or settings
        editions[language.code] = reader.edition(own)
        translations.extend(reader.translations)
    editions = {lang: pointing(course, editions) for lang, course in editions.items()}
    return Loaded(
        root, settings, editions, tuple(_unique(files.findings)), files, tuple(translations)
    )


def _by_id(records: Any) -> dict[str, Any]:
    """Records by id; of two with one id the first stays (the second is a finding of lint)."""
    found: dict[str, Any] = {}
    for record in records:
        found.setdefault(record.id, record)
    return found


def _unique(findings: list[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))


def _front(node: Mapping | None, struct: type[A], findings: list[Finding], path: str) -> A | None:
    return None if node is None else bind(_without(node, "digests"), struct, findings, path)


def _without(node: Mapping, key: str) -> Mapping:
    if key not in node.entries:
        return node
    kept = {k: v for k, v in node.entries.items() if k != key}
    return Mapping(kept, node.position, {k: v for k, v in node.keys.items() if k in kept})


def _document_entries(
    source: Document, front: list[Entry], other: Document | None, overlay: Mapping | None
) -> tuple[Entry, ...]:
    """Entries of a translated document: its front matter, its lead and each section."""
    stored: AbstractMapping[str, str] = other.digests if other else {}
    where = overlay.position if overlay else Position(source.path)
    entries = []
    if front:
        digest = text_digest([(entry.id, entry.current) for entry in front])
        missing = tuple(name for entry in front for name in entry.missing)
        entries.append(
            Entry("front", stored.get("front", ""), digest, where, missing, overlay is not None)
        )
    if source.lead.strip():
        present = other is not None and bool(other.lead.strip())
        entries.append(
            Entry(
                "lead", stored.get("lead", ""), text_digest([("", source.lead)]), where, (), present
            )
        )
    for section in source.sections:
        if not section.id:
            continue
        mine = other.by_id.get(section.id) if other else None
        digest = text_digest([("title", section.title), ("text", section.text)])
        entries.append(
            Entry(
                section.id,
                stored.get(section.id, ""),
                digest,
                mine.position if mine else where,
                (),
                mine is not None,
            )
        )
    return tuple(entries)


def _mark_untranslated(record: Authored, missing: AbstractSet[str]) -> None:
    """Tell entries whose translation is missing that their text is the source's."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, list):
            for entry in value:
                if isinstance(entry, Authored) and getattr(entry, "id", None) in missing:
                    entry.attach(entry.__dict__["_locate"], False)


def _scaled(module: Module, language: Language) -> Module:
    """Numeric keys in money follow the edition's currency, as the amounts in the texts do."""
    if module.bank is None or language.factor == 1:
        return module
    return replace(module, bank=in_currency(module.bank, language.factor))


__all__ = [
    "ASSESSMENTS_FILE",
    "TABLES",
    "TEMPLATES",
    "Loaded",
    "find_root",
    "load_course",
]
