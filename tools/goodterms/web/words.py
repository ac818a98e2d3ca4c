"""The site's own words and longer texts, by language; the fragments' words are render's."""

from __future__ import annotations

from importlib.resources import files

from goodterms.render.strings import FALLBACK, Strings, load_strings


def load_words(lang: str) -> Strings:
    """The site's words in a language; English for what the language does not say."""
    return load_strings(lang, "goodterms.web")


def load_text(name: str, lang: str) -> str:
    """A longer text (Markdown with Jinja names) in a language, or in English."""
    folder = files("goodterms.web") / "texts"
    own = folder / lang / f"{name}.md"
    found = own if own.is_file() else folder / FALLBACK / f"{name}.md"
    return found.read_text(encoding="utf-8")
