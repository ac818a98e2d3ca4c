"""Small repairs of what Markdown makes of an author's text, for all pages alike."""

from __future__ import annotations

import re

_EMPTY_HEADER = re.compile(r"<th([^>]*)></th>")
_TICK = re.compile(r"<li>\[ \] ")


def tidy(html: str) -> str:
    """Empty header cells are plain cells (a header must say something); ``[ ]`` is a box to tick.

    The box is drawn by the style sheet: it is for a pencil, not for the screen.
    """
    return _TICK.sub('<li class="site-tick">', _EMPTY_HEADER.sub(r"<td\1></td>", html))
