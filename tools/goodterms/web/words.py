"""The site's own words and longer texts, by language; the fragments' words are render's."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from goodterms.render.strings import FALLBACK, Entry, Strings


@lru_cache(maxsize=16)
def load_words(lang: str) -> Strings:
    """The site's words in a language; English for what the language does not say."""
    table = dict(_read(FALLBACK))
    if lang != FALLBACK:
        table.update(_read(lang))
    return Strings(lang if _strings(lang).is_file() else FALLBACK, table)


def load_text(name: str, lang: str) -> str:
    """A longer text (Markdown with Jinja names) in a language, or in English."""
    folder = files("goodterms.web") / "texts"
    own = folder / lang / f"{name}.md"
    found = own if own.is_file() else folder / FALLBACK / f"{name}.md"
    return found.read_text(encoding="utf-8")


def _strings(lang: str) -> Traversable:
    return files("goodterms.web") / "strings" / f"{lang}.yml"


def _read(lang: str) -> dict[str, Entry]:
    path = _strings(lang)
    if not path.is_file():
        return {}
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return _flat(loaded, "")


def _flat(node: dict[str, Any], prefix: str) -> dict[str, Entry]:
    """Nested keys joined by dots; a mapping with ``other`` is a set of plurals."""
    table: dict[str, Entry] = {}
    for key, value in node.items():
        if isinstance(value, dict) and "other" not in value:
            table.update(_flat(value, f"{prefix}{key}."))
        else:
            table[f"{prefix}{key}"] = value
    return table
