"""The package's own words, by language; the fragments' words are render's."""

from __future__ import annotations

from goodterms.render.strings import Strings, load_strings


def load_words(lang: str) -> Strings:
    """The package's words in a language; English for what the language does not say."""
    return load_strings(lang, "goodterms.export")
