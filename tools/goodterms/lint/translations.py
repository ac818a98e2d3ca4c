"""Translations (T): complete where released, and made from the text as it stands today."""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.diagnostics import Position, Severity
from goodterms.lint.known import source_path
from goodterms.lint.rule import Context, Problem, rule
from goodterms.load.files import COURSE_FILE
from goodterms.load.overlay import Entry, Translation
from goodterms.model.course import Module

#: Tables of which readers never see the text: topics and amounts are named by their ids.
INTERNAL = ("course/syllabus.yml", "course/cases.yml")


@rule("T004", scope="translation", severity=Severity.WARNING, completeness=True)
def translation_missing(context: Context) -> Iterator[Problem]:
    """Translation is missing.

    In a language in which a module is released, every file of the module has its translation, and
    every item, section, state, term and red line has an entry. In a draft it is listed as a note.
    The syllabus and the amounts are not shown to readers and need none.

    Why: the reader would be shown the source language in the middle of their own.

    Bad::

        quizzes/01-receivables.yml has m01-q09, quizzes/01-receivables.ru.yml does not

    Good::

        - {id: m01-q09, stem: "…", options: […]}     in both files
    """
    for translation, module in _translations(context):
        if not translation.exists:
            yield Problem(
                Position(translation.source),
                f"there is no {context.lang} translation of this file",
                f"write {translation.path}, and settle it with `goodterms translate accept`",
                module,
                weight(context, module),
            )
            continue
        for entry in translation.entries:
            if not entry.present and not _not_needed(context, translation, entry):
                where = entry.position
                if where.path != translation.path:
                    where = Position(translation.path)
                yield Problem(
                    where,
                    f"{_name(entry)}: there is no {context.lang} text",
                    f"translate it from {translation.source}",
                    module,
                    weight(context, module),
                )


@rule("T005", scope="translation", severity=Severity.WARNING, completeness=True)
def text_missing(context: Context) -> Iterator[Problem]:
    """Translated entry lacks a text.

    An entry of a translation has every text that the source entry has. Numbers and cites may stay
    as they are.

    Why: the missing text would be shown in the source language.

    Bad::

        - {id: m01-q09, stem: "…"}     and its options are missing

    Good::

        - {id: m01-q09, stem: "…", options: [{id: a, text: "…", why: "…"}, …]}
    """
    for translation, module in _translations(context):
        for entry in translation.entries if translation.exists else ():
            lacking = list(dict.fromkeys(entry.missing))
            if entry.present and lacking and not _not_needed(context, translation, entry):
                shown = ", ".join(lacking[:4]) + (", …" if len(lacking) > 4 else "")
                yield Problem(
                    entry.position,
                    f"{_name(entry)} lacks {shown}",
                    f"translate it from {translation.source}",
                    module,
                    weight(context, module),
                )


@rule("T009", scope="translation", severity=Severity.WARNING)
def translation_stale(context: Context) -> Iterator[Problem]:
    """Translation is stale.

    The source text has changed since the translation was accepted: the digest stored with the
    translation is not that of the source today.

    Why: the two editions may now say different things.

    Bad::

        digest: 3f0c9a1be2d4, and the English text was edited since

    Good::

        the translation was read again and settled with `goodterms translate accept`
    """
    for translation, entry in _entries(context):
        if entry.state == "stale":
            yield Problem(
                entry.position,
                f"{_name(entry)}: {translation.source} has changed since this was translated",
                "compare the texts, then run `goodterms translate accept`",
            )


@rule("T010", scope="translation", severity=Severity.WARNING)
def translation_unmarked(context: Context) -> Iterator[Problem]:
    """Translation without a digest.

    A translated entry or section does not say which source text it was made from.

    Why: nobody would be told when the source changes.

    Bad::

        - id: m01-q01
          stem: "…"

    Good::

        - id: m01-q01
          digest: 3f0c9a1be2d4
          stem: "…"
    """
    for translation in context.loaded.translations:
        if translation.lang != context.lang or not translation.exists:
            continue
        unmarked = [e for e in translation.entries if e.state == "unmarked"]
        if unmarked:
            first = unmarked[0]
            names = ", ".join(_name(e) for e in unmarked[:3])
            more = f" and {len(unmarked) - 3} more" if len(unmarked) > 3 else ""
            yield Problem(
                first.position,
                f"no digest of the source text: {names}{more}",
                f"run `goodterms translate accept {translation.path}` when they agree",
            )


@rule("T013", scope="source")
def translation_of_nothing(context: Context) -> Iterator[Problem]:
    """Translation of a table that is not there.

    A file ``course/x.ru.yml`` stands beside ``course/x.yml``.

    Why: nothing reads it; often its source was renamed or deleted by mistake.

    Bad::

        course/agendas.ru.yml without course/agendas.yml

    Good::

        both files, or neither
    """
    for path in context.loaded.files.listing("course", ".yml"):
        source = source_path(path, context.loaded)
        if not context.loaded.files.exists(source):
            yield Problem(
                Position(path),
                f"{source} is not there",
                f"write {source}, or remove this translation",
            )


def _translations(context: Context) -> Iterator[tuple[Translation, Module | None]]:
    """Translation files of this edition that readers need, with the module they belong to."""
    for translation in context.loaded.translations:
        if translation.lang == context.lang and translation.source not in INTERNAL:
            yield translation, module_of(context, translation.source)


def _entries(context: Context) -> Iterator[tuple[Translation, Entry]]:
    for translation in context.loaded.translations:
        if translation.lang == context.lang and translation.exists:
            for entry in translation.entries:
                yield translation, entry


def _name(entry: Entry) -> str:
    """What an entry is called in messages."""
    special = {"": "the file itself", "front": "the front matter", "lead": "the lead"}
    return special.get(entry.id, entry.id)


def module_of(context: Context, path: str) -> Module | None:
    """The module to whose folder or bank a path belongs, in any language."""
    name = path.split("/")[1]
    for module in context.course.modules:
        if name == module.folder or name.split(".")[0] == module.folder:
            return module
    return None


def weight(context: Context, module: Module | None) -> Severity | None:
    """Shared tables matter as soon as one module is released in the language."""
    if module is not None or any(context.released(m) for m in context.course.modules):
        return None
    return Severity.NOTE


def _not_needed(context: Context, translation: Translation, entry: Entry) -> bool:
    """Whether an entry is never shown here: a retired item, or of a module not in the edition."""
    item = context.source.items.get(entry.id)
    if item is not None and translation.source.startswith("quizzes/") and item.retired:
        return True
    here = {module.id for module in context.course.modules}
    if translation.source == COURSE_FILE:
        planned = {e.id for e in context.source.settings.modules} - here
        return entry.id in planned
    assessment = context.course.assessments.get(entry.id)
    if translation.source.startswith("quizzes/") and assessment is not None:
        return assessment.module is not None and assessment.module not in here
    return False


RULES = (
    translation_missing,
    text_missing,
    translation_stale,
    translation_unmarked,
    translation_of_nothing,
)
