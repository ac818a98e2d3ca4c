"""Practice items as mkdocs-quiz 1.7 markup, tied to our ids by hidden elements.

mkdocs-quiz numbers questions by position and keeps answers by page; ``quizbridge.js`` reads the
hidden ``data-item`` and ``data-option`` and makes our store the one that counts. What its grammar
would turn into something else (blanks from double brackets, radio buttons from a ``multiple`` with
one key) is shown in our own form instead.
"""

from __future__ import annotations

import re
from typing import Any

from goodterms.model.items import Item, Multiple, Option, Single
from goodterms.render.context import Context
from goodterms.render.forms import form_quiz
from goodterms.render.inline import law_cite, red_line_label, resolve_inline
from goodterms.render.items import points_text

#: Settings of the plugin that this markup and ``quizbridge.js`` are written for.
QUIZ_PLUGIN_CONFIG: dict[str, Any] = {
    "auto_submit": False,
    "disable_after_submit": False,
    "show_correct": True,
    "shuffle_answers": False,
    "show_progress": False,
    "confetti": False,
    "embed_source": False,
    "auto_number": False,
}

#: Not every space: a no-break space stays what it is.
_SPACES = re.compile(r"[ \t\r\n]+")
_CHECKBOX = re.compile(r"^\s*[-*] ?\[", re.MULTILINE)


def site_quiz(item: Item, ctx: Context) -> str:
    """The Markdown that stands for a practice item on the site."""
    if isinstance(item, Single | Multiple) and _can_be_marked_up(item):
        return quiz_markup(item, ctx)
    return form_quiz(item, ctx)


def quiz_markup(item: Single | Multiple, ctx: Context) -> str:
    """A ``single`` or ``multiple`` item as ``<quiz>`` markup with feedback per option."""
    keys = {item.key} if isinstance(item, Single) else set(item.key)
    stem = resolve_inline(item.stem, ctx).strip()
    mark = (
        f'<span data-item="{item.id}" data-points="{item.points:g}" '
        f'data-rule="{item.rule}" hidden></span>'
    )
    kind = (
        f'<span class="gt-quiz__kind">{ctx.strings("item.practice")}</span>'
        f'<span class="gt-item__points">{points_text(item, ctx)}</span>'
    )
    how = f'<span class="gt-item__how">{ctx.strings(f"how.{item.type}")}</span>'
    lines = ["<quiz>", mark + kind, "", stem, "", how, ""]
    for option in item.options:
        mark = "x" if option.id in keys else " "
        text = _one_line(resolve_inline(option.text, ctx))
        lines.append(f'- [{mark}] <span data-option="{option.id}" hidden></span>{text}')
        lines.append(f"> {_why(option, ctx)}")
    cites = [
        law_cite(ctx.course.law[law_id], ctx) for law_id in item.law if law_id in ctx.course.law
    ]
    if cites:
        said = f"{ctx.strings('item.law')} {'; '.join(cites)}"
        lines += ["", f'<span class="gt-law-line">{said}</span>']
    return "\n".join([*lines, "</quiz>"])


def _can_be_marked_up(item: Single | Multiple) -> bool:
    if isinstance(item, Multiple) and len(item.key) < 2:
        return False
    texts = [item.stem]
    for option in item.options:
        texts += [option.text, option.why]
    whole = "\n".join(texts)
    return not ("[[" in whole or "quiz>" in whole or _CHECKBOX.search(item.stem))


def _why(option: Option, ctx: Context) -> str:
    why = _one_line(resolve_inline(option.why, ctx))
    if option.red_line in ctx.course.red_lines and option.red_line:
        label = red_line_label(option.red_line, ctx)
        why += f' <span class="gt-red-note">{ctx.strings("item.red_line")} {label}</span>'
    return why


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
