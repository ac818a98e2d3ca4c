"""The page beside the languages: which one to read in. It needs no other file."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from goodterms.model.course import Course
from goodterms.render.markdown import plain_text
from goodterms.web.words import load_words


def chooser_page(courses: Sequence[Course]) -> str:
    """The HTML of the chooser for the languages that lie beside it."""
    made = Environment(
        loader=PackageLoader("goodterms.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("chooser.html.j2")
    entries = [
        (course.lang, course.language.name, plain_text(course.settings.tagline))
        for course in courses
    ]
    first = courses[0]
    return (
        made.render(
            entries=entries,
            title=plain_text(first.settings.title),
            lang=first.lang,
            label=load_words(first.lang)("theme.language"),
        ).strip()
        + "\n"
    )
