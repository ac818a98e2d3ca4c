"""A module as a SCORM 1.2 package: one launchable unit, one HTML page that holds all pages.

Nothing in it is loaded from elsewhere, and the session with the LMS lasts as long as the page,
because going from lesson to lesson only shows another part of it.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import groupby
from typing import Any

from markupsafe import Markup

from goodterms.export import codebook, preflight
from goodterms.export.compact import (
    Codes,
    code_table,
    codes_of,
    require_fit,
    suspend_data_worst_case,
)
from goodterms.export.links import Links, Read
from goodterms.export.manifest import NAME as MANIFEST
from goodterms.export.manifest import Unit, manifest
from goodterms.export.package import Package, Report
from goodterms.export.pages import PackagePage, module_pages
from goodterms.export.parts import Parts, collect
from goodterms.export.view import View
from goodterms.export.words import load_words
from goodterms.model.course import Course
from goodterms.render import browser
from goodterms.render.context import Context
from goodterms.render.data import json_script, to_json
from goodterms.render.inline import plain

LAUNCH, STYLE, SCRIPT = "index.html", "package.css", "package.js"
#: Scripts of render that a package has no use for: no mkdocs-quiz, no page "my progress".
_LEFT_OUT = ("quizbridge.js", "progress.js")
#: The package's own scripts; ``shell.js`` holds back render's ``app.js``, which comes last.
_OWN_SCRIPTS = (
    "packing.js",
    "suspend.js",
    "scorm12.js",
    "keeper.js",
    "tracking.js",
    "pages.js",
    "contents.js",
    "shell.js",
)


def scorm12_package(course: Course, module_id: str, read: Read) -> Package:
    """The package of one module of an edition; ``read`` gives pictures and other course files.

    Raises:
        FindingsError: the module does not exist, names a file that does not, or could need more
            ``suspend_data`` than SCORM 1.2 has.
    """
    parts = collect(course, module_id)
    links = Links(parts, read)
    view = View(parts.module, Context(course, links=links.link))
    pages = module_pages(parts, links, view)
    codes = codes_of(parts, [page.key for page in pages])
    worst = suspend_data_worst_case(parts, codes)
    require_fit(worst, module_id)
    asked = _asked(parts)
    packed: dict[str, bytes] = {
        LAUNCH: _document(parts, pages, codes, view).encode(),
        STYLE: _style().encode(),
        SCRIPT: _script(course).encode(),
        codebook.NAME: codebook.codebook(asked, view.ctx, keys=False),
        **links.files,
    }
    packed[MANIFEST] = manifest(_unit(parts, view), packed)
    preflight.require_sound(packed, LAUNCH)
    report = Report(
        suspend_data=worst,
        interactions=len(asked),
        files=len(packed),
        unpacked=sum(map(len, packed.values())),
        dropped=tuple(links.dropped),
    )
    return Package(
        name=f"{parts.identifier}-scorm12",
        files=packed,
        codebook=codebook.codebook(asked, view.ctx),
        report=report,
    )


def _unit(parts: Parts, view: View) -> Unit:
    test = parts.test
    return Unit(
        identifier=parts.identifier,
        version=parts.course.settings.version,
        title=plain(parts.module.front.title, view.ctx),
        launch=LAUNCH,
        mastery=test.pass_mark if test and test.scored else None,
    )


def _document(parts: Parts, pages: list[PackagePage], codes: Codes, view: View) -> str:
    settings = parts.course.settings
    order = [page for page in pages if page.group != "reference"]
    neighbours = {
        page.key: (order[i - 1] if i else None, order[i + 1] if i + 1 < len(order) else None)
        for i, page in enumerate(order)
    }
    html = view.html(
        "package.html.j2",
        module=parts.module,
        title=plain(parts.module.front.title, view.ctx),
        course_title=plain(settings.title, view.ctx),
        notice=view.line(settings.notice),
        version=settings.version,
        pages=pages,
        groups=[
            (group, list(entries)) for group, entries in groupby(pages, key=lambda page: page.group)
        ],
        neighbours=neighbours,
        style=STYLE,
        script=SCRIPT,
        data=_data(parts, codes),
    )
    return f"{html}\n"


def _data(parts: Parts, codes: Codes) -> Markup:
    """What the scripts need to know of this package."""
    test = parts.test
    return json_script(
        {
            "identifier": parts.identifier,
            "suspend": code_table(parts, codes),
            "lessons": [lesson.id for lesson in parts.module.lessons],
            "test": {
                "id": test.id,
                "pass_mark": test.pass_mark,
                "scored": test.scored,
                "counts": parts.course.settings.attempts.counts,
            }
            if test
            else None,
            "interactions": _interactions(parts),
        },
        "gtp-data",
    )


def _interactions(parts: Parts) -> dict[str, dict[str, Any]]:
    return {
        one.item.id: {
            "type": one.item.type,
            "objective": one.item.objective,
            "weighting": one.item.points,
            "patterns": [] if one.sealed else codebook.patterns(one.item),
        }
        for one in _asked(parts)
    }


def _asked(parts: Parts) -> list[codebook.Asked]:
    """The items of the test in the order of its forms, each once."""
    if parts.test is None:
        return []
    sealed = parts.test.assessment.delivery == "sealed"
    items = {item.id: item for form in parts.test.forms for item in form.items}
    return [
        codebook.Asked(
            item,
            tuple(
                form.id
                for form in parts.test.forms
                if any(other.id == item.id for other in form.items)
            ),
            sealed,
        )
        for item in items.values()
    ]


def _style() -> str:
    """One style sheet: render's, then the package's own."""
    sheets = [browser.static_file(name) for name in browser.STYLES]
    return "\n".join([*sheets, _static("css", "package.css")])


def _script(course: Course) -> str:
    """One script: configuration and words, render's scripts, the package's own, the start.

    One file, because many LMSs hand out every file of a package through a slow program.
    """
    words = load_words(course.lang)
    texts = [browser.config_script(course), _more_words(words.browser())]
    shared = [name for name in browser.SCRIPTS if name not in _LEFT_OUT]
    texts += [browser.static_file(name) for name in shared if name != "app.js"]
    texts += [_static("js", name) for name in _OWN_SCRIPTS]
    texts.append(browser.static_file("app.js"))
    return "\n".join(texts)


def _more_words(words: dict[str, Any]) -> str:
    return f"Object.assign(GoodTerms.config.strings, {to_json(words)});\n"


def _static(folder: str, name: str) -> str:
    return (files("goodterms.export") / "static" / folder / name).read_text(encoding="utf-8")
