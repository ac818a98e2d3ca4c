"""Diagrams: an SVG that stands alone on its line becomes part of the page.

Only then does it take the page's colours, light or dark, and its text the page's type. The
translated picture ``x.ru.svg`` is used by its edition where it exists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from posixpath import dirname, join, normpath

from goodterms.model.embeds import mask_code
from goodterms.render.markdown import html_block

_IMAGE = re.compile(
    r"^(?P<prefix>[ \t>]*)!\[(?P<alt>[^\]\n]*)\]\((?P<src>[^)\s]+\.svg)\)[ \t]*"
    r"(?:\{[^}\n]*\})?[ \t]*$",
    re.MULTILINE,
)
_PROLOG = re.compile(r"^\s*(?:<\?xml.*?\?>|<!DOCTYPE[^>]*>|<!--.*?-->|\s)*", re.DOTALL)
_EMPTY_LINES = re.compile(r"\n\s*\n")


def inline_images(text: str, page: str, files: Mapping[str, bytes], lang: str) -> str:
    """Markdown with every SVG image on a line of its own replaced by the picture itself.

    ``page`` is the file the text stands in and ``files`` what lies beside it, both relative to
    the same folder; an image that is not among the files stays what it is.
    """
    visible = mask_code(text)
    parts: list[str] = []
    done = 0
    for match in _IMAGE.finditer(visible):
        path = translated_image(normpath(join(dirname(page), match["src"])), files, lang)
        svg = files.get(path)
        if svg is None or match[0] != text[match.start() : match.end()]:
            continue  # no such picture, or code stands beside it
        prefix = match["prefix"]
        block = html_block(figure(svg.decode("utf-8"), match["alt"]))
        empty = prefix.rstrip()
        lines = [prefix + line if line else empty for line in block.split("\n")]
        parts += [text[done : match.start()], "\n".join([empty, *lines, empty])]
        done = match.end()
    return "".join([*parts, text[done:]])


def translated_image(path: str, files: Mapping[str, bytes], lang: str) -> str:
    """The picture's translation where there is one, else the picture."""
    stem, dot, suffix = path.rpartition(".")
    translated = f"{stem}.{lang}{dot}{suffix}"
    return translated if translated in files else path


def figure(svg: str, alt: str) -> str:
    """An SVG as a figure; it keeps its own title, or is named by the alternative text."""
    picture = _EMPTY_LINES.sub("\n", _PROLOG.sub("", svg).strip())
    if "<title" not in picture:
        picture = picture.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)
    return f'<figure class="site-figure" data-search-exclude>\n{picture}\n</figure>'
