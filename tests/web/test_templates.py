"""The pages of templates in a browser: copy, save, fill in, print; offline, from a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from goodterms.web.pages import Edition
from tests.web.conftest import Visit

TEMPLATE = "kit/ready-to-collect.html"


@pytest.fixture
def page_of(minimal_site: Path) -> Callable[[str], str]:
    """The address of a page of the smallest course on disk."""
    return lambda path: (minimal_site / path).as_uri()


def test_the_kit_has_its_pages_and_its_place_in_the_menu(editions: dict[str, Edition]) -> None:
    english, russian = editions["en"], editions["ru"]
    assert {"kit/index.md", "kit/ready-to-collect.md", "kit/short-messages.md"} <= english.paths
    assert "kit/short-messages.md" not in russian.paths
    assert [list(entry) for entry in english.nav].count(["Templates"]) == 1
    assert "short-messages" not in "".join(page.body for page in russian.pages)
    lesson = next(page for page in english.pages if page.facts.get("record") == "lesson:m01-l1")
    assert "../kit/ready-to-collect.html" in lesson.body


def test_a_template_is_saved_with_its_placeholders_in_brackets(
    visit: Callable[..., Visit], page_of: Callable[[str], str], tmp_path: Path
) -> None:
    page = visit(accept_downloads=True).open(page_of(f"en/{TEMPLATE}"))
    for which, name, words in (
        ("template", "ready-to-collect.txt", "Dear [name of the customer],\nyour bicycle"),
        ("sample", "ready-to-collect-sample.txt", "- [€48], payable"),
    ):
        with page.expect_download() as waiting:
            page.click(f'[data-template-save="{which}"]')
        assert waiting.value.suggested_filename == name
        waiting.value.save_as(tmp_path / name)
        assert words in (tmp_path / name).read_text(encoding="utf-8")


def test_what_is_typed_goes_into_the_template_and_its_copy_and_nowhere_else(
    visit: Callable[..., Visit], page_of: Callable[[str], str]
) -> None:
    window = visit(permissions=["clipboard-read", "clipboard-write"])
    page = window.open(page_of(f"en/{TEMPLATE}"))
    before = page.evaluate("JSON.stringify(localStorage)")
    page.click("[data-template-form] summary")
    page.fill("#fill-customer", "<b>Ms O'Neil</b>")
    sheet = page.locator("[data-template-sheet]")
    assert "Dear <b>Ms O'Neil</b>," in sheet.inner_text()
    page.click('[data-template-copy="template"]')
    page.wait_for_function(
        "document.querySelector('[data-template-status]').textContent === 'Copied'"
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Dear <b>Ms O'Neil</b>,") and "[price]" in copied
    assert page.evaluate("JSON.stringify(localStorage)") == before
    page.click("[data-fill-clear]")
    assert "[name of the customer]" in sheet.inner_text()
    assert page.input_value("#fill-customer") == ""


def test_one_sheet_prints_as_a_clean_letter(
    visit: Callable[..., Visit], page_of: Callable[[str], str]
) -> None:
    page = visit().open(page_of(f"en/{TEMPLATE}"))
    page.evaluate("window.print = () => {}")
    page.locator("[data-print-one]").nth(1).click()
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert "Dear Ms Vale" in shown
    for absent in ("Before you send it", "Where it stops", "[name of the customer]", "Copy"):
        assert absent not in shown, absent


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_kit_fit_a_small_screen_and_pass_axe(
    visit: Callable[..., Visit],
    page_of: Callable[[str], str],
    npm_modules: Path,
    scheme: str,
) -> None:
    axe = (npm_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    window = visit(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    for path in ("en/kit/index.html", f"en/{TEMPLATE}", "en/kit/short-messages.html"):
        page = window.open(page_of(quote(path)))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run('main, [data-goodterms-main]', {preload: false, runOnly: "
            "['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})"
        )
        assert [v["id"] + str([n["target"] for n in v["nodes"]]) for v in found["violations"]] == []


def test_messages_say_how_long_they_are(
    visit: Callable[..., Visit], page_of: Callable[[str], str]
) -> None:
    page = visit().open(page_of("en/kit/short-messages.html"))
    lengths = page.locator(".site-paper__length").all_inner_texts()
    assert lengths == ["66 of 160 characters", "70 of 160 characters"]
