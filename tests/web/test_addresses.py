"""Where pages are and how they refer to one another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goodterms.load.course import Loaded
from goodterms.web.addresses import Addresses, html_path, relative
from goodterms.web.pages import Edition
from goodterms.web.pages import edition as pages_of


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("index.md", "glossary.md#dso", "glossary.html#dso"),
        ("a/b.md", "index.md", "../index.html"),
        ("a/role-plays/x.md", "a/index.md", "../index.html"),
        ("a/b.md", "a/c.md", "c.html"),
        ("glossary.md", "glossary.md#dso", "#dso"),
        ("a/b.md", "a/b.md", "b.html"),
        ("a/b.md", "a/data/x.csv", "data/x.csv"),
    ],
)
def test_pages_refer_to_each_other_by_relative_addresses(
    page: str, target: str, expected: str
) -> None:
    assert relative(page, target) == expected


def test_only_pages_become_html() -> None:
    assert html_path("a/b.md") == "a/b.html"
    assert html_path("a/b.csv") == "a/b.csv"


def test_everything_that_can_be_linked_has_a_page(
    course: Loaded, course_editions: dict[str, Edition]
) -> None:
    for lang, edition in course.editions.items():
        pages = course_editions[lang].paths
        targets = Addresses(edition).targets
        assert {target.partition("#")[0] for target in targets.values()} <= pages
        for kind, things in (
            ("lesson", edition.lessons),
            ("role_play", edition.role_plays),
            ("simulation", edition.simulations),
            ("term", edition.terms),
            ("law", edition.law),
            ("red_line", edition.red_lines),
        ):
            assert {i for k, i in targets if k == kind} == set(things), kind


def test_a_link_to_nothing_is_none(minimal: Loaded) -> None:
    assert Addresses(minimal.editions["en"]).links("index.md")("lesson", "m99-l1") is None


def test_tests_of_a_module_that_is_not_there_have_no_page(minimal: Loaded) -> None:
    """A language may lack a module that another one has."""
    without = replace(minimal.editions["ru"], modules=())
    pages = pages_of(without, {})
    assert pages.paths == Addresses(without).pages
    assert not [page for page in pages.pages if page.kind in ("assessment", "lesson")]
    assert (
        Addresses(without).links("index.md")("assessment", next(iter(without.assessments))) is None
    )
