"""Translations (T), text by text: same sections, embeds, numbers, links; nothing left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from decimal import Decimal
from typing import TypeVar

from goodterms.diagnostics import Position, Severity
from goodterms.lint.markup import numbers, plain, sentences, words
from goodterms.lint.rule import Context, Problem, rule
from goodterms.lint.translations import module_of, weight
from goodterms.lint.words import words_for
from goodterms.model.embeds import scan

H = TypeVar("H", bound=Hashable)
#: Sentences of fewer words may be the same in two languages: a name, a cite, a number.
TELLING_WORDS = 4

#: Fields that may stay in their official form.
OFFICIAL = ("cite",)
_DIGIT = re.compile(r"\d")
_PLAIN_NUMBER = re.compile(r"\d+(\.\d+)?")


@rule("T006", scope="translation", completeness=True)
def sections_differ(context: Context) -> Iterator[Problem]:
    """Sections of a translation differ from the source.

    A translated document has the sections of its source, with the same ids in the same order. (A
    section that is missing altogether is T004.)

    Why: lessons and role-plays are put together by these ids, in every language the same.

    Bad::

        source: {#moment} {#tool} {#limits}     translation: {#moment} {#limits} {#werkzeug}

    Good::

        source: {#moment} {#tool} {#limits}     translation: {#moment} {#tool} {#limits}
    """
    for source, other in context.document_pairs:
        wanted = [section.id for section in source.sections if section.id]
        found = [section.id for section in other.sections if section.id]
        for section in other.sections:
            if section.id and section.id not in wanted:
                yield _problem(
                    context,
                    section.position,
                    f"the source has no section {section.id!r}",
                    "repeat the id of the source's heading",
                )
        common = [name for name in found if name in wanted]
        expected = [name for name in wanted if name in common]
        for name, right in zip(common, expected, strict=False):
            if name != right:
                yield _problem(
                    context,
                    other.by_id[name].position,
                    f"the section {name!r} stands in another place than in the source",
                    f"keep the order of {source.path}",
                )
                break


@rule("T007", scope="translation", completeness=True)
def embeds_differ(context: Context) -> Iterator[Problem]:
    """Embeds of a translation differ from the source.

    Each section and each text has the embeds of its source, by name and id, as often as there. A
    glossary link more or less, or an amount more, is only a warning. An amount that the source
    writes as a number may become ``{{ money("…") }}`` in the translation.

    Why: a question, an amount or a law fact would be missing in one language.

    Bad::

        source: {{ money("heron-invoice") }}     translation: 4 800 000 рублей

    Good::

        source: {{ money("heron-invoice") }}     translation: {{ money("heron-invoice") }}
    """
    for source, other, where, _ in context.text_pairs:
        if "{{" not in source and "{{" not in other:
            continue
        missing, extra = _embeds(context, source, other)
        for found, words_, hint in (
            (missing, "lacks", "add it where the source has it"),
            (extra, "has one too many:", "remove it, or add it to the source"),
        ):
            for name, embed_id in found:
                slight = name == "term" or (name == "money" and found is extra)
                yield _problem(
                    context,
                    where,
                    f'the translation {words_} {{{{ {name}("{embed_id}") }}}}',
                    hint,
                    slight=slight,
                )


@rule("T008", scope="translation", severity=Severity.WARNING, completeness=True)
def numbers_differ(context: Context) -> Iterator[Problem]:
    """Numbers of a translation differ from the source.

    Each section and each text has the numbers of its source; decimal commas and thousands are
    understood, and an amount multiplied by the edition's factor counts as the same.

    Why: a digit lost in translation is the mistake that nobody sees when reading.

    Bad::

        source: 37.5% of 48 cases     translation: 35,7 % из 48 дел

    Good::

        source: 37.5% of 48 cases     translation: 37,5 % из 48 дел
    """
    here = words_for(context.source.lang).decimal
    there = context.words.decimal
    factor = Decimal(str(context.course.language.factor))
    for source, other, where, _ in context.text_pairs:
        if not _DIGIT.search(source) and not _DIGIT.search(other):
            continue
        missing, extra = _difference(numbers(plain(source), here), numbers(plain(other), there))
        for value in _converted(context, source, other):
            if value in missing:
                missing.remove(value)
        for value in list(missing):
            scaled = (value * factor).normalize()
            if scaled in extra:
                missing.remove(value)
                extra.remove(scaled)
        if missing or extra:
            parts = []
            if missing:
                parts.append(f"the source also has {_listed(missing)}")
            if extra:
                parts.append(f"the translation also has {_listed(extra)}")
            yield _problem(
                context,
                where,
                "; ".join(parts),
                "correct the number; write in both as digits or in both as words",
            )


@rule("T011", scope="translation", severity=Severity.WARNING, completeness=True)
def sentence_left_over(context: Context) -> Iterator[Problem]:
    """Sentence left in the source language.

    A sentence of four words or more stands in the translation as it stands in the source.

    Why: the reader meets a foreign sentence; somebody stopped in the middle.

    Bad::

        Счёт просрочен. The portal shows the same two words.

    Good::

        Счёт просрочен. Портал показывает те же два слова.
    """
    for source, other, where, field in context.text_pairs:
        if field in OFFICIAL:
            continue
        known = set(sentences(plain(source)))
        for sentence in sentences(plain(other)):
            if sentence in known and _wordy(sentence):
                shown = sentence if len(sentence) <= 60 else sentence[:57] + "…"
                yield _problem(
                    context,
                    where,
                    f"this is still in the source language: {shown!r}",
                    "translate it",
                )


@rule("T012", scope="translation", severity=Severity.WARNING, completeness=True)
def links_differ(context: Context) -> Iterator[Problem]:
    """Links or images of a translation differ from the source.

    A translated document has the links and images of its source.

    Why: a picture or a table would be missing in one language.

    Bad::

        source: ![Ageing](img/ageing.svg)     translation without the picture

    Good::

        source: ![Ageing](img/ageing.svg)     translation: ![Сроки](img/ageing.svg)
    """
    for source, other in context.document_pairs:
        missing, extra = _difference(
            Counter(link.target for link in source.links),
            Counter(link.target.replace(f".{context.lang}.", ".") for link in other.links),
        )
        places = {link.target: link.position for link in other.links}
        for target in missing:
            yield _problem(
                context,
                Position(other.path, other.first_line),
                f"the translation lacks the link or image {target}",
                "add it where the source has it",
            )
        for target in extra:
            yield _problem(
                context,
                places.get(target, Position(other.path, other.first_line)),
                f"the source has no link or image {target}",
                "remove it, or add it to the source",
            )


def _problem(
    context: Context, where: Position, message: str, hint: str, slight: bool = False
) -> Problem:
    """A problem that weighs less in a draft, in unreleased tables, and where it is slight."""
    module = module_of(context, where.path)
    severity = weight(context, module) or (Severity.WARNING if slight else None)
    return Problem(where, message, hint, module, severity)


def _embeds(
    context: Context, source: str, other: str
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Embeds that only the source or only the translation has; converted amounts left out."""
    missing, extra = _difference(
        Counter((e.name, e.id) for e in scan(source)),
        Counter((e.name, e.id) for e in scan(other)),
    )
    for value in _converted(context, source, other):
        extra.remove(("money", next(i for n, i in extra if n == "money" and _value(i) == value)))
    return missing, extra


def _converted(context: Context, source: str, other: str) -> list[Decimal]:
    """Amounts that the source writes as numbers and the translation as money embeds."""
    if "money" not in other:
        return []
    written = numbers(plain(source), words_for(context.source.lang).decimal)
    shown = Counter(e.id for e in scan(other) if e.name == "money")
    shown -= Counter(e.id for e in scan(source) if e.name == "money")
    values = Counter(v for v in map(_value, shown.elements()) if v is not None)
    return list((values & written).elements())


def _value(text: str) -> Decimal | None:
    return Decimal(text).normalize() if _PLAIN_NUMBER.fullmatch(text) else None


def _difference(one: Counter[H], other: Counter[H]) -> tuple[list[H], list[H]]:
    """What the first has more often than the second, and the reverse."""
    return list((one - other).elements()), list((other - one).elements())


def _listed(values: list[Decimal]) -> str:
    return ", ".join(f"{value:f}" for value in sorted(set(values))[:6])


def _wordy(sentence: str) -> bool:
    return len([w for w in words(sentence) if any(c.isalpha() for c in w)]) >= TELLING_WORDS


RULES = (sections_differ, embeds_differ, numbers_differ, sentence_left_over, links_differ)
