"""How the package's own templates are filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from goodterms.export.words import load_words
from goodterms.model.course import Module
from goodterms.render.context import Context
from goodterms.render.inline import line, prose
from goodterms.render.page_templates import environment
from goodterms.render.strings import Strings


@dataclass(frozen=True, eq=False)
class View:
    """One package while it is written: its module and what render needs to know."""

    module: Module
    ctx: Context

    @property
    def words(self) -> Strings:
        """The package's own words."""
        return load_words(self.ctx.lang)

    def line(self, text: str) -> Markup:
        """HTML of one line of an author's text."""
        return line(text, self.ctx)

    def prose(self, text: str) -> Markup:
        """HTML of an author's text with blocks."""
        return prose(text, self.ctx)

    def minutes(self, number: int) -> str:
        """``12 minutes``"""
        return self.ctx.strings("minutes", n=number)

    def html(self, template: str, **values: Any) -> Markup:
        """A template of ``export/templates``; ``w`` says the package's words, ``t`` render's."""
        made = (
            environment("goodterms.export")
            .get_template(template)
            .render(
                **values,
                w=self.words,
                t=self.ctx.strings,
                lang=self.ctx.lang,
                line=self.line,
                prose=self.prose,
            )
        )
        return Markup(made.strip())
