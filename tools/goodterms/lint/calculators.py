"""Calculators (N): scripts that work from a folder on disk, and words for everything they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodterms.diagnostics import Position
from goodterms.lint.known import near, source_path
from goodterms.lint.rule import Context, Problem, rule
from goodterms.load.calculators import FOLDER

#: What a page opened from a disk, without a network, cannot do or must not do.
_REACHES = re.compile(
    r"\b(?:eval|fetch|importScripts|import)\s*\(|\bnew\s+Function\b|"
    r"\b(?:XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b|"
    r"^\s*(?:import|export)\s+[\w{*\"']|(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    re.MULTILINE,
)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[ \t][^\n]*", re.DOTALL)
_ASKS = re.compile(r"\bword\(\s*\"([^\"]+)\"")


@rule("N001", scope="source")
def script_reaches_out(context: Context) -> Iterator[Problem]:
    """Script of a calculator reaches out.

    A script is a classic script that works from a folder on disk: no ``eval``, no ``new
    Function``, no ``fetch`` or other requests, no modules, no address of another host. (Comments
    are left alone.)

    Why: pages are opened without a network, and what is typed into them stays on the device.

    Bad::

        fetch("rates.json").then(show);

    Good::

        show(data.facts);
    """
    for calculator in context.source.calculators:
        for name, script in calculator.scripts.items():
            code = _COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), script)
            for match in _REACHES.finditer(code):
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                line = code.count("\n", 0, start) + 1
                column = start - code.rfind("\n", 0, start)
                yield Problem(
                    Position(f"{FOLDER}/{name}.js", line, column),
                    f"a calculator cannot use this: {match[0].strip()}",
                    "compute with what the page's data holds, in plain functions",
                )


@rule("N002", scope="source")
def calculator_file_unreachable(context: Context) -> Iterator[Problem]:
    """File among the calculators that nothing names.

    ``course/calculators`` holds pages, their translations into languages of the course, and the
    scripts that the pages name in ``scripts``.

    Why: it is not read, so nobody will ever see it.

    Bad::

        course/calculators/old-rates.js, and no page has it in scripts

    Good::

        scripts: [calendar, late-interest]
    """
    calculators = context.source.calculators
    named = {f"{FOLDER}/{name}.js" for c in calculators for name in c.front.scripts}
    pages = {path for path in context.loaded.files.texts if path.startswith(f"{FOLDER}/")}
    for path in context.loaded.files.listing(FOLDER, ".md", ".js", ".yml"):
        known = (
            source_path(path, context.loaded) in pages if path.endswith(".md") else path in named
        )
        if not known:
            yield Problem(
                Position(path),
                "nothing names this file, so it is not read",
                "name it in `scripts` of a page, or remove it",
            )


@rule("N003", scope="source")
def word_missing(context: Context) -> Iterator[Problem]:
    """Word that a script asks for is missing.

    What a script asks for with ``word("id")`` stands in ``words`` of every page that loads it.

    Why: the reader would see the id in place of a label or an explanation.

    Bad::

        word("due-date"), and words has no entry of the id due-date

    Good::

        words: [{id: due-date, text: "Due date"}]
    """
    for calculator in context.source.calculators:
        words = {word.id for word in calculator.front.words}
        for name, script in calculator.scripts.items():
            for match in _ASKS.finditer(script):
                if match[1] not in words:
                    line = script.count("\n", 0, match.start()) + 1
                    yield Problem(
                        Position(f"{FOLDER}/{name}.js", line),
                        f"the page {calculator.slug}.md has no word {match[1]!r}",
                        near(match[1], words, "its words are"),
                    )


RULES = (script_reaches_out, calculator_file_unreachable, word_missing)
