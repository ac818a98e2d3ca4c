"""The HTML templates of the package: escaping on, unknown names are errors."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from goodterms.render.context import Context
from goodterms.render.inline import line, prose
from goodterms.render.quotes import curly


@lru_cache(maxsize=4)
def environment(package: str = "goodterms.render") -> Environment:
    """Jinja for the ``templates`` of a room; they see the author's text only as finished HTML."""
    made = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.filters["curly"] = curly  # for names and sources, which are no Markdown
    return made


def render(template: str, ctx: Context, **values: Any) -> Markup:
    """A template of ``templates/`` for one target.

    In it, ``t`` gives the interface's words, ``line`` and ``prose`` turn an author's text into
    HTML, ``link(kind, id)`` is an address or none.
    """
    made = (
        environment()
        .get_template(template)
        .render(
            t=ctx.strings,
            lang=ctx.lang,
            line=lambda text: line(text, ctx),
            prose=lambda text: prose(text, ctx),
            link=ctx.links,
            course=ctx.course,
            **values,
        )
    )
    return Markup(made.strip())
