"""Pictures of every kind of page, kept in build/screenshots/ for people to look at.

What a machine can tell of a picture is tested beside: the page has its colours and its type, and
nothing stands on anything else's place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.web.conftest import Visit

MODULE = "01-receivables"
#: Name of the picture -> page, and what is done there first.
PICTURES: dict[str, tuple[str, list[str]]] = {
    "home": ("index", []),
    "study": ("study", []),
    "modules": ("modules", []),
    "module": (f"{MODULE}/index", []),
    "lesson": (f"{MODULE}/what-a-receivable-costs", []),
    "lesson-answered": (f"{MODULE}/three-facts", [".gt-option input", ".gt-item [type=submit]"]),
    "role-play": (f"{MODULE}/role-plays/approval-limbo", []),
    "simulation": (f"{MODULE}/simulations/approval-limbo", ["[data-start]", ".gt-choice"]),
    "test": (f"{MODULE}/tests/m01-test", ["[data-start]"]),
    "task": (f"{MODULE}/tasks/m01-task", ["[data-start]"]),
    "progress": ("progress", []),
    "glossary": ("glossary", []),
    "law": ("law", []),
    "red-lines": ("red-lines", []),
    "trainers": ("trainers", []),
    "trainer-module": (f"{MODULE}/sheets/index", []),
    "sheets": (f"{MODULE}/sheets/approval-limbo", []),
    "guide": (f"{MODULE}/facilitator", []),
    "hr": ("hr", []),
    "authors": ("authors", []),
}
VIEWS = [("en", 1280, "light"), ("en", 360, "dark"), ("ru", 1280, "dark"), ("ru", 360, "light")]
TALL = 6000


@pytest.fixture(scope="module")
def gallery(repository: Path) -> Path:
    folder = repository / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize(("lang", "width", "scheme"), VIEWS)
def test_pictures_of_every_kind_of_page(
    lang: str,
    width: int,
    scheme: str,
    course_site: Path,
    gallery: Path,
    visit: Callable[..., Visit],
) -> None:
    seen = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for name, (path, steps) in PICTURES.items():
        page = seen.open((course_site / lang / f"{path}.html").as_uri())
        for step in steps:
            if page.locator(step).count():
                page.locator(step).first.click()
        page.evaluate("document.fonts.ready")
        looks_right(page, scheme)
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALL)
        page.screenshot(
            path=gallery / f"{name}-{lang}-{width}-{scheme}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": height},
        )
    assert len(list(gallery.glob(f"*-{lang}-{width}-{scheme}.png"))) >= len(PICTURES)


def looks_right(page: Page, scheme: str) -> None:
    """Colours of the scheme, our type, the header above everything, text that is not too wide."""
    page.evaluate("scrollTo(0, 0)")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in ground.removeprefix("rgb(").rstrip(")").split(",")) > 384
    assert light == (scheme == "light"), ground
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    assert page.evaluate("document.fonts.check('600 20px Literata')")
    assert page.evaluate(
        "document.querySelector('.site-header').getBoundingClientRect().bottom"
        " <= document.querySelector('h1').getBoundingClientRect().top"
    )
    widest = page.evaluate(
        """() => Math.max(0, ...Array.from(document.querySelectorAll("main p"))
             .filter((p) => p.offsetParent && p.textContent.length > 200)
             .map((p) => p.clientWidth / parseFloat(getComputedStyle(p).fontSize)))"""
    )
    assert widest < 42  # em: about 85 characters, for small print in a card


def test_pictures_of_what_opens(
    course_site: Path, gallery: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit(viewport={"width": 360, "height": 800})
    page = seen.open((course_site / "ru" / MODULE / "three-facts.html").as_uri())
    page.locator("[data-menu]").click()
    page.screenshot(path=gallery / "menu-ru-360-light.png")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+K")
    page.keyboard.type("задолженность")
    page.locator(".site-search__result").first.wait_for()
    page.screenshot(path=gallery / "search-ru-360-light.png")
    box = page.locator("#site-search").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.goto((course_site / "index.html").as_uri())
    page.screenshot(path=gallery / "chooser-360-light.png")
