"""The browser's part: which files a page loads, in which order, and the edition's configuration."""

from __future__ import annotations

from importlib.resources import files

from goodterms.model.course import Course
from goodterms.render.data import to_json
from goodterms.render.money import number_style
from goodterms.render.strings import load_strings

#: Name of the configuration script, which differs by edition and comes first.
CONFIG_SCRIPT = "goodterms-config.js"
#: Classic scripts in loading order. ``quizbridge.js`` and ``progress.js`` may be
#: left out where there is no mkdocs-quiz, and no progress page.
SCRIPTS: tuple[str, ...] = (
    "core.js",
    "store.js",
    "scoring.js",
    "controls.js",
    "feedback.js",
    "practice.js",
    "submission.js",
    "advice.js",
    "assessment.js",
    "quizbridge.js",
    "simulation.js",
    "records.js",
    "lesson.js",
    "progress.js",
    "notes.js",
    "app.js",
)
#: Dates and numbers of the browser follow the course's spelling: English here is British.
LOCALES = {"en": "en-GB"}
#: Style sheets in loading order.
STYLES: tuple[str, ...] = ("goodterms.css", "goodterms-forms.css", "goodterms-print.css")


def config_script(course: Course) -> str:
    """The script that tells the others which course, version and language this is, and its words.

    To be written once per edition as ``goodterms-config.js`` and loaded before all others.
    """
    strings = load_strings(course.lang)
    config = {
        "course": course.settings.id,
        "version": course.settings.version,
        "lang": course.lang,
        "locale": LOCALES.get(course.lang, course.lang),
        "decimal": number_style(course.lang).decimal,
        "strings": strings.browser(),
        "strings_lang": strings.lang,
    }
    return (
        "(function (root) {\n"
        "  var GoodTerms = root.GoodTerms = root.GoodTerms || {};\n"
        f"  GoodTerms.config = {to_json(config)};\n"
        '})(typeof globalThis === "undefined" ? this : globalThis);\n'
    )


def static_file(name: str) -> str:
    """The text of a script or style sheet of the package, by its file name."""
    folder = "css" if name.endswith(".css") else "js"
    path = files("goodterms.render") / "static" / folder / name
    return path.read_text(encoding="utf-8")
