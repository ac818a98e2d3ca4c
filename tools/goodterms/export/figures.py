"""Diagrams inside the page: only there do they take its colours, light or dark."""

from __future__ import annotations

import re
from html import escape

_PROLOG = re.compile(r"^\s*(?:<\?xml.*?\?>|<!DOCTYPE[^>]*>|<!--.*?-->|\s)*", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ID = re.compile(r"""\bid=(["'])([^"']+)\1""")
_LABELS = re.compile(r"""\b(aria-labelledby|aria-describedby)=(["'])([^"']*)\2""")
_BETWEEN = re.compile(r">\s*\n\s*<")


def inline_svg(svg: str, alt: str, prefix: str) -> str:
    """An SVG to stand in HTML: without prolog, its ids made unique by ``prefix``.

    It keeps its own title as its name and is named by the alternative text if it has none.
    """
    picture = _BETWEEN.sub("><", _COMMENT.sub("", _PROLOG.sub("", svg))).strip()
    ids = {match[2] for match in _ID.finditer(picture)}
    if ids:
        picture = _with_prefix(picture, ids, prefix)
    if "<title" not in picture:
        name = escape(alt)
        picture = picture.replace("<svg", f'<svg role="img" aria-label="{name}"', 1)
    return picture


def figure(svg: str, alt: str, prefix: str) -> str:
    """An SVG as a figure of its own."""
    return f'<figure class="gtp-figure">{inline_svg(svg, alt, prefix)}</figure>'


def _with_prefix(picture: str, ids: set[str], prefix: str) -> str:
    names = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
    picture = re.sub(rf"#({names})(?![\w.-])", rf"#{prefix}\1", picture)

    def labels(match: re.Match[str]) -> str:
        tokens = [prefix + t if t in ids else t for t in match[3].split()]
        return f"{match[1]}={match[2]}{' '.join(tokens)}{match[2]}"

    picture = _LABELS.sub(labels, picture)
    return _ID.sub(lambda match: f"id={match[1]}{prefix}{match[2]}{match[1]}", picture)
