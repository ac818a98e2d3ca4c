"""On paper: every sheet on a page of its own, nothing of the frame, dark never printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from goodterms.load.course import Loaded
from tests.web.conftest import Visit

SHEETS = "01-receivables/sheets/approval-limbo.html"


def pages_of(pdf: bytes) -> int:
    """Number of pages of a PDF as Chromium writes it."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_every_sheet_begins_a_page(
    course_site: Path, course: Loaded, visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open((course_site / "en" / SHEETS).as_uri())
    sheets = page.locator(".site-sheet").count()
    role_play = course.editions["en"].modules[0].role_plays[0]
    assert sheets == 4 + len(role_play.front.parties)
    all_pages = pages_of(page.pdf(format="A4"))
    alone = 0
    for number in range(sheets):
        page.evaluate(
            """(n) => { document.body.setAttribute("data-print-one", "");
                 document.querySelectorAll(".site-sheet").forEach((sheet, i) =>
                   sheet.toggleAttribute("data-printing", i === n)); }""",
            number,
        )
        alone += pages_of(page.pdf(format="A4"))
    assert alone == all_pages


def test_one_sheet_is_printed_by_its_button(course_site: Path, visit: Callable[..., Visit]) -> None:
    seen = visit()
    page = seen.page
    page.add_init_script(
        "window.print = () => { window.printed = document.querySelectorAll("
        "'[data-printing]').length; }"
    )
    seen.open((course_site / "en" / SHEETS).as_uri())
    page.locator("[data-print-one]").nth(1).click()
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    expect(page.locator(".site-sheet").nth(1)).to_be_visible()
    expect(page.locator(".site-sheet").nth(0)).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".site-sheet").nth(0)).to_be_visible()
    page.emulate_media(media="screen")
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed") == 0


@pytest.mark.parametrize("name", ["01-receivables/three-facts", "glossary", "index"])
def test_paper_is_white_and_has_no_frame(
    name: str, course_site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit(color_scheme="dark")
    page = seen.open((course_site / "ru" / f"{name}.html").as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
    dark = page.evaluate(
        """() => Array.from(document.querySelectorAll("main *"))
             .filter((e) => e.offsetParent && !e.closest("svg"))
             .map((e) => [e.className, getComputedStyle(e).backgroundColor])
             .filter(([, ground]) => !/, 0\\)$|^rgb\\((2[345]\\d, ){2}2[345]\\d/.test(ground))"""
    )
    assert dark == []
    for frame in (
        ".site-header",
        ".site-menu",
        ".site-footer",
        ".site-following",
        ".site-contents",
    ):
        assert page.locator(f"{frame} >> visible=true").count() == 0, frame
    expect(page.locator("h1")).to_be_visible()
