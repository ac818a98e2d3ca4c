"""The configuration MkDocs gets, as data: one for each language, on top of what all share."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from goodterms.model.course import Course
from goodterms.render.browser import CONFIG_SCRIPT, SCRIPTS, STYLES
from goodterms.web.addresses import ASSETS
from goodterms.web.pages import Edition
from goodterms.web.words import load_words

#: The room itself: theme, hook, and the configuration that all courses share lie in it.
ROOM = Path(str(files("goodterms.web")))
BASE = ROOM / "base.yml"
THEME = ROOM / "theme"
HOOK = ROOM / "hook.py"
OWN_SCRIPTS = ("site.js", "search.js", "templates.js")


def own_settings(edition: Edition) -> dict[str, Any]:
    """What MkDocs must know about an edition, whether its files are written or made on the fly."""
    course = edition.course
    return {
        "site_name": course.settings.title,
        "site_description": course.settings.tagline,
        "nav": edition.nav,
        "extra_css": [
            f"{ASSETS}/{name}"
            for name in (
                "fonts.css",
                *STYLES,
                "frame.css",
                "pages.css",
                "templates.css",
                "ways.css",
            )
        ],
        "extra_javascript": [
            f"{ASSETS}/{name}" for name in (CONFIG_SCRIPT, *SCRIPTS, *OWN_SCRIPTS)
        ],
        "extra": {"goodterms": theme_data(edition)},
    }


def theme_data(edition: Edition) -> dict[str, Any]:
    """What the theme's templates are told: the site's words, the notice, the version."""
    course = edition.course
    words = load_words(course.lang)
    return {
        "lang": course.lang,
        "assets": ASSETS,
        "notice": course.settings.notice,
        "version": course.settings.version,
        "tagline": course.settings.tagline,
        "parts": {
            key.removeprefix("part."): value
            for key, value in words.table.items()
            if key.startswith("part.")
        },
        "words": {
            key: value
            for key, value in words.table.items()
            if key.startswith(("nav.", "theme.", "search.", "count."))
        },
    }


def site_config(edition: Edition, inherit: str, docs_dir: str, site_dir: str) -> dict[str, Any]:
    """A language's generated ``mkdocs.yml``; paths are those that MkDocs is to read."""
    return {
        "INHERIT": inherit,
        **own_settings(edition),
        "docs_dir": docs_dir,
        "site_dir": site_dir,
        "theme": {"language": theme_language(edition.course), "custom_dir": str(THEME)},
        "hooks": [str(HOOK)],
        "watch": [],
    }


def theme_language(course: Course) -> str:
    """The course's language if the theme speaks it, else English."""
    package = files("material") / "templates" / "partials" / "languages"
    return course.lang if (package / f"{course.lang}.html").is_file() else "en"
