"""Items (I), whole banks: balance of keys, duplicates, negative stems, tempting red lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from goodterms.diagnostics import Severity
from goodterms.lint.item_style import SHORT_OPTION, length
from goodterms.lint.markup import is_cjk, plain, words
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.items import Bank, Item, Single

#: A bank is judged as a whole from this many single items on.
ENOUGH = 20
LONGEST_SHARE = 0.4
POSITION_SLACK = 0.4
LONGEST_RUN = 3
NEGATIVE_SHARE = 0.05
TEMPTING_SHARE = 0.2
ALIKE = 0.6
#: Stems with fewer trigrams are compared together with their options.
SHORT_STEM = 8


@rule("I005", scope="source", severity=Severity.WARNING)
def key_positions(context: Context) -> Iterator[Problem]:
    """Keys prefer a position.

    Over the single items of a bank (twenty or more) each letter is the key within 40 percent of
    its fair share, and no letter is the key more than three times in a row.

    Why: people who guess have a favourite letter, and authors too.

    Bad::

        24 items of four options with the key b fourteen times

    Good::

        24 items of four options with each letter five to seven times
    """
    for bank in _banks(context):
        single = [item for item in _live(bank) if isinstance(item, Single)]
        if len(single) >= ENOUGH:
            yield from _shares(bank, single)
        run = 0
        for before, item in zip([None, *single], single, strict=False):
            run = run + 1 if before is not None and before.key == item.key else 1
            if run == LONGEST_RUN + 1:
                yield Problem(
                    item.at("key"),
                    f"{item.id}: the key is {item.key!r} for the {run}th time in a row",
                    "swap two options of this item",
                )


def _shares(bank: Bank, single: list[Single]) -> Iterator[Problem]:
    fair: dict[str, float] = {}
    for item in single:
        for option in item.options:
            fair[option.id] = fair.get(option.id, 0.0) + 1 / len(item.options)
    keys = Counter(item.key for item in single)
    for letter, share in sorted(fair.items()):
        if abs(keys[letter] - share) > max(POSITION_SLACK * share, 1):
            yield Problem(
                bank.at("items"),
                f"the key is {letter!r} in {keys[letter]} of {len(single)} single items, "
                f"a fair share is {share:.1f}",
                "swap options in some items until the letters are level",
            )


@rule("I014", scope="source", severity=Severity.WARNING)
def too_little_application(context: Context) -> Iterator[Problem]:
    """Bank asks for memory only.

    Half of the items of a bank or more are at level apply or above.

    Why: on Monday nobody is asked to recall a definition.

    Bad::

        44 items, 30 of them remember or understand

    Good::

        44 items, 12 of them remember or understand
    """
    for bank in _banks(context):
        live = _live(bank)
        low = [item for item in live if item.level in ("remember", "understand")]
        if live and len(low) > len(live) / 2:
            yield Problem(
                bank.at("items"),
                f"{len(low)} of {len(live)} items ask to remember or understand",
                "turn definitions into cases in which they are needed",
            )


@rule("I017", scope="source", severity=Severity.WARNING)
def items_alike(context: Context) -> Iterator[Problem]:
    """Two items ask the same.

    The stems of two items of a bank share fewer than 60 percent of their word triples (short stems
    are compared with their options).

    Why: one gives the other away, and the score counts one thing twice.

    Bad::

        q07: "What is the age of Zoya's debt on 4 June?"
        q31: "What is the age of Zoya's debt on 5 June?"

    Good::

        q31: "Leo moved the due date in the system. From which day do you count?"
    """
    for bank in _banks(context):
        seen: list[tuple[Item, frozenset[str]]] = []
        index: dict[str, list[int]] = {}
        for item in _live(bank):
            grams = _trigrams(item)
            shared = Counter(i for gram in grams for i in index.get(gram, ()))
            for i, common in shared.items():
                other, others = seen[i]
                if common / (len(grams) + len(others) - common) >= ALIKE:
                    yield Problem(
                        item.at("stem"),
                        f"{item.id} asks the same as {other.id}",
                        "change the case or the question, or retire one of them",
                    )
            for gram in grams:
                index.setdefault(gram, []).append(len(seen))
            seen.append((item, grams))


def _trigrams(item: Item) -> frozenset[str]:
    grams = _grams(item.stem)
    if len(grams) < SHORT_STEM:
        sides = [*getattr(item, "options", ()), *getattr(item, "left", ())]
        grams |= _grams(" ".join([item.stem, *(side.text for side in sides)]))
    return grams


def _grams(text: str) -> frozenset[str]:
    shown = plain(text).casefold()
    parts = words(shown)
    if any(is_cjk(part[0]) for part in parts):
        parts = [c for c in shown if c.isalnum()]
    return frozenset(" ".join(parts[i : i + 3]) for i in range(len(parts) - 2))


@rule("I020", scope="source", severity=Severity.WARNING)
def too_few_temptations(context: Context) -> Iterator[Problem]:
    """Too few tempting red lines.

    In a course with red lines, a fifth of a bank's items or more have an option or side that
    crosses one (``red_line``).

    Why: the unlawful way must look like the quick way in training, so that it is refused at work.

    Bad::

        44 items, three of them with `red_line` on an option

    Good::

        44 items, ten of them with `red_line` on an option
    """
    if not context.source.red_lines:
        return
    for bank in _banks(context):
        live = _live(bank)
        tempting = [
            item
            for item in live
            if any(
                side.red_line for field in ("options", "left") for side in getattr(item, field, ())
            )
        ]
        if len(live) >= 5 and len(tempting) < TEMPTING_SHARE * len(live):
            yield Problem(
                bank.at("items"),
                f"{len(tempting)} of {len(live)} items tempt with a red line",
                f"let {round(TEMPTING_SHARE * 100)} percent or more have such an option",
            )


@rule("I025", severity=Severity.WARNING)
def keys_longest(context: Context) -> Iterator[Problem]:
    """Keys are the longest options too often.

    Over the single items of a bank (twenty or more) the key is the longest option in at most 40
    percent. Options below 30 characters are not measured.

    Why: whoever takes the longest option would pass.

    Bad::

        24 single items, the key longest in 15

    Good::

        24 single items, the key longest in 7
    """
    for bank in _banks(context):
        measured = longest = 0
        for item in _live(bank):
            if not isinstance(item, Single) or not context.own(item):
                continue
            sizes = {option.id: length(option, context.course) for option in item.options}
            if item.key not in sizes or max(sizes.values()) < SHORT_OPTION:
                continue
            measured += 1
            others = [size for letter, size in sizes.items() if letter != item.key]
            longest += bool(others) and sizes[item.key] > max(others)
        if measured >= ENOUGH and longest > LONGEST_SHARE * measured:
            yield Problem(
                bank.at("items"),
                f"the key is the longest option in {longest} of {measured} single items "
                f"({context.lang})",
                "shorten keys, or give wrong options the same care",
            )


@rule("I026", scope="source", severity=Severity.WARNING)
def too_many_negatives(context: Context) -> Iterator[Problem]:
    """Too many negative stems.

    At most one item in twenty is ``negative: true``.

    Why: at work we need the right way; people who know it stumble over the NOT.

    Bad::

        44 items, five of them negative

    Good::

        44 items, two of them negative
    """
    for bank in _banks(context):
        live = _live(bank)
        negative = [item for item in live if item.negative]
        if len(negative) > max(1, NEGATIVE_SHARE * len(live)):
            yield Problem(
                negative[-1].at("negative"),
                f"{len(negative)} of {len(live)} items are negative",
                "ask for what is right in some of them",
            )


def _banks(context: Context) -> Iterator[Bank]:
    yield from context.course.all_banks


def _live(bank: Bank) -> list[Item]:
    return [item for item in bank.items if not item.retired]


RULES = (
    key_positions,
    too_little_application,
    items_alike,
    too_few_temptations,
    keys_longest,
    too_many_negatives,
)
