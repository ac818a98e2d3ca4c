"""Items (I), stems: marked negatives, whole questions, grammar that gives nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodterms.diagnostics import Severity
from goodterms.lint.items import choices, items
from goodterms.lint.markup import counted, plain, width, words
from goodterms.lint.rule import Context, Problem, rule

#: Shortest stem, in characters; those of Chinese or Japanese count twice.
SHORTEST_STEM = 40
_BLANK = re.compile(r"^\W*_{2,}")
_ENDS = tuple("?.:!…？。：！")
_CLOSERS = "\"'”’»)] \n`*_」』）"


@rule("I008")
def negative_stem(context: Context) -> Iterator[Problem]:
    """Negative stem that is not marked.

    A stem that asks for the exception has ``negative: true`` and its NOT or EXCEPT (by language,
    ``lint/words``) in capitals; no other stem has.

    Why: a reader who misses the small word answers the opposite question.

    Bad::

        stem: "Which of these is not a red line?"

    Good::

        negative: true
        stem: "Which of these is NOT a red line?"
    """
    capitals = context.words.negations
    question = context.words.negative_question
    if not capitals:
        return
    for _, item in items(context.course):
        if not context.own(item):
            continue
        shown = plain(item.stem)
        marked = bool(capitals & set(words(shown)))
        where = item.at("stem")
        if item.negative and not marked:
            yield Problem(
                where,
                f"{item.id}: the item is negative, but no word in the stem is in capitals",
                f"write it in capitals: {', '.join(sorted(capitals))}",
            )
        elif not item.negative and marked and context.is_source:
            yield Problem(
                where,
                f"{item.id}: the stem is negative, but the item is not marked",
                "ask for what is right, or add `negative: true`",
            )
        elif not item.negative and question is not None and question.search(_last(shown)):
            yield Problem(
                where,
                f"{item.id}: the stem asks for the exception",
                "ask for what is right, or add `negative: true` and write the word in capitals",
                severity=Severity.WARNING,
            )


@rule("I009", severity=Severity.WARNING)
def stem_unfinished(context: Context) -> Iterator[Problem]:
    """Stem is not a question.

    A stem has 40 characters or more, ends as a question or statement does, and does not begin
    with a blank.

    Why: whoever knows the matter can answer with the options covered.

    Bad::

        stem: "Brakes"

    Good::

        stem: "The rear brake squeals in the rain only. What do you check first?"
    """
    for _, item in items(context.course):
        if not context.own(item):
            continue
        shown = plain(item.stem, filler="0000000").strip()
        if width(shown) < SHORTEST_STEM:
            message = f"the stem has {counted(width(shown), 'character')}"
            hint = "give the case and ask one question that can be answered without the options"
        elif not shown.rstrip(_CLOSERS).endswith(_ENDS):
            message = "the stem does not end as a question or statement"
            hint = "end it with a question mark, a full stop or a colon"
        elif _BLANK.match(shown):
            message = "the stem begins with a blank"
            hint = "put the blank at the end, or ask a question"
        else:
            continue
        yield Problem(item.at("stem"), f"{item.id}: {message}", hint)


@rule("I010", severity=Severity.WARNING)
def grammar_gives_away(context: Context) -> Iterator[Problem]:
    """Grammar gives the answer away.

    A stem does not end in an article, and the options of an item end with the same punctuation and
    begin with the same case.

    Why: the option that fits the grammar is the one its author wrote first, the key.

    Bad::

        stem: "The tool for this is an"     options: "Allen key", "spanner", "hammer"

    Good::

        stem: "Which tool is this?"     options: "Allen key", "Spanner", "Hammer"
    """
    for _, item in items(context.course):
        if not context.own(item):
            continue
        last = (words(plain(item.stem)) or [""])[-1].casefold()
        ends = plain(item.stem).rstrip(" \n:_.…").casefold().endswith(last)
        if last in context.words.articles and ends:
            yield Problem(
                item.at("stem"),
                f"{item.id}: the stem ends in the article {last!r}",
                "ask a question, or move the article into the options",
            )
        shown = [plain(option.text, filler="0").strip() for option in choices(item)]
        ends_with = {text.rstrip(_CLOSERS)[-1:] in tuple(".!?。！？") for text in shown}
        letters = [next((c for c in text if c.isalnum()), "") for text in shown]
        cases = {c.isupper() for c in letters if c.isalpha() and c.lower() != c.upper()}
        if len(shown) > 1 and (len(ends_with) > 1 or len(cases) > 1):
            what = "end differently" if len(ends_with) > 1 else "begin in different case"
            yield Problem(
                item.at("stem"),
                f"{item.id}: the options {what}",
                "write all options as sentences, or all as phrases",
            )


def _last(text: str) -> str:
    """The last sentence."""
    parts = [part for part in re.split(r"(?<=[.!?…])\s+", text.strip()) if part]
    return parts[-1] if parts else ""


RULES = (negative_stem, stem_unfinished, grammar_gives_away)
