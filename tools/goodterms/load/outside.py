"""Banks kept outside the course, such as those of sealed exams, in all languages of the course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from goodterms.diagnostics import Finding
from goodterms.errors import UnreadableInputError
from goodterms.load.course import Loaded, Reader
from goodterms.load.files import Files
from goodterms.load.overlay import Translation
from goodterms.model.assessments import Assessment, AssessmentsFile
from goodterms.model.course import Course
from goodterms.model.items import Bank, in_currency


@dataclass(frozen=True)
class OutsideEdition:
    """What a folder outside the course holds in one language; money is in the source currency."""

    banks: tuple[Bank, ...] = ()
    assessments: Mapping[str, Assessment] = field(default_factory=dict)


@dataclass(frozen=True)
class Outside:
    """Banks and assessments of a folder, by language of the course."""

    editions: Mapping[str, OutsideEdition]
    findings: tuple[Finding, ...]
    files: Files
    translations: tuple[Translation, ...] = ()


def laid_over(loaded: Loaded, outside: Outside) -> Loaded:
    """The course as it is with banks and assessments from outside in place of its own.

    What has the id of something in the course stands in for it; the rest is added. Amounts are
    scaled to each edition's currency.
    """
    editions = {lang: _laid(c, outside.editions[lang]) for lang, c in loaded.editions.items()}
    return replace(loaded, editions=editions, findings=(*loaded.findings, *outside.findings))


def _laid(course: Course, outside: OutsideEdition) -> Course:
    banks = {bank.id: in_currency(bank, course.language.factor) for bank in outside.banks}
    modules = tuple(
        replace(module, bank=banks.pop(module.bank.id, module.bank)) if module.bank else module
        for module in course.modules
    )
    general = {bank.id: bank for bank in course.banks} | banks
    return replace(
        course,
        modules=modules,
        banks=tuple(general.values()),
        assessments={**course.assessments, **outside.assessments},
        withheld={n: one for n, one in course.withheld.items() if n not in outside.assessments},
    )


def load_outside(folder: Path, languages: Sequence[str]) -> Outside:
    """Read every ``*.yml`` of a folder in each of the languages, the source language first.

    A file with ``assessments`` is an assessments file, the others are banks; ``X.<lang>.yml``
    beside ``X.yml`` is its translation. What is not translated stays in the source language.

    Raises:
        UnreadableInputError: the folder is not there or holds no YAML file.
    """
    found = {path.name for path in folder.glob("*.yml")} if folder.is_dir() else set()
    names = [name for name in sorted(found) if not _translates(name, found, languages)]
    if not names:
        raise UnreadableInputError(
            f"{folder} holds no bank: no .yml file is there",
            "name the folder that holds your exam banks and their assessments.yml",
        )
    files = Files(folder)
    editions: dict[str, OutsideEdition] = {}
    translations: list[Translation] = []
    for lang in languages:
        reader = Reader(files, lang, languages[0], files.findings)
        editions[lang] = _edition(reader, names)
        translations.extend(reader.translations)
    findings = tuple(dict.fromkeys(files.findings))
    return Outside(editions, findings, files, tuple(translations))


def _edition(reader: Reader, names: Sequence[str]) -> OutsideEdition:
    banks: list[Bank] = []
    assessments: dict[str, Assessment] = {}
    for name in names:
        node = reader.files.yaml(name)
        if node is not None and "assessments" in node.entries:
            file = reader.yaml(name, AssessmentsFile)
            for assessment in file.assessments if file else ():
                assessments.setdefault(assessment.id, assessment)
        elif node is not None and (bank := reader.yaml(name, Bank)) is not None:
            banks.append(bank)
    return OutsideEdition(tuple(banks), assessments)


def _translates(name: str, names: set[str], languages: Sequence[str]) -> bool:
    """Whether a file is the translation of one beside it."""
    stem, _, lang = name.removesuffix(".yml").rpartition(".")
    return lang in languages[1:] and f"{stem}.yml" in names
