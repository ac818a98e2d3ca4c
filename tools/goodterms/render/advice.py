"""What a page is told of a diagnostic: the bands, and by module what there is to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goodterms.model.assessments import Assessment
from goodterms.model.items import Item
from goodterms.render.context import Context
from goodterms.render.inline import line, prose
from goodterms.scoring.advice import Section, sections


def advice_data(assessment: Assessment, items: Sequence[Item], ctx: Context) -> dict[str, Any]:
    """The data from which ``advice.js`` recommends: texts as HTML, addresses of the page."""
    bands = [
        {
            "id": band.id,
            "at_least": band.at_least,
            "title": str(line(band.title, ctx)),
            "text": str(prose(band.text, ctx)),
            "test": band.test,
        }
        for band in assessment.bands
    ]
    return {
        "bands": bands,
        "modules": [_module(part, ctx) for part in sections(items, ctx.course)],
    }


def _module(part: Section, ctx: Context) -> dict[str, Any]:
    course, links, module = ctx.course, ctx.links, part.module
    tests = {a.module: a.id for a in course.assessments.values() if a.kind == "module-test"}
    wanted = {item.objective for item in part.items}
    return {
        "id": module.id,
        "number": course.settings.numbers[module.id],
        "title": str(line(module.front.title, ctx)),
        "href": links("module", module.id),
        "minutes": module.front.minutes,
        "test": links("assessment", tests.get(module.id, "")),
        "items": {item.id: item.objective for item in part.items},
        "lessons": [
            {
                "title": str(line(lesson.front.title, ctx)),
                "href": links("lesson", lesson.id),
                "minutes": lesson.front.minutes,
                "objectives": lesson.front.objectives,
            }
            for lesson in module.lessons
            if not wanted.isdisjoint(lesson.front.objectives)
        ],
    }
