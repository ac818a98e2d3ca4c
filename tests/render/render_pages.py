"""Small pages made of the package's own fragments, as a site or a package would make them."""

from __future__ import annotations

from pathlib import Path

from goodterms.model.course import Course
from goodterms.render.browser import (
    CONFIG_SCRIPT,
    SCRIPTS,
    STYLES,
    config_script,
    static_file,
)
from goodterms.render.cards import law_card, red_line_panel, rubric_table
from goodterms.render.context import Context
from goodterms.render.embeds import resolved_html
from goodterms.render.forms import assessment_form, item_form
from goodterms.render.progress import lesson_end, progress_page
from goodterms.render.roleplay import role_play_sheets
from goodterms.render.simulation import simulation_page

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{styles}
</head>
<body>
<main class="gt-page" data-goodterms-main>
<h1>{title}</h1>
{body}
</main>
{scripts}
</body>
</html>
"""


def fragments(course: Course, links: object) -> dict[str, tuple[str, str]]:
    """Every kind of page: name -> (title, HTML)."""
    ctx = Context(course=course, links=links)  # type: ignore[arg-type]
    module = course.modules[0]
    pages: dict[str, tuple[str, str]] = {}
    lesson = module.lessons[0]
    pages["lesson"] = (
        lesson.front.title,
        resolved_html(lesson.document.body, ctx) + lesson_end(lesson, ctx),
    )
    practice = [item for item in course.items.values() if item.use == "practice"]
    pages["practice"] = ("Practice", "\n".join(item_form(item, ctx) for item in practice))
    for item in practice:
        pages[f"item-{item.id}"] = (item.type, item_form(item, ctx))
    for assessment in course.assessments.values():
        form = assessment.forms[0]
        chosen = [course.items[item_id] for item_id in form.items]
        pages[assessment.id] = (
            assessment.title,
            assessment_form(assessment, form.id, chosen, ctx),
        )
    for role_play in module.role_plays:
        sheets = role_play_sheets(role_play, ctx)
        pages["sheets"] = (role_play.front.title, "\n".join(sheet.html for sheet in sheets))
    for simulation in module.simulations.values():
        pages["simulation"] = (simulation.title, simulation_page(simulation, ctx))
    pages["progress"] = ("My progress", progress_page(ctx))
    tables = [law_card(fact, ctx, anchor=True) for fact in course.law.values()]
    tables += [red_line_panel(line, ctx, anchor=True) for line in course.red_lines.values()]
    tables += [rubric_table(rubric, ctx) for rubric in course.rubrics.values()]
    pages["tables"] = ("Tables", "\n".join(tables))
    return pages


def write_pages(course: Course, links: object, folder: Path) -> None:
    """Write all pages of an edition with scripts and styles into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*SCRIPTS, *STYLES):
        (folder / name).write_text(static_file(name), encoding="utf-8")
    (folder / CONFIG_SCRIPT).write_text(config_script(course), encoding="utf-8")
    styles = "\n".join(f'<link rel="stylesheet" href="{name}">' for name in STYLES)
    scripts = "\n".join(f'<script src="{name}"></script>' for name in (CONFIG_SCRIPT, *SCRIPTS))
    for name, (title, body) in fragments(course, links).items():
        page = PAGE.format(lang=course.lang, title=title, body=body, styles=styles, scripts=scripts)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
