"""Simulations, progress, lessons and notes in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
from playwright.sync_api import Page, expect

from goodterms.model.course import Course
from goodterms.model.progress import Progress
from goodterms.scoring.simulation import play
from tests.render.conftest import OpenPage


def choose(page: Page, *letters: str) -> None:
    for letter in letters:
        page.click(f"[data-choice={letter}]")


def test_a_conversation_by_keyboard_to_its_end(open_page: OpenPage, course: Course) -> None:
    page = open_page("simulation")
    page.evaluate(
        "window.said = []; "
        "document.addEventListener('goodterms:simulation', e => said.push(e.detail))"
    )
    page.locator("[data-start]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gt-turn").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-choice=a]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".gt-turn--you")).to_be_focused()
    expect(page.locator(".gt-turn__coach")).to_contain_text("Facts before claims +20")
    expect(page.locator("[role=meter]")).to_have_attribute("aria-valuenow", "65")
    choose(page, "a")
    outcome = play(course.simulations["s1-s1"], ["a", "a"])
    result = page.locator(".gt-sim__result")
    expect(result).to_contain_text("A date and a sum")
    expect(result).to_contain_text("88.7%")
    said = page.evaluate("said")
    assert [entry["finished"] for entry in said] == [False, True]
    assert said[1]["percent"] == outcome.percent
    assert said[1]["path"] == ["a", "a"]
    (kept,) = page.evaluate("GoodTerms.records.plays()['s1-s1']")
    assert kept["percent"] == outcome.percent and kept["passed"] is True
    assert kept["skills"] == dict(outcome.skills)


def test_a_conversation_survives_reload_and_can_be_played_again(open_page: OpenPage) -> None:
    page = open_page("simulation")
    page.click("[data-start]")
    choose(page, "b")
    page.reload()
    expect(page.locator(".gt-turn--you")).to_have_count(1)
    expect(page.locator("[data-choice]")).to_have_count(2)
    choose(page, "b")
    expect(page.locator(".gt-sim__result")).to_contain_text("The line goes dead")
    page.reload()
    expect(page.locator(".gt-sim__result")).to_be_visible()
    page.click("text=Play again")
    expect(page.locator(".gt-turn")).to_have_count(1)
    choose(page, "a", "a")
    page.click("text=Your 2 plays")
    expect(page.locator(".gt-sim__result details li")).to_have_count(2)


def test_a_red_line_is_shown_as_such_and_scores_nothing(open_page: OpenPage) -> None:
    page = open_page("simulation")
    page.click("[data-start]")
    choose(page, "c")
    expect(page.locator(".gt-turn__coach--red")).to_contain_text("H1. Threats")
    expect(page.locator(".gt-sim__result")).to_contain_text("0%")
    expect(page.locator(".gt-sim__result")).to_contain_text("red line was crossed")


def test_a_kept_conversation_that_no_longer_fits_is_dropped(open_page: OpenPage) -> None:
    page = open_page("simulation")
    page.evaluate("GoodTerms.store.set('talk', ['s1-s1'], {path: ['z']})")
    page.reload()
    expect(page.locator("[data-start]")).to_be_visible()
    expect(page.locator(".gt-turn")).to_have_count(0)


def test_a_lesson_is_read_when_its_end_was_seen_long_enough(open_page: OpenPage) -> None:
    page = open_page("lesson")
    page.evaluate(
        "window.said = []; "
        "document.addEventListener('goodterms:lesson', e => said.push(e.detail.lesson))"
    )
    mark = page.locator(".gt-lesson-end")
    assert mark.get_attribute("data-dwell") == "15"
    expect(page.locator("[data-mark]")).to_have_text("Mark as read")
    page.click("[data-mark]")
    expect(mark).to_contain_text("Read on")
    assert page.evaluate("said") == ["s1-l1"]
    page.click("[data-mark]")
    expect(page.locator("[data-mark]")).to_have_text("Mark as read")


def test_reaching_the_end_marks_the_lesson(open_page: OpenPage, pages: Path) -> None:
    source = pages / "en" / "lesson.html"
    quick = source.with_name("quick.html")
    text = source.read_text(encoding="utf-8").replace('data-dwell="15"', 'data-dwell="0"')
    quick.write_text(text, encoding="utf-8")
    page = open_page("quick")
    expect(page.locator("[data-mark]")).to_have_text("Mark as read")
    page.locator(".gt-lesson-end").scroll_into_view_if_needed()
    expect(page.locator(".gt-lesson-end")).to_contain_text("Read on")


def fill_progress(open_page: OpenPage) -> None:
    """A lesson, a practice answer, a passed test, a play."""
    lesson = open_page("lesson")
    lesson.click("[data-mark]")
    lesson.check("#s1-p1-a")
    lesson.click("#s1-p1 [type=submit]")
    test = open_page("s1-test")
    test.click("[data-start]")
    test.check("#s1-t1-a")
    test.click(".gt-assessment__buttons [type=submit]")
    test.click("text=Hand in anyway")
    simulation = open_page("simulation")
    simulation.click("[data-start]")
    choose(simulation, "a", "a")


def test_progress_at_a_glance_export_erase_import(open_page: OpenPage, tmp_path: Path) -> None:
    fill_progress(open_page)
    page = open_page("progress")
    figures = page.locator(".gt-figure__number")
    assert figures.all_inner_texts() == ["1", "1", "0"]
    expect(page.locator(".gt-progress__module").first).to_contain_text("1 of 2")
    page.click(".gt-progress__module summary")
    expect(page.locator(".gt-progress__list").first).to_contain_text("passed, 88.7%")
    expect(page.locator(".gt-progress__modules")).to_contain_text("Final exam")

    with page.expect_download() as download:
        page.click("[data-export]")
    target = tmp_path / "progress.json"
    download.value.save_as(target)
    progress = msgspec.json.decode(target.read_bytes(), type=Progress)
    assert progress.course == "sample"
    assert list(progress.lessons) == ["s1-l1"]
    assert progress.practice["s1-p1"].response == "a"
    assert progress.assessments["s1-test"][0].passed is False
    assert progress.simulations["s1-s1"][0].ending == "plan"

    page.click("[data-erase]")
    expect(page.locator("[data-erase-no]")).to_be_focused()
    page.keyboard.press("Enter")
    assert figures.all_inner_texts() == ["1", "1", "0"]
    page.click("[data-erase]")
    page.click("[data-erase-yes]")
    expect(page.locator(".gt-progress__said")).to_contain_text("erased")
    assert figures.all_inner_texts() == ["0", "0", "0"]
    assert page.evaluate("localStorage.length") == 0

    page.set_input_files("input[type=file]", target)
    expect(page.locator(".gt-progress__said")).to_contain_text("taken in")
    assert figures.all_inner_texts() == ["1", "1", "0"]
    again = page.evaluate("GoodTerms.records.exported()")
    before = json.loads(target.read_bytes())
    again.pop("exported"), before.pop("exported")
    assert again == before


def test_import_merges_and_refuses_what_is_not_its_own(open_page: OpenPage) -> None:
    page = open_page("progress")
    take = "text => GoodTerms.records.imported(text)"
    assert "not JSON" in page.evaluate(take, "{")
    assert "not a progress file" in page.evaluate(take, '{"format": "x"}')
    base = {"format": "goodterms-progress/1", "course": "sample"}
    assert "another course" in page.evaluate(take, json.dumps({**base, "course": "other"}))
    answer = {"response": "a", "score": 1, "max": 1, "tries": 1}
    page.evaluate(
        "a => GoodTerms.store.set('practice', ['s1-p1'], a)",
        {**answer, "answered": "2026-11-20T00:00:00Z"},
    )
    hostile = {
        **base,
        "lessons": {"s1-l1": {"read": "never"}, "../x": {"read": "2026-01-01T00:00:00Z"}},
        "practice": {
            "s1-p1": {**answer, "answered": "2026-11-19T00:00:00Z", "score": 0},
            "s1-p2": {**answer, "answered": "2026-11-19T00:00:00Z", "extra": "<img>"},
            "s1-p3": 7,
        },
        "assessments": {"s1-test": "no", "s1-exam": [{"attempt": 1}]},
        "simulations": {"s1-s1": [{"play": "p", "played": "x"}]},
        "learner": {"id": 5},
    }
    assert page.evaluate(take, json.dumps(hostile)) is None
    kept = page.evaluate("GoodTerms.records.exported()")
    assert kept["lessons"] == {}
    assert kept["practice"]["s1-p1"]["score"] == 1, "the newer of two stays"
    assert kept["practice"]["s1-p2"] == {**answer, "answered": "2026-11-19T00:00:00Z"}
    assert set(kept["practice"]) == {"s1-p1", "s1-p2"}
    assert kept["assessments"] == {} and kept["simulations"] == {}
    assert "learner" not in kept


def test_cards_say_what_was_reached(open_page: OpenPage) -> None:
    fill_progress(open_page)
    page = open_page("lesson")
    expect(page.locator(".gt-card--simulation .gt-card__record")).to_have_text("passed, 88.7%")
    expect(page.locator(".gt-card--assessment .gt-card__record")).to_contain_text("not passed yet")
    expect(page.locator(".gt-card--task .gt-card__record")).to_be_hidden()


def test_notes_open_on_focus_and_hover_and_close_with_escape(open_page: OpenPage) -> None:
    page = open_page("lesson")
    term = page.locator(".gt-term").first
    note = page.locator("[role=tooltip]")
    term.focus()
    expect(note).to_contain_text("Days sales outstanding")
    assert term.get_attribute("aria-describedby") == note.get_attribute("id")
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    page.locator("h1").hover()
    term.hover()
    expect(note).to_be_visible()
    note.hover()
    page.wait_for_timeout(500)
    expect(note).to_be_visible()
    page.locator("h1").hover()
    expect(note).to_have_count(0)


def test_damaged_records_are_no_records(open_page: OpenPage) -> None:
    page = open_page("item-s1-p1")
    page.evaluate("localStorage.setItem('goodterms/sample/practice/s1-p1', '{broken')")
    page.reload()
    expect(page.locator("[type=submit]")).to_be_visible()


def test_russian_pages_speak_russian(open_page: OpenPage) -> None:
    page = open_page("s1-test", "ru")
    page.click("[data-start]")
    page.fill("#s1-t6-value", "40,0")
    page.click(".gt-assessment__buttons [type=submit]")
    expect(page.locator(".gt-unanswered")).to_contain_text("7 вопросов без ответа")
    page.click("text=Всё равно сдать")
    expect(page.locator(".gt-result")).to_contain_text("11,1\u00a0%")
    expect(page.locator(".gt-start__left")).to_contain_text("Осталось 2 попытки.")
