"""Links and images (R): targets exist inside the course, pictures have words, no other host."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from goodterms.lint.known import near, translation_language
from goodterms.lint.rule import Context, Problem, rule
from goodterms.lint.texts import TextOfDocument
from goodterms.load.files import translated_path
from goodterms.model.document import Link

#: A target with a scheme or a host: not a file of the course.
OUTSIDE = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
_ANCHOR = re.compile(r"\{[^{}\n]*#([\w-]+)[^{}\n]*\}|\bid\s*=\s*[\"']([\w-]+)[\"']")
_LOADS = re.compile(
    r"<(?:img|script|iframe|link|source|video|audio|embed|object|image|use)\b[^<>]*?"
    r"(?:src|href|data|poster|srcset)\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'>]*)|"
    r"!\[[^\]\n]*\]\(\s*<?((?:https?:)?//[^\s)>]*)",
    re.IGNORECASE,
)


def resolve(path: str, target: str) -> str:
    """The course path of a link in the file ``path``, without query and anchor."""
    inside = unquote(urlsplit(target).path)
    if not inside:
        return path
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), inside))


@rule("R005")
def link_to_nothing(context: Context) -> Iterator[Problem]:
    """Link to a file that is not there.

    A link without ``http:`` or ``mailto:`` names a file of the course, seen from the file it
    stands in. Pages are linked by their source name (``pads.md``) in every language.

    Why: the reader gets an error page; a link to one language leads readers of another astray.

    Bad::

        [the ledger](data/leger.csv)

    Good::

        [the ledger](data/ledger.csv)
    """
    for text, link in _links(context, images=False):
        path = resolve(text.document.path, link.target)
        files = context.loaded.files
        if not link.target or path.startswith("../") or posixpath.isabs(path):
            yield Problem(
                link.position,
                f"the link {link.target!r} does not lead to a file of the course",
                "name the file as seen from this one, such as ../02-brakes/pads.md",
            )
        elif path.endswith(".md") and translation_language(path, context.loaded):
            yield Problem(
                link.position,
                f"the link names a translation: {path}",
                "name the source file; the reader's language is chosen by itself",
            )
        elif not files.exists(path):
            folder = posixpath.dirname(path) or "."
            suffix = posixpath.splitext(path)[1]
            names = [posixpath.relpath(p, folder) for p in files.listing(folder, suffix)]
            yield Problem(
                link.position,
                f"the link leads to {path}, which is not there",
                near(posixpath.basename(path), names, f"files in {folder}"),
            )


@rule("R006")
def link_to_no_anchor(context: Context) -> Iterator[Problem]:
    """Link to an anchor that is not there.

    The part after ``#`` is the id of a heading (or of another element) of the page it leads to.

    Why: the reader lands at the top of a page and searches.

    Bad::

        [the limits](pads.md#limit)

    Good::

        [the limits](pads.md#limits)
    """
    anchors: dict[str, set[str]] = {}
    for text, link in _links(context, images=False):
        fragment = urlsplit(link.target).fragment
        path = resolve(text.document.path, link.target)
        here = not urlsplit(link.target).path
        if not fragment or not (here or path.endswith(".md")):
            continue
        if path not in anchors:
            anchors[path] = _anchors(context, text if here else None, path)
        if context.loaded.files.exists(path) and fragment not in anchors[path]:
            yield Problem(
                link.position,
                f"{path} has no anchor {fragment!r}",
                near(fragment, anchors[path], "give the heading an id in braces; there are"),
            )


def _anchors(context: Context, text: TextOfDocument | None, path: str) -> set[str]:
    """Anchors of a page in this edition: of its translation where there is one."""
    if text is not None:
        body = text.visible
    else:
        files = context.loaded.files
        other = translated_path(path, context.lang)
        shown = other if not context.is_source and files.exists(other) else path
        parsed = files.markdown(shown) if files.exists(shown) else None
        body = parsed.document.body if parsed else ""
    return {match[1] or match[2] for match in _ANCHOR.finditer(body)}


@rule("R007")
def image_missing(context: Context) -> Iterator[Problem]:
    """Image is not there.

    The file of ``![…](…)`` is a file of the course, seen from the text's own folder.

    Why: the reader sees a broken picture, and a package refuses to be built.

    Bad::

        ![Worn pad](img/pad.svg)     the file is img/pads.svg

    Good::

        ![Worn pad](img/pads.svg)
    """
    for text, link in _links(context, images=True):
        path = resolve(text.document.path, link.target)
        files = context.loaded.files
        if not link.target or path.startswith("../") or not files.exists(path):
            folder = posixpath.dirname(path) or "."
            suffix = posixpath.splitext(path)[1] or ".svg"
            names = [] if path.startswith("../") else files.listing(folder, suffix)
            yield Problem(
                link.position,
                f"the image {path} is not there",
                near(path, names, "images in this folder"),
            )


@rule("R008")
def image_without_words(context: Context) -> Iterator[Problem]:
    """Image without alternative text.

    ``![…](…)`` says in its brackets what the picture shows, in words and not as a file name.

    Why: who cannot see the picture reads or hears this text (WCAG 2.2, 1.1.1).

    Bad::

        ![](img/pads.svg)

    Good::

        ![A worn brake pad beside a new one](img/pads.svg)
    """
    for text in context.documents:
        for link in text.document.links:
            if not link.image:
                continue
            words = link.text.strip()
            name = posixpath.basename(link.target)
            if not words or words in (name, posixpath.splitext(name)[0]):
                yield Problem(
                    link.position,
                    f"the image {name} has no alternative text",
                    "write between the brackets what the picture shows",
                )


@rule("R009")
def from_another_host(context: Context) -> Iterator[Problem]:
    """Something is loaded from another host.

    Pictures, scripts, styles and frames come from the course itself. (A link that the reader may
    follow is something else and is allowed.)

    Why: pages must work without a network, and no other host may learn who is reading.

    Bad::

        ![Logo](https://example.org/logo.png)

    Good::

        ![Logo](img/logo.svg)
    """
    for text in context.texts:
        if "//" not in text.text:
            continue
        for match in _LOADS.finditer(text.visible):
            yield Problem(
                text.at(match.start()),
                f"this is loaded from another host: {match[1] or match[2]}",
                "put the file into the course and name it there, or link to the page",
            )


def _links(context: Context, *, images: bool) -> Iterator[tuple[TextOfDocument, Link]]:
    """Links of the edition's documents into the course."""
    for text in context.documents:
        for link in text.document.links:
            if link.image == images and not OUTSIDE.match(link.target):
                yield text, link


RULES = (
    link_to_nothing,
    link_to_no_anchor,
    image_missing,
    image_without_words,
    from_another_host,
)
__all__ = ["OUTSIDE", "RULES", "resolve"]
