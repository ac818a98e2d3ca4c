"""Role-plays (P), who knows what: private facts stay in the sheets of those who know them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from goodterms.diagnostics import Position, Severity
from goodterms.lint.markup import numbers, plain
from goodterms.lint.role_plays import SHEET, SITUATION, TEACHING_NOTE
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.course import RolePlay
from goodterms.model.document import Section
from goodterms.model.embeds import scan
from goodterms.model.roleplay import Fact

#: A number with fewer digits than this is too common to be a secret given away.
TELLING_DIGITS = 3
TELLING_LETTERS = 5


@rule("P003")
def private_fact_quoted(context: Context) -> Iterator[Problem]:
    """Private fact quoted where others read it.

    A fact that not all parties know is quoted with ``{{ fact("…") }}`` only in the sheets of
    those in its ``known_to`` and in the teaching note.

    Why: a role-play lives on what one side has to find out by asking.

    Bad::

        ## The situation {#situation}
        Nina can pay {{ fact("cash") }}.          known_to: [buyer]

    Good::

        ## Confidential: Nina Bai {#confidential-buyer}
        You can pay {{ fact("cash") }}.
    """
    for play in _plays(context):
        facts = {fact.id: fact for fact in play.front.facts}
        for section in play.document.sections:
            for embed in scan(section.text):
                fact = facts.get(embed.id) if embed.name == "fact" else None
                if fact is not None and not _may_read(section, fact, play):
                    yield Problem(
                        _within(play, section, embed.start),
                        f"{fact.id} is known to {', '.join(fact.known_to)} only, and quoted in "
                        f"{section.id}",
                        "quote it in the sheet of those who know it, or extend `known_to`",
                    )


@rule("P004")
def private_fact_written(context: Context) -> Iterator[Problem]:
    """Private fact written out where others read it.

    The value of a private fact stands as a number, amount or text in the situation or in the sheet
    of a party that does not know it. Numbers of one or two digits are not looked for, unless they
    are amounts shown with ``money``.

    Why: a fact that is written out instead of quoted escapes the check, and the players read it.

    Bad::

        {id: cash, value: 24000, unit: money, known_to: [buyer]}
        ## The situation {#situation}
        Nina has 24,000 left in tomorrow's run.

    Good::

        ## The situation {#situation}
        Nina pays on Fridays.
    """
    for play in _plays(context):
        private = [fact for fact in play.front.facts if not _known_to_all(fact, play)]
        public = _public_values(play)
        for section in play.document.sections:
            if section.id != SITUATION and not section.id.startswith(SHEET):
                continue
            for fact in private:
                if _may_read(section, fact, play) or _value(fact) in public:
                    continue
                offset = _written(context, fact, section)
                if offset is not None:
                    yield Problem(
                        _within(play, section, offset),
                        f"{section.id} gives away {fact.id} ({fact.value}), known to "
                        f"{', '.join(fact.known_to)} only",
                        "take it out, or extend `known_to`",
                    )


@rule("P011", scope="source", severity=Severity.WARNING)
def fact_never_quoted(context: Context) -> Iterator[Problem]:
    """Fact that no sheet quotes.

    Every fact of a role-play is quoted by ``{{ fact("…") }}`` somewhere in its file.

    Why: it is a leftover, or the number stands in the text as typed and will not follow a change.

    Bad::

        facts: [{id: due, …}]     and the text says 14 May as typed

    Good::

        The invoice fell due on {{ fact("due") }}.
    """
    for play in _plays(context):
        quoted = {embed.id for embed in play.document.embeds if embed.name == "fact"}
        for fact in play.front.facts:
            if fact.id not in quoted:
                yield Problem(
                    fact.at("id"),
                    f"no sheet quotes the fact {fact.id}",
                    f'write {{{{ fact("{fact.id}") }}}} where the value stands, or remove it',
                )


@rule("P013", scope="source")
def amount_not_a_number(context: Context) -> Iterator[Problem]:
    """Amount that is not a number.

    A fact with ``unit: money`` has a number in the source currency as its value.

    Why: the other editions multiply it by their factor.

    Bad::

        {id: cash, value: "24,000", unit: money, known_to: [buyer]}

    Good::

        {id: cash, value: 24000, unit: money, known_to: [buyer]}
    """
    for play in _plays(context):
        for fact in play.front.facts:
            if fact.unit == "money" and _number(fact.value) is None:
                yield Problem(
                    fact.at("value"),
                    f"{fact.id}: {fact.value!r} is no amount",
                    "write digits and a decimal point only",
                )


def _plays(context: Context) -> Iterator[RolePlay]:
    """Role-plays whose sheets are in the language of the edition."""
    for module in context.course.modules:
        for play in module.role_plays:
            if play.document.translated:
                yield play


def _known_to_all(fact: Fact, play: RolePlay) -> bool:
    return all(party.id in fact.known_to for party in play.front.parties)


def _may_read(section: Section, fact: Fact, play: RolePlay) -> bool:
    """Whether a section may quote a fact."""
    if section.id == TEACHING_NOTE or _known_to_all(fact, play):
        return True
    return section.id.startswith(SHEET) and section.id.removeprefix(SHEET) in fact.known_to


def _public_values(play: RolePlay) -> set[str | Decimal]:
    """Values that everybody knows anyway: a private fact with the same value is no secret."""
    return {_value(fact) for fact in play.front.facts if _known_to_all(fact, play)}


def _value(fact: Fact) -> str | Decimal:
    number = _number(fact.value)
    return fact.value.casefold() if number is None else number


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value.normalize() if value.is_finite() else None


def _written(context: Context, fact: Fact, section: Section) -> int | None:
    """Where a section shows the value of a fact without quoting it, as an offset."""
    value = _number(fact.value)
    if value is None:
        words = fact.value.strip()
        if len(words) < TELLING_LETTERS and not words.endswith("%"):
            return None
        pattern = re.escape(words).replace(r"\ ", r"\s+")
        found = re.search(rf"(?<!\w){pattern}(?!\w)", section.text, re.IGNORECASE)
        return found.start() if found else None
    for embed in scan(section.text):
        if embed.name == "money" and fact.unit == "money":
            amount = context.course.amounts.get(embed.id)
            shown = Decimal(str(amount.value)) if amount else _number(embed.id)
            if shown is not None and shown.normalize() == value:
                return embed.start
    digits = len(str(value.copy_abs().to_integral_value()).lstrip("0"))
    if digits < TELLING_DIGITS:
        return None
    decimal = context.words.decimal
    if fact.unit == "money":
        value = (value * Decimal(str(context.course.language.factor))).normalize()
    offset = 0
    for line in section.text.split("\n"):
        if value in numbers(plain(line), decimal):
            return offset
        offset += len(line) + 1
    return None


def _within(play: RolePlay, section: Section, offset: int) -> Position:
    """The place of an offset into a section's text."""
    document = play.document
    start = document.body.find(section.text, _heading_offset(play, section))
    return document.position(start + offset)


def _heading_offset(play: RolePlay, section: Section) -> int:
    """Offset into the body of the line that a section's heading stands in."""
    offset = 0
    for _ in range(section.position.line - play.document.first_line):
        offset = play.document.body.index("\n", offset) + 1
    return offset


RULES = (private_fact_quoted, private_fact_written, fact_never_quoted, amount_not_a_number)
