"""The pages of calculators in Chromium: filled in, corrected, read aloud, kept on request only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from goodterms.load.course import Loaded
from goodterms.render.context import Context
from goodterms.render.embeds import resolve
from goodterms.web.pages import Edition
from goodterms.web.view import Site
from tests.web.conftest import Visit
from tests.web.test_access import violations

PLAN, INTEREST = "calculators/contact-plan.html", "calculators/late-interest.html"
GO = "form.calc__form button[type=submit]"


def named(page: Page, name: str) -> Locator:
    """The controls of a name, in the order of the page."""
    return page.locator(f'[data-name="{name}"]')


def open_page(visit: Visit, site: Path, lang: str, name: str) -> Page:
    return visit.open((site / lang / name).as_uri())


def plan(page: Page, rules: str, rows: list[tuple[str, str, str]]) -> None:
    named(page, "set").select_option(rules)
    for _ in rows[1:]:
        page.locator(".calc__more button").first.click()
    for i, (date, time, channel) in enumerate(rows):
        named(page, "date").nth(i).fill(date)
        named(page, "time").nth(i).fill(time)
        named(page, "channel").nth(i).select_option(channel)


def debt(page: Page, principal: str, due: str, until: str) -> None:
    for name, value in (("principal", principal), ("due", due), ("until", until)):
        named(page, name).fill(value)


def test_the_data_of_a_page_carries_cite_day_and_verification(editions: dict[str, Edition]) -> None:
    (page,) = (p for p in editions["ru"].pages if p.kind == "calculator")
    script = page.body.split('class="gt-data">')[1].split("</script>")[0]
    data = json.loads(script)
    fact = data["facts"]["brake-test"]
    assert fact["verified"] is True
    assert fact["as_of"] == "2026-06-01"
    assert fact["cite"] == "ISO 4210-2:2023, 4.6"
    assert fact["href"] == "../law.html#brake-test"
    assert data["words"]["compute"] == "Рассчитать"
    assert page.facts["scripts"] == ["calculator.js", "calculators/stopping.js"]


def test_every_word_the_pages_can_show_is_there_in_both_languages(course: Loaded) -> None:
    """Words that scripts put together (``day-mon``) are not seen by the linter: counted here."""
    for edition in course.editions.values():
        for calculator in edition.calculators:
            words = {word.id for word in calculator.front.words}
            made = {
                "contact-plan": [f"day-{d}" for d in ("mon", "sun", "holiday")]
                + [f"per-{p}" for p in ("day", "week", "month", "days")]
                + [f"count-{o}" for o in ("any", "held", "not-held")]
                + [f"verdict-{v}" for v in ("yes", "no", "unknown")]
                + ["hours-ok", "hours-no", "pause-ok", "pause-no", "next-never", "next-none"],
                "late-interest": [
                    "principal-zero",
                    "until-before-due",
                    "payment-zero",
                    "payment-after",
                    "paid-too-much",
                    "line-day",
                    "line-year",
                ],
            }[calculator.slug]
            assert set(made) <= words


def test_any_course_has_its_calculator(minimal_site: Path, visit: Callable[..., Visit]) -> None:
    page = open_page(visit(), minimal_site, "ru", "calculators/stopping.html")
    named(page, "speed").fill("18")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("3,7 м на сухой дороге.")
    assert page.evaluate("GoodTerms.calculators.stopping.metres(36)") == pytest.approx(14.7, 0.01)
    home = open_page(visit(), minimal_site, "en", "index.html")
    home.get_by_role("link", name=re.compile(r"Open the calculator\W+Stopping distance")).click()
    expect(home.locator("h1")).to_have_text("Stopping distance")


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("en", ["Allowed", "Not allowed", "Next possible moment: Tue, 10 March 2026, 08:00."]),
        ("ru", ["Разрешено", "Не разрешено", "Следующий возможный момент: вт, 10 марта 2026"]),
    ],
)
def test_a_plan_is_judged_with_rule_source_and_day(
    lang: str, wanted: list[str], course_site: Path, visit: Callable[..., Visit]
) -> None:
    page = open_page(visit(timezone_id="Asia/Tokyo"), course_site, lang, PLAN)
    named(page, "zone").select_option("Europe/Moscow")
    plan(page, "ru-consumer", [("2026-03-09", "21:59", "call"), ("2026-03-09", "22:00", "call")])
    page.locator(GO).click()
    first, second = page.locator(".calc__contact").all()
    assert wanted[0] in first.inner_text() and "21:59" in first.inner_text()
    assert wanted[1] in second.inner_text() and wanted[2] in second.inner_text()
    expect(second.get_by_role("link").first).to_have_attribute("href", "../law.html#ru-hours")
    assert "2026" in second.locator(".calc__source").first.inner_text()
    log = page.locator(".calc__copy textarea").input_value()
    assert "22:00" in log and "230-" in log
    assert page.get_by_role("status").inner_text() == page.locator(".calc__total").inner_text()


def test_times_written_elsewhere_are_the_debtors_own(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    """12:30 in London is 8:30 in New York while only New York has changed its clocks."""
    page = open_page(visit(), course_site, "en", PLAN)
    named(page, "zone").select_option("America/New_York")
    named(page, "writing").select_option("Europe/London")
    plan(page, "us-consumer", [("2026-03-05", "12:30", "call"), ("2026-03-10", "12:30", "call")])
    page.locator(GO).click()
    early, late = (one.inner_text() for one in page.locator(".calc__contact").all())
    assert "Not allowed" in early and "07:30" in early
    assert "Not allowed" not in late and "08:30" in late
    named(page, "date").first.fill("2026-03-29")
    named(page, "time").first.fill("01:30")
    expect(page.get_by_role("status")).to_have_text(
        "You have changed something. Check the plan again."
    )
    page.locator(GO).click()
    error = page.locator(".calc__error:visible")
    expect(error).to_contain_text("01:30 does not exist on that day in Europe/London")


def test_errors_stand_at_their_fields_and_nothing_is_lost(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    page = open_page(visit(viewport={"width": 320, "height": 700}), course_site, "en", PLAN)
    named(page, "holidays").fill("2026-12-25\n32.12.2026")
    named(page, "time").fill("10:00")
    page.locator(GO).click()
    summary = page.locator(".calc__errors")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).to_have_count(2)
    date = named(page, "date")
    expect(date).to_have_attribute("aria-invalid", "true")
    described = date.get_attribute("aria-describedby") or ""
    assert "full date" in page.locator(f"#{described.split()[0]}").inner_text()
    assert named(page, "time").input_value() == "10:00"
    assert "32.12.2026" in named(page, "holidays").input_value()
    summary.get_by_role("link").last.click()
    expect(date).to_be_focused()
    date.fill("2026-12-28")
    named(page, "holidays").fill("25.12.2026")
    page.locator(GO).click()
    expect(summary).to_be_hidden()
    expect(date).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".calc__contact")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_rows_are_added_and_removed_with_the_keyboard(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    page = open_page(visit(), course_site, "en", PLAN)
    page.get_by_role("button", name="Add a contact").focus()
    page.keyboard.press("Enter")
    expect(named(page, "date").nth(1)).to_be_focused()
    expect(page.get_by_role("group", name="Contact 2")).to_be_visible()
    page.get_by_role("button", name="Remove contact 1").focus()
    page.keyboard.press("Enter")
    expect(named(page, "date")).to_have_count(1)
    expect(named(page, "date")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Line 1 removed.")
    page.get_by_label("Debt, if several").fill("A")
    page.keyboard.press("Enter")
    expect(page.locator(".calc__errors")).to_be_focused()


def test_interest_is_shown_step_by_step(course_site: Path, visit: Callable[..., Visit]) -> None:
    page = open_page(visit(), course_site, "en", INTEREST)
    named(page, "set").select_option("uk")
    debt(page, "5,000", "2026-01-10", "2026-02-24")
    page.locator(GO).click()
    working = page.locator(".calc__working li")
    expect(working).to_have_count(1)
    assert "11.75% × 45 days / 365 = 72.4315 (reference rate 3.75% + 8)" in working.inner_text()
    sums = page.locator(".calc__sum dd").all_inner_texts()
    assert [text.replace("\xa0", " ") for text in sums] == [
        "72.43 GBP", "70.00 GBP", "5,000.00 GBP", "5,142.43 GBP",
    ]  # fmt: skip
    statement = page.locator(".calc__copy textarea").input_value().replace("\xa0", " ")
    assert "total 5,142.43 GBP" in statement and "s. 5A" in statement
    assert "typed by" not in statement
    named(page, "currency").fill("EUR")
    page.locator(GO).click()
    expect(page.locator(".calc__results")).to_contain_text("set in GBP and was not added")


def test_a_rate_nobody_knows_is_asked_for_and_marked_as_typed(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    page = open_page(visit(), course_site, "ru", INTEREST)
    named(page, "set").select_option("ru")
    debt(page, "500 000", "2026-01-26", "2026-03-12")
    page.locator(GO).click()
    expect(page.locator(".calc__error:visible")).to_contain_text("27 января 2026")
    page.get_by_role("button", name="Добавить ставку").click()
    named(page, "from").last.fill("2026-02-16")
    named(page, "rate").last.fill("15,5")
    page.locator(GO).click()
    results = page.locator(".calc__results")
    expect(results.locator(".calc__total")).to_contain_text(re.compile(r"9\s691,78\sRUB"))
    expect(results.locator(".calc__working li")).to_have_count(2)
    expect(results).to_contain_text("введённые вами")
    expect(results).to_contain_text("Не сверено")
    named(page, "set").select_option("cn")
    assert named(page, "rate").input_value() == "0,05"
    named(page, "set").select_option("ru")
    assert named(page, "rate").last.input_value() == "15,5"
    assert named(page, "principal").input_value() == "500 000"


def test_nothing_is_kept_unless_asked(course_site: Path, visit: Callable[..., Visit]) -> None:
    seen = visit()
    page = open_page(seen, course_site, "en", INTEREST)
    named(page, "principal").fill("1234.50")
    kept = "Object.keys(localStorage).filter(key => key.includes('calculator'))"
    page.reload()
    seen.ready()
    assert page.evaluate(kept) == []
    assert named(page, "principal").input_value() == ""
    named(page, "principal").fill("1234.50")
    page.get_by_role("button", name="Add a part payment").click()
    named(page, "amount").fill("34.50")
    page.get_by_role("button", name="Keep on this device").click()
    page.reload()
    seen.ready()
    assert named(page, "principal").input_value() == "1234.50"
    assert named(page, "amount").input_value() == "34.50"
    expect(page.get_by_role("status")).to_have_text("This is what you kept on this device.")
    page.get_by_role("button", name="Forget").click()
    assert page.evaluate(kept) == []
    assert named(page, "principal").input_value() == "1234.50"


def test_texts_refer_to_a_calculator(minimal: Loaded) -> None:
    ctx = Site(minimal.editions["en"]).view("01-safe-to-ride/round-again.md").ctx
    inline = resolve('see {{ calculator("stopping", "the distance") }}', ctx)
    assert 'href="../calculators/stopping.html">the distance</a>' in inline
    card = resolve('{{ calculator("stopping") }}', ctx)
    assert "Go to the calculator" in card and "Stopping distance" in card
    package = resolve('{{ calculator("stopping") }}', Context(minimal.editions["en"]))
    assert "Stopping distance" in package and "href" not in package


def test_axe_finds_nothing_in_results_and_errors(
    course_site: Path, npm_modules: Path, visit: Callable[..., Visit]
) -> None:
    axe = (npm_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page = open_page(visit(color_scheme="light"), course_site, "en", PLAN)
    plan(page, "us-consumer", [(f"2026-03-{d}", "21:00", "message") for d in (10, 11)])
    named(page, "time").first.fill("10:00")
    page.locator(GO).click()
    expect(page.locator(".calc__contact")).to_have_count(2)
    assert violations(page, axe) == []
    page = open_page(visit(color_scheme="dark"), course_site, "en", INTEREST)
    page.locator(GO).click()
    expect(page.locator(".calc__errors")).to_be_visible()
    debt(page, "100", "2026-03-01", "2026-03-31")
    page.locator(GO).click()
    expect(page.locator(".calc__working li")).to_have_count(1)
    assert violations(page, axe) == []


@pytest.mark.parametrize("name", [PLAN, INTEREST])
def test_a_calculators_page_is_small(name: str, course_site: Path) -> None:
    """What it loads beyond other pages, uncompressed, stays far below the bound of the course."""
    folder = course_site / "en" / "assets" / "site"
    html = (course_site / "en" / name).read_text(encoding="utf-8")
    own = [p for p in folder.rglob("*") if p.name in html and "calc" in p.as_posix()]
    assert {p.name for p in own} >= {"calculator.js", "calculator.css", "calendar.js"}
    assert sum(p.stat().st_size for p in own) < 60_000
