"""Structure of documents (S): headings, sections of a lesson, blocks, key points."""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.diagnostics import Severity
from goodterms.lint.markup import blocks, counted, list_items, visible
from goodterms.lint.rule import Context, Problem, rule
from goodterms.lint.texts import TextOfDocument
from goodterms.model.course import Lesson
from goodterms.model.embeds import scan

#: Blocks an author may write; ``badly``, ``well`` and ``prohibited`` mean something to the course.
BLOCK_KINDS = frozenset(
    ("badly", "well", "prohibited", "note", "tip", "warning", "example", "info", "question")
)
KEY_POINTS = "key-points"
PRACTICE = "practice"


@rule("S004", severity=Severity.WARNING)
def heading_levels(context: Context) -> Iterator[Problem]:
    """Heading level is skipped, or is level 1.

    The title of a page stands in its front matter; the text begins with level 2 and goes down one
    level at a time.

    Why: people who use a screen reader move from heading to heading and take levels as a map.

    Bad::

        # Brakes
        #### Pads

    Good::

        ## Brakes {#brakes}
        ### Pads
    """
    for text in context.documents:
        last = 1
        for heading in text.document.headings:
            if heading.level == 1:
                yield Problem(
                    heading.position,
                    "a heading of level 1 inside the text",
                    "write ## : the page's title comes from the front matter",
                )
            elif heading.level > last + 1:
                yield Problem(
                    heading.position,
                    f"the heading jumps from level {last} to level {heading.level}",
                    f"use level {last + 1} ({'#' * (last + 1)})",
                )
            last = heading.level


@rule("S005")
def heading_id_twice(context: Context) -> Iterator[Problem]:
    """Heading id stands twice in one file.

    Two headings of a document have the same ``{#id}``.

    Why: links lead to the first only, and translations are compared section by section.

    Bad::

        ## Pads {#tool}
        ## Discs {#tool}

    Good::

        ## Pads {#pads}
        ## Discs {#discs}
    """
    for text in context.documents:
        seen: dict[str, int] = {}
        for heading in text.document.headings:
            if heading.id is None:
                continue
            if heading.id in seen:
                yield Problem(
                    heading.position,
                    f"the heading id {heading.id!r} stands twice",
                    f"give this heading an id of its own; the first is in line {seen[heading.id]}",
                )
            seen.setdefault(heading.id, heading.position.line)


@rule("S006")
def heading_without_id(context: Context) -> Iterator[Problem]:
    """Section has no id.

    Every heading of level 2 ends with ``{#id}``.

    Why: lessons and role-plays are put together by these ids, and a translation is matched with
    its source and marked stale section by section.

    Bad::

        ## The call on Thursday

    Good::

        ## The call on Thursday {#moment}
    """
    for text in context.documents:
        for section in text.document.sections:
            if not section.id:
                yield Problem(
                    section.position,
                    f"the section {section.title!r} has no id",
                    "end the heading with an id in braces, such as {#moment}",
                )


@rule("S007", scope="source", completeness=True)
def lesson_section_missing(context: Context) -> Iterator[Problem]:
    """Lesson lacks a section.

    Every lesson has all sections that ``lesson_sections`` of ``course.yml`` lists, in any order.

    Why: the anatomy of a lesson is a promise: the case, the tool, where it stops, what to do on
    Monday. A lesson without its limits or its practice teaches half.

    Bad::

        a lesson without a heading ## … {#limits}

    Good::

        ## Where it stops {#limits}
    """
    for module in context.source.modules:
        for lesson in module.lessons:
            for name in context.source.settings.lesson_sections:
                if name not in lesson.document.by_id:
                    yield Problem(
                        lesson.front.at("id"),
                        f"the lesson has no section {{#{name}}}",
                        f"add a heading `## … {{#{name}}}` and its text",
                        module,
                    )


@rule("S008", completeness=True)
def section_empty(context: Context) -> Iterator[Problem]:
    """Section is empty.

    A heading of level 2 with nothing under it.

    Why: an empty heading is a leftover of a plan, or a text that was moved and lost.

    Bad::

        ## Where it stops {#limits}

        ## Your turn {#practice}

    Good::

        ## Where it stops {#limits}

        Some rims must not be trued at all.
    """
    for text in context.documents:
        for section in text.document.sections:
            if not visible(section.text).strip() and not section.text.strip("\n `~"):
                yield Problem(
                    section.position,
                    f"the section {section.title!r} is empty",
                    "write its text, or remove the heading",
                    text.module,
                )


@rule("S012", severity=Severity.WARNING)
def key_points(context: Context) -> Iterator[Problem]:
    """Key points are not three to five.

    The section ``{#key-points}`` is a list of three to five points.

    Why: what a learner is to keep has to fit on one card; two are a headline, six are a summary.

    Bad::

        ## Key points {#key-points}

        - Check the rim first.

    Good::

        ## Key points {#key-points}

        - Check the rim first.
        - Half a turn at a time.
        - Opposite spokes move the other way.
    """
    for text, _ in _lessons(context):
        section = text.document.by_id.get(KEY_POINTS)
        if section is None or not section.text.strip():
            continue
        points = list_items(visible(section.text))
        if not 3 <= len(points) <= 5:
            yield Problem(
                section.position,
                f"{counted(len(points), 'key point')}",
                "write a list of three to five points, each one sentence",
            )


@rule("S017")
def block_unknown(context: Context) -> Iterator[Problem]:
    """Block has no known kind, or no content.

    ``!!!`` and ``???`` are followed by a known kind, and the text of the block is indented by four
    spaces.

    Why: a block with a misspelt kind loses its look and its meaning (``prohibited`` is where
    red-line phrases may stand); text that is not indented falls out of the block.

    Bad::

        !!! prohibitted "Recognise"
        Everyone will know.

    Good::

        !!! prohibited "Recognise"
            Everyone will know.
    """
    for text in context.documents:
        for block in blocks(text.visible):
            where = text.at(block.start)
            if block.kind not in BLOCK_KINDS:
                yield Problem(
                    where,
                    f"{block.kind!r} is not a kind of block" if block.kind else "no kind of block",
                    f"use one of {', '.join(sorted(BLOCK_KINDS))}",
                )
            elif block.empty:
                yield Problem(
                    where,
                    f"the block {block.kind!r} has no content",
                    "indent the lines that belong to it by four spaces",
                )


@rule("S018", scope="source", severity=Severity.WARNING, completeness=True)
def nothing_to_practise(context: Context) -> Iterator[Problem]:
    """Practice section has nothing to do.

    The section ``{#practice}`` of a lesson embeds a question, a role-play, a simulation or a task.

    Why: retrieval is what makes a lesson stay; reading about practice is not practice.

    Bad::

        ## Your turn {#practice}

        Think about it.

    Good::

        ## Your turn {#practice}

        {{ quiz("m01-q01") }}
    """
    exercises = {"quiz", "role_play", "simulation", "task", "assessment"}
    for text, lesson in _lessons(context):
        section = lesson.document.by_id.get(PRACTICE)
        if section is None:
            continue
        if not any(embed.name in exercises for embed in scan(section.text)):
            yield Problem(
                section.position,
                "the practice section embeds nothing to do",
                'add {{ quiz("…") }} or another exercise alone on a line',
                text.module,
            )


def _lessons(context: Context) -> Iterator[tuple[TextOfDocument, Lesson]]:
    for text in context.documents:
        if isinstance(text.owner, Lesson):
            yield text, text.owner


RULES = (
    heading_levels,
    heading_id_twice,
    heading_without_id,
    lesson_section_missing,
    section_empty,
    key_points,
    block_unknown,
    nothing_to_practise,
)
__all__ = ["BLOCK_KINDS", "RULES"]
