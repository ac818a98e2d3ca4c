"""mkdocs-quiz puts its style sheet, script and words into every page: here they become two files.

The plugin has no setting for that. It ends a page's content with the same constants each time, so
the end can be cut off exactly, and its text kept once for the whole site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

STYLE_FILE, SCRIPT_FILE = "quiz.css", "quiz.js"
#: The plugin's own panel of progress is the first thing it adds behind a page's content.
_TAIL = '<div id="quiz-progress-sidebar"'
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True)
class QuizAssets:
    """What mkdocs-quiz would put into every page."""

    style: str
    script: str


def split_quiz_page(html: str) -> tuple[str, QuizAssets | None]:
    """A page's content without the plugin's additions, and these; None if there are none.

    Raises ValueError if the additions do not look as those of mkdocs-quiz 1.7 do.
    """
    start = html.rfind(_TAIL)
    if start < 0:
        return html, None
    tail = html[start:]
    styles, scripts = _STYLE.findall(tail), _SCRIPT.findall(tail)
    if len(styles) != 1 or len(scripts) != 3:
        raise ValueError("mkdocs-quiz adds other parts to a page than version 1.7 does")
    # A cascade layer: the plugin's rules for every fieldset give way to anybody else's.
    style = f"@layer mkdocs-quiz {{\n{styles[0].strip()}\n}}\n"
    script = "\n".join(part.strip() for part in scripts) + "\n"
    return hide_from_search(html[:start]), QuizAssets(style, script)


def hide_from_search(html: str) -> str:
    """Questions with their answers are not for the search index."""
    return html.replace('<div class="quiz" ', '<div class="quiz" data-search-exclude ')
