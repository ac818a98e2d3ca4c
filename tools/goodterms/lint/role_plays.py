"""Role-plays (P): sheets for every party, limits that meet, questions that are open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodterms.diagnostics import Severity
from goodterms.lint.markup import counted, list_items, visible, word_count
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.course import Module, RolePlay
from goodterms.model.roleplay import Party

SITUATION, OBSERVER, DEBRIEF, TEACHING_NOTE = "situation", "observer", "debrief", "teaching-note"
SHEET = "confidential-"
SHORTEST, LONGEST = 150, 450
QUESTIONS = 5
BEHAVIOURS = 3
_TICK = re.compile(r"^[ \t]*[-*+][ \t]+\[[ xX]\]", re.MULTILINE)
_CLOSERS = " \"'”’»)_*"


@rule("P001", scope="source", completeness=True)
def section_missing(context: Context) -> Iterator[Problem]:
    """Role-play lacks a section.

    A role-play has the sections situation, one ``confidential-<party>`` for each party, observer,
    debrief and teaching-note.

    Why: each section is a sheet that somebody in the room holds in their hand.

    Bad::

        parties seller and buyer, and no heading {#confidential-buyer}

    Good::

        ## Confidential: Nina Bai {#confidential-buyer}
    """
    for module, play in _plays(context):
        for name in _wanted(play):
            if name not in play.document.by_id:
                yield Problem(
                    play.front.at("id"),
                    f"the role-play has no section {{#{name}}}",
                    f"add a heading `## … {{#{name}}}` and its text",
                    module,
                )


@rule("P002", scope="source")
def sheet_of_nobody(context: Context) -> Iterator[Problem]:
    """Sheet of a party that does not exist.

    A section ``confidential-<party>`` names an id of ``parties``.

    Why: the sheet would be printed for nobody, and the party it was meant for has none.

    Bad::

        ## Confidential {#confidential-byer}

    Good::

        ## Confidential {#confidential-buyer}
    """
    for _, play in _plays(context):
        parties = [party.id for party in play.front.parties]
        for section in play.document.sections:
            if section.id.startswith(SHEET) and section.id.removeprefix(SHEET) not in parties:
                yield Problem(
                    section.position,
                    f"there is no party {section.id.removeprefix(SHEET)!r}",
                    f"the parties are {', '.join(parties)}",
                )


@rule("P005", scope="source")
def negotiation_incomplete(context: Context) -> Iterator[Problem]:
    """Negotiation without targets and limits.

    In a negotiation each party has ``target``, ``limit`` and ``wants``, one side wants more
    (``high``) and the other less (``low``), and ``unit`` and ``zone`` are given. Other kinds have
    none of them.

    Why: the zone of agreement is computed from the limits; without them nobody can say in the
    debrief how good the agreement was.

    Bad::

        {id: buyer, name: "Nina Bai", target: 0}

    Good::

        {id: buyer, name: "Nina Bai", target: 0, limit: 24000, wants: low}
    """
    for _, play in _plays(context):
        front = play.front
        if front.kind != "negotiation":
            if front.zone is not None:
                yield Problem(
                    front.at("zone"),
                    f"a zone in a role-play of kind {front.kind}",
                    "remove it, or make this a negotiation",
                )
            continue
        for party in front.parties:
            lacking = [n for n in ("target", "limit", "wants") if getattr(party, n) is None]
            if lacking:
                yield Problem(
                    party.at("id"),
                    f"{party.id} has no {' and no '.join(lacking)}",
                    "give each party a target, a limit (the least it accepts) and "
                    "`wants: high` or `wants: low`",
                )
            elif _beyond(party):
                yield Problem(
                    party.at("target"),
                    f"{party.id}: the target is worse than the limit",
                    "the limit is the worst that the party still accepts; swap the two",
                )
        for name in ("unit", "zone"):
            if not getattr(front, name):
                yield Problem(front.at("kind"), f"the negotiation has no {name}", f"add `{name}:`")
        wants = {party.wants for party in front.parties if party.wants}
        if len(wants) == 1:
            yield Problem(
                front.at("parties"),
                f"all parties want {wants.pop()}",
                "one side wants high and the other low; check `wants`",
            )


def _beyond(party: Party) -> bool:
    assert party.target is not None and party.limit is not None
    if party.wants == "high":
        return party.target < party.limit
    return party.target > party.limit


@rule("P006", scope="source")
def zone_declared_wrongly(context: Context) -> Iterator[Problem]:
    """Zone of agreement is not what was declared.

    ``zone: computed`` if the limits overlap, ``zone: none`` if they do not.

    Why: players who search for an agreement that cannot exist have to be told so by design, not
    by a slip in a number.

    Bad::

        seller: limit 30000, wants high     buyer: limit 24000, wants low     zone: computed

    Good::

        seller: limit 20800, wants high     buyer: limit 24000, wants low     zone: computed
    """
    for _, play in _plays(context):
        front = play.front
        lows = [p.limit for p in front.parties if p.wants == "high" and p.limit is not None]
        highs = [p.limit for p in front.parties if p.wants == "low" and p.limit is not None]
        if front.kind != "negotiation" or front.zone is None or not lows or not highs:
            continue
        low, high = max(lows), min(highs)
        if low > high and front.zone == "computed":
            yield Problem(
                front.at("zone"),
                f"there is no agreement: one side needs {low:g} at least, the other gives "
                f"{high:g} at most",
                "correct a limit, or declare `zone: none`",
            )
        elif low <= high and front.zone == "none":
            yield Problem(
                front.at("zone"),
                f"declared none, but agreements from {low:g} to {high:g} suit both sides",
                "correct a limit, or write `zone: computed`",
            )


@rule("P007", severity=Severity.WARNING)
def sheet_length(context: Context) -> Iterator[Problem]:
    """Confidential sheet too short or too long.

    A confidential sheet has 150 to 450 words (two characters of Chinese or Japanese are a word).

    Why: below that a player improvises the facts, above it nobody can keep them in mind in five
    minutes.

    Bad::

        a sheet of 60 words

    Good::

        a sheet of 300 words
    """
    for _, play in _own_plays(context):
        for section in play.document.sections:
            if section.id.startswith(SHEET):
                count = word_count(section.text)
                if not SHORTEST <= count <= LONGEST:
                    yield Problem(
                        section.position,
                        f"the sheet {section.id} has {counted(count, 'word')}",
                        f"write {SHORTEST} to {LONGEST}: identity, interests, private facts, "
                        "limit, tone, concessions",
                    )


@rule("P008", completeness=True)
def debrief_questions(context: Context) -> Iterator[Problem]:
    """Debrief with too few open questions.

    The section ``{#debrief}`` has a numbered list with five or more points that end in a question
    mark.

    Why: people learn from a role-play in the talk after it, and a talk needs questions.

    Bad::

        1. Discuss what happened.

    Good::

        1. At which moment did the call turn, and what had just been said?
    """
    for module, play in _own_plays(context):
        section = play.document.by_id.get(DEBRIEF)
        if section is None:
            continue
        points = [item for item in list_items(visible(section.text)) if item.numbered]
        asked = [item for item in points if item.text.rstrip(_CLOSERS).endswith(("?", "？"))]
        if len(asked) < QUESTIONS:
            yield Problem(
                section.position,
                f"the debrief has {counted(len(asked), 'open question')}, {QUESTIONS} are needed",
                "write a numbered list whose points end in a question mark",
                module,
            )


@rule("P009")
def red_line_not_observed(context: Context) -> Iterator[Problem]:
    """Observer sheet leaves out a red line.

    Each of ``red_lines`` stands in the observer sheet by its code (H1).

    Why: the observer decides whether a red line was crossed; it has to be on the paper.

    Bad::

        red_lines: [H1, H10], and the observer sheet names H1 only

    Good::

        - [ ] H10 a step announced that nobody has decided
    """
    for _, play in _own_plays(context):
        section = play.document.by_id.get(OBSERVER)
        if section is None:
            continue
        for i, code in enumerate(play.front.red_lines):
            if not re.search(rf"(?<![A-Za-z0-9]){re.escape(code)}(?![0-9A-Za-z])", section.text):
                yield Problem(
                    section.position if not context.is_source else play.front.at("red_lines", i),
                    f"the observer sheet does not name {code}",
                    f"add a line `- [ ] {code} …` with what would cross it",
                )


@rule("P010", scope="source", severity=Severity.WARNING)
def debrief_too_short(context: Context) -> Iterator[Problem]:
    """Debrief shorter than the play.

    ``minutes.debrief`` is at least ``minutes.play``.

    Why: the debrief is where a role-play is learnt from; it is the first thing that is cut.

    Bad::

        minutes: {prepare: 5, play: 15, debrief: 5}

    Good::

        minutes: {prepare: 5, play: 10, debrief: 15}
    """
    for _, play in _plays(context):
        minutes = play.front.minutes
        if minutes.debrief < minutes.play:
            yield Problem(
                minutes.at("debrief"),
                f"{minutes.debrief} minutes of debrief after {minutes.play} minutes of play",
                f"plan {minutes.play} minutes or more",
            )


@rule("P012", severity=Severity.WARNING)
def nothing_to_tick(context: Context) -> Iterator[Problem]:
    """Observer sheet has little to tick.

    The observer sheet has three or more lines with a box (``- [ ]``).

    Why: an observer without behaviours to look for reports an impression.

    Bad::

        Watch how it goes.

    Good::

        - [ ] Gives name and company before anything else
    """
    for _, play in _own_plays(context):
        section = play.document.by_id.get(OBSERVER)
        if section is None:
            continue
        ticks = len(_TICK.findall(visible(section.text)))
        if ticks < BEHAVIOURS:
            yield Problem(
                section.position,
                f"the observer sheet has {counted(ticks, 'line')} to tick",
                "write behaviours that can be seen or heard, each as `- [ ] …`",
            )


def _wanted(play: RolePlay) -> list[str]:
    """Ids of the sections a role-play must have."""
    sheets = [f"{SHEET}{party.id}" for party in play.front.parties]
    return [SITUATION, *sheets, OBSERVER, DEBRIEF, TEACHING_NOTE]


def _plays(context: Context) -> Iterator[tuple[Module, RolePlay]]:
    for module in context.course.modules:
        for play in module.role_plays:
            yield module, play


def _own_plays(context: Context) -> Iterator[tuple[Module, RolePlay]]:
    """Role-plays whose sheets are in the language of the edition."""
    return ((m, play) for m, play in _plays(context) if play.document.translated)


RULES = (
    section_missing,
    sheet_of_nobody,
    negotiation_incomplete,
    zone_declared_wrongly,
    sheet_length,
    debrief_questions,
    red_line_not_observed,
    debrief_too_short,
    nothing_to_tick,
)
