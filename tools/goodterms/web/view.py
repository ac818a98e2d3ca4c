"""A page while it is written: the edition, where the page stands, and how its HTML is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from goodterms.model.course import Course
from goodterms.plan.outline import Outline
from goodterms.render.context import Context
from goodterms.render.inline import line, plain, prose, resolve_inline
from goodterms.render.markdown import html_block
from goodterms.render.page_templates import environment
from goodterms.render.quiz_markup import site_quiz
from goodterms.render.strings import Strings
from goodterms.web.addresses import Addresses, relative
from goodterms.web.words import load_text, load_words

#: Kinds of pages that are found by the search unless a page says otherwise.
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Page:
    """A page of the site: where it stands, what it is called, its Markdown and its properties.

    ``kind`` names the layout (``lesson``, ``module``, ``home`` …), ``quiz`` says that mkdocs-quiz
    has questions to find in it, ``searchable`` is false for what players must not read ahead.
    ``facts`` are further properties that the theme shows in the navigation.
    """

    path: str
    title: str
    kind: str
    body: str
    searchable: bool = True
    quiz: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    def text(self, alternates: list[dict[str, str]]) -> str:
        """The Markdown file: front matter for MkDocs and the theme, then the body."""
        meta: dict[str, Any] = {
            "title": self.title,
            "quiz": {"enabled": self.quiz},
            "goodterms": {"kind": self.kind, **self.facts, "alternates": alternates},
        }
        if not self.searchable:
            meta["search"] = {"exclude": True}
        front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000)
        return f"---\n{front}---\n\n{self.body.strip()}\n"


@dataclass(frozen=True, eq=False)
class Site:
    """One edition as a site: its course, its addresses, and the files beside its modules.

    ``source`` is the edition the course is written in: what paths and agendas name and this
    edition lacks is taken from there.
    """

    course: Course
    files: Files = field(default_factory=dict)
    source: Course | None = None

    @cached_property
    def addresses(self) -> Addresses:
        """Where everything has its page."""
        return Addresses(self.course)

    @cached_property
    def outline(self) -> Outline:
        """What paths and agendas are planned with."""
        return Outline(self.course, self.source or self.course)

    @property
    def words(self) -> Strings:
        """The site's own words."""
        return load_words(self.course.lang)

    def view(self, page: str) -> View:
        """The page at this path, to be written."""
        return View(self, page)


@dataclass(frozen=True, eq=False)
class View:
    """One page of a site: everything that depends on where it stands."""

    site: Site
    page: str

    @property
    def course(self) -> Course:
        """The edition."""
        return self.site.course

    @property
    def words(self) -> Strings:
        """The site's own words."""
        return self.site.words

    @cached_property
    def ctx(self) -> Context:
        """What render's fragments need to know."""
        return Context(self.course, links=self.site.addresses.links(self.page), quiz=site_quiz)

    def url(self, target: str) -> str:
        """The address of another page (or file) in this page's HTML."""
        return relative(self.page, target)

    def hours(self, minutes: int) -> str:
        """Minutes as hours and minutes."""
        h, m = divmod(minutes, 60)
        if not h:
            return self.words("count.minutes_short", n=m)
        return self.words("time.hours", h=h, m=m) if m else self.words("time.full_hours", h=h)

    def html(self, template: str, **values: Any) -> Markup:
        """A fragment of ``web/templates`` for this page."""
        made = (
            environment("goodterms.web")
            .get_template(template)
            .render(
                **values,
                w=self.words,
                t=self.ctx.strings,
                course=self.course,
                url=self.url,
                hours=self.hours,
                link=self.ctx.links,
                line=lambda text: line(text, self.ctx),
                prose=lambda text: prose(text, self.ctx),
                plain=lambda text: plain(text, self.ctx),
                lang=self.course.lang,
            )
        )
        return Markup(made.strip())

    def block(self, template: str, **values: Any) -> str:
        """The fragment as Markdown that yields it unchanged."""
        return html_block(self.html(template, **values))

    def text(self, name: str, **values: Any) -> str:
        """A longer text of ``web/texts`` as Markdown, its names filled in."""
        template = _texts().from_string(load_text(name, self.course.lang))
        return template.render(**values, course=self.course, words=self.words)

    def heading(self, title: str) -> str:
        """A first-level heading of an author's title, as Markdown."""
        return f"# {resolve_inline(title, self.ctx)}"


@lru_cache(maxsize=1)
def _texts() -> Environment:
    """Longer texts are Markdown: nothing is escaped, and ``{#id}`` is an attribute list."""
    return Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, comment_start_string="{##"
    )
