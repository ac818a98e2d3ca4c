"""The words of the interface, by language, with English for what a language does not say."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

#: The language every other one falls back to.
FALLBACK = "en"
#: Keys with this beginning are for the browser: they go into the configuration script.
BROWSER = "js."

Entry = str | dict[str, str]


@dataclass(frozen=True)
class Strings:
    """Texts by key; calling it formats one, ``plural`` picks the form for a number."""

    lang: str
    table: dict[str, Entry] = field(repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key`` with ``{names}`` filled in; KeyError for an unknown key."""
        entry = self.table[key]
        if isinstance(entry, dict):
            number = values.get("n", 0)
            form = plural_form(self.lang, number if isinstance(number, int) else 0)
            entry = entry[form] if form in entry else entry["other"]
        return entry.format(**values) if values else entry

    def table_text(self, key: str, default: str) -> str:
        """The text of ``key`` as it stands, or ``default`` if there is none."""
        entry = self.table.get(key, default)
        return entry if isinstance(entry, str) else default

    def browser(self) -> dict[str, Any]:
        """What the scripts say, by key without the ``js.``."""
        return {
            key.removeprefix(BROWSER): value
            for key, value in self.table.items()
            if key.startswith(BROWSER)
        }


def plural_form(lang: str, number: int) -> str:
    """The CLDR plural category of a whole number; the same as the browser's Intl.PluralRules."""
    if lang in ("ru", "uk", "be"):
        tens, ones = number % 100, number % 10
        if ones == 1 and tens != 11:
            return "one"
        return "few" if 2 <= ones <= 4 and not 12 <= tens <= 14 else "many"
    if lang in ("zh", "ja", "ko"):
        return "other"
    return "one" if number == 1 else "other"


@lru_cache(maxsize=32)
def load_strings(lang: str, package: str = "goodterms.render") -> Strings:
    """The words of a room of this tool in a language; English for what it does not say.

    They stand in ``strings/<lang>.yml`` of the room (``package``).
    """
    table = dict(_read(FALLBACK, package))
    own = _read(lang, package) if lang != FALLBACK else {}
    table.update(own)
    return Strings(lang if own else FALLBACK, table)


def available_languages() -> list[str]:
    """Codes of the languages the interface speaks."""
    folder = files("goodterms.render") / "strings"
    return sorted(p.name.removesuffix(".yml") for p in folder.iterdir() if p.name.endswith(".yml"))


def _read(lang: str, package: str) -> dict[str, Entry]:
    path = files(package) / "strings" / f"{lang}.yml"
    if not path.is_file():
        return {}
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return _flat(loaded, "")


def _flat(node: dict[str, Any], prefix: str) -> dict[str, Entry]:
    """Nested keys joined by dots; a mapping with ``other`` is a set of plurals."""
    table: dict[str, Entry] = {}
    for key, value in node.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and "other" not in value:
            table.update(_flat(value, f"{name}."))
        else:
            table[name] = value
    return table
