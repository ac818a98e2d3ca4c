"""The package's own words, by language; the fragments' words are render's."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from goodterms.render.strings import FALLBACK, Entry, Strings


@lru_cache(maxsize=16)
def load_words(lang: str) -> Strings:
    """The package's words in a language; English for what the language does not say."""
    table = dict(_read(FALLBACK))
    own = _read(lang) if lang != FALLBACK else {}
    table.update(own)
    return Strings(lang if own else FALLBACK, table)


def _read(lang: str) -> dict[str, Entry]:
    path = files("goodterms.export") / "strings" / f"{lang}.yml"
    if not path.is_file():
        return {}
    table: dict[str, Entry] = yaml.load(  # BaseLoader makes strings only
        path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )
    return table
