"""Paths, agendas, coverage and cards for the wall, as they are built and printed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from goodterms.load.course import Loaded
from goodterms.plan.coverage import coverage
from goodterms.plan.outline import Outline
from goodterms.plan.sessions import plan_agenda
from goodterms.plan.tracks import track_path
from goodterms.web.pages import Edition
from tests.web.conftest import Visit
from tests.web.test_print import pages_of

#: What a further page may load, in bytes.
FURTHER = 60 * 1024


def body(edition: Edition, path: str) -> str:
    """The Markdown of a page."""
    return next(page.body for page in edition.pages if page.path == path)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_card_is_one_printed_page(
    lang: str, course_site: Path, course: Loaded, visit: Callable[..., Visit]
) -> None:
    seen = visit(color_scheme="dark")
    page = seen.open((course_site / lang / "red-line-cards.html").as_uri())
    cards = page.locator(".site-wall")
    assert cards.count() == len(course.editions[lang].red_lines)
    assert pages_of(page.pdf(format="A4")) == cards.count()
    page.evaluate("window.print = () => {}")
    page.locator("[data-print-one]").nth(6).click()
    page.emulate_media(media="print")
    expect(cards.nth(6)).to_be_visible()
    expect(cards.nth(0)).to_be_hidden()
    assert pages_of(page.pdf(format="A4")) == 1


def test_a_card_says_what_the_table_says(
    course: Loaded, course_editions: dict[str, Edition]
) -> None:
    page = body(course_editions["en"], "red-line-cards.md")
    for line in course.editions["en"].red_lines.values():
        for name in line.law:
            assert course.editions["en"].law[name].cite.replace("'", "&#39;") in page, name
    assert page.count("site-wall__part--say") == len(course.editions["en"].red_lines)


def test_a_path_shows_the_minutes_that_were_computed(
    course: Loaded, course_editions: dict[str, Edition]
) -> None:
    source = course.source
    assert source is not None
    for lang, edition in course_editions.items():
        here = Outline(course.editions[lang], source)
        for track in course.editions[lang].settings.tracks:
            path = track_path(track, here)
            page = body(edition, f"paths/{track.id}.md")
            shown = re.findall(r'site-path__minutes">(\d+)', page)
            assert sum(map(int, shown)) == path.reading, (lang, track.id)
            assert page.count("site-way__waive") == sum(len(s.waivable) for s in path.steps)


def test_what_is_not_translated_is_marked_as_the_source_language(
    course_editions: dict[str, Edition],
) -> None:
    page = body(course_editions["ru"], "paths/recovery-staff.md")
    assert 'lang="en">Force loses the case' in page
    assert "языке оригинала (English)" in page
    assert "языке оригинала" not in body(course_editions["en"], "paths/recovery-staff.md")


def test_paths_are_found_from_home_and_in_the_menu(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open((course_site / "en" / "index.html").as_uri())
    page.locator(".site-band__way a").click()
    seen.ready()
    page.locator(".site-ways__card a").first.click()
    seen.ready()
    expect(page.locator(".site-menu__part [aria-current=page]")).to_have_text(
        "Commercial directors"
    )
    expect(page.locator("[data-print]")).to_be_visible()


def test_an_agenda_of_an_event_follows_its_start(
    course_site: Path, course: Loaded, visit: Callable[..., Visit]
) -> None:
    source = course.source
    assert source is not None
    agenda = source.agendas["half-day"]
    session = plan_agenda(agenda, Outline(source, source)).sessions[0]
    seen = visit()
    page = seen.open((course_site / "en" / "agendas" / "half-day.html").as_uri())
    times = page.locator(".site-agenda__table [data-minutes]")
    expect(times.first).to_have_text(agenda.start)
    page.locator("[data-agenda-start]").fill("13:00")
    end = 13 * 60 + session.minutes
    expect(times.last).to_have_text(f"{end // 60:02}:{end % 60:02}")


def test_the_coverage_page_marks_every_gap_and_stays_light(
    course_site: Path, course: Loaded, course_editions: dict[str, Edition]
) -> None:
    source = course.source
    assert source is not None
    found = coverage(source)
    page = body(course_editions["en"], "coverage.md")
    assert page.count("site-gap") == found.gaps
    assert all(topic.id in page for topic in source.topics.values() if topic.teachable)
    built = (course_site / "en" / "coverage.html").read_bytes()
    assert len(gzip.compress(built)) < FURTHER


def test_an_edition_that_lacks_modules_has_no_coverage_of_its_own(
    course: Loaded, course_editions: dict[str, Edition], editions: dict[str, Edition]
) -> None:
    for lang, edition in course_editions.items():
        complete = lang == "en" or not course.editions[lang].planned
        assert ("coverage.md" in edition.paths) == complete
    assert "coverage.md" in editions["ru"].paths


def test_scripts_run_on_a_path_with_lessons_of_another_language(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open((course_site / "ru" / "paths" / "recovery-staff.html").as_uri())
    expect(page.locator("[data-print]")).to_be_visible()


@pytest.mark.parametrize(
    "name", ["paths/recovery-staff", "places/ru", "agendas/two-days", "coverage"]
)
def test_new_pages_fit_a_narrow_screen(
    name: str, course_site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit(viewport={"width": 320, "height": 700})
    page = seen.open((course_site / "en" / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 320
