"""The package played in Chromium against scorm-again, every call read strictly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame

from goodterms.export.package import Package
from tests.export import courses
from tests.export.lms import Lms, Session, fresh
from tests.export.strict import violations

RIGHT = {
    "m01-q07": "b",
    "m01-q08": {"a": "p", "b": "q", "c": "p", "d": "q"},
    "m01-t1": ["a", "c"],
    "m01-t2": ["b", "c", "a"],
    "m01-t3": {"a": "p", "b": "q"},
    "m01-t4": "30.5",
    "m01-t5": "Spoke  KEY",
    "m01-q09": "a",
    "m01-q11": "c",
}


def answer(frame: Frame, item: str, response: object) -> None:
    """Answers an item through its controls."""
    box = frame.locator(f'[data-item="{item}"]')
    kind = box.get_attribute("data-type")
    if kind in ("single", "multiple"):
        for letter in [response] if isinstance(response, str) else response:  # type: ignore[union-attr]
            box.locator(f'input[value="{letter}"]').check()
    elif kind in ("match", "classify"):
        for left, right in response.items():  # type: ignore[attr-defined]
            box.locator(f'select[data-left="{left}"]').select_option(right)
    elif kind == "order":
        for place, letter in enumerate(response, start=1):  # type: ignore[arg-type]
            box.locator(f'[data-option="{letter}"] select').select_option(str(place))
        keep = box.locator("[data-keep]")
        if keep.is_visible():
            keep.click()
    else:
        box.locator(".gt-input").fill(str(response))


def take_test(session: Session, responses: dict[str, object]) -> None:
    """Starts the test, answers, hands in."""
    session.go("m01-test")
    frame = session.frame
    frame.locator("#p-m01-test [data-start]").click()
    for item, response in responses.items():
        answer(frame, item, response)
    frame.locator("#p-m01-test [type=submit]").click()
    anyway = frame.locator("#p-m01-test .gt-unanswered button")
    if anyway.is_visible():
        anyway.click()
    frame.wait_for_selector("#p-m01-test .gt-result:not([hidden])")


def first_form() -> dict[str, object]:
    return {
        item: RIGHT[item]
        for item in ("m01-q07", "m01-q08", "m01-t1", "m01-t2", "m01-t3", "m01-t4", "m01-t5")
    }


def test_a_complete_run_is_passed_and_strictly_correct(lms: Lms, small: Package) -> None:
    session = lms.open(small.name)
    frame = session.frame
    assert session.shown() == "overview"
    session.go("worn-or-not")
    answer(frame, "m01-q01", "a")
    frame.locator('[data-item="m01-q01"] [type=submit]').click()
    session.wait_saved()
    assert session.set_values("cmi.suspend_data"), "the answer was not saved"
    assert session.set_values("cmi.core.lesson_location")[-1] == "worn-or-not"
    assert session.set_values("cmi.core.lesson_status") == ["incomplete"]
    take_test(session, first_form())
    assert frame.locator(".gt-result__title").inner_text().endswith("Passed")
    session.leave()
    assert violations(session.calls()) == []
    assert session.set_values("cmi.core.lesson_status") == ["incomplete", "passed"]
    assert session.set_values("cmi.core.score.raw") == ["100"]
    assert session.set_values("cmi.core.exit") == ["suspend", ""]
    written = {
        call.args[0].removeprefix("cmi.interactions."): call.args[1]
        for call in session.calls()
        if call.method == "LMSSetValue" and call.args[0].startswith("cmi.interactions.")
    }
    by_id = {
        written[f"{n}.id"]: {
            name: written.get(f"{n}.{name}")
            for name in (
                "type",
                "student_response",
                "result",
                "weighting",
                "correct_responses.0.pattern",
                "objectives.0.id",
            )
        }
        for n in range(7)
    }
    assert next(iter(by_id.values())) == {
        "type": "choice",
        "student_response": "b",
        "result": "correct",
        "weighting": "1",
        "correct_responses.0.pattern": "b",
        "objectives.0.id": "m01-o1",
    }
    said = {
        item: (row["type"], row["student_response"], row["correct_responses.0.pattern"])
        for item, row in by_id.items()
    }
    assert said == {
        "m01-q07": ("choice", "b", "b"),
        "m01-q08": ("matching", "a.p,b.q,c.p,d.q", "{a.p,b.q,c.p,d.q}"),
        "m01-t1": ("choice", "a,c", "{a,c}"),
        "m01-t2": ("sequencing", "b,c,a", "b,c,a"),
        "m01-t3": ("matching", "a.p,b.q", "{a.p,b.q}"),
        "m01-t4": ("numeric", "30.5", "30.5"),
        "m01-t5": ("fill-in", "Spoke KEY", "spoke key"),
    }
    assert written["6.correct_responses.1.pattern"] == "Speichenschlüssel"
    assert {written[f"{n}.latency"][:5] for n in range(7)} == {"0000:"}


def test_nothing_is_asked_for_that_the_package_does_not_have(lms: Lms, small: Package) -> None:
    session = lms.open(small.name)
    pages = session.frame.locator("[data-page]")
    for key in pages.evaluate_all("all => all.map(page => page.dataset.page)"):
        session.go(key)
    session.leave()
    assert session.failed == []
    assert session.errors == []
    hosts = {url.split("/")[2] for url in session.requests if url.startswith("http")}
    assert hosts == {session.address.split("/")[2]}


def test_a_partial_answer_is_a_share_and_a_failed_test_is_failed(lms: Lms, small: Package) -> None:
    session = lms.open(small.name)
    take_test(session, {"m01-q07": "a", "m01-q08": {"a": "p", "b": "q", "c": "q"}, "m01-t1": ["a"]})
    session.leave()
    assert violations(session.calls()) == []
    assert session.set_values("cmi.core.lesson_status") == ["incomplete", "failed"]
    assert session.set_values("cmi.core.exit") == ["suspend"]
    assert session.set_values("cmi.interactions.0.result") == ["wrong"]
    assert session.set_values("cmi.interactions.1.result") == ["0.5"]
    assert session.set_values("cmi.interactions.2.result") == ["0.5"]
    assert session.set_values("cmi.interactions.3.id") == [], "skipped items are not answers"


def test_the_second_attempt_takes_the_other_form_and_a_pass_stays(lms: Lms, small: Package) -> None:
    session = lms.open(small.name)
    take_test(session, {"m01-q07": "a"})
    frame = session.frame
    frame.locator("#p-m01-test [data-start]").click()
    items = frame.locator("#p-m01-test [data-item]")
    shown = items.evaluate_all("all => all.map(item => item.dataset.item)")
    assert shown == ["m01-q09", "m01-q11", "m01-t4"]
    for item in shown:
        answer(frame, item, RIGHT[item])
    frame.locator("#p-m01-test [type=submit]").click()
    frame.wait_for_selector(".gt-result__title--passed")
    frame.locator("#p-m01-test [data-start]").click()
    assert frame.locator('#p-m01-test [data-item="m01-q07"]').count() == 1
    frame.locator("#p-m01-test [type=submit]").click()
    frame.locator("#p-m01-test .gt-unanswered button").click()
    frame.wait_for_selector(".gt-result__title--failed")
    assert not frame.locator("#p-m01-test [data-start]").is_visible(), "three attempts are three"
    session.leave()
    assert violations(session.calls()) == []
    assert session.set_values("cmi.core.lesson_status") == ["incomplete", "failed", "passed"]
    assert session.set_values("cmi.core.score.raw") == ["0", "100"]


def test_closing_the_player_keeps_everything_and_the_next_session_resumes(
    lms: Lms, small: Package
) -> None:
    first = lms.open(small.name)
    first.go("round-again")
    answer(first.frame, "m01-q03", {"a": "p", "b": "q"})
    first.frame.locator('[data-item="m01-q03"] [type=submit]').click()
    first.go("m01-s1")
    first.frame.locator(".gt-sim [data-start]").click()
    first.frame.locator('.gt-choice[data-choice="a"]').click()
    first.go("m01-test")
    first.frame.locator("#p-m01-test [data-start]").click()
    answer(first.frame, "m01-t5", "Speichenschlüssel")
    answer(first.frame, "m01-t2", ["c", "b", "a"])
    first.wait_saved()
    state = first.state()
    assert state["cmi"]["core"]["entry"] == "resume"
    first.page.close()  # the browser dies: nothing is sent any more

    second = lms.open(small.name, state)
    frame = second.frame
    assert second.shown() == "m01-test"
    assert frame.locator('[data-item="m01-t5"] .gt-input').input_value() == "Speichenschlüssel"
    order = frame.locator('[data-item="m01-t2"] .gt-order__entry')
    assert order.evaluate_all("all => all.map(e => e.dataset.option)") == ["c", "b", "a"]
    second.go("round-again")
    assert "Right" in frame.locator('[data-item="m01-q03"] .gt-item__result').inner_text()
    second.go("m01-s1")
    assert frame.locator(".gt-turn--you").count() == 1
    second.leave()
    assert violations(second.calls()) == []


def test_a_passed_module_is_not_lost_when_the_platform_forgets_the_answers(
    lms: Lms, small: Package
) -> None:
    state = fresh(lesson_status="passed", entry="")
    state["cmi"]["core"]["score"] = {"raw": "90", "min": "0", "max": "100"}
    session = lms.open(small.name, state)
    take_test(session, {"m01-q07": "a"})
    session.leave()
    assert violations(session.calls()) == []
    assert session.set_values("cmi.core.lesson_status") == ["passed"]
    assert session.set_values("cmi.core.score.raw") == []


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_looking_is_not_recorded(lms: Lms, small: Package, mode: str) -> None:
    session = lms.open(small.name, fresh(lesson_mode=mode))
    take_test(session, first_form())
    session.leave()
    assert violations(session.calls()) == []
    values = {c.args[0]: c.args[1] for c in session.calls() if c.method == "LMSSetValue"}
    assert values == ({} if mode == "review" else {"cmi.core.lesson_status": "browsed"})


def test_the_platforms_mastery_score_decides_also_without_a_lesson_mode(
    lms: Lms, small: Package
) -> None:
    state = fresh()
    state["cmi"]["student_data"] = {"mastery_score": "20"}
    session = lms.open(small.name, state, hidden=["cmi.core.lesson_mode"])
    session.go("m01-test")
    assert "20%" in session.frame.locator("#p-m01-test .gt-start .gt-note").inner_text()
    take_test(session, {"m01-q07": "b", "m01-q08": RIGHT["m01-q08"]})
    session.leave()
    assert violations(session.calls()) == []
    assert session.set_values("cmi.core.lesson_status") == ["incomplete", "passed"]
    assert session.set_values("cmi.core.score.raw") == ["25"]


def test_a_refusal_is_told_once_kept_here_and_sent_again(lms: Lms, small: Package) -> None:
    first = lms.open(small.name, refuse=["cmi.suspend_data"])
    first.go("worn-or-not")
    answer(first.frame, "m01-q01", "a")
    first.frame.locator('[data-item="m01-q01"] [type=submit]').click()
    first.wait_saved()
    first.go("handing-back")
    first.wait_saved()
    assert first.frame.locator(".gtp-notice--warning").count() == 1
    state = first.state()
    assert state["cmi"].get("suspend_data", "") == ""
    context = first.page.context
    first.page.close()
    # The same browser, the same learner: what the platform never got is still here.
    second = lms.open(small.name, state, context=context)
    second.wait_saved()
    second.go("worn-or-not")
    assert second.frame.locator('[data-item="m01-q01"] .gt-item__result').inner_text()
    assert second.set_values("cmi.suspend_data")
    second.leave()
    assert violations(second.calls()) == []
    # Somebody else on the same device starts with nothing.
    third = lms.open(small.name, fresh(student_id="e-2000"), context=context)
    third.go("worn-or-not")
    assert third.frame.locator('[data-item="m01-q01"] .gt-item__result').inner_text() == ""
    third.leave()


def test_interactions_that_the_platform_missed_are_sent_with_the_next_session(
    lms: Lms, small: Package
) -> None:
    first = lms.open(small.name, refuse=["cmi.suspend_data", "cmi.interactions.0.id"])
    take_test(first, {"m01-q07": "b"})
    first.wait_saved()
    state, context = first.state(), first.page.context
    assert not first.state()["cmi"].get("interactions", {}).get("0")
    first.page.close()
    second = lms.open(small.name, state, context=context)
    second.wait_saved()
    assert second.set_values("cmi.interactions.0.id") == ["m01-q07"]
    second.leave()
    assert violations(second.calls()) == []


def test_the_exit_button_ends_the_session_once(lms: Lms, small: Package) -> None:
    session = lms.open(small.name)
    session.frame.locator("[data-exit]").click()
    assert session.frame.locator("h1").inner_text() == "You can close this now"
    session.page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    session.page.wait_for_timeout(100)
    assert violations(session.calls()) == []


def test_hiding_the_window_saves_the_time(lms: Lms, small: Package) -> None:
    session = lms.open(small.name)
    before = len(session.set_values("cmi.core.session_time"))
    session.frame.evaluate(
        """() => {
          Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
          document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )
    assert len(session.set_values("cmi.core.session_time")) == before + 1
    assert session.calls()[-2].method == "LMSCommit" or session.calls()[-1].method == "LMSCommit"
    session.leave()


def test_without_a_platform_it_says_so_and_keeps_progress_on_the_device(
    lms: Lms, small: Package
) -> None:
    context = lms.browser.new_context(viewport={"width": 650, "height": 500})
    try:
        page = context.new_page()
        page.goto(f"{lms.address}/{small.name}/index.html")
        page.wait_for_selector(".gtp-notice")
        assert "No learning platform" in page.locator(".gtp-notice").inner_text()
        assert not page.locator("[data-exit]").is_visible()
        page.evaluate("location.hash = 'p-worn-or-not'")
        answer(page.main_frame, "m01-q01", "a")
        page.locator('[data-item="m01-q01"] [type=submit]').click()
        page.close()
        again = context.new_page()
        again.goto(f"{lms.address}/{small.name}/index.html")
        again.wait_for_selector("#p-worn-or-not:not([hidden])")
        assert again.locator('[data-item="m01-q01"] .gt-item__result').inner_text()
        again.locator("[data-contents]").click()
        again.locator(".gtp-device button", has_text="Erase").first.click()
        again.locator(".gtp-device button", has_text="Yes").click()
        again.locator("[data-close]").click()
        assert again.locator('[data-item="m01-q01"] .gt-item__result').inner_text() == ""
    finally:
        context.close()


def test_a_package_on_a_disk_works_without_a_server(
    lms: Lms, small: Package, tmp_path: Path
) -> None:
    for name, content in small.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    context = lms.browser.new_context()
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((tmp_path / "index.html").as_uri())
        page.wait_for_selector("#p-overview:not([hidden])")
        page.evaluate("location.hash = 'p-m01-test'")
        page.locator("#p-m01-test [data-start]").click()
        answer(page.main_frame, "m01-q07", "b")
        assert errors == []
    finally:
        context.close()


def test_a_sealed_test_completes_without_a_score_and_without_a_key(
    platform_of: Callable[..., Lms], tmp_path: Path
) -> None:
    root = courses.changed(tmp_path, [*courses.TWO, *courses.SEALED])
    package = courses.package_of(root)
    assert b"masteryscore" not in package.files["imsmanifest.xml"]
    assert "{a,c}" not in package.files["codebook.csv"].decode()
    assert "{a,c}" not in package.files["index.html"].decode()
    assert "{a,c}" in package.codebook.decode()
    session = platform_of(package).open(package.name)
    take_test(session, {"m01-q07": "b"})
    session.leave()
    assert violations(session.calls()) == []
    assert session.set_values("cmi.core.lesson_status") == ["incomplete", "completed"]
    assert session.set_values("cmi.core.score.raw") == []
    assert session.set_values("cmi.interactions.0.result") == ["neutral"]


def test_without_a_test_the_lessons_complete_the_module(
    platform_of: Callable[..., Lms], tmp_path: Path
) -> None:
    package = courses.package_of(courses.changed(tmp_path, courses.NO_TEST))
    session = platform_of(package).open(package.name)
    for lesson in ("worn-or-not", "round-again", "handing-back"):
        session.go(lesson)
        session.frame.evaluate(
            "(id) => { document.getElementById(id).dataset.settled = ''; }", f"p-{lesson}"
        )
        session.frame.locator(f"#p-{lesson} [data-mark]").click()
    session.wait_saved()
    assert session.set_values("cmi.core.lesson_status") == ["incomplete", "completed"]
    session.leave()
    assert violations(session.calls()) == []
