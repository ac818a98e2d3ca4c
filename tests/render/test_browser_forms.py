"""Practice and tests in a real browser: keyboard only, kept answers, attempts, the file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from goodterms.model.course import Course
from goodterms.model.submissions import Submission
from goodterms.render.browser import SCRIPTS
from goodterms.scoring.digest import form_digest
from goodterms.scoring.items import check_response, score_item
from tests.render.conftest import OpenPage

HAND_IN = ".gt-assessment__buttons [type=submit]"


def stored(page: Page, *keys: str) -> object:
    """A record of the page's store."""
    return page.evaluate("keys => GoodTerms.store.get(...keys)", list(keys))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(80):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with Tab")


def answer_single(page: Page) -> None:
    tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")


def answer_multiple(page: Page) -> None:
    for option in ("a", "b", "d"):
        tab_to(page, f"input[value={option}]")
        page.keyboard.press("Space")


def answer_order(page: Page) -> None:
    for place, option in enumerate("abcd", start=1):
        tab_to(page, f"[data-option={option}] .gt-order__place")
        page.keyboard.press(str(place))
        page.keyboard.press("Shift+Tab")
        page.evaluate("document.activeElement.blur(); window.focus()")
        page.keyboard.press("Tab")


def answer_pairs(page: Page) -> None:
    for left, first in (("a", "The b"), ("b", "Acc"), ("c", "The f")):
        tab_to(page, f"select[data-left={left}]")
        page.keyboard.type(first)


def answer_text(text: str) -> Callable[[Page], None]:
    def answer(page: Page) -> None:
        tab_to(page, ".gt-input")
        page.keyboard.type(text)

    return answer


@pytest.mark.parametrize(
    ("item", "answer", "response"),
    [
        ("s1-p1", answer_single, "a"),
        ("s1-p2", answer_multiple, ["a", "b", "d"]),
        ("s1-p3", answer_order, ["a", "b", "c", "d"]),
        ("s1-p4", answer_pairs, {"a": "a", "b": "b", "c": "c"}),
        ("s1-p5", answer_pairs, {"a": "a", "b": "b", "c": "c"}),
        ("s1-p6", answer_text("40,0 days"), 40),
        ("s1-p7", answer_text("  Undisputed   PART "), "  Undisputed   PART "),
        ("s1-p8", answer_text("12 000"), 12000),
    ],
)
def test_every_type_can_be_answered_by_keyboard_alone(
    item: str,
    answer: Callable[[Page], None],
    response: object,
    open_page: OpenPage,
    course: Course,
) -> None:
    page = open_page(f"item-{item}")
    page.evaluate("document.addEventListener('goodterms:answer', e => window.said = e.detail)")
    answer(page)
    tab_to(page, "[type=submit]")
    page.keyboard.press("Enter")
    result = page.locator(".gt-item__result")
    expect(result).to_contain_text("Right.")
    expect(result).to_be_focused()
    said = page.evaluate("window.said")
    assert said["response"] == response
    assert said["correct"] is True
    assert said["practice"] is True
    points = score_item(course.items[item], response)  # type: ignore[arg-type]
    assert said["score"] == points
    page.reload()
    expect(page.locator(".gt-item__result")).to_contain_text("Right.")
    expect(page.locator("[data-again]")).to_be_visible()
    page.locator("[data-again]").click()
    expect(page.locator(".gt-item__result")).to_be_empty()
    expect(page.locator("[type=submit]")).to_be_visible()


def test_an_entry_moves_by_button_and_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page("item-s1-p3")
    ids = "Array.from(document.querySelectorAll('.gt-order__entry'), e => e.dataset.option)"
    before = page.evaluate(ids)
    button = page.locator(f"[data-option={before[0]}] [data-move=down]")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
    assert page.evaluate(ids) == [before[1], before[0], *before[2:]]
    expect(page.locator(".gt-order__note")).to_contain_text("place 2 of 4")
    stuck = page.locator(f"[data-option={before[1]}] [data-move=up]")
    expect(stuck).to_have_attribute("aria-disabled", "true")
    stuck.click(force=True)
    assert page.evaluate(ids) == [before[1], before[0], *before[2:]]


def test_an_order_left_alone_is_no_answer_until_it_is_kept(open_page: OpenPage) -> None:
    page = open_page("item-s1-p3")
    page.locator("[type=submit]").click()
    expect(page.locator(".gt-item__result")).to_contain_text("first")
    assert stored(page, "practice", "s1-p3") is None
    page.locator("[data-keep]").click()
    page.locator("[type=submit]").click()
    assert stored(page, "practice", "s1-p3") is not None


def test_a_match_uses_each_answer_once_and_says_what_it_took(open_page: OpenPage) -> None:
    page = open_page("item-s1-p4")
    page.select_option("#s1-p4-a", "b")
    page.select_option("#s1-p4-b", "b")
    assert page.locator("#s1-p4-a").input_value() == ""
    expect(page.locator(".gt-item__result")).to_contain_text("Wrong shade")
    classify = open_page("item-s1-p5")
    classify.select_option("#s1-p5-a", "b")
    classify.select_option("#s1-p5-b", "b")
    assert classify.locator("#s1-p5-a").input_value() == "b"


def test_explanations_stand_at_every_option(open_page: OpenPage) -> None:
    page = open_page("item-s1-p1")
    page.check("#s1-p1-c")
    page.locator("[type=submit]").click()
    for option, words in (("a", "right answer"), ("b", "Not this one"), ("c", "not right")):
        expect(page.locator(f"[data-option={option}] .gt-why")).to_contain_text(words)
    expect(page.locator("[data-option=c] .gt-why")).to_contain_text("Red line H1. Threats")
    expect(page.locator(".gt-item__after")).to_contain_text("Directive 2011/7/EU")


def test_a_known_slip_is_explained(open_page: OpenPage) -> None:
    page = open_page("item-s1-p6")
    page.fill(".gt-input", "202.5")
    page.locator("[type=submit]").click()
    expect(page.locator(".gt-why")).to_contain_text("stands on its head")
    expect(page.locator(".gt-why")).to_contain_text("Answer: 40.0")


def test_numbers_are_read_back(open_page: OpenPage) -> None:
    page = open_page("item-s1-p8")
    page.fill(".gt-input", "1 200 000,5")
    expect(page.locator(".gt-field__read")).to_have_text("Read as 1,200,000.5")
    page.fill(".gt-input", "about ten")
    expect(page.locator(".gt-input")).to_have_attribute("aria-invalid", "true")
    page.locator("[type=submit]").click()
    expect(page.locator(".gt-item__result")).to_contain_text("cannot be read")
    page.reload()
    expect(page.locator(".gt-input")).to_have_value("about ten")


#: What is typed, the language's decimal sign, the number that is meant (None: it is no number).
NUMBERS: list[tuple[str, str, float | None]] = [
    ("48,000", ".", 48000),
    ("48,000", ",", 48),
    ("48.000", ".", 48),
    ("48.000", ",", 48000),
    ("0,375", ".", 0.375),
    ("1,5", ".", 1.5),
    ("1.5", ",", 1.5),
    ("1 234,56", ".", 1234.56),
    ("1.234.567,8", ".", 1234567.8),
    ("1,234,567.8", ",", 1234567.8),
    ("€ 40", ".", 40),
    ("40%", ".", 40),
    ("−12", ".", -12),
    ("-€9 000", ".", -9000),
    ("1'000", ".", 1000),
    ("4\u202f800\u202f000 ₽", ",", 4800000),
    ("1e3", ".", None),
    ("", ".", None),
    ("1,23,456", ".", None),
    ("--1", ".", None),
    ("1.2.3,4.5", ".", None),
    ("２４", ".", 24),
    ("4 or 5", ".", None),
    (".5", ".", 0.5),
    ("1,234,56", ".", None),
]


def test_how_numbers_are_read(open_page: OpenPage) -> None:
    page = open_page("item-s1-p6")
    read = page.evaluate(
        "rows => rows.map(row => GoodTerms.core.parseNumber(...row))",
        [[typed, decimal] for typed, decimal, _ in NUMBERS],
    )
    assert list(zip([typed for typed, _, _ in NUMBERS], read, strict=True)) == [
        (typed, number) for typed, _, number in NUMBERS
    ]


def test_the_scripts_load_in_node_too() -> None:
    folder = Path(str(files("goodterms.render"))) / "static" / "js"
    program = "\n".join(f"require({str(folder / name)!r});" for name in SCRIPTS)
    program += "console.log(JSON.stringify(Object.keys(GoodTerms).sort()))"
    run = subprocess.run(
        ["node", "-e", program], capture_output=True, text=True, check=True, timeout=60
    )
    parts = {name.removesuffix(".js") for name in SCRIPTS}
    assert parts <= set(json.loads(run.stdout))


def answer_all(page: Page) -> None:
    """Answer the module test rightly, but for one question left out."""
    page.check("#s1-t1-a")
    for option in "abd":
        page.check(f"#s1-t2-{option}")
    for place, option in enumerate("abcd", start=1):
        page.select_option(f"#s1-t3 [data-option={option}] .gt-order__place", str(place))
    for n in (4, 5):
        for side in "abc":
            page.select_option(f"#s1-t{n}-{side}", side)
    page.fill("#s1-t6-value", "40")
    page.fill("#s1-t7-value", "undisputed")


def test_a_test_from_start_to_file(open_page: OpenPage, course: Course, tmp_path: Path) -> None:
    page = open_page("s1-test")
    page.evaluate("document.addEventListener('goodterms:submitted', e => window.done = e.detail)")
    expect(page.locator(".gt-assessment__form")).to_be_hidden()
    page.click("[data-start]")
    expect(page.locator(".gt-timer__value")).to_contain_text(":")
    answer_all(page)
    page.click(HAND_IN)
    panel = page.locator(".gt-unanswered")
    expect(panel).to_be_focused()
    expect(panel.locator("li")).to_have_count(1)
    panel.locator("a").click()
    expect(page.locator("#s1-t8-value")).to_be_focused()
    page.click("text=Hand in anyway")
    result = page.locator(".gt-result")
    expect(result).to_be_focused()
    expect(result).to_contain_text("Passed")
    expect(result).to_contain_text("88.8%")  # 8 of 9, never rounded up
    expect(page.locator("#s1-t1 .gt-why").first).to_be_visible()
    assert page.evaluate("window.done.result.passed") is True
    assert page.evaluate("window.done.data.items.length") == 8

    page.click("text=Download my submission")
    page.locator(".gt-learner input").first.press("Enter")
    expect(page.locator(".gt-field__error")).to_contain_text("ID")
    page.locator(".gt-learner input").first.fill("e-1042")
    with page.expect_download() as download:
        page.click("text=Continue")
    target = tmp_path / "file.json"
    download.value.save_as(target)
    assert download.value.suggested_filename == "sample-s1-test-e-1042-1.json"
    raw = target.read_bytes()
    submission = msgspec.json.decode(raw, type=Submission)
    assert submission.learner.id == "e-1042"
    assert submission.attempt == 1
    assert submission.version == "1.2.3"
    items = [course.items[i] for i in course.assessments["s1-test"].forms[0].items]
    assert submission.digest == form_digest("s1-test", "a", items)
    assert list(submission.responses) == [item.id for item in items]
    assert submission.responses["s1-t8"] is None
    assert submission.responses["s1-t3"] == list("abcd")
    scores = [score_item(item, submission.responses[item.id]) for item in items]
    assert sum(s or 0 for s in scores) == page.evaluate("window.done.result.score")
    for item in items:
        assert check_response(item, submission.responses[item.id]) is None
    presented = json.loads(raw)["presented"]
    assert sorted(presented["s1-t1"]) == list("abc")
    assert sorted(presented["s1-t4"]) == list("abc")


def test_answers_of_a_test_survive_reload_and_other_tabs(open_page: OpenPage) -> None:
    page = open_page("s1-test")
    page.click("[data-start]")
    answer_all(page)
    order = page.evaluate("GoodTerms.store.get('attempt', 's1-test').presented['s1-t1']")
    page.reload()
    expect(page.locator("#s1-t1-a")).to_be_checked()
    expect(page.locator("#s1-t6-value")).to_have_value("40")
    expect(page.locator("#s1-t4-c")).to_have_value("c")
    shown = "Array.from(document.querySelectorAll('#s1-t1 .gt-option'), o => o.dataset.option)"
    assert page.evaluate(shown) == order
    second = open_page("s1-test")
    second.fill("#s1-t8-value", "12000")
    second.locator("#s1-t8-value").blur()
    page.check("#s1-t1-b")
    expect(page.locator("#s1-t8-value")).to_have_value("12000")
    expect(second.locator("#s1-t1-b")).to_be_checked()
    third = open_page("s1-test")
    expect(third.locator("#s1-t1-b")).to_be_checked()
    expect(third.locator("#s1-t8-value")).to_have_value("12000")


def test_typing_is_kept_when_the_tab_goes_away_at_once(open_page: OpenPage) -> None:
    page = open_page("s1-task")
    page.click("[data-start]")
    page.locator("textarea").press_sequentially("Dear Nina, the undisputed part is due.")
    expect(page.locator(".gt-field__read")).to_have_text("7 words")
    page.reload()
    expect(page.locator("textarea")).to_have_value("Dear Nina, the undisputed part is due.")


def test_attempts_are_counted_and_limited(open_page: OpenPage) -> None:
    page = open_page("s1-test")
    for attempt in (1, 2, 3):
        page.click("[data-start]")
        page.click(HAND_IN)
        page.click("text=Hand in anyway")
        expect(page.locator(".gt-attempts li")).to_have_count(attempt)
        expect(page.locator(".gt-result")).to_contain_text("Not passed")
        page.reload()
    expect(page.locator("[data-start]")).to_be_hidden()
    expect(page.locator(".gt-start__left")).to_contain_text("No attempts left")
    entries = page.evaluate("GoodTerms.submission.handedIn('s1-test').map(e => e.submission)")
    assert [entry["attempt"] for entry in entries] == [1, 2, 3]
    assert len({entry["id"] for entry in entries}) == 3


def test_the_clock_warns_and_takes_nothing_away(open_page: OpenPage) -> None:
    page = open_page("s1-test")
    page.click("[data-start]")
    page.check("#s1-t1-a")
    page.evaluate("""() => {
      const attempt = GoodTerms.store.get("attempt", "s1-test");
      attempt.started = new Date(Date.now() - 26 * 60000).toISOString();
      GoodTerms.store.set("attempt", ["s1-test"], attempt);
    }""")
    page.reload()
    expect(page.locator(".gt-timer__value")).to_contain_text("You can still finish")
    page.check("#s1-t1-b")
    page.click("[data-hide-timer]")
    expect(page.locator(".gt-timer__value")).to_be_hidden()
    page.click(HAND_IN)
    page.click("text=Hand in anyway")
    expect(page.locator(".gt-result")).to_be_visible()


def test_a_sealed_exam_gives_a_file_and_no_score(open_page: OpenPage) -> None:
    page = open_page("s1-exam")
    page.click("[data-start]")
    page.check("#s1-t1-b")
    page.click(HAND_IN)
    page.click("text=Hand in anyway")
    expect(page.locator(".gt-result")).to_contain_text("marked elsewhere")
    assert "%" not in page.locator(".gt-result").inner_text()
    expect(page.locator(".gt-why >> visible=true")).to_have_count(0)
    entry = page.evaluate("GoodTerms.submission.handedIn('s1-exam')[0]")
    assert entry["result"] is None
    assert "digest" not in entry["submission"]
    assert entry["submission"]["responses"]["s1-t1"] == "b"


def test_a_written_task_waits_for_its_marker(open_page: OpenPage) -> None:
    page = open_page("s1-task")
    page.click("[data-start]")
    page.fill("textarea", "Dear Nina")
    page.click(HAND_IN)
    expect(page.locator(".gt-result")).to_contain_text("waits for a marker")
    expect(page.locator(".gt-why")).to_contain_text("fell due on 14 May")
    assert page.evaluate("GoodTerms.submission.handedIn('s1-task')[0].result.passed") is None


def test_blocked_storage_is_said_and_the_test_still_works(
    context: BrowserContext, pages: Path
) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    page = context.new_page()
    page.goto((pages / "en" / "s1-test.html").as_uri())
    expect(page.locator(".gt-trouble")).to_contain_text("does not let the page keep")
    page.click("[data-start]")
    page.check("#s1-t1-a")
    page.click(HAND_IN)
    page.click("text=Hand in anyway")
    expect(page.locator(".gt-result")).to_contain_text("Not passed")


def test_a_full_device_falls_back_without_losing_what_was_given(open_page: OpenPage) -> None:
    page = open_page("s1-test")
    page.click("[data-start]")
    page.check("#s1-t1-a")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('quota'); }; }")
    page.check("#s1-t2-a")
    expect(page.locator(".gt-trouble")).to_be_visible()
    assert stored(page, "response", "s1-test", "s1-t1") == {"response": "a"}
    assert stored(page, "response", "s1-test", "s1-t2") == {"response": ["a"]}


def test_a_package_can_keep_records_elsewhere(context: BrowserContext, pages: Path) -> None:
    context.add_init_script("""
      window.kept = new Map();
      window.GoodTerms = {hold: true};
    """)
    page = context.new_page()
    page.goto((pages / "en" / "item-s1-p1.html").as_uri())
    page.evaluate("""() => {
      kept.set("goodterms/sample/practice/s1-p1", JSON.stringify(
        {response: "a", score: 1, max: 1, tries: 1, answered: "2026-11-21T09:00:00Z"}));
      GoodTerms.store.use({name: "lms", get: k => kept.get(k) ?? null,
        set: (k, v) => kept.set(k, v), remove: k => kept.delete(k),
        keys: () => Array.from(kept.keys())});
      GoodTerms.app.start();
    }""")
    expect(page.locator(".gt-item__result")).to_contain_text("Right.")
    page.click("[data-again]")
    page.check("#s1-p1-b")
    page.click("[type=submit]")
    assert page.evaluate("JSON.parse(kept.get('goodterms/sample/practice/s1-p1')).tries") == 2
    assert page.evaluate("localStorage.length") == 0


def test_another_course_on_the_same_device_is_another_learner_file(open_page: OpenPage) -> None:
    page = open_page("item-s1-p1")
    page.evaluate("localStorage.setItem('goodterms/other/practice/s1-p1', '{}')")
    page.evaluate("GoodTerms.store.set('practice', ['x'], 1); GoodTerms.store.erase()")
    assert page.evaluate("Object.keys(localStorage)") == ["goodterms/other/practice/s1-p1"]
