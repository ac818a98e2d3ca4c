"""Items (I), options: words and shapes that give the answer away, rationales that help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from goodterms.diagnostics import Severity
from goodterms.lint.items import choices, items
from goodterms.lint.markup import counted, plain, width, word_count, words
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.course import Course
from goodterms.model.embeds import scan
from goodterms.model.items import Classify, Item, Match, Multiple, Option, Single

#: Key against the median option, longest against shortest option (I4 of the design).
KEY_RATIO, LENGTH_RATIO = 1.35, 2.0
#: Below this length a difference is a word or two and gives nothing away.
SHORT_OPTION = 30
SHORTEST_WHY = 8
_RANGE = re.compile(r"^\D{0,3}(\d+(?:\.\d+)?)\s*(?:[-–—]|to)\s*(\d+(?:\.\d+)?)\b")
_NUMBER = re.compile(r"^[^\w\d]*(\d[\d,\u00a0\u202f ]*(?:\.\d+)?)\s*%?\s*\w*\W*$")


@rule("I003")
def catch_all(context: Context) -> Iterator[Problem]:
    """Option that stands for other options.

    No option says "all of the above", "none of the above", "both a and b".

    Why: options are shown in random order, and partial knowledge is enough to find it.

    Bad::

        - {id: d, text: "All of the above", why: "…"}

    Good::

        type: multiple, with the right ones in the key
    """
    pattern = context.words.catch_all
    if pattern is None:
        return
    for item, option in _own_options(context):
        if pattern.search(plain(option.text)):
            yield Problem(
                option.at("text"),
                f"{item.id}: option {option.id} stands for other options",
                "write an answer of its own, or make the item a multiple",
            )


@rule("I004", severity=Severity.WARNING)
def key_stands_out(context: Context) -> Iterator[Problem]:
    """Length gives the answer away.

    The key of a single item is at most 1.35 times as long as the median option, and the longest
    option of an item at most twice as long as the shortest. Options below 30 characters are not
    measured.

    Why: authors qualify what is right; test-wise people take the longest.

    Bad::

        - {id: a, text: "No", …}
        - {id: b, text: "Yes, unless the contract says otherwise in a clause both have signed", …}

    Good::

        - {id: a, text: "No, the law settles it alone", …}
        - {id: b, text: "Yes, unless a clause says no", …}
    """
    for _, item in items(context.course):
        options = choices(item)
        if not context.own(item) or len(options) < 2:
            continue
        sizes = {option.id: length(option, context.course) for option in options}
        longest = max(sizes.values())
        if longest < SHORT_OPTION:
            continue
        key = sizes.get(item.key) if isinstance(item, Single) else None
        middle = median(sizes.values())
        if key is not None and key > KEY_RATIO * middle:
            yield Problem(
                item.at("stem"),
                f"{item.id}: the key is {key} characters long, the median option {middle:g}",
                "shorten the key, or write the other options as carefully",
            )
        elif longest > LENGTH_RATIO * min(sizes.values()):
            yield Problem(
                item.at("stem"),
                f"{item.id}: options of {min(sizes.values())} to {longest} characters",
                "bring them to about the same length",
            )


@rule("I006", severity=Severity.WARNING)
def absolutes_in_distractors(context: Context) -> Iterator[Problem]:
    """Absolute words only in wrong options.

    Words such as always, never, only and must (by language, ``lint/words``) stand in two or more
    wrong options and in no right one.

    Why: life has exceptions, and test-wise people know it.

    Bad::

        a: "It is never allowed"   b: "It is always allowed"   c: "It depends on the clause" (key)

    Good::

        a: "Not for consumers"   b: "With five days' notice"   c: "As the clause says" (key)
    """
    absolutes = context.words.absolutes
    if not absolutes:
        return
    for _, item in items(context.course):
        if not context.own(item) or not isinstance(item, Single | Multiple):
            continue
        strong = [
            option
            for option in item.options
            if absolutes & {word.casefold() for word in words(plain(option.text))}
        ]
        if len(strong) >= 2 and not any(option.id in item.key for option in strong):
            found = sorted(absolutes & {w.casefold() for o in strong for w in words(plain(o.text))})
            yield Problem(
                item.at("stem"),
                f"{item.id}: only wrong options have {', '.join(found)}",
                "say it without, or use such a word in the right option as well",
            )


@rule("I007", severity=Severity.WARNING)
def vague_frequency(context: Context) -> Iterator[Problem]:
    """Vague frequency in an option.

    Options do not say usually, often, sometimes, may be (by language, ``lint/words``).

    Why: two readers understand different shares by them, and experts argue with the key.

    Bad::

        - {id: a, text: "Customers usually pay then", …}

    Good::

        - {id: a, text: "Seven of ten customers pay then", …}
    """
    pattern = context.words.vague_word
    if pattern is None:
        return
    for item, option in _own_options(context):
        found = pattern.search(plain(option.text))
        if found:
            yield Problem(
                option.at("text"),
                f"{item.id}: option {option.id} says {found[0]!r}",
                "give the number, or leave the word out",
            )


@rule("I011", severity=Severity.WARNING)
def clang(context: Context) -> Iterator[Problem]:
    """Stem and key share a word that no other option has.

    A word of more than five letters (stop words of the language apart) stands in the stem and in
    the key of a single item and in no other option.

    Why: the echo is found without reading.

    Bad::

        stem: "… the derailleur is bent. What do you do?"   key: "Straighten the derailleur"

    Good::

        stem: "… the derailleur is bent. What do you do?"   key: "Straighten it on the bike"
    """
    stop = context.words.stop_words
    for _, item in items(context.course):
        if not context.own(item) or not isinstance(item, Single):
            continue
        stem = _content(item.stem, stop)
        by_letter = {option.id: _content(option.text, stop) for option in item.options}
        key = by_letter.pop(item.key, frozenset())
        only = sorted((stem & key).difference(*by_letter.values()))
        if only:
            yield Problem(
                item.at("stem"),
                f"{item.id}: only the key repeats {', '.join(only)} from the stem",
                "use another word in the key, or the same word in a wrong option",
            )


@rule("I012", severity=Severity.WARNING)
def numbers_in_order(context: Context) -> Iterator[Problem]:
    """Numbers as options are not in order, or ranges overlap.

    Options that are numbers ascend or descend; ranges share no value.

    Why: the reader looks for a number, not for a trick; in overlapping ranges two can be right.

    Bad::

        a: "30 days"   b: "7 days"   c: "60 days"

    Good::

        a: "7 days"   b: "30 days"   c: "60 days"
    """
    for _, item in items(context.course):
        options = choices(item)
        if not context.own(item) or len(options) < 3:
            continue
        shown = [_with_amounts(option, context.course) for option in options]
        ranges = [_RANGE.match(text) for text in shown]
        if all(ranges):
            pairs = sorted((float(m[1]), float(m[2])) for m in ranges if m)
            if any(b[0] <= a[1] for a, b in pairwise(pairs)):
                yield Problem(
                    item.at("stem"),
                    f"{item.id}: the ranges overlap",
                    "let each range begin after the one before it ends",
                )
            continue
        matches = [_NUMBER.match(text) for text in shown]
        if not all(matches):
            continue
        values = [float(re.sub(r"[^\d.]", "", m[1])) for m in matches if m]
        if values not in (sorted(values), sorted(values, reverse=True)):
            yield Problem(
                item.at("stem"),
                f"{item.id}: the numbers are not in order",
                "sort the options by size and correct the key's letter",
            )


@rule("I013", severity=Severity.WARNING)
def rationale_too_short(context: Context) -> Iterator[Problem]:
    """Rationale too short to help.

    The ``why`` of an option, side or wrong value has eight words or more.

    Why: "Wrong" teaches nothing. The rationale names the slip behind the answer.

    Bad::

        why: "Not correct."

    Good::

        why: "This counts from the delivery; age runs from the due date."
    """
    for _, item in items(context.course):
        if not context.own(item):
            continue
        parts = [
            *choices(item),
            *(item.left if isinstance(item, Match | Classify) else ()),
            *getattr(item, "wrong", ()),
        ]
        for part in parts:
            count = word_count(part.why)
            if count < SHORTEST_WHY:
                name = getattr(part, "id", None) or f"{part.value:g}"
                yield Problem(
                    part.at("why"),
                    f"{item.id}: the rationale of {name} has {counted(count, 'word')}",
                    f"say in {SHORTEST_WHY} words or more which slip leads there",
                )


def _own_options(context: Context) -> Iterator[tuple[Item, Option]]:
    """Options of single and multiple items in the language of the edition."""
    for _, item in items(context.course):
        if context.own(item):
            for option in choices(item):
                yield item, option


def _with_amounts(option: Option, course: Course) -> str:
    """An option's plain text with amounts as plain numbers."""
    text = option.text
    for embed in reversed(scan(text)):
        amount = course.amounts.get(embed.id)
        value = f"{amount.value:g}" if amount else embed.id
        shown = embed.label or (value if embed.name == "money" else "x")
        text = text[: embed.start] + shown + text[embed.end :]
    return plain(text).strip()


def length(option: Option, course: Course) -> int:
    """How long an option looks."""
    return width(_with_amounts(option, course))


def _content(text: str, stop: frozenset[str]) -> frozenset[str]:
    found = {word.casefold() for word in words(plain(text))}
    return frozenset(word for word in found if len(word) > 5) - stop


RULES = (
    catch_all,
    key_stands_out,
    absolutes_in_distractors,
    vague_frequency,
    clang,
    numbers_in_order,
    rationale_too_short,
)
