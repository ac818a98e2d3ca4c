"""The same way without a mouse: skip, menu, search, answers, a whole test."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from goodterms.load.course import Loaded
from goodterms.model.course import Course
from goodterms.model.items import Classify, Item, Match, Multiple, Numeric, Order, Short, Single
from goodterms.scoring.forms import assemble
from tests.web.conftest import FILE, HTTP, Visit

LESSON = "01-receivables/what-a-receivable-costs.html"


def tab_to(page: Page, selector: str, limit: int = 120) -> None:
    """Press Tab until the element has the focus; the focus must be seen all the way."""
    for _ in range(limit):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with Tab")


def test_the_first_tab_offers_the_content(
    address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open(f"{address_of(FILE)}/en/{LESSON}")
    page.keyboard.press("Tab")
    expect(page.locator(".site-skip")).to_be_focused()
    assert page.locator(".site-skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    expect(page.locator("#site-content")).to_be_focused()


def test_the_menu_of_a_phone_opens_closes_and_gives_the_focus_back(
    address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    seen = visit(viewport={"width": 360, "height": 800})
    page = seen.open(f"{address_of(FILE)}/en/{LESSON}")
    expect(page.locator("#site-menu")).to_be_hidden()
    tab_to(page, "[data-menu]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-menu]")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#site-menu a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#site-menu")).to_be_hidden()
    expect(page.locator("[data-menu]")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "#site-menu a[href$='glossary.html']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"glossary\.html$"))


@pytest.mark.parametrize(
    ("kind", "lang", "query", "title"),
    [
        (FILE, "en", "payment runs", "payment run"),
        (FILE, "ru", "исковой давности", "исковая давность"),
        (HTTP, "en", "recievable", "receivable"),
        (HTTP, "ru", "задолженностей", "дебиторская задолженность"),
    ],
)
def test_search_by_keyboard(
    kind: str,
    lang: str,
    query: str,
    title: str,
    address_of: Callable[[str], str],
    visit: Callable[..., Visit],
) -> None:
    seen = visit()
    page = seen.open(f"{address_of(kind)}/{lang}/{LESSON}")
    assert not [url for url in seen.asked if "search_index" in url or "minisearch" in url]
    page.keyboard.press("Control+K" if kind == HTTP else "/")
    expect(page.locator(".site-search__query")).to_be_focused()
    page.keyboard.type(query)
    results = page.locator(".site-search__result")
    # Results follow the typing letter by letter: those of the whole word are the ones to look at.
    page.wait_for_function(
        """title => [...document.querySelectorAll(".site-search__what")]
            .slice(0, 5).some(what => what.innerText.toLowerCase() === title)""",
        arg=title,
    )
    expect(page.locator(".site-search__state")).to_contain_text(re.compile(r"\d+"))
    assert page.locator(".site-search mark").count() > 0
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".site-search__query")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#site-search")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"html(#|$)"))
    assert not page.url.endswith(LESSON)


def test_results_in_use_are_not_replaced(
    address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    """Typing and moving on in one breath: the results of the typing come first, and stay."""
    seen = visit()
    page = seen.open(f"{address_of(FILE)}/en/{LESSON}")
    page.keyboard.press("/")
    page.keyboard.type("invoice")
    expect(page.locator(".site-search__result").first).to_be_visible()
    kept = page.evaluate(
        """async () => {
            const input = document.querySelector(".site-search__query");
            input.value = "payment run";
            input.dispatchEvent(new Event("input", { bubbles: true }));
            input.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
            const chosen = document.activeElement;
            await new Promise(resolve => setTimeout(resolve, 300));
            return [chosen === document.activeElement, chosen.isConnected, chosen.innerText];
        }"""
    )
    assert kept[:2] == [True, True]
    assert "payment run" in kept[2].lower()


def test_the_search_closes_and_says_when_there_is_nothing(
    address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open(f"{address_of(FILE)}/en/{LESSON}")
    tab_to(page, "[data-search-open]")
    page.keyboard.press("Enter")
    page.keyboard.type("qqqqzzzz")
    expect(page.locator(".site-search__state")).to_contain_text("qqqqzzzz")
    expect(page.locator(".site-search__result")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#site-search")).to_be_hidden()
    expect(page.locator("[data-search-open]")).to_be_focused()


def test_the_slash_can_be_switched_off_and_is_a_letter_in_a_field(
    address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open(f"{address_of(FILE)}/en/{LESSON}")
    page.locator(".gt-input").first.focus()
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_hidden()
    assert page.locator(".gt-input").first.input_value() == "/"
    page.locator("[data-search-open]").click()
    page.locator("[data-search-shortcut]").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    seen.ready()
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_hidden()
    page.keyboard.press("Control+K")
    expect(page.locator("#site-search")).to_be_visible()


def press_answer(page: Page, item: Item) -> None:
    """Give an item its key by keyboard."""
    inside = (
        f"[data-item={item.id}]"
        if page.locator(f".gt-item[data-item={item.id}]").count()
        else f".quiz:has([data-item={item.id}])"
    )
    match item:
        case Single():
            tab_to(page, f"{inside} input[type=radio]")
            wanted = [option.id for option in item.options].index(item.key)
            page.keyboard.press("Space")
            checked = f"{inside} input:checked"
            for _ in range(8):
                at = page.locator(checked).evaluate(
                    "(e) => e.closest('[data-option]')?.dataset.option"
                    " || e.parentElement.querySelector('[data-option]').dataset.option"
                )
                if at == item.options[wanted].id:
                    break
                page.keyboard.press("ArrowDown")
        case Multiple():
            for option in item.key:
                tab_to(
                    page,
                    f"{inside} input[value={option}], {inside} input:has(+ label "
                    f"[data-option={option}])",
                )
                page.keyboard.press("Space")
        case Order():
            for place, option in enumerate(item.key):
                tab_to(page, f"{inside} [data-option={option}] [data-move=up]")
                order = f"{inside} .gt-order__entry"
                for _ in range(10):
                    ids = page.locator(order).evaluate_all("es => es.map(e => e.dataset.option)")
                    if ids.index(option) == place:
                        break
                    page.keyboard.press("Enter")
                page.locator(f"{inside} .gt-item__stem").evaluate("e => e.scrollIntoView()")
                page.evaluate(
                    "s => document.querySelector(s).focus()",
                    f"{inside} .gt-order__entry .gt-order__place",
                )
            if page.locator(f"{inside} [data-keep]").is_visible():
                tab_to(page, f"{inside} [data-keep]")
                page.keyboard.press("Enter")
        case Match() | Classify():
            for left, right in item.key.items():
                tab_to(page, f"{inside} select[data-left={left}]")
                text = page.locator(
                    f"{inside} select[data-left={left}] option[value={right}]"
                ).inner_text()
                page.keyboard.type(text)
        case Numeric():
            tab_to(page, f"{inside} .gt-input")
            page.keyboard.type(f"{item.key.value:.6f}")
        case Short():
            tab_to(page, f"{inside} .gt-input")
            page.keyboard.type(item.accept[0])
        case _:
            pytest.fail(f"no key for {item.type}")


@pytest.fixture
def edition(course: Loaded) -> Course:
    return course.editions["en"]


def test_a_lesson_is_answered_and_marked_without_a_mouse(
    edition: Course, address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open(f"{address_of(FILE)}/en/{LESSON}")
    lesson = edition.modules[0].lessons[0]
    items = [edition.items[e.id] for e in lesson.document.embeds if e.name == "quiz"]
    for item in items:
        press_answer(page, item)
        tab_to(page, "button[type=submit]")
        page.keyboard.press("Enter")
        kept = page.evaluate("i => GoodTerms.store.get('practice', i)", item.id)
        assert kept is not None, item.id
        assert kept["score"] == item.points, item.id
    tab_to(page, "[data-mark]")
    if not page.evaluate("GoodTerms.store.get('read', 'm01-l1')"):
        page.keyboard.press("Enter")
    assert page.evaluate("GoodTerms.store.get('read', 'm01-l1')") is not None
    tab_to(page, ".site-following__link--on")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("three-facts"))


def test_the_whole_test_is_passed_without_a_mouse(
    edition: Course, address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    assessment = edition.assessments["m01-test"]
    items = assemble(assessment, assessment.forms[0], edition)
    seen = visit()
    page = seen.open(f"{address_of(HTTP)}/en/01-receivables/tests/m01-test.html")
    tab_to(page, "[data-start]")
    page.keyboard.press("Enter")
    for item in items:
        press_answer(page, item)
    tab_to(page, ".gt-assessment__buttons [type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".gt-result__title--passed")).to_be_visible()
    expect(page.locator(".gt-result")).to_contain_text("100%")
