"""My progress: the page, the end of a lesson, and the file a learner exports.

The export (``goodterms-progress/1``, see ``model/progress.py``) is one JSON object::

    {"format": "goodterms-progress/1", "course": "goodterms", "version": "0.1.0", "lang": "en",
     "learner": {"id": "e-1042", "name": "A. Example"}, "exported": "2026-11-21T09:40:00Z",
     "lessons": {"m01-l1": {"read": "2026-11-21T09:00:00Z"}},
     "practice": {"m01-q01": {"response": "b", "score": 1, "max": 1, "tries": 2,
                              "answered": "2026-11-21T09:05:00Z"}},
     "assessments": {"m01-test": [{"submission": "5f0c…", "attempt": 1, "form": "a",
                                   "started": "…", "submitted": "…", "score": 17.5, "max": 20,
                                   "percent": 87.5, "pass_mark": 80, "passed": true}]},
     "simulations": {"m01-s1": [{"play": "77ab…", "played": "…", "path": ["a", "c"],
                                 "ending": "plan", "percent": 82.5, "passed": true,
                                 "skills": {"facts": 70}, "red_lines": []}]}}

``score``, ``percent`` and ``passed`` are null where a person has to mark or the form is sealed.
Records are merged on import: nothing on the device is lost, the newer of two records stays.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from goodterms.model.course import Lesson, Module
from goodterms.render.cards import attempts_allowed, pass_mark
from goodterms.render.context import Context
from goodterms.render.data import json_script
from goodterms.render.inline import line, plain
from goodterms.render.page_templates import render

#: Seconds a page must have been open before reaching its end counts as having read it.
DWELL = 15


def lesson_end(lesson: Lesson, ctx: Context) -> Markup:
    """The mark at the end of a lesson that records it as read."""
    return render("lesson_end.html.j2", ctx, lesson=lesson, dwell=DWELL)


def progress_page(ctx: Context) -> Markup:
    """The page ``my progress`` with the outline of the course as data."""
    return render("progress.html.j2", ctx, data=json_script(progress_outline(ctx)))


def progress_outline(ctx: Context) -> dict[str, Any]:
    """What can be done in this edition, module by module, with titles and addresses."""
    modules = [_module(module, ctx) for module in ctx.course.modules]
    general = [_assessment(a.id, ctx) for a in ctx.course.assessments.values() if a.module is None]
    return {"modules": modules, "assessments": general}


def _module(module: Module, ctx: Context) -> dict[str, Any]:
    practice = [
        item.id
        for item in (module.bank.items if module.bank else [])
        if item.use == "practice" and not item.retired
    ]
    embedded = {
        embed.id
        for lesson in module.lessons
        for embed in lesson.document.embeds
        if embed.name == "quiz"
    }
    return {
        "id": module.id,
        "title": plain(module.front.title, ctx),
        "href": ctx.links("module", module.id),
        "lessons": [
            {
                "id": lesson.id,
                "title": str(line(lesson.front.title, ctx)),
                "href": ctx.links("lesson", lesson.id),
                "minutes": lesson.front.minutes,
            }
            for lesson in module.lessons
        ],
        "practice": [item_id for item_id in practice if item_id in embedded],
        "assessments": [
            _assessment(a.id, ctx) for a in ctx.course.assessments.values() if a.module == module.id
        ],
        "simulations": [
            {
                "id": simulation.id,
                "title": str(line(simulation.title, ctx)),
                "href": ctx.links("simulation", simulation.id),
                "pass_mark": simulation.pass_mark,
            }
            for simulation in module.simulations.values()
        ],
    }


def _assessment(assessment_id: str, ctx: Context) -> dict[str, Any]:
    assessment = ctx.course.assessments[assessment_id]
    kind = "task" if assessment.kind == "task" else "assessment"
    return {
        "id": assessment.id,
        "kind": assessment.kind,
        "title": str(line(assessment.title, ctx)),
        "href": ctx.links(kind, assessment.id),
        "pass_mark": pass_mark(assessment, ctx) if assessment.has_verdict else None,
        "attempts": attempts_allowed(assessment, ctx) if assessment.has_verdict else None,
    }
