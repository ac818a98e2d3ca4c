"""How the real module looks and reads in an LMS's frame and on a phone; pictures are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame

from goodterms.export.package import Package
from tests.export.lms import Lms, Session

WIDTHS = {"frame": {"width": 650, "height": 500}, "phone": {"width": 360, "height": 640}}
NARROW = 320
#: Pages of which a picture is kept, by language: the lesson with a wide table, the forms, cards.
PICTURES = {
    "en": ("overview", "three-facts", "m01-rp1", "m01-s1", "m01-test", "glossary"),
    "ru": ("overview", "life-of-a-receivable"),
}


@pytest.fixture(scope="module")
def platform(platform_of: Callable[..., Lms], real: dict[str, Package]) -> Lms:
    return platform_of(*real.values())


@pytest.fixture(scope="module")
def axe(npm_modules: Path) -> str:
    return (npm_modules / "axe-core/axe.min.js").read_text(encoding="utf-8")


def pages_of(session: Session) -> list[str]:
    keys: list[str] = session.frame.locator("[data-page]").evaluate_all(
        "all => all.map(page => page.dataset.page)"
    )
    return keys


def shoot(session: Session, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    session.page.screenshot(path=folder / f"scorm-{name}.png")


def pose(frame: Frame, key: str) -> None:
    """Something happens on the page, so that the picture shows more than a beginning."""
    if key == "m01-s1":
        frame.locator(".gt-sim [data-start]").click()
        frame.locator(".gt-choice").first.click()
    elif key == "m01-test":
        frame.locator("#p-m01-test [data-start]").click()
        frame.locator("#p-m01-test [data-item] input").first.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", list(WIDTHS))
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_pictures_and_no_sideways_scrolling(
    platform: Lms, real: dict[str, Package], repository: Path, width: str, scheme: str, lang: str
) -> None:
    session = platform.open(real[lang].name, size=WIDTHS[width], scheme=scheme, wide=True)
    folder = repository / "build" / "screenshots"
    for key in pages_of(session):
        session.go(key)
        overflow = session.frame.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{key} is {overflow} px wider than {width}"
        if key in PICTURES[lang]:
            pose(session.frame, key)
            session.page.wait_for_timeout(60)
            shoot(session, folder, f"{lang}-{key}-{width}-{scheme}")
    session.frame.locator("[data-contents]").click()
    shoot(session, folder, f"{lang}-contents-{width}-{scheme}")
    session.frame.locator("[data-close]").click()
    session.leave()


def test_nothing_is_cut_off_at_320_pixels(platform: Lms, real: dict[str, Package]) -> None:
    size = {"width": NARROW, "height": 568}
    session = platform.open(real["ru"].name, size=size, wide=True)
    for key in pages_of(session):
        session.go(key)
        pose(session.frame, key)
        wide = session.frame.evaluate(
            """() => [...document.querySelectorAll('[data-page]:not([hidden]) *')]
              .filter(e => e.getBoundingClientRect().right > innerWidth + 1
                && !e.closest('.gtp-table, .gt-table-wrap, svg, .gt-visually-hidden'))
              .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
        )
        assert wide == [], f"{key}: {wide}"
    session.leave()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(platform: Lms, real: dict[str, Package], axe: str, scheme: str) -> None:
    session = platform.open(real["en"].name, scheme=scheme)
    frame = session.frame
    frame.evaluate(axe)
    found: list[str] = []
    for key in pages_of(session):
        session.go(key)
        pose(frame, key)
        session.page.wait_for_timeout(30)
        found += [f"{key}: {problem}" for problem in problems(frame)]
    frame.locator("[data-contents]").click()
    found += [f"contents: {problem}" for problem in problems(frame)]
    assert found == []


def problems(frame: Frame) -> list[str]:
    """What axe-core has to say, rules of WCAG 2.2 A and AA and its best practices."""
    result: dict[str, Any] = frame.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{violation['id']} {node['target']} {node['failureSummary'][:160]!r}"
        for violation in result["violations"]
        for node in violation["nodes"][:3]
    ]
