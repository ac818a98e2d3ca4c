"""A learner's way through a module: read, answer, play, take the test, hand in, come back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from goodterms.load.course import Loaded
from goodterms.model.course import Course
from goodterms.model.submissions import Submission
from goodterms.scoring.digest import form_digest
from goodterms.scoring.forms import assemble
from tests.web.answering import answer, question
from tests.web.conftest import FILE, HTTP, Visit

MODULE = "01-receivables"
LESSON = f"{MODULE}/what-a-receivable-costs.html"


def practice_of(course: Course, lesson: int) -> list[str]:
    return [e.id for e in course.modules[0].lessons[lesson].document.embeds if e.name == "quiz"]


@pytest.mark.parametrize(("kind", "lang"), [(FILE, "en"), (HTTP, "ru")])
def test_the_way_through_module_one(
    kind: str,
    lang: str,
    course: Loaded,
    address_of: Callable[[str], str],
    visit: Callable[..., Visit],
    tmp_path: Path,
) -> None:
    edition = course.editions[lang]
    seen = visit(accept_downloads=True)
    page = seen.open(f"{address_of(kind)}/{lang}/index.html")
    page.locator(".site-actions .gt-button").first.click()
    seen.ready()
    expect(page.locator("h1")).to_contain_text(edition.modules[0].front.title)
    page.locator(".site-path__step a").first.click()
    seen.ready()

    read_a_lesson(page, seen, edition)
    play_the_conversation(page, seen, edition)
    submission = take_the_test(page, seen, edition, tmp_path)
    assert submission.lang == lang

    page.locator(".site-top a[href$='progress.html']").click()
    seen.ready()
    numbers = page.locator(".gt-figure__number")
    expect(numbers.first).to_have_text("1")
    passed = page.locator(".gt-progress")
    expect(passed).to_contain_text("100")


def read_a_lesson(page: Page, seen: Visit, edition: Course) -> None:
    """Answer all practice, one of it wrong first; mark as read; all is there after a reload."""
    lesson = edition.modules[0].lessons[0]
    expect(page.locator("h1")).to_contain_text(lesson.front.title)
    items = [edition.items[i] for i in practice_of(edition, 0)]
    for number, item in enumerate(items):
        place = question(page, item)
        if number == 0:
            answer(page, item, right=False)
            place.locator("[type=submit]").click()
            place.locator("[data-again], .quiz-reset-button").click()
        answer(page, item)
        place.locator("[type=submit]").click()
    page.locator("[data-mark]").click()
    expect(page.locator(".gt-lesson-end")).to_have_class("gt-lesson-end gt-lesson-end--read")
    page.reload()
    seen.ready()
    for item in items:
        expect(question(page, item).locator("[type=submit]")).to_be_hidden()
        kept = page.evaluate("i => GoodTerms.store.get('practice', i)", item.id)
        assert kept["score"] == kept["max"] == item.points, item.id
    assert page.evaluate("i => GoodTerms.store.get('practice', i).tries", items[0].id) == 2
    expect(page.locator(".site-menu__link[aria-current=page] .site-menu__done")).to_have_count(1)
    page.locator(".site-menu__part a[href$='index.html']").first.click()
    seen.ready()
    expect(page.locator(".site-glance [data-count=lessons]")).to_contain_text("7")
    expect(page.locator(".site-path__done")).to_have_count(1)


def play_the_conversation(page: Page, seen: Visit, edition: Course) -> None:
    """Play it to an end by the best choices, reading what each one did."""
    page.locator(".gt-card--simulation a").click()
    seen.ready()
    page.locator("[data-start]").click()
    for _ in range(40):
        choice = page.locator(".gt-choice").first
        if not choice.count():
            break
        choice.click()
    expect(page.locator(".gt-sim__ending")).not_to_be_empty()
    plays = page.evaluate("GoodTerms.store.list('play')")
    simulation = next(iter(edition.simulations.values()))
    assert plays[0]["ids"][0] == simulation.id
    assert plays[0]["value"]["ending"] in {ending.id for ending in simulation.endings}


def take_the_test(page: Page, seen: Visit, edition: Course, folder: Path) -> Submission:
    """Answer all questions, reload in the middle, hand in, download the submission."""
    assessment = edition.assessments["m01-test"]
    items = assemble(assessment, assessment.forms[0], edition)
    page.locator(".site-menu__part a[href$='m01-test.html']").click()
    seen.ready()
    page.locator("[data-start]").click()
    half = len(items) // 2
    for item in items[:half]:
        answer(page, item)
    page.reload()
    seen.ready()
    for item in items[half:]:
        answer(page, item)
    page.locator(".gt-assessment__buttons [type=submit]").click()
    expect(page.locator(".gt-result__title--passed")).to_be_visible()
    for item in items:
        assert question(page, item).locator(".gt-why >> visible=true").count() > 0, item.id
    page.locator(".gt-result .gt-button-row button").first.click()
    page.locator(".gt-learner input").first.fill("e-1042")
    with page.expect_download() as download:
        page.locator(".gt-learner [type=submit]").click()
    file = folder / "submission.json"
    download.value.save_as(file)
    submission = msgspec.json.decode(file.read_bytes(), type=Submission)
    assert submission.learner.id == "e-1042"
    assert submission.assessment == "m01-test"
    assert submission.form == assessment.forms[0].id
    assert submission.digest == form_digest("m01-test", assessment.forms[0].id, items)
    assert set(submission.responses) == {item.id for item in items}
    assert None not in submission.responses.values()
    return submission


def test_the_language_switch_keeps_the_place(
    address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open(f"{address_of(FILE)}/en/{LESSON}#limits")
    page.locator("[data-language]").click()
    seen.ready()
    assert page.url.endswith(f"/ru/{LESSON}#limits")
    assert page.locator("html").get_attribute("lang") == "ru"
    page.locator("[data-language]").click()
    seen.ready()
    assert page.url.endswith(f"/en/{LESSON}#limits")


def test_answers_are_the_same_in_both_languages(
    course: Loaded, address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    edition = course.editions["en"]
    item = edition.items[practice_of(edition, 0)[1]]
    seen = visit()
    page = seen.open(f"{address_of(HTTP)}/en/{LESSON}")
    answer(page, item)
    question(page, item).locator("[type=submit]").click()
    page.locator("[data-language]").click()
    seen.ready()
    assert page.evaluate("i => GoodTerms.store.get('practice', i).score", item.id) == item.points
    expect(question(page, item).locator("[type=submit]")).to_be_hidden()


def test_colours_follow_the_system_until_one_is_chosen(
    address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    seen = visit(color_scheme="dark")
    page = seen.open(f"{address_of(FILE)}/en/index.html")
    body = page.locator("body")

    def scheme(name: str) -> None:
        expect(body).to_have_attribute("data-md-color-scheme", name)

    button = page.locator("[data-scheme]")
    scheme("slate")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.emulate_media(color_scheme="light")
    scheme("default")
    button.click()
    scheme("slate")
    seen.open(f"{address_of(FILE)}/en/{LESSON}")
    scheme("slate")
    expect(page.locator("[data-scheme]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-scheme]").click()
    assert page.evaluate("localStorage.getItem('goodterms/scheme')") is None


def test_the_home_page_leads_on_to_the_first_lesson_not_read(
    address_of: Callable[[str], str], visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open(f"{address_of(FILE)}/en/index.html")
    expect(page.locator(".site-resume")).to_be_hidden()
    seen.open(f"{address_of(FILE)}/en/{LESSON}")
    page.locator("[data-mark]").click()
    seen.open(f"{address_of(FILE)}/en/index.html")
    expect(page.locator(".site-module--released .site-meter").first).to_be_visible()
    page.locator(".site-resume a").click()
    seen.ready()
    assert page.url.endswith("/en/01-receivables/three-facts.html")


def test_progress_is_exported_and_erased(
    address_of: Callable[[str], str], visit: Callable[..., Visit], tmp_path: Path
) -> None:
    seen = visit(accept_downloads=True)
    page = seen.open(f"{address_of(FILE)}/en/{LESSON}")
    page.locator("[data-mark]").click()
    seen.open(f"{address_of(FILE)}/en/progress.html")
    with page.expect_download() as download:
        page.locator("[data-export]").click()
    download.value.save_as(tmp_path / "progress.json")
    progress = json.loads((tmp_path / "progress.json").read_text(encoding="utf-8"))
    assert progress["format"] == "goodterms-progress/1"
    assert list(progress["lessons"]) == ["m01-l1"]
    page.locator("[data-erase]").click()
    page.locator("[data-erase-yes]").click()
    assert page.evaluate("GoodTerms.store.list('read')") == []
    seen.open(f"{address_of(FILE)}/en/index.html")
    expect(page.locator(".site-resume")).to_be_hidden()


def test_without_scripts_a_lesson_can_be_read(
    course_site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = seen.page
    page.goto((course_site / "en" / LESSON).as_uri())
    expect(page.locator("#tool")).to_be_visible()
    expect(page.locator("#site-menu a").first).to_be_visible()
