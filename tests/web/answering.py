"""Answering questions as a learner does, with the mouse: any type, right or wrong."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Locator, Page

from goodterms.model.items import (
    Classify,
    Item,
    Match,
    Multiple,
    Numeric,
    Order,
    Short,
    Single,
    Written,
)


def question(page: Page, item: Item) -> Locator:
    """The element of an item, ours or mkdocs-quiz's."""
    ours = page.locator(f".gt-item[data-item={item.id}]")
    return ours if ours.count() else page.locator(f".quiz:has([data-item={item.id}])")


def answer(page: Page, item: Item, right: bool = True) -> None:
    """Fill in an item with its key, or with something else than its key."""
    place = question(page, item)
    match item:
        case Single():
            wrong = next(option.id for option in item.options if option.id != item.key)
            _choose(place, [item.key if right else wrong])
        case Multiple():
            _choose(place, item.key if right else item.key[:1])
        case Order():
            sequence = item.key if right else list(reversed(item.key))
            for number, option in enumerate(sequence, start=1):
                place.locator(f"[data-option={option}] .gt-order__place").select_option(str(number))
        case Match() | Classify():
            sides = [side.id for side in item.right]
            for left, key in item.key.items():
                other = next(side for side in sides if side != key)
                place.locator(f"select[data-left={left}]").select_option(key if right else other)
        case Numeric():
            place.locator(".gt-input").fill(f"{item.key.value if right else -1:.6f}")
        case Short():
            place.locator(".gt-input").fill(item.accept[0] if right else "something else")
        case Written():
            place.locator("textarea").fill("Dear Ms Bai, " * 20)


def _choose(place: Locator, options: Iterable[str]) -> None:
    for option in options:
        ours = place.locator(f".gt-option[data-option={option}] input")
        if ours.count():
            ours.check()
        else:
            place.locator(f"label:has([data-option={option}])").click()
