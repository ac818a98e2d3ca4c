"""The shell around the pages: keyboard, history, focus, windows, time, odd platforms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

from goodterms.export.package import Package
from tests.export.lms import Lms, Session, fresh
from tests.export.strict import violations

MOST_TABS = 150


def active(frame: Frame) -> dict[str, Any]:
    """What has the focus."""
    found: dict[str, Any] = frame.evaluate(
        """() => { const e = document.activeElement; const item = e.closest('[data-item]');
          return { tag: e.tagName, text: (e.textContent || '').trim().slice(0, 60), id: e.id,
            type: e.type || '', value: e.value || '', item: item ? item.dataset.item : null,
            to: e.dataset.to || null, data: Object.keys(e.dataset) }; }"""
    )
    return found


def tab_to(session: Session, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Presses Tab until the focus is where it should be."""
    for _ in range(MOST_TABS):
        session.page.keyboard.press("Tab")
        now = active(session.frame)
        if wanted(now):
            return now
    raise AssertionError("the keyboard does not reach it")


@pytest.fixture
def opened(lms: Lms, small: Package) -> Iterator[Session]:
    session = lms.open(small.name)
    session.frame.locator("h1").first.evaluate("heading => heading.focus()")
    yield session
    session.page.close()


def test_the_whole_module_works_by_keyboard_alone(opened: Session) -> None:
    keys, frame = opened.page.keyboard, opened.frame
    tab_to(opened, lambda now: "begin" in now["data"])
    keys.press("Enter")
    frame.wait_for_selector("#p-worn-or-not:not([hidden])")
    assert active(frame)["id"] == "h-worn-or-not", "the heading has the focus"
    tab_to(opened, lambda now: now["item"] == "m01-q01")
    keys.press("Space")
    tab_to(opened, lambda now: now["item"] == "m01-q01" and now["type"] == "submit")
    keys.press("Enter")
    assert frame.locator('[data-item="m01-q01"] .gt-item__result').inner_text()
    order = tab_to(
        opened,
        lambda now: now["item"] == "m01-q02" and now["tag"] == "BUTTON" and "move" in now["data"],
    )
    assert order
    keys.press("Enter")
    tab_to(opened, lambda now: now["item"] == "m01-q02" and now["type"] == "submit")
    keys.press("Enter")
    assert frame.locator('[data-item="m01-q02"] .gt-item__result').inner_text()
    tab_to(opened, lambda now: now["tag"] == "A" and now["text"].startswith("Next"))
    keys.press("Enter")
    frame.wait_for_selector("#p-round-again:not([hidden])")
    keys.press("Shift+Tab")
    # The contents: open, go to the test, and the focus is on its heading.
    frame.locator("[data-contents]").focus()
    keys.press("Enter")
    assert active(frame)["to"] == "round-again", "the drawer opens where one is"
    keys.press("Escape")
    assert "contents" in active(frame)["data"], "Escape gives the focus back"
    keys.press("Enter")
    tab_to(opened, lambda now: now["to"] == "m01-test")
    keys.press("Enter")
    frame.wait_for_selector("#p-m01-test:not([hidden])")
    assert active(frame)["id"] == "h-m01-test"
    tab_to(opened, lambda now: "start" in now["data"])
    keys.press("Enter")
    answer_by_keyboard(opened)
    assert frame.locator(".gt-result__title--passed").count() == 1
    tab_to(opened, lambda now: now["tag"] == "BUTTON" and "file" not in now["data"])
    frame.locator("[data-exit]").focus()
    keys.press("Enter")
    assert active(frame)["text"] == "You can close this now"
    assert violations(opened.calls()) == []
    assert opened.set_values("cmi.core.lesson_status")[-1] == "passed"


def answer_by_keyboard(session: Session) -> None:
    """Form a, all right, without the pointer."""
    keys, frame = session.page.keyboard, session.frame

    def reach(item: str, **what: str) -> dict[str, Any]:
        return tab_to(
            session,
            lambda now: (
                now["item"] == item and all(now[name] == value for name, value in what.items())
            ),
        )

    letters: list[str] = frame.locator('[data-item="m01-q07"] input').evaluate_all(
        "all => all.map(input => input.value)"
    )
    reach("m01-q07")
    keys.press("Space")
    for _ in range(letters.index("b")):
        keys.press("ArrowDown")
    for word in ("adjust", "replace", "adjust", "replace"):
        reach("m01-q08")
        keys.type(word)
    for value in sorted_by_place(frame, "m01-t1", ("a", "c")):
        reach("m01-t1", value=value)
        keys.press("Space")
    for place, letter in enumerate("bca", start=1):
        select = frame.locator(f'[data-item="m01-t2"] [data-option="{letter}"] select')
        select.focus()  # the list is sorted anew after each move: the order of Tab is its order
        keys.type(str(place))
    keep = frame.locator('[data-item="m01-t2"] [data-keep]')
    if keep.is_visible():
        keep.focus()
        keys.press("Enter")
    for word in ("rim moves left", "rim moves right"):
        reach("m01-t3")
        keys.type(word)
    reach("m01-t4")
    keys.type("30.5")
    reach("m01-t5")
    keys.type("spoke key")
    tab_to(session, lambda now: now["type"] == "submit")
    keys.press("Enter")
    frame.wait_for_selector(".gt-result:not([hidden])")
    assert "result" in (frame.evaluate("document.activeElement.className") or "")


def sorted_by_place(frame: Frame, item: str, letters: tuple[str, ...]) -> list[str]:
    shown: list[str] = frame.locator(f'[data-item="{item}"] input').evaluate_all(
        "all => all.map(input => input.value)"
    )
    return sorted(letters, key=shown.index)


def test_back_and_forward_move_between_pages(opened: Session) -> None:
    frame = opened.frame
    title = frame.evaluate("document.title")
    assert title == "Overview · Safe to ride"
    frame.locator("[data-begin]").click()
    frame.wait_for_selector("#p-worn-or-not:not([hidden])")
    frame.evaluate("scrollTo(0, 400)")
    frame.locator("#p-worn-or-not a[href='#handing-back.tool']").evaluate("link => link.click()")
    frame.wait_for_selector("#p-handing-back:not([hidden])")
    assert active(frame)["id"] == "handing-back.tool", "a link to a heading leads to it"
    assert frame.evaluate("document.title") == "Handing it back · Safe to ride"
    frame.evaluate("history.back()")
    frame.wait_for_selector("#p-worn-or-not:not([hidden])")
    assert frame.evaluate("Math.round(scrollY)") == 400, "Back leads where one was"
    frame.evaluate("history.back()")
    frame.wait_for_selector("#p-overview:not([hidden])")
    frame.evaluate("history.forward()")
    frame.wait_for_selector("#p-worn-or-not:not([hidden])")
    opened.wait_saved()
    assert opened.set_values("cmi.core.lesson_location")[-1] == "worn-or-not"


def test_a_term_leads_to_the_glossary_and_back(opened: Session) -> None:
    frame = opened.frame
    opened.go("worn-or-not")
    frame.locator("#p-worn-or-not a[href='#term-rim']").first.click()
    frame.wait_for_selector("#p-glossary:not([hidden])")
    assert active(frame)["id"] == "term-rim"
    frame.locator("#p-glossary [data-back]").click()
    frame.wait_for_selector("#p-worn-or-not:not([hidden])")


def test_the_skip_link_jumps_to_the_heading(opened: Session) -> None:
    opened.frame.locator(".gtp-skip").focus()
    opened.page.keyboard.press("Enter")
    assert active(opened.frame)["id"] == "h-overview"
    assert opened.shown() == "overview"


def test_a_frozen_page_saves_and_only_a_closed_one_finishes(opened: Session) -> None:
    opened.frame.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert [c.method for c in opened.calls()].count("LMSFinish") == 0
    assert opened.calls()[-1].method in ("LMSCommit", "LMSGetLastError")
    opened.frame.evaluate(
        "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))"
    )
    opened.frame.evaluate(
        "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))"
    )
    opened.go("handing-back")
    opened.wait_saved()
    assert violations(opened.calls()) == []


def test_looking_through_says_that_nothing_is_recorded(lms: Lms, small: Package) -> None:
    session = lms.open(small.name, fresh(lesson_mode="review"))
    assert "nothing is recorded" in session.frame.locator(".gtp-notice").inner_text()
    session.frame.locator(".gtp-notice__close").click()
    assert session.frame.locator(".gtp-notice").count() == 0
    session.leave()


def test_the_platform_in_the_window_that_opened_this_one_is_found(lms: Lms, small: Package) -> None:
    host = lms.open(small.name)
    host.page.evaluate("calls.length = 0; lms.reset()")
    with host.page.expect_popup() as popup:
        host.page.evaluate(
            "(address) => { window.open(address); }", f"{lms.address}/{small.name}/index.html?popup"
        )
    popup.value.wait_for_selector("[data-exit]:not([hidden])")
    assert host.calls()[0].method == "LMSInitialize"
    popup.value.close()


def test_a_frame_of_another_origin_is_no_platform(lms: Lms, small: Package) -> None:
    page = lms.browser.new_page()
    try:
        page.goto(lms.address.replace("127.0.0.1", "localhost") + "/host.html")
        page.evaluate("window.API = { LMSInitialize: () => 'true' }")
        page.evaluate(
            """(address) => { const f = document.createElement('iframe'); f.src = address;
              document.body.append(f); }""",
            f"{lms.address}/{small.name}/index.html",
        )
        frame = page.frame_locator("iframe")
        frame.locator(".gtp-notice").wait_for()
        assert "No learning platform" in frame.locator(".gtp-notice").inner_text()
    finally:
        page.close()


def test_a_lesson_is_read_when_it_was_open_for_a_while_and_its_end_was_seen(
    lms: Lms, small: Package
) -> None:
    page = lms.browser.new_page(viewport={"width": 650, "height": 500})
    try:
        page.clock.install()
        page.goto(f"{lms.address}/{small.name}/index.html#p-worn-or-not")
        page.wait_for_function("document.documentElement.classList.contains('gt-js')")
        to_the_end(page)
        page.clock.run_for(5000)
        assert not is_read(page), "leafing through is not reading"
        page.clock.run_for(11000)
        to_the_end(page)
        page.clock.run_for(16000)
        page.wait_for_function(
            "document.querySelector('.gtp-bar__count').textContent.includes('1/3')"
        )
        assert is_read(page)
    finally:
        page.close()


def to_the_end(page: Page) -> None:
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(50)


def is_read(page: Page) -> bool:
    return bool(page.evaluate("GoodTerms.store.get('read', 'm01-l1') !== null"))


def test_without_scripts_everything_can_be_read(lms: Lms, small: Package) -> None:
    context = lms.browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{lms.address}/{small.name}/index.html")
        assert page.locator("#p-worn-or-not h1").is_visible()
        assert page.locator("#p-handing-back h1").is_visible()
        assert not page.locator(".gtp-bar").is_visible()
    finally:
        context.close()


def test_print_shows_the_page_and_nothing_around_it(opened: Session) -> None:
    opened.go("worn-or-not")
    opened.page.emulate_media(media="print")
    frame = opened.frame
    assert frame.locator("#p-worn-or-not h1").is_visible()
    for around in (".gtp-bar", "#p-worn-or-not .gtp-turn", "#p-handing-back h1"):
        assert not frame.locator(around).is_visible()
    assert frame.locator(".gtp-foot").is_visible()
