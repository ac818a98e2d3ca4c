"""The parts of a lesson as elements, so that each can have its own look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_HEADING = re.compile(r'^<h2 id="([a-z][a-z0-9-]*)">', re.MULTILINE)


def wrap_sections(html: str, kinds: Mapping[str, str]) -> str:
    """Every second-level heading with an id, and what follows it, in a section of its own.

    What stands before the first such heading stays outside; what closes a lesson (its mark as
    read) ends the last section. ``kinds`` names the parts that every lesson has, by heading id.
    """
    starts = [(match.start(), match[1]) for match in _HEADING.finditer(html)]
    if not starts:
        return html
    end = html.find('<div class="gt-lesson-end"', starts[-1][0])
    stops = [start for start, _ in starts[1:]] + [end if end >= 0 else len(html)]
    parts = [html[: starts[0][0]]]
    for (start, section_id), stop in zip(starts, stops, strict=True):
        kind = (
            f'<p class="site-part__kind">{escape(kinds[section_id])}</p>\n'
            if section_id in kinds
            else ""
        )
        parts.append(
            f'<section class="site-part site-part--{section_id}" aria-labelledby="{section_id}">\n'
            f"{kind}{html[start:stop].rstrip()}\n</section>\n"
        )
    parts.append(html[stops[-1] :])
    return "".join(parts)
