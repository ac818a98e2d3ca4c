"""Templates with their placeholders shown or filled: as HTML, and as plain text to copy.

The sample is made of the template itself with the sample values of its placeholders, so that the
two cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from goodterms.model.templates import Part, Template, TemplateBlock
from goodterms.render.context import Context
from goodterms.render.inline import line, plain, resolve_inline, typed
from goodterms.render.markdown import escape_attribute, escape_text, to_html, typed_text
from goodterms.render.messages import Length, message_length

#: Channels whose blocks keep their headings in the filled text: a set of messages, a form.
WITH_HEADINGS = ("text", "form")
#: Around the id of a placeholder in text on its way to being plain; nothing else uses them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_OWN_LINE = re.compile(r"[ \t]*(?:\||[-*+][ \t]|\d{1,3}[.)][ \t]|$)")
_LIST = re.compile(r"([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)(.*)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*")


@dataclass(frozen=True)
class Block:
    """A block of a template, ready to be shown.

    ``blank`` has the placeholders by name, ``sample`` has them filled. ``length`` is that of the
    filled text as a message, for blocks with a limit.
    """

    about: TemplateBlock
    title: Markup
    blank: Markup
    sample: Markup
    length: Length | None


def template_blocks(template: Template, ctx: Context) -> list[Block]:
    """The blocks of a template in the order in which they are written."""
    front = template.front
    blank = {
        p.id: _field(p.id, f"[{escape_text(plain(p.title, ctx))}]") for p in front.placeholders
    }
    filled = {
        p.id: _field(p.id, resolve_inline(p.sample, ctx), "gt-blank gt-blank--filled")
        for p in front.placeholders
    }
    return [
        Block(
            template.blocks[part.id],
            line(part.title, ctx),
            block_html(part.text, replace(ctx, fields=blank)),
            block_html(part.text, replace(ctx, fields=filled)),
            message_length(sample_text(part, template, ctx))
            if template.blocks[part.id].limit
            else None,
        )
        for part in template.parts
        if part.id in template.blocks
    ]


def block_html(text: str, ctx: Context) -> Markup:
    """HTML of a block's Markdown; a line break of the author is one of the letter."""
    lines = text.split("\n")
    for i, current in enumerate(lines[:-1]):
        if current.strip() and not (_OWN_LINE.match(current) or _OWN_LINE.match(lines[i + 1])):
            lines[i] = current.rstrip() + "  "
    return Markup(to_html(resolve_inline("\n".join(lines), ctx)))


def sample_text(part: Part, template: Template, ctx: Context) -> str:
    """The plain text of a block with its sample values."""
    values = {p.id: typed(p.sample, ctx) for p in template.front.placeholders}
    return _MARK.sub(lambda mark: values[mark[1]], _plain_block(part.text, template, ctx))


def template_data(template: Template, ctx: Context) -> dict[str, Any]:
    """What the browser needs to write the template as plain text.

    ``blocks`` are pairs of a title and pieces of text; every second piece is the id of a
    placeholder. ``fields`` has title and sample by id.
    """
    front = template.front
    return {
        "file": template.slug,
        "headings": front.channel in WITH_HEADINGS,
        "blocks": [
            [plain(part.title, ctx), _MARK.split(_plain_block(part.text, template, ctx))]
            for part in template.parts
            if part.id in template.blocks
        ],
        "fields": {p.id: [plain(p.title, ctx), typed(p.sample, ctx)] for p in front.placeholders},
    }


def _plain_block(text: str, template: Template, ctx: Context) -> str:
    """A block as plain text with marks for its placeholders."""
    marks: Mapping[str, str] = {p.id: f"{_OPEN}{p.id}{_CLOSE}" for p in template.front.placeholders}
    found = []
    for written in resolve_inline(text, replace(ctx, fields=marks)).split("\n"):
        if written.strip().startswith("|"):
            if _TABLE_RULE.fullmatch(written.rstrip()):
                continue
            cells = [typed_text(cell) for cell in written.strip().strip("|").split("|")]
            if any(cells):
                found.append(" | ".join(cells))
            continue
        item = _LIST.fullmatch(written)
        found.append(item[1] + typed_text(item[2]) if item else typed_text(written))
    return "\n".join(found).strip()


def _field(field_id: str, shown: str, css: str = "gt-blank") -> str:
    return f'<span class="{css}" data-field="{escape_attribute(field_id)}">{shown}</span>'


__all__ = [
    "WITH_HEADINGS",
    "Block",
    "block_html",
    "sample_text",
    "template_blocks",
    "template_data",
]
