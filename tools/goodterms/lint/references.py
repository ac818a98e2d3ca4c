"""Embeds (R): well formed, of a known name, of an id that exists, where they can be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodterms.diagnostics import Position
from goodterms.lint.known import near
from goodterms.lint.rule import Context, Problem, rule
from goodterms.lint.texts import Text, TextOfDocument
from goodterms.model.course import RolePlay
from goodterms.model.embeds import EMBED_NAMES, EmbedMatch, malformed, scan
from goodterms.model.templates import Template

#: Embeds that become whole blocks: in a field of an item or card there is no room for them.
BLOCKS = frozenset(("quiz", "assessment", "task", "role_play", "simulation"))
#: Embeds that mean nothing inside a sentence.
ALONE = frozenset(("quiz",))
#: Embeds of what one file declares itself, with the kind of file.
LOCAL = {"fact": "role-play", "field": "template"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
#: What an id of each name belongs to, for messages.
_THINGS = {
    "quiz": "item",
    "assessment": "assessment",
    "task": "written task",
    "role_play": "role-play",
    "simulation": "simulation",
    "law": "law fact",
    "red_line": "red line",
    "term": "glossary term",
    "fact": "fact of this role-play",
    "field": "placeholder of this template",
    "money": "amount",
}


@rule("R001")
def embed_malformed(context: Context) -> Iterator[Problem]:
    """Double braces that are not an embed.

    Between ``{{`` and ``}}`` stands a name with an id in double quotes, and perhaps the words to
    show. Nothing else is understood. Inside code, braces are left alone.

    Why: it would be shown to the reader as it stands.

    Bad::

        {{ money(48000) }}

    Good::

        {{ money("48000") }}
    """
    for text in context.texts:
        if "{{" not in text.text:
            continue
        for braces in malformed(text.text):
            yield Problem(
                text.at(braces.start),
                f"this is not an embed: {braces.text.strip()[:60]}",
                'write {{ name("id") }} or {{ name("id", "shown text") }} on one line',
            )


@rule("R002")
def embed_unknown(context: Context) -> Iterator[Problem]:
    """Embed with an unknown name.

    The names are those of the table in FORMATS.md: quiz, assessment, task, role_play, simulation,
    law, red_line, term, fact, field, money.

    Why: nothing can be shown in its place.

    Bad::

        {{ roleplay("m01-rp1") }}

    Good::

        {{ role_play("m01-rp1") }}
    """
    for text, embed in embeds(context):
        if embed.name not in EMBED_NAMES:
            yield Problem(
                text.at(embed.start),
                f"there is no embed {embed.name!r}",
                near(embed.name, EMBED_NAMES, "the names are"),
            )


@rule("R003")
def embed_of_nothing(context: Context) -> Iterator[Problem]:
    """Embed of an id that does not exist.

    The id of an embed exists in this edition: an item, a term, a law fact, a fact of the same
    role-play, a placeholder of the same template. ``money`` takes an id of ``course/cases.yml`` or
    a plain number.

    Why: the page cannot be built without it.

    Bad::

        {{ term("dos") }}

    Good::

        {{ term("dso") }}
    """
    known = context.known.embeds
    for text, embed in embeds(context):
        ids = known.get(embed.name)
        if embed.name in LOCAL:
            ids = _own(text, embed.name)
        if ids is None or embed.id in ids:
            continue
        if embed.name == "money" and _NUMBER.fullmatch(embed.id):
            continue
        if embed.id in context.known.unread or _exists_otherwise(embed, context):
            continue
        yield Problem(
            text.at(embed.start),
            f"there is no {_THINGS[embed.name]} {embed.id!r} in the {context.lang} edition",
            near(embed.id, ids, "there are"),
        )


@rule("R004")
def embed_out_of_place(context: Context) -> Iterator[Problem]:
    """Embed where it cannot be shown.

    ``quiz`` shows a practice item and stands alone on its line. Whole blocks (quiz, assessment,
    task, role_play, simulation) stand in Markdown files, not in fields of items or cards. ``fact``
    stands in the file of its role-play, ``field`` in that of its template. A written task is
    embedded with ``task``, a test with ``assessment``.

    Why: a question in the middle of a sentence cannot be answered, and a test item shown in a
    lesson is no longer a test.

    Bad::

        Answer {{ quiz("m01-q01") }} now.

    Good::

        Answer this now.

        {{ quiz("m01-q01") }}
    """
    items = context.course.items
    for text, embed in embeds(context):
        where = text.at(embed.start)
        if embed.name in BLOCKS and not isinstance(text, TextOfDocument):
            yield Problem(
                where,
                f"{embed.name} cannot stand in a field",
                "put it alone on a line of a lesson or page",
            )
        elif embed.name in ALONE and not embed.alone:
            yield Problem(where, "a question inside a sentence", "put it alone on its line")
        elif embed.name in LOCAL and _own(text, embed.name) is None:
            yield Problem(
                where,
                f"{embed.name} stands outside a {LOCAL[embed.name]}",
                f"it belongs to one {LOCAL[embed.name]}; use money, or write the value",
            )
        elif embed.name == "quiz" and embed.id in items and items[embed.id].use != "practice":
            yield Problem(
                where,
                f"{embed.id} is an item for {items[embed.id].use}, its answer would be given away",
                "embed an item of use practice, or change the item's use",
            )
        else:
            yield from _other_name(embed, where, context)


def _other_name(embed: EmbedMatch, where: Position, context: Context) -> Iterator[Problem]:
    other = {"assessment": "task", "task": "assessment"}.get(embed.name)
    if other and embed.id in context.known.embeds[other]:
        yield Problem(
            where, f"{embed.id} is embedded with {other}", f'write {{{{ {other}("{embed.id}") }}}}'
        )


def embeds(context: Context) -> Iterator[tuple[Text, EmbedMatch]]:
    """Every well-formed embed of the edition's own texts."""
    for text in context.texts:
        if "{{" in text.text:
            for embed in scan(text.text):
                yield text, embed


def _own(text: Text, name: str) -> frozenset[str] | None:
    """Ids that ``fact`` or ``field`` may name here; None where the name has no meaning."""
    if isinstance(text, TextOfDocument):
        owner = text.owner
        if name == "fact" and isinstance(owner, RolePlay):
            return frozenset(fact.id for fact in owner.front.facts)
        if name == "field" and isinstance(owner, Template):
            return frozenset(placeholder.id for placeholder in owner.front.placeholders)
    return None


def _exists_otherwise(embed: EmbedMatch, context: Context) -> bool:
    """Whether the id exists under the twin name; R004 says so."""
    other = {"assessment": "task", "task": "assessment"}.get(embed.name)
    return other is not None and embed.id in context.known.embeds[other]


RULES = (embed_malformed, embed_unknown, embed_of_nothing, embed_out_of_place)
