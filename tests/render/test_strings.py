"""The interface's words: complete in every language, and every one of them used."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from goodterms.render.strings import (
    Strings,
    available_languages,
    load_strings,
    plural_form,
)

ROOM = Path(str(files("goodterms.render")))
ENGLISH = load_strings("en")
TRANSLATIONS = [lang for lang in available_languages() if lang != "en"]
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}


def placeholders(entry: str | dict[str, str]) -> set[str]:
    texts = entry.values() if isinstance(entry, dict) else [entry]
    return {name for text in texts for name in re.findall(r"\{(\w+)\}", text)}


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_a_language_says_everything_with_the_same_names(lang: str) -> None:
    own = load_strings(lang)
    untranslated = [key for key, value in own.table.items() if value == ENGLISH.table.get(key)]
    assert untranslated == []
    for key, entry in ENGLISH.table.items():
        mine = own.table[key]
        assert isinstance(mine, dict) == isinstance(entry, dict), key
        assert placeholders(mine) == placeholders(entry), key


@pytest.mark.parametrize("lang", available_languages())
def test_plurals_have_every_form(lang: str) -> None:
    for key, entry in load_strings(lang).table.items():
        if isinstance(entry, dict):
            assert set(entry) == FORMS[lang], key


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "0 other 1 one 2 other 5 other 11 other 21 other"),
        ("ru", "0 many 1 one 2 few 5 many 11 many 21 one 22 few 112 many"),
        ("zh", "0 other 1 other 7 other"),
    ],
)
def test_plural_forms(lang: str, expected: str) -> None:
    words = expected.split()
    for number, form in zip(words[::2], words[1::2], strict=True):
        assert plural_form(lang, int(number)) == form


def test_a_missing_text_falls_back_to_english() -> None:
    unknown = load_strings("xx")
    assert unknown("item.check") == ENGLISH("item.check")
    assert unknown("minutes", n=2) == "2 minutes"
    mixed = Strings("ru", {"minutes": {"one": "{n} minute", "other": "{n} minutes"}})
    assert mixed("minutes", n=2) == "2 minutes"


def test_every_text_of_the_scripts_exists_and_is_used() -> None:
    known = set(ENGLISH.browser())
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOM / "static/js").glob("*.js"))
    said = set(re.findall(r'\bt\(\s*"([a-z_]+)"', code))
    for chosen in re.findall(r'\bt\([^;]*?\? "([a-z_]+)" : "([a-z_]+)"', code):
        said.update(chosen)
    assert {key for key in said if not key.endswith("_")} - known == set()
    quoted = set(re.findall(r'"([a-z_]+)"', code))
    built = {
        "result_right",
        "result_partly",
        "result_wrong",
        "result_marker",
        "result_passed",
        "result_failed",
        "sim_passed",
        "sim_failed",
        "progress_lessons_of",
        "progress_practice_of",
        "progress_tests_of",
    }
    assert known - quoted - built == set()


def test_every_text_of_the_templates_exists() -> None:
    for path in (ROOM / "templates").glob("*.j2"):
        for key in re.findall(r"\bt\('([a-z_.]+)'", path.read_text(encoding="utf-8")):
            if not key.endswith("."):
                assert key in ENGLISH.table, f"{path.name}: {key}"
