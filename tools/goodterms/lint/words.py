"""Word lists by language: verbs of objectives, words that give answers away, marks of drafts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from importlib import resources

import yaml


@dataclass(frozen=True, eq=False)
class Words:
    """The lists of one language; ``words/<lang>.yml`` says what each is for."""

    lang: str
    decimal: str = "."
    measurable_verbs: frozenset[str] = frozenset()
    banned_starts: tuple[str, ...] = ()
    catch_alls: tuple[str, ...] = ()
    absolutes: frozenset[str] = frozenset()
    vague: tuple[str, ...] = ()
    negations: frozenset[str] = frozenset()
    negative_questions: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    stop_words: frozenset[str] = frozenset()
    unfinished: tuple[str, ...] = field(default=())

    @cached_property
    def catch_all(self) -> re.Pattern[str] | None:
        """Matches an option that stands for other options."""
        letters = [p.replace("{letter}", "[a-h]") for p in self.catch_alls if "{letter}" in p]
        spoken = [re.escape(p) for p in self.catch_alls if "{letter}" not in p]
        parts = [rf"\b(?:{'|'.join(spoken)})\b"] if spoken else []
        parts += [rf"^\W*(?:{'|'.join(letters)})\W*$"] if letters else []
        return re.compile("|".join(parts), re.IGNORECASE) if parts else None

    @cached_property
    def vague_word(self) -> re.Pattern[str] | None:
        """Matches a word of vague frequency."""
        return phrase_pattern(self.vague)

    @cached_property
    def negative_question(self) -> re.Pattern[str] | None:
        """Matches a question that asks for the exception."""
        return phrase_pattern(self.negative_questions)

    @cached_property
    def unfinished_mark(self) -> re.Pattern[str] | None:
        """Matches what authors write where text is still to come."""
        return phrase_pattern(self.unfinished)


def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """Whole words, whatever their case; None if there are none."""
    if not phrases:
        return None
    joined = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


@cache
def words_for(lang: str) -> Words:
    """The lists of a language; empty ones for a language that has none, so rules stay silent."""
    file = resources.files("goodterms.lint").joinpath("words", f"{lang}.yml")
    if not file.is_file():
        return Words(lang)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    values: dict[str, object] = {"lang": lang}
    for spec in fields(Words):
        if spec.name in data:
            value = data[spec.name]
            wanted = str(spec.type)
            if wanted.startswith("frozenset"):
                value = frozenset(value)
            elif wanted.startswith("tuple"):
                value = tuple(value)
            values[spec.name] = value
    return Words(**values)  # type: ignore[arg-type]
