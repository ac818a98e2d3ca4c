"""Translations: laid over by id, text only; what they lack and what has gone stale is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodterms.load.course import Loaded, load_course
from goodterms.load.overlay import text_digest
from goodterms.model.items import Numeric, Short, Single
from goodterms.translate.accept import settle
from goodterms.translate.status import file_statuses, open_entries, totals

COURSE = """\
id: shop
iri: "urn:uuid:00000000-0000-4000-8000-000000000001"
title: Shop
tagline: Mend it
version: 1.0.0
notice: Practice only.
languages:
  - {code: en, name: English, currency: EUR, factor: 1}
  - {code: ru, name: Русский, currency: RUB, factor: 100}
modules:
  - {id: m01, folder: 01-a, title: A, status: {en: released, ru: draft}}
lesson_sections: []
"""
COURSE_RU = "title: Лавка\ntagline: Почини\nnotice: Учёба.\nmodules:\n  - {id: m01, title: А}\n"
INDEX = """\
---
id: m01
title: A
minutes: 5
objectives:
  - {id: m01-o1, text: Fit a tube}
lessons: [one]
---
Overview.
"""
LESSON = """\
---
id: m01-l1
title: One
minutes: 5
objectives: [m01-o1]
topics: []
---
Lead.

## First {#first}

Text one.

## Second {#second}

Text two.
"""
LESSON_RU = """\
---
title: Раз
---
Введение.

## Первое {#first}

Текст.
"""
BANK = """\
id: m01
module: m01
items:
  - id: q1
    type: single
    use: practice
    objective: m01-o1
    topics: []
    level: apply
    stem: Which?
    options:
      - {id: a, text: This, why: It fits}
      - {id: b, text: That, why: It slips}
    key: a
  - {id: q2, type: short, use: test, objective: m01-o1, topics: [], level: apply, stem: Name,
     accept: [tube], why: It is so}
  - id: q3
    type: numeric
    use: test
    objective: m01-o1
    topics: []
    level: apply
    stem: Cost?
    key: {value: 12.5, tolerance: 0.5, decimals: 2, unit: money}
    check: 25 / 2
    wrong:
      - {value: 25, why: Not halved}
      - {value: 50, why: Doubled}
    why: Half
"""
BANK_RU = """\
# комментарий остаётся
items:
  - id: q1
    stem: Который?
    options: [{id: a, text: Этот, why: Подходит}, {id: b, text: Тот, why: Скользит}]
  - {id: q2, stem: Назовите, accept: [камера], why: Так}
  - id: q3
    stem: Цена?
    wrong: [{why: Не поделено}, {why: Удвоено}]
    why: Половина
"""
FILES = {
    "course/course.yml": COURSE,
    "course/course.ru.yml": COURSE_RU,
    "modules/01-a/index.md": INDEX,
    "modules/01-a/one.md": LESSON,
    "modules/01-a/one.ru.md": LESSON_RU,
    "quizzes/01-a.yml": BANK,
    "quizzes/01-a.ru.yml": BANK_RU,
}


def course(tmp_path: Path, **changed: str) -> Loaded:
    for name, text in {**FILES, **changed}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_course(tmp_path)


def faults(loaded: Loaded) -> list[tuple[str, str]]:
    return [(f.code, str(f.position)) for f in loaded.findings]


def test_text_comes_from_the_translation_and_everything_else_from_the_source(
    tmp_path: Path,
) -> None:
    loaded = course(tmp_path)
    assert faults(loaded) == []
    ru = loaded.editions["ru"]
    assert (ru.settings.title, ru.modules[0].entry.title) == ("Лавка", "А")
    q1, q2, q3 = (ru.items[i] for i in ("q1", "q2", "q3"))
    assert isinstance(q1, Single)
    assert (q1.stem, q1.key, q1.options[1].why) == ("Который?", "a", "Скользит")
    assert str(q1.at("stem")) == "quizzes/01-a.ru.yml:4:11"
    assert str(q1.at("key")) == "quizzes/01-a.yml:14:10"
    assert isinstance(q2, Short)
    assert q2.accept == ["камера"]
    assert isinstance(q3, Numeric)
    assert [w.why for w in q3.wrong] == ["Не поделено", "Удвоено"]


def test_amounts_follow_the_currency_of_the_edition(tmp_path: Path) -> None:
    loaded = course(tmp_path)
    en, ru = (loaded.editions[lang].items["q3"] for lang in ("en", "ru"))
    assert isinstance(en, Numeric)
    assert isinstance(ru, Numeric)
    assert (en.key.value, en.key.tolerance) == (12.5, 0.5)
    assert (ru.key.value, ru.key.tolerance, ru.wrong[0].value) == (1250, 50, 2500)
    assert ru.check == "(25 / 2) * 100"
    assert str(ru.key.at("value")) == str(en.key.at("value"))


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("  - id: q1\n", "  - id: q1\n    key: b\n", "T001", 4),
        ("  - id: q1\n", "  - id: q1\n    points: 2\n", None, None),
        ("id: q3", "id: q9", "T002", 7),
        ("{id: b, text: Тот", "{id: c, text: Тот", "T002", 5),
        ("wrong: [{why: Не поделено}, {why: Удвоено}]", "wrong: [{why: Нет}]", "T003", 9),
        ("stem: Цена?", "stem: [Цена]", "T003", 8),
        ("stem: Цена?", "stme: Цена?", "F005", 8),
        ("stem: Цена?", "stem: ''", "F007", 8),
    ],
)
def test_what_a_translation_may_not_do(
    tmp_path: Path, old: str, new: str, code: str | None, line: int | None
) -> None:
    assert old in BANK_RU
    loaded = course(tmp_path, **{"quizzes/01-a.ru.yml": BANK_RU.replace(old, new)})
    if code is None:
        # Points stand only where the source has them; a translation has no say either way.
        code, line = "T001", 4
    assert (code, line) in [
        (f.code, f.position.line)
        for f in loaded.findings
        if f.position.path == "quizzes/01-a.ru.yml"
    ]


def test_missing_entries_show_the_source_and_are_known_as_untranslated(tmp_path: Path) -> None:
    cut = BANK_RU.split("  - {id: q2", maxsplit=1)[0]
    loaded = course(tmp_path, **{"quizzes/01-a.ru.yml": cut})
    ru = loaded.editions["ru"].items
    assert (ru["q1"].translated, ru["q2"].translated, ru["q2"].stem) == (True, False, "Name")
    states = {
        e.id: e.state for t, e in open_entries(loaded.translations, "ru") if "01-a.ru" in t.path
    }
    assert states == {"q1": "unmarked", "q2": "missing", "q3": "missing"}


def test_documents_are_translated_section_by_section(tmp_path: Path) -> None:
    loaded = course(tmp_path)
    lesson = loaded.editions["ru"].lessons["m01-l1"]
    assert lesson.front.title == "Раз"
    assert lesson.document.path == "modules/01-a/one.ru.md"
    translation = next(t for t in loaded.translations if t.path.endswith("one.ru.md"))
    assert [(e.id, e.state) for e in translation.entries] == [
        ("front", "unmarked"),
        ("lead", "unmarked"),
        ("first", "unmarked"),
        ("second", "missing"),
    ]
    index = next(t for t in loaded.translations if t.path.endswith("index.ru.md"))
    assert not index.exists
    assert loaded.editions["ru"].modules[0].document.translated is False


def accept_all(tmp_path: Path, loaded: Loaded) -> Loaded:
    for translation in loaded.translations:
        if translation.exists:
            path = tmp_path / translation.path
            text, _ = settle(translation, path.read_text(encoding="utf-8"))
            path.write_text(text, encoding="utf-8")
    return load_course(tmp_path)


def test_accepting_marks_what_is_there_and_a_changed_source_makes_it_stale(tmp_path: Path) -> None:
    loaded = accept_all(tmp_path, course(tmp_path))
    assert faults(loaded) == []
    assert totals_of(loaded)["unmarked"] == totals_of(loaded)["stale"] == 0
    text = (tmp_path / "quizzes/01-a.ru.yml").read_text(encoding="utf-8")
    assert text.startswith("# комментарий остаётся\n")
    assert "  - id: q1\n    digest: " in text
    assert "  - {id: q2, digest: " in text

    source = BANK.replace("stem: Cost?", "stem: What does it cost?")
    (tmp_path / "quizzes/01-a.yml").write_text(source, encoding="utf-8")
    lesson = LESSON.replace("Text one.", "Text one, longer.")
    (tmp_path / "modules/01-a/one.md").write_text(lesson, encoding="utf-8")
    changed = load_course(tmp_path)
    stale = {e.id for _, e in open_entries(changed.translations) if e.state == "stale"}
    assert stale == {"q3", "first"}

    again = accept_all(tmp_path, changed)
    assert totals_of(again)["stale"] == 0
    assert faults(again) == []


def test_accepting_twice_changes_nothing(tmp_path: Path) -> None:
    accept_all(tmp_path, course(tmp_path))
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.is_file()}
    accept_all(tmp_path, load_course(tmp_path))
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.is_file()}


def test_a_key_change_is_no_matter_for_the_translator(tmp_path: Path) -> None:
    accept_all(tmp_path, course(tmp_path))
    source = BANK.replace("key: a", "key: b").replace(
        "level: apply\n    stem: Cost", "level: create\n    stem: Cost"
    )
    (tmp_path / "quizzes/01-a.yml").write_text(source, encoding="utf-8")
    assert totals_of(load_course(tmp_path))["stale"] == 0


def totals_of(loaded: Loaded) -> dict[str, int]:
    return totals(file_statuses(loaded.translations))["ru"]


def test_digest_ignores_line_breaks_but_not_words() -> None:
    assert text_digest([("a", "one  two\nthree")]) == text_digest([("a", "one two three")])
    assert text_digest([("a", "one")]) != text_digest([("a", "One")])
    assert text_digest([("a", "one")]) != text_digest([("b", "one")])
