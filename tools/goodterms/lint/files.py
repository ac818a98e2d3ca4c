"""Files (S): everything in the course's folders is named by something, pictures are sound."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree

from goodterms.diagnostics import Position, Severity
from goodterms.lint.known import source_path, translation_language
from goodterms.lint.links import OUTSIDE, resolve
from goodterms.lint.rule import Context, Problem, rule
from goodterms.lint.texts import document_texts
from goodterms.load.course import ASSESSMENTS_FILE, TEMPLATES
from goodterms.model.course import ModuleEntry

FOLDERS = ("modules", "quizzes", TEMPLATES)
ASSETS = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".csv")
_IN_SVG = re.compile(
    r"(?:href|src)\s*=\s*[\"']\s*((?:https?:)?//[^\"']*)|"
    r"url\(\s*[\"']?\s*((?:https?:)?//[^\"')]*)|@import"
)


@rule("S010", scope="source")
def text_file_unreachable(context: Context) -> Iterator[Problem]:
    """Text file that nothing names.

    A Markdown or YAML file under ``modules/``, ``quizzes/`` or ``course/templates/`` that neither
    ``course.yml`` nor an ``index.md`` lists, or a translation into a language in which its module
    has no status.

    Why: it is not read, so nobody will ever see it, and no other rule looks at it.

    Bad::

        modules/02-brakes/discs.md, and index.md has lessons: [pads]

    Good::

        modules/02-brakes/discs.md, and index.md has lessons: [pads, discs]
    """
    linked = _linked(context)
    for path in _listing(context, ".md", ".yml"):
        if path in linked or _expected(context, path):
            continue
        entry = _entry_of(context, path)
        draft = entry is not None and "released" not in entry.status.values()
        yield Problem(
            Position(path),
            "nothing names this file, so it is not read",
            _advice(context, path, entry),
            severity=Severity.NOTE if draft else None,
        )


def _advice(context: Context, path: str, entry: ModuleEntry | None) -> str:
    lang = translation_language(path, context.loaded)
    if lang and entry is not None and lang not in entry.status:
        return f"give module {entry.id} a status for {lang} in course/course.yml"
    if path.startswith("quizzes/"):
        return "a bank has the name of its module's folder; rename it, or remove it"
    if path.startswith(TEMPLATES):
        return "add its name to `templates` in course/course.yml, or remove it"
    if entry is None:
        return "add the folder to `modules` in course/course.yml, or remove the file"
    return f"list it in modules/{entry.folder}/index.md, or remove it"


@rule("S011", scope="source", severity=Severity.WARNING)
def asset_unreachable(context: Context) -> Iterator[Problem]:
    """Picture or data file that nothing names.

    An SVG, PNG, JPEG, WebP or CSV file under ``modules/`` or ``quizzes/`` that no text shows or
    links.

    Why: it grows the package and nobody sees it; often it is the old version of a picture.

    Bad::

        modules/02-brakes/img/pads-old.svg, and no text has img/pads-old.svg

    Good::

        ![Worn and new pad](img/pads.svg)
    """
    linked = _linked(context)
    written = " ".join(text.text for text in context.fields if "](" in text.text)
    for path in _listing(context, *ASSETS):
        name = source_path(path, context.loaded)
        if not {path, name} & linked and PurePosixPath(name).name not in written:
            yield Problem(
                Position(path),
                "no text shows or links this file",
                "name it in a text, or remove it",
            )


@rule("R019", scope="source")
def svg_unsound(context: Context) -> Iterator[Problem]:
    """SVG is not sound.

    An SVG is well-formed XML, has a ``<title>``, and names no address of another host.

    Why: the title is what a screen reader says when the picture stands alone; a font or picture
    from another host breaks offline use and tells that host who is reading.

    Bad::

        <svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/a.png"/></svg>

    Good::

        <svg xmlns="http://www.w3.org/2000/svg"><title>Worn pad</title>…</svg>
    """
    for path in _listing(context, ".svg"):
        text = context.loaded.files.text(path)
        if text is None:
            yield Problem(Position(path), "the SVG is not text in UTF-8", "save it as UTF-8")
            continue
        outside = _IN_SVG.search(text)
        if outside:
            line = text.count("\n", 0, outside.start()) + 1
            yield Problem(
                Position(path, line),
                f"the SVG loads from another host: {outside[1] or outside[2] or '@import'}",
                "draw it inside the file, with the site's own fonts",
            )
        try:
            root = ElementTree.fromstring(text)
        except ElementTree.ParseError as error:
            line, column = error.position
            yield Problem(
                Position(path, line, column + 1),
                "the SVG is not well-formed XML",
                "open it in a browser: it shows what is wrong",
            )
            continue
        if not any(child.tag.endswith("}title") or child.tag == "title" for child in root.iter()):
            yield Problem(
                Position(path),
                "the SVG has no <title>",
                "add <title>…</title> as its first child",
            )


def _listing(context: Context, *suffixes: str) -> list[str]:
    files = context.loaded.files
    return [path for folder in FOLDERS for path in files.listing(folder, *suffixes)]


def _linked(context: Context) -> set[str]:
    """Every course file that a document of any edition links or shows."""
    found = set()
    for edition in context.loaded.editions.values():
        for text in document_texts(edition):
            for link in text.document.links:
                if link.target and not OUTSIDE.match(link.target):
                    found.add(resolve(text.document.path, link.target))
    return found


def _entry_of(context: Context, path: str) -> ModuleEntry | None:
    parts = PurePosixPath(path).parts
    name = parts[1] if len(parts) > 1 else ""
    for entry in context.source.settings.modules:
        if name == entry.folder or (parts[0] == "quizzes" and name.split(".")[0] == entry.folder):
            return entry
    return None


def _expected(context: Context, path: str) -> bool:
    """Whether the loader reads this path, or the file of which it is the translation."""
    lang = translation_language(path, context.loaded)
    entry = _entry_of(context, path)
    if lang is not None:
        path = source_path(path, context.loaded)
        if entry is not None and lang not in entry.status:
            return False
    general = {f"quizzes/{slug}.yml" for slug in context.source.settings.banks}
    if path == ASSESSMENTS_FILE or path in general:
        return True
    if path.startswith(TEMPLATES):
        return PurePosixPath(path).stem in context.source.settings.templates
    if entry is None:
        return False
    if path == f"quizzes/{entry.folder}.yml":
        return True
    base = f"modules/{entry.folder}"
    if path == f"{base}/index.md":
        return True
    module = next((m for m in context.source.modules if m.id == entry.id), None)
    if module is None:
        return False
    front = module.front
    pages = [front.facilitator, *front.trainer_pages]
    named = {f"{base}/{slug}.md" for slug in (*front.lessons, *pages)}
    named |= {f"{base}/role-plays/{slug}.md" for slug in front.role_plays}
    named |= {f"{base}/role-plays/{slug}.yml" for slug in front.simulations}
    return posixpath.normpath(path) in named


RULES = (text_file_unreachable, asset_unreachable, svg_unsound)
