"""The pages of an edition: complete, in a menu, and nothing confidential where learners look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from goodterms.load.course import Loaded
from goodterms.model.course import RolePlay
from goodterms.render.context import Context
from goodterms.render.inline import plain
from goodterms.web.addresses import Addresses
from goodterms.web.pages import Edition, Nav, alternates, texts
from goodterms.web.words import load_text, load_words

#: Kinds of pages that are for trainers.
TRAINERS_KINDS = ("sheets", "guide", "trainer-module", "trainers", "agendas", "agenda", "coverage")


def in_menu(nav: Nav) -> Iterator[str]:
    """Paths of all pages in a menu."""
    for entry in nav:
        for target in entry.values():
            if isinstance(target, str):
                yield target
            else:
                yield from in_menu(target)


def test_every_page_is_in_the_menu_once(course_editions: dict[str, Edition]) -> None:
    for edition in course_editions.values():
        listed = list(in_menu(edition.nav))
        further = {page.path for page in edition.pages if page.facts.get("further")}
        assert len(listed) == len(set(listed))
        assert set(listed) == edition.paths - further


def test_addresses_know_all_pages_before_they_are_made(
    course_editions: dict[str, Edition], editions: dict[str, Edition]
) -> None:
    for edition in [*course_editions.values(), *editions.values()]:
        assert Addresses(edition.course).pages == edition.paths


def test_pages_have_different_paths(course_editions: dict[str, Edition]) -> None:
    for edition in course_editions.values():
        assert len(edition.paths) == len(edition.pages)


def test_every_kind_of_page_is_there(course_editions: dict[str, Edition]) -> None:
    kinds = {page.kind for page in course_editions["en"].pages}
    assert kinds == {
        "home",
        "study",
        "modules",
        "module",
        "lesson",
        "role-play",
        "simulation",
        "assessment",
        "progress",
        "templates",
        "template",
        "glossary",
        "law",
        "red-lines",
        "calculator",
        "trainers",
        "trainer-module",
        "guide",
        "sheets",
        "authors",
        "hr",
        "ways",
        "track",
        "place",
        "agendas",
        "agenda",
        "coverage",
        "wall",
    }


def test_languages_have_the_same_pages_of_a_module(course_editions: dict[str, Edition]) -> None:
    english, russian = course_editions["en"], course_editions["ru"]
    for module in russian.course.modules:
        here = {path for path in russian.paths if path.startswith(f"{module.folder}/")}
        there = {path for path in english.paths if path.startswith(f"{module.folder}/")}
        assert here == there
        assert here
    assert russian.paths <= english.paths


def test_a_page_says_what_it_is_in_its_front_matter(editions: dict[str, Edition]) -> None:
    written = texts(editions["en"], [Addresses(editions["ru"].course)])
    for page in editions["en"].pages:
        head, _, _ = written[page.path].removeprefix("---\n").partition("\n---\n")
        meta = yaml.safe_load(head)
        assert meta["title"] == page.title
        assert meta["goodterms"]["kind"] == page.kind
        assert meta.get("search", {}).get("exclude", False) is not page.searchable


def test_the_language_switch_leads_to_the_same_page(editions: dict[str, Edition]) -> None:
    others = [Addresses(editions["ru"].course)]
    assert alternates("a/b.md", others)[0]["href"] == "../../ru/index.html"  # it has no such page
    lesson = next(p.path for p in editions["en"].pages if p.kind == "lesson")
    folder, _, name = lesson.partition("/")
    assert alternates(lesson, others)[0] == {
        "lang": "ru",
        "name": "Русский",
        "href": f"../../ru/{folder}/{name[:-3]}.html",
    }


def secrets(role_play: RolePlay, course_context: Context) -> Iterator[str]:
    """Sentences that only one sheet of a role-play has (a simulation tells its own setting)."""
    public = role_play.document.by_id["situation"].text
    for simulation in course_context.course.simulations.values():
        public += plain(simulation.setting, course_context)
    for section in role_play.document.sections:
        if not section.id.startswith("confidential-") and section.id != "teaching-note":
            continue
        for line in section.text.splitlines():
            words = plain(line.strip("* -|"), course_context.within(role_play))
            if len(words) > 60 and words not in public:
                yield words[:60]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_confidential_sheets_stand_in_the_trainers_area_only(
    lang: str, course: Loaded, course_editions: dict[str, Edition]
) -> None:
    edition = course.editions[lang]
    context = Context(edition)
    found = [s for r in edition.role_plays.values() for s in secrets(r, context)]
    assert len(found) > 20
    for page in course_editions[lang].pages:
        if page.kind == "sheets":
            assert not page.searchable
            continue
        leaked = [secret for secret in found if secret in page.body]
        assert leaked == [], page.path


def test_trainers_pages_are_not_found_by_the_search(course_editions: dict[str, Edition]) -> None:
    for page in course_editions["en"].pages:
        if page.kind in TRAINERS_KINDS:
            assert not page.searchable, page.path


def test_a_sealed_assessment_carries_no_key(course_editions: dict[str, Edition]) -> None:
    for page in course_editions["en"].pages:
        if page.kind == "assessment" and '"delivery":"sealed"' in page.body:
            assert '"key"' not in page.body


def test_a_course_without_tables_has_no_empty_reference_pages(
    course_editions: dict[str, Edition], editions: dict[str, Edition], minimal: Loaded
) -> None:
    for lang, edition in editions.items():
        kinds = {page.kind for page in edition.pages}
        assert ("glossary" in kinds) == bool(minimal.editions[lang].terms)
        assert ("law" in kinds) == bool(minimal.editions[lang].law)


def keys_of(lang: str) -> dict[str, object]:
    return dict(load_words(lang).table)


def test_the_russian_site_says_everything_in_russian() -> None:
    english, russian = keys_of("en"), keys_of("ru")
    assert set(english) == set(russian)
    same = {key for key in english if english[key] == russian[key]}
    assert same <= {"nav.hr"}
    for key, entry in russian.items():
        if isinstance(english[key], dict):
            assert isinstance(entry, dict)
            assert {"one", "few", "many", "other"} <= set(entry), key


@pytest.mark.parametrize("name", ["study", "trainers", "hr", "authors"])
def test_longer_texts_have_the_same_parts_in_both_languages(name: str) -> None:
    def parts(lang: str) -> list[str]:
        return [
            line.rpartition("{#")[2]
            for line in load_text(name, lang).splitlines()
            if line.startswith("## ")
        ]

    assert parts("en") == parts("ru")
    assert len(parts("en")) > 3
    assert load_text(name, "xx") == load_text(name, "en")


def test_numbers_are_grouped_by_a_space_that_is_seen(course_editions: dict[str, Edition]) -> None:
    written = texts(course_editions["ru"], [])
    lesson = written["01-receivables/what-a-receivable-costs.md"]
    assert "4\u00a0800\u00a0000\u00a0₽" in lesson
    assert "\u202f" not in lesson
