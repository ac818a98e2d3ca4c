"""Items (I), mechanics: keys, sides, numbers and flags that decide what an answer scores.

Codes I001 to I020 follow the numbers of the checks in the literature the course's design rests on
(NBME item-writing guide; Haladyna, Downing and Rodriguez 2002); I021 and up are our own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from goodterms.diagnostics import Severity
from goodterms.lint.markup import counted
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.course import Course
from goodterms.model.embeds import scan
from goodterms.model.items import (
    Bank,
    Classify,
    Item,
    Match,
    Multiple,
    Option,
    Order,
    Short,
    Single,
    Written,
)
from goodterms.scoring.text import normalise_short

#: Fewest and most options (or left sides) per type.
SIZES = {
    "single": (3, 4),
    "multiple": (4, 6),
    "order": (3, 6),
    "match": (2, 8),
    "classify": (3, 10),
}


@rule("I001", scope="source")
def key_wrong(context: Context) -> Iterator[Problem]:
    """Key does not fit the options.

    single: the key is the letter of an option. multiple: a list of letters, each once, at least
    two and not all. order: all letters, each once. match: every left side has a right side, each
    right side at most once. classify: every left side has a class, and every class is used.

    Why: nobody could give the right answer, or everybody would.

    Bad::

        options: a, b, c     key: d

    Good::

        options: a, b, c     key: b
    """
    for _, item in items(context.source):
        for field, message, hint in _key_faults(item):
            yield Problem(item.at(field), f"{item.id}: {message}", hint)


def _key_faults(item: Item) -> Iterator[tuple[str, str, str]]:
    if isinstance(item, Single):
        letters = [option.id for option in item.options]
        if item.key not in letters:
            yield "key", f"the key {item.key!r} is no option", _one_of(letters)
    elif isinstance(item, Multiple | Order):
        yield from _list_faults(item)
    elif isinstance(item, Match | Classify):
        yield from _pair_faults(item)


def _list_faults(item: Multiple | Order) -> Iterator[tuple[str, str, str]]:
    letters = [option.id for option in item.options]
    foreign = [letter for letter in item.key if letter not in letters]
    if foreign:
        yield "key", f"the key names {', '.join(foreign)}, which is no option", _one_of(letters)
    elif len(set(item.key)) < len(item.key):
        yield "key", "the key names a letter twice", "name each letter once"
    elif isinstance(item, Order) and set(item.key) != set(letters):
        left = ", ".join(sorted(set(letters) - set(item.key)))
        yield "key", f"the order leaves out {left}", "list every letter once, first to last"
    elif isinstance(item, Multiple) and len(item.key) < 2:
        yield "key", "fewer than two right options", "mark two or more, or make it a single"
    elif isinstance(item, Multiple) and len(item.key) == len(letters):
        yield "key", "all options are right", "add an option that is wrong"


def _pair_faults(item: Match | Classify) -> Iterator[tuple[str, str, str]]:
    left = [side.id for side in item.left]
    right = [side.id for side in item.right]
    unknown = [name for name in item.key if name not in left]
    values = [value for value in item.key.values() if value not in right]
    missing = [name for name in left if name not in item.key]
    if unknown:
        yield "key", f"the key names {', '.join(unknown)}, no left side", _one_of(left)
    elif values:
        yield "key", f"the key leads to {', '.join(values)}, no right side", _one_of(right)
    elif missing:
        yield "key", f"the key leaves out {', '.join(missing)}", "give every left side a right side"
    elif isinstance(item, Match) and len(set(item.key.values())) < len(item.key):
        yield (
            "key",
            "two left sides lead to the same right side",
            "use each right side once, or make the item a classify",
        )
    elif isinstance(item, Classify) and set(item.key.values()) != set(right):
        unused = ", ".join(sorted(set(right) - set(item.key.values())))
        yield "key", f"no left side belongs to class {unused}", "add one, or remove the class"


def _one_of(letters: Collection[str]) -> str:
    return f"use {', '.join(letters)}"


@rule("I002", scope="source")
def number_of_options(context: Context) -> Iterator[Problem]:
    """Number of options.

    single has 3 or 4 options, multiple 4 to 6, order 3 to 6; match has 2 to 8 left sides and at
    least as many right sides, classify 3 to 10 left sides in 2 to 5 classes.

    Why: with two options half of the answers are right by chance; beyond four a further
    distractor is hardly ever chosen (Rodriguez 2005).

    Bad::

        type: single     options: a, b

    Good::

        type: single     options: a, b, c
    """
    for _, item in items(context.source):
        if item.type not in SIZES:
            continue
        sides: list[Any] = getattr(item, "options", None) or getattr(item, "left", [])
        least, most = SIZES[item.type]
        field = "left" if isinstance(item, Match | Classify) else "options"
        noun = "left side" if field == "left" else "option"
        if not least <= len(sides) <= most:
            yield Problem(
                item.at(field),
                f"{item.id}: {counted(len(sides), noun)}",
                f"a {item.type} has {least} to {most}",
            )
        if isinstance(item, Match) and len(item.right) < len(item.left):
            yield Problem(
                item.at("right"),
                f"{item.id}: fewer right sides than left sides",
                "each left side of a match has a right side of its own",
            )
        if isinstance(item, Classify) and not 2 <= len(item.right) <= 5:
            yield Problem(
                item.at("right"),
                f"{item.id}: {len(item.right)} where classes belong",
                "write 2 to 5 classes",
            )


@rule("I015", scope="source")
def law_not_named(context: Context) -> Iterator[Problem]:
    """Item quotes the law without naming the fact.

    A law fact that an item's texts embed stands in its ``law`` as well.

    Why: when the law changes, the items that rest on it are found by this list.

    Bad::

        why: 'See {{ law("eu-late-interest") }}.'     law: []

    Good::

        why: 'See {{ law("eu-late-interest") }}.'     law: [eu-late-interest]
    """
    by_item = {id(item): item for _, item in items(context.source)}
    for text in context.fields:
        item = by_item.get(id(text.trail[0]))
        if item is None or "{{" not in text.text:
            continue
        for embed in scan(text.text):
            if embed.name == "law" and embed.id not in item.law:
                yield Problem(
                    text.at(embed.start),
                    f"{item.id} quotes {embed.id}, which its `law` does not list",
                    f"write `law: [{', '.join([*item.law, embed.id])}]`",
                )


@rule("I021")
def options_alike(context: Context) -> Iterator[Problem]:
    """Two options say the same.

    Options of an item (left sides, right sides, accepted answers) differ in more than case and
    spaces.

    Why: if one of them is right, the other is as well.

    Bad::

        - {id: a, text: "40 days", …}
        - {id: b, text: "40  Days", …}

    Good::

        - {id: a, text: "40 days", …}
        - {id: b, text: "45 days", …}
    """
    for _, item in items(context.course):
        if not context.own(item):
            continue
        for field in ("options", "left", "right"):
            seen: dict[str, str] = {}
            for side in getattr(item, field, ()):
                folded = normalise_short(side.text)
                if folded in seen:
                    yield Problem(
                        side.at("text"),
                        f"{item.id}: {side.id} says the same as {seen[folded]}",
                        "write another one, or remove it",
                    )
                seen.setdefault(folded, side.id)
        if isinstance(item, Short):
            accepted = [normalise_short(text) for text in item.accept]
            for i, folded in enumerate(accepted):
                if not folded or folded in accepted[:i]:
                    yield Problem(
                        item.at("accept", i),
                        f"{item.id}: {item.accept[i]!r} "
                        + ("is the same as an earlier one" if folded else "is empty"),
                        "remove it: case, width and spaces are ignored anyway",
                        severity=Severity.WARNING if folded else None,
                    )


@rule("I023", scope="source")
def scoring_rule_unknown(context: Context) -> Iterator[Problem]:
    """Scoring rule that the type does not have.

    ``scoring`` is ``default`` or a rule of the item's type (see the table in FORMATS.md).

    Why: without a rule there is no score.

    Bad::

        type: single     scoring: pairs

    Good::

        type: order     scoring: pairs
    """
    for _, item in items(context.source):
        if item.rule not in type(item).scoring_rules:
            known = ", ".join(("default", *type(item).scoring_rules))
            yield Problem(
                item.at("scoring"),
                f"{item.id}: {item.type} has no scoring rule {item.scoring!r}",
                f"use {known}",
            )


@rule("I024", scope="source")
def key_crosses_red_line(context: Context) -> Iterator[Problem]:
    """Right answer crosses a red line.

    An option in the key of a single, multiple or order item has no ``red_line``.

    Why: the course would reward what it forbids.

    Bad::

        - {id: b, text: "…", why: "…", red_line: H1}     key: b

    Good::

        - {id: b, text: "…", why: "…", red_line: H1}     key: a
    """
    for _, item in items(context.source):
        if isinstance(item, Single | Multiple | Order):
            for option in item.options:
                if option.red_line is not None and option.id in item.key:
                    yield Problem(
                        option.at("red_line"),
                        f"{item.id}: the right answer {option.id} crosses {option.red_line}",
                        "correct the key, or remove the red line from this option",
                    )


@rule("I028", scope="source")
def written_out_of_place(context: Context) -> Iterator[Problem]:
    """Written item for practice.

    A written item has use ``test`` or ``exam`` and lives in an assessment of kind ``task``.

    Why: it is marked by a person; in a lesson nobody would answer.

    Bad::

        type: written     use: practice

    Good::

        type: written     use: test
    """
    for _, item in items(context.source):
        if isinstance(item, Written) and item.use == "practice":
            yield Problem(
                item.at("use"),
                f"{item.id}: a written item cannot be practice",
                "write `use: test` and name it in an assessment of kind task",
            )


@rule("I029", scope="source", severity=Severity.WARNING)
def rests_on_unverified_law(context: Context) -> Iterator[Problem]:
    """Scored item rests on an unverified law fact.

    A test or exam item names in ``law`` a fact with ``verified: false``.

    Why: somebody could fail for knowing the law better than the course.

    Bad::

        use: test     law: [cn-consumer-standard]     which is `verified: false`

    Good::

        use: practice     law: [cn-consumer-standard]
    """
    for _, item in items(context.source):
        for i, name in enumerate(item.law if item.use != "practice" else ()):
            fact = context.source.law.get(name)
            if fact is not None and not fact.verified:
                yield Problem(
                    item.at("law", i),
                    f"{item.id} is scored and rests on {name}, which nobody has verified",
                    "verify the fact at its source, or use the item for practice only",
                )


def items(course: Course) -> Iterator[tuple[Bank, Item]]:
    """All items that are not retired, with their banks."""
    for bank in course.all_banks:
        for item in bank.items:
            if not item.retired:
                yield bank, item


def choices(item: Item) -> list[Option]:
    """The options of an item of which some are right and some are wrong; else none."""
    return item.options if isinstance(item, Single | Multiple) else []


RULES = (
    key_wrong,
    number_of_options,
    law_not_named,
    options_alike,
    scoring_rule_unknown,
    key_crosses_red_line,
    written_out_of_place,
    rests_on_unverified_law,
)
