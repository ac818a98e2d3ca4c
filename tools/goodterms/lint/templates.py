"""Templates (K): blocks, placeholders, checklists, limits; a sample that can be computed."""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.lint.known import near
from goodterms.lint.markup import list_items, visible
from goodterms.lint.rule import Context, Problem, rule
from goodterms.model.embeds import scan
from goodterms.model.templates import CHECKLIST, SECTIONS, Part, Template
from goodterms.render.context import Context as Target
from goodterms.render.filling import sample_text
from goodterms.render.messages import message_length, room


@rule("K001")
def block_missing(context: Context) -> Iterator[Problem]:
    """Mandatory block is missing or empty.

    Every block of the front matter that is not ``optional`` stands in the section ``{#template}``
    as a heading of level 3 with its id, and has text.

    Why: the block is mandatory because the letter is unfair, unlawful or useless without it.

    Bad::

        blocks: [{id: dispute, …}]     and no heading ### … {#dispute}

    Good::

        ### How to object {#dispute}

        If a line is wrong, write to me by {{ field("reply-by") }}.
    """
    for template in _templates(context):
        written = {part.id: part for part in template.parts}
        for block in template.front.blocks:
            part = written.get(block.id)
            if part is None and not block.optional:
                yield Problem(
                    block.at("id"),
                    f"the template has no block {block.id!r}",
                    f"add a heading `### … {{#{block.id}}}` with text, or write `optional: true`",
                )
            elif part is not None and not visible(part.text).strip():
                yield Problem(
                    part.position,
                    f"the block {block.id!r} is empty",
                    "write its text, or remove it",
                )


@rule("K002")
def block_unknown(context: Context) -> Iterator[Problem]:
    """Block that the front matter does not have.

    In the section ``{#template}`` all text stands under headings of level 3, each with the id of a
    block, each id once.

    Why: text outside the blocks is shown nowhere, and nobody can say what it is there for.

    Bad::

        ### How to object {#dispute}     and blocks: [{id: objection, …}]

    Good::

        ### How to object {#objection}
    """
    for template in _templates(context):
        seen: set[str] = set()
        for part in template.parts:
            if part.id == "":
                yield Problem(
                    part.position,
                    "text of the template before its first block",
                    "put it under a heading `### … {#id}` of a block",
                )
            elif part.id is None or part.id not in template.blocks:
                yield Problem(
                    part.position,
                    f"there is no block {part.id!r}" if part.id else "a block without an id",
                    near(part.id or "", template.blocks, "end the heading with {#id}; the blocks"),
                )
            elif part.id in seen:
                yield Problem(
                    part.position,
                    f"the block {part.id!r} stands twice",
                    "join the two, or give one a block of its own",
                )
            seen.add(part.id or "")


@rule("K003")
def placeholder_unused(context: Context) -> Iterator[Problem]:
    """Placeholder that the template does not use.

    Every placeholder of the front matter is embedded in the section ``{#template}`` with
    ``{{ field("id") }}``. (An unknown one is R003, one without a sample F006.)

    Why: whoever fills the template in is asked for something that then stands nowhere.

    Bad::

        placeholders: [{id: reply-by, …}]     and no {{ field("reply-by") }}

    Good::

        Please answer by {{ field("reply-by") }}.
    """
    for template in _templates(context):
        used = {
            embed.id
            for part in template.parts
            for embed in scan(part.text)
            if embed.name == "field"
        }
        for placeholder in template.front.placeholders:
            if placeholder.id not in used:
                yield Problem(
                    placeholder.at("id"),
                    f"the template does not use {placeholder.id!r}",
                    f'write {{{{ field("{placeholder.id}") }}}} where it belongs, or remove it',
                )


@rule("K004")
def section_missing(context: Context) -> Iterator[Problem]:
    """Template lacks a section.

    A template has the sections ``{#when}``, ``{#template}``, ``{#checklist}`` and ``{#limits}``;
    the checklist is a list of at least three points.

    Why: a letter that nobody knows when to send, or checks before it leaves, does harm.

    Bad::

        ## Before you send it {#checklist}

        Read it once more.

    Good::

        ## Before you send it {#checklist}

        - The sum is that of the ledger today.
        - The date to reply by is a working day.
        - The person who decided is named.
    """
    for template in _templates(context):
        for name in SECTIONS:
            if name not in template.document.by_id:
                yield Problem(
                    template.front.at("id"),
                    f"the template has no section {{#{name}}}",
                    f"add a heading `## … {{#{name}}}` and its text",
                )
        checklist = template.document.by_id.get(CHECKLIST)
        if checklist and checklist.text.strip() and len(list_items(visible(checklist.text))) < 3:
            yield Problem(
                checklist.position,
                "the checklist is not a list of at least three points",
                "write one `- …` per thing to check",
            )


@rule("K005", scope="source")
def block_too_long(context: Context) -> Iterator[Problem]:
    """Block is longer than its limit.

    The sample text of a block with ``limit`` is not longer, counted as networks count a text
    message: characters of the GSM alphabet, of which €, brackets and a few more count twice. One
    character outside the alphabet (a curly quote is enough) leaves 70 of every 160.

    Why: a longer message travels in parts, costs more, and arrives out of order on old phones.

    Bad::

        limit: 160     and a text of 174 characters

    Good::

        limit: 160     and a text of 148 characters
    """
    target = Target(context.course)
    for template in _templates(context):
        for part in template.parts:
            limit = template.blocks[part.id].limit if part.id in template.blocks else None
            if limit is None or not _computable(part, template, context):
                continue
            length = message_length(sample_text(part, template, target))
            if length.characters > room(limit, length):
                foreign = " ".join(f"U+{ord(c):04X}" for c in length.foreign[:4])
                yield Problem(
                    part.position,
                    f"{length.characters} characters, the limit is {room(limit, length)}"
                    + (f" because of {foreign}" if foreign else ""),
                    "shorten it, and use straight quotes and plain letters",
                )


@rule("K006", scope="source")
def lesson_unknown(context: Context) -> Iterator[Problem]:
    """Template of a lesson that does not exist.

    ``lessons`` of a template lists ids of lessons; their pages link to the template.

    Why: the link would stand nowhere.

    Bad::

        lessons: [m05-l99]

    Good::

        lessons: [m05-l2]
    """
    lessons = context.source.lessons
    for template in context.source.templates.values():
        for i, name in enumerate(template.front.lessons):
            if name not in lessons and name not in context.known.unread:
                yield Problem(
                    template.front.at("lessons", i),
                    f"there is no lesson {name!r}",
                    near(name, lessons, "there are"),
                )


def _templates(context: Context) -> Iterator[Template]:
    yield from context.course.templates.values()


def _computable(part: Part, template: Template, context: Context) -> bool:
    """Whether all embeds of a block exist; if not, another rule says so."""
    own = {p.id: p.sample for p in template.front.placeholders}
    known = {**context.known.embeds, "field": frozenset(own)}
    for text in (part.text, *own.values()):
        for embed in scan(text):
            numeric = embed.name == "money" and embed.id.replace(".", "", 1).isdigit()
            if not numeric and embed.id not in known.get(embed.name, ()):
                return False
    return True


RULES = (
    block_missing,
    block_unknown,
    placeholder_unused,
    section_missing,
    block_too_long,
    lesson_unknown,
)
