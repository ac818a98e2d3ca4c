"""The trainer's area in the browser: the agenda follows the start of the day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from goodterms.load.course import Loaded
from goodterms.plan.agenda import clock, room_agenda
from tests.web.conftest import Visit


def test_the_agenda_follows_the_start(
    course_site: Path, course: Loaded, visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open((course_site / "en" / "01-receivables" / "sheets" / "index.html").as_uri())
    edition = course.editions["en"]
    module = edition.modules[0]
    tests = [a for a in edition.assessments.values() if a.module == module.id]
    plan = room_agenda(module, tests)
    tables = page.locator(".site-agenda__table")
    times = tables.nth(1).locator("tbody td[data-minutes]")
    expect(times).to_have_text([clock(block.start) for block in plan])
    page.locator("[data-agenda-start]").fill("13:30")
    expect(times).to_have_text([clock(block.start, 13 * 60 + 30) for block in plan])


def test_objectives_of_the_agenda_are_those_of_the_module(
    course_site: Path, course: Loaded, visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open((course_site / "ru" / "01-receivables" / "sheets" / "index.html").as_uri())
    known = {str(n + 1) for n in range(len(course.editions["ru"].modules[0].front.objectives))}
    cells = page.locator(".site-agenda__row td:last-child").all_inner_texts()
    named = {part.strip() for cell in cells for part in cell.split(",") if part.strip()}
    assert named
    assert named <= known


def test_learners_pages_lead_to_the_sheets_and_say_who_reads_them(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open(
        (course_site / "en" / "01-receivables" / "role-plays" / "approval-limbo.html").as_uri()
    )
    expect(page.locator(".gt-sheet--situation")).to_be_visible()
    expect(page.locator(".gt-sheet--confidential, .gt-sheet--teaching")).to_have_count(0)
    page.locator(".site-aside a").click()
    seen.ready()
    expect(page.locator(".site-head__lead")).to_contain_text("must not read ahead")
