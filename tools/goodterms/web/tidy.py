"""Small repairs of what Markdown makes of an author's text, for all pages alike."""

from __future__ import annotations

import re
from itertools import count

_EMPTY_HEADER = re.compile(r"<th([^>]*)></th>")
_TICK = re.compile(r"<li>\[ \] ")
_CODE = re.compile(r"<pre((?: class=\"[^\"]*\")?)><code")


def tidy(html: str) -> str:
    """Empty header cells are plain cells (a header must say something); ``[ ]`` is a box to tick.

    The box is drawn by the style sheet: it is for a pencil, not for the screen. Every block of code
    has an id, from which the theme makes another one; without it, it makes the same for all.
    """
    html = _TICK.sub('<li class="site-tick">', _EMPTY_HEADER.sub(r"<td\1></td>", html))
    numbers = count(1)
    return _CODE.sub(lambda found: f'<pre{found[1]} id="code-{next(numbers)}"><code', html)
