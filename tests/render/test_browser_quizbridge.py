"""mkdocs-quiz on a real mkdocs-material page, tied to our ids and store."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.render.render_sample import links, sample_course
from tests.render.render_site import build_site

SINGLE, MULTIPLE = ".quiz >> nth=0", ".quiz >> nth=1"


@pytest.fixture
def lesson(context: BrowserContext, material: Path) -> Page:
    page = context.new_page()
    page.goto((material / "index.html").as_uri())
    page.wait_for_function("document.documentElement.classList.contains('gt-js')")
    return page


def kept_keys(page: Page) -> list[str]:
    """What questions have left on the device (the theme keeps its palette there)."""
    keys: list[str] = page.evaluate("Object.keys(localStorage)")
    return [key for key in keys if not key.endswith("__palette")]


def test_an_answer_is_kept_by_item_and_explained(lesson: Page) -> None:
    lesson.evaluate("document.addEventListener('goodterms:answer', e => window.said = e.detail)")
    lesson.locator(SINGLE).locator("label:has([data-option=c])").click()
    lesson.locator(SINGLE).locator("[type=submit]").click()
    said = lesson.evaluate("window.said")
    assert said == {
        "item": "s1-p1",
        "type": "single",
        "response": "c",
        "score": 0,
        "max": 1,
        "correct": False,
        "practice": True,
    }
    quiz = lesson.locator(SINGLE)
    expect(quiz.locator(".gt-why")).to_have_count(3)
    expect(quiz.locator(".gt-why").nth(2)).to_contain_text("Your answer. It is not right.")
    expect(quiz.locator(".quiz-feedback")).to_contain_text("Points: 0 of 1")
    expect(quiz.locator(".content")).to_contain_text("Directive 2011/7/EU")
    assert kept_keys(lesson) == ["goodterms/sample/practice/s1-p1"]


def test_partial_credit_follows_our_rule(lesson: Page) -> None:
    for letter in "ab":
        lesson.locator(MULTIPLE).locator(f"label:has([data-option={letter}])").click()
    lesson.locator(MULTIPLE).locator("[type=submit]").click()
    kept = lesson.evaluate("GoodTerms.store.get('practice', 's1-p2')")
    assert kept["response"] == ["a", "b"]
    assert kept["score"] == pytest.approx(2 * 2 / 3)
    expect(lesson.locator(MULTIPLE).locator(".quiz-feedback")).to_contain_text("Partly right")


def test_a_kept_answer_is_shown_again_without_moving_the_focus(lesson: Page) -> None:
    lesson.locator(SINGLE).locator("label:has([data-option=a])").click()
    lesson.locator(SINGLE).locator("[type=submit]").click()
    lesson.evaluate("window.scrollTo(0, 0)")
    lesson.reload()
    quiz = lesson.locator(SINGLE)
    expect(quiz.locator(".quiz-feedback")).to_contain_text("Right.")
    assert lesson.evaluate("document.activeElement === document.body")
    assert lesson.evaluate("window.scrollY") == 0
    assert lesson.evaluate("GoodTerms.store.get('practice', 's1-p1').tries") == 1
    quiz.locator("text=Try again").click()
    expect(quiz.locator(".gt-why")).to_have_count(0)
    expect(quiz.locator("input").first).to_be_focused()
    expect(quiz.locator("input").first).to_be_enabled()


def test_nothing_chosen_is_not_a_wrong_answer(lesson: Page) -> None:
    quiz = lesson.locator(SINGLE)
    quiz.locator("[type=submit]").click()
    expect(quiz.locator(".gt-item__result").first).to_contain_text("first")
    assert kept_keys(lesson) == []


def test_arrow_keys_choose_without_submitting(lesson: Page) -> None:
    quiz = lesson.locator(SINGLE)
    quiz.locator("input").first.focus()
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("ArrowDown")
    expect(quiz.locator("input").nth(2)).to_be_checked()
    expect(quiz.locator(".gt-why")).to_have_count(0)
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")
    expect(quiz.locator(".gt-why")).to_have_count(3)


def test_a_question_put_before_does_not_shift_answers(
    lesson: Page, context: BrowserContext, material: Path
) -> None:
    lesson.locator(SINGLE).locator("label:has([data-option=b])").click()
    lesson.locator(SINGLE).locator("[type=submit]").click()
    newcomer = (
        '<quiz>\n<span data-item="s1-p0" data-points="1" data-rule="all-or-nothing" hidden>'
        '</span>New?\n\n- [x] <span data-option="a" hidden></span>yes\n'
        '- [ ] <span data-option="b" hidden></span>no\n</quiz>'
    )
    build_site(sample_course("en"), links, material.parent, newcomer)
    lesson.reload()
    expect(lesson.locator(".quiz")).to_have_count(3)
    expect(lesson.locator(".quiz").nth(0).locator(".gt-why")).to_have_count(0)
    expect(lesson.locator(".quiz").nth(1).locator("input:checked")).to_have_value("1")
    build_site(sample_course("en"), links, material.parent)


def test_our_own_forms_work_beside_it(lesson: Page) -> None:
    lesson.fill("#s1-p6-value", "40")
    lesson.click("#s1-p6 [type=submit]")
    expect(lesson.locator("#s1-p6 .gt-item__result")).to_contain_text("Right.")
    expect(lesson.locator("#s1-p7")).to_be_visible()
