"""Properties of scoring that hold for every item and every response, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from goodterms.model.items import Item
from goodterms.scoring.items import check_response, score_item
from goodterms.scoring.payload import scoring_payload
from goodterms.scoring.text import normalise_short
from tests.scoring.table import item_of

SCRIPT = Path(__file__).parents[2] / "tools/goodterms/render/static/js/scoring.js"
#: Code points that have been assigned by the Unicode version of this Python: later versions in
#: the browser do not change how these normalise or fold.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=12)
POINTS = st.sampled_from([0.1, 0.5, 1.0, 3.0, 7.0, 100.0])
LETTERS = "abcdef"


@st.composite
def payloads(draw: st.DrawFn, kinds: tuple[str, ...]) -> dict[str, Any]:
    kind = draw(st.sampled_from(kinds))
    payload: dict[str, Any] = {"id": "q", "type": kind, "points": draw(POINTS)}
    rules = {"multiple": "right-minus-wrong", "order": "pairs"}
    named = rules.get(kind, "per-pair")
    payload["rule"] = draw(st.sampled_from([named, "all-or-nothing"]))
    if kind in ("single", "numeric", "short"):
        payload["rule"] = "all-or-nothing"
    options = list(LETTERS[: draw(st.integers(3, 6))])
    if kind == "single":
        payload.update(options=options, key=draw(st.sampled_from(options)))
    elif kind == "multiple":
        chosen = draw(st.lists(st.sampled_from(options), min_size=1, unique=True))
        payload.update(options=options, key=chosen)
    elif kind == "order":
        payload.update(options=options, key=draw(st.permutations(options)))
    elif kind == "numeric":
        value = draw(st.floats(-1e9, 1e9))
        payload["key"] = {"value": value, "tolerance": draw(st.floats(0, 100))}
    elif kind == "short":
        payload["accept"] = draw(st.lists(TEXT, min_size=1, max_size=3))
    else:
        rights = draw(st.permutations(LETTERS))
        if kind == "classify":
            rights = [draw(st.sampled_from(LETTERS)) for _ in options]
        key = dict(zip(options, rights, strict=False))
        payload.update(left=options, right=list(LETTERS), key=key)
    return payload


RESPONSES = st.one_of(
    st.none(),
    st.sampled_from(LETTERS + "gz"),
    st.lists(st.sampled_from(LETTERS + "g"), max_size=6),
    st.lists(st.sampled_from(LETTERS), max_size=6, unique=True),
    st.dictionaries(st.sampled_from(LETTERS), st.sampled_from(LETTERS + "g"), max_size=6),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXT,
)
ANY = ("single", "multiple", "order", "match", "classify", "numeric", "short")


def full_response(item: Item) -> Any:
    payload = scoring_payload(item)
    if item.type == "numeric":
        return payload["key"]["value"]
    return payload["accept"][0] if item.type == "short" else payload["key"]


@given(payloads(ANY), RESPONSES)
def test_scores_stay_between_zero_and_the_points(payload: dict[str, Any], response: Any) -> None:
    item = item_of(payload)
    score = score_item(item, response)
    assert score is not None
    assert 0 <= score <= item.points
    if check_response(item, response) is not None:
        assert score == 0


@given(payloads(ANY))
def test_the_key_earns_exactly_the_points(payload: dict[str, Any]) -> None:
    item = item_of(payload)
    assert check_response(item, full_response(item)) is None
    assert score_item(item, full_response(item)) == item.points


@given(payloads(("single", "multiple", "order", "match", "classify")), RESPONSES)
def test_only_the_key_earns_the_points(payload: dict[str, Any], response: Any) -> None:
    item = item_of(payload)
    if score_item(item, response) == item.points:
        key = payload["key"]
        if item.type == "multiple":
            assert sorted(response) == sorted(key)
        else:
            assert response == key


@given(payloads(("multiple",)), st.permutations(LETTERS), st.integers(0, 6))
def test_the_order_of_a_multiple_does_not_matter(
    payload: dict[str, Any], letters: list[str], count: int
) -> None:
    item = item_of(payload)
    chosen = [letter for letter in letters[:count] if letter in payload["options"]]
    assert score_item(item, chosen) == score_item(item, sorted(chosen))


@given(payloads(("multiple",)), st.data())
def test_a_further_key_never_costs_and_a_further_distractor_never_pays(
    payload: dict[str, Any], data: st.DataObject
) -> None:
    item = item_of(payload)
    chosen = data.draw(st.lists(st.sampled_from(payload["options"]), unique=True))
    before = score_item(item, chosen)
    assert before is not None
    for letter in set(payload["options"]) - set(chosen):
        after = score_item(item, [*chosen, letter])
        assert after is not None
        assert after >= before if letter in payload["key"] else after <= before


@given(TEXT)
def test_normal_form_is_stable(text: str) -> None:
    normal = normalise_short(text)
    assert normalise_short(normal) == normal
    assert normalise_short(f"  {text}\t") == normal
    assert normalise_short(text.casefold()) == normal


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


IN_THE_BROWSER = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)


@IN_THE_BROWSER
@given(texts=st.lists(TEXT, min_size=20, max_size=200))
def test_normal_form_is_the_same_in_the_browser(page: Page, texts: list[str]) -> None:
    found = page.evaluate("(texts) => texts.map(GoodTerms.scoring.normaliseShort)", texts)
    assert found == [normalise_short(text) for text in texts]


def test_every_letter_of_every_script_folds_the_same_in_the_browser(page: Page) -> None:
    """All letters assigned in the basic plane, one by one."""
    letters = [chr(c) for c in range(0x10000) if chr(c).isalpha() and not 0xD800 <= c < 0xE000]
    found = page.evaluate("(texts) => texts.map(GoodTerms.scoring.normaliseShort)", letters)
    differing = [
        letter
        for letter, other in zip(letters, found, strict=True)
        if normalise_short(letter) != other
    ]
    assert differing == []


@IN_THE_BROWSER
@given(cases=st.lists(st.tuples(payloads(ANY), RESPONSES), min_size=20, max_size=60))
def test_scores_are_the_same_in_the_browser(
    page: Page, cases: list[tuple[dict[str, Any], Any]]
) -> None:
    items = [item_of(payload) for payload, _ in cases]
    found = page.evaluate(
        "(cases) => cases.map(([item, response]) => ["
        "GoodTerms.scoring.scoreItem(item, response),"
        "GoodTerms.scoring.isWellFormed(item, response)])",
        [
            [scoring_payload(item), response]
            for item, (_, response) in zip(items, cases, strict=True)
        ],
    )
    expected = [
        [score_item(item, response), check_response(item, response) is None]
        for item, (_, response) in zip(items, cases, strict=True)
    ]
    assert found == expected
