"""Accessibility of every page in every language, scheme and width: axe finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.web.conftest import Visit


@pytest.fixture(scope="module")
def axe(npm_modules: Path) -> str:
    return (npm_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """Findings of axe-core with all its rules, best practices included."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], preload: false})"
    )
    return [
        f"{page.url} {v['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


def all_of_one_module(folder: Path) -> list[Path]:
    """The pages of the course as a whole and of its first module: every page an author fills."""
    module = min(path.parent for path in folder.glob("*/index.html"))
    plans = [path for name in ("agendas", "paths", "places") for path in folder.glob(f"{name}/*")]
    return [*sorted(folder.glob("*.html")), *sorted(plans), *sorted(module.rglob("*.html"))]


def one_of_each_kind(folder: Path) -> list[Path]:
    """A page of every kind, as the theme marks them."""
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.html")):
        kind = re.search(r"site-page--([a-z-]+)", path.read_text(encoding="utf-8"))
        assert kind, path
        found.setdefault(kind[1], path)
    assert len(found) >= 18, sorted(found)  # a kind may be absent from a translation
    return list(found.values())


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_on_any_kind_of_page(
    lang: str, scheme: str, width: int, course_site: Path, axe: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(color_scheme=scheme, viewport={"width": width, "height": 900})
    found = []
    for path in one_of_each_kind(course_site / lang):
        seen.open(path.as_uri())
        found += violations(seen.page, axe)
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(
    scheme: str, course_site: Path, axe: str, visit: Callable[..., Visit]
) -> None:
    """Search with results, the menu of a phone, a lesson with progress, the chooser."""
    seen = visit(color_scheme=scheme, viewport={"width": 360, "height": 800})
    page = seen.open((course_site / "en" / "01-receivables" / "three-facts.html").as_uri())
    page.locator("[data-mark]").click()
    page.locator("[data-menu]").click()
    assert violations(page, axe) == []
    page.keyboard.press("Escape")
    page.locator("[data-search-open]").click()
    page.keyboard.type("invoice")
    page.locator(".site-search__result").first.wait_for()
    assert violations(page, axe) == []
    seen.open((course_site / "en" / "01-receivables" / "index.html").as_uri())
    assert page.locator(".site-path__done").count() == 1
    assert violations(page, axe) == []
    page.goto((course_site / "index.html").as_uri())
    assert violations(page, axe) == []


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_no_page_is_wider_than_a_small_phone(
    lang: str, course_site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit(viewport={"width": 320, "height": 640})
    wide = []
    for path in all_of_one_module(course_site / lang):
        page = seen.open(path.as_uri())
        for step in ("[data-start]", ".gt-choice"):
            if page.locator(step).count() and page.locator(step).first.is_visible():
                page.locator(step).first.click()
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path.name)
        if page.evaluate(
            "(e => e.scrollWidth > e.clientWidth)(document.querySelector('.site-brand span'))"
        ):
            wide.append(f"{path.name}: name of the course")
    assert wide == []


def test_targets_of_the_frame_are_large_enough(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    """24 by 24 pixels or enough room around (WCAG 2.2, 2.5.8)."""
    seen = visit(viewport={"width": 360, "height": 800})
    page = seen.open((course_site / "ru" / "01-receivables" / "index.html").as_uri())
    page.locator("[data-menu]").click()
    small = page.evaluate(
        """() => Array.from(document.querySelectorAll(
             ".site-header a, .site-header button, .site-menu a, .site-path a, summary"))
           .filter((e) => e.offsetParent && (e.offsetHeight < 24 || e.offsetWidth < 24))
           .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_no_id_stands_twice_once_the_scripts_have_run(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit()
    twice = []
    for path in [*one_of_each_kind(course_site / "en"), course_site / "en" / "trainers.html"]:
        page = seen.open(path.as_uri())
        page.wait_for_timeout(50)
        twice += page.evaluate(
            """() => Array.from(document.querySelectorAll("[id]"), (e) => e.id)
                 .filter((id, i, all) => all.indexOf(id) !== i)"""
        )
    assert twice == []


def test_headings_go_down_by_one(course_site: Path, visit: Callable[..., Visit]) -> None:
    seen = visit()
    for path in all_of_one_module(course_site / "en"):
        page = seen.open(path.as_uri())
        levels = page.evaluate(
            """() => Array.from(document.querySelectorAll("main h1, main h2, main h3, main h4"))
                 .filter((e) => e.offsetParent).map((e) => Number(e.tagName[1]))"""
        )
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        steps = [b - a for a, b in pairwise(levels)]
        assert all(step <= 1 for step in steps), (path, levels)
