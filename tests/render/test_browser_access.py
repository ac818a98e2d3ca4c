"""Accessibility and layout of every kind of page: axe, widths, sizes of targets, motion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

NAMES = [
    "lesson",
    "practice",
    "s1-test",
    "s1-exam",
    "s1-task",
    "sheets",
    "simulation",
    "progress",
    "tables",
]
#: What is done on a page before it is looked at, by page.
STEPS: dict[str, list[str]] = {
    "practice": [
        "#s1-p1-c",
        "#s1-p1 [type=submit]",
        "#s1-p2-a",
        "#s1-p2 [type=submit]",
        "#s1-p3 [data-keep]",
        "#s1-p3 [type=submit]",
        "#s1-p6 [type=submit]",
    ],
    "s1-test": [
        "[data-start]",
        "#s1-t1-a",
        ".gt-assessment__buttons [type=submit]",
        "text=Hand in anyway",
        "text=Download my submission",
    ],
    "s1-exam": ["[data-start]", ".gt-assessment__buttons [type=submit]"],
    "s1-task": ["[data-start]", "summary"],
    "simulation": ["[data-start]", "[data-choice=a]", "[data-choice=a]"],
    "progress": ["summary", "[data-erase]"],
    "lesson": ["[data-mark]", "#s1-p1-a", "#s1-p1 [type=submit]", ".gt-lesson-end", "summary"],
}


def violations(page: Page, axe: str) -> list[str]:
    """Findings of axe-core with all its rules, best practices included."""
    page.evaluate(axe)
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


@pytest.fixture(scope="module")
def axe(npm_modules: Path) -> str:
    return (npm_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_before_and_after_use(
    name: str, scheme: Any, browser: Browser, pages: Path, axe: str
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 360, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto((pages / "en" / f"{name}.html").as_uri())
    page.wait_for_function("document.documentElement.classList.contains('gt-js')")
    assert violations(page, axe) == []
    for step in STEPS.get(name, []):
        page.locator(step).first.click()
    if name in STEPS:
        assert violations(page, axe) == []
    context.close()


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("name", ["index", "test"])
def test_axe_finds_nothing_of_ours_in_the_theme(
    name: str, scheme: str, browser: Browser, material: Path, axe: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto((material / f"{name}.html").as_uri())
    page.wait_for_function("document.documentElement.classList.contains('gt-js')")
    page.evaluate("s => document.body.setAttribute('data-md-color-scheme', s)", scheme)
    if name == "index":
        page.locator(".quiz label").first.click()
        page.locator(".quiz [type=submit]").first.click()
    else:
        page.click("[data-start]")
    page.evaluate(axe)
    found = page.evaluate("axe.run('.md-content', {resultTypes: ['violations']})")
    assert [v["id"] + v["nodes"][0]["html"][:160] for v in found["violations"]] == []
    context.close()


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("width", [320, 650])
def test_nothing_is_wider_than_the_screen(
    width: int, lang: str, browser: Browser, pages: Path
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    for name in NAMES:
        page.goto((pages / lang / f"{name}.html").as_uri())
        page.wait_for_function("document.documentElement.classList.contains('gt-js')")
        for step in ("[data-start]", "[data-choice=a]"):
            if page.locator(step).count():
                page.locator(step).first.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    context.close()


def test_targets_are_large_enough(browser: Browser, pages: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    small = """() => Array.from(document.querySelectorAll(
        "button, select, input:not([type=radio]):not([type=checkbox]):not([type=file]), summary"))
      .filter(e => e.offsetParent && (e.offsetHeight < 24 || e.offsetWidth < 24))
      .map(e => e.outerHTML.slice(0, 120))"""
    rows = """() => Array.from(document.querySelectorAll(".gt-option > label"))
      .filter(e => e.offsetParent && e.offsetHeight < 24).length"""
    for name in NAMES:
        page.goto((pages / "en" / f"{name}.html").as_uri())
        page.wait_for_function("document.documentElement.classList.contains('gt-js')")
        if page.locator("[data-start]").count():
            page.locator("[data-start]").first.click()
        assert page.evaluate(small) == [], name
        assert page.evaluate(rows) == 0, name
    context.close()


def test_no_page_asks_for_anything_outside(browser: Browser, pages: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in NAMES:
        page.goto((pages / "en" / f"{name}.html").as_uri())
    assert {url for url in asked if not url.startswith("file:")} == set()
    context.close()


def test_without_scripts_pages_say_what_is_missing(browser: Browser, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, words in (
        ("s1-test", "needs JavaScript"),
        ("simulation", "Thursday, 10:05"),
        ("progress", "JavaScript"),
    ):
        page.goto((pages / "en" / f"{name}.html").as_uri())
        assert words in page.locator("main").inner_text()
    context.close()


def test_print_shows_sheets_without_controls(browser: Browser, pages: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto((pages / "en" / "sheets.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.goto((pages / "en" / "practice.html").as_uri())
    assert page.locator("button >> visible=true").count() == 0
    context.close()
