"""The pages of a module that learners read: overview, lessons, role-plays, simulations, tests."""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.model.assessments import Assessment
from goodterms.model.course import Lesson, Module, RolePlay
from goodterms.model.document import Document
from goodterms.model.roleplay import Simulation
from goodterms.render.cards import assessment_card, role_play_card, simulation_card
from goodterms.render.embeds import resolve
from goodterms.render.forms import assessment_form
from goodterms.render.inline import plain
from goodterms.render.markdown import html_block
from goodterms.render.progress import lesson_end
from goodterms.render.roleplay import situation_sheet
from goodterms.render.simulation import simulation_page
from goodterms.scoring.forms import assemble
from goodterms.web import addresses
from goodterms.web.home import module_number
from goodterms.web.images import inline_images
from goodterms.web.view import Page, Site, View

#: What mkdocs-quiz looks for; pages without it are spared its style and scripts.
QUIZ_OPENING = "<quiz>"


def module_pages(module: Module, site: Site) -> Iterator[Page]:
    """All pages of a module for learners, in reading order."""
    yield overview(module, site)
    for number, lesson in enumerate(module.lessons, start=1):
        yield lesson_page(lesson, number, module, site)
    for role_play in module.role_plays:
        yield role_play_page(role_play, module, site)
    for slug, simulation in module.simulations.items():
        yield conversation_page(slug, simulation, module, site)
    for assessment in assessments_of(module, site):
        yield from assessment_pages(assessment, site, module)


def assessments_of(module: Module | None, site: Site) -> list[Assessment]:
    """The assessments of a module, or those of the whole course; tests first, tasks last."""
    wanted = module.id if module else None
    found = [a for a in site.course.assessments.values() if a.module == wanted]
    return sorted(found, key=lambda a: a.kind == "task")


def overview(module: Module, site: Site) -> Page:
    """What the module is for, its lessons, and what can be practised and checked."""
    view = site.view(addresses.module_page(module))
    number = module_number(view, module)
    ctx = view.ctx
    people = [role_play_card(r, ctx) for r in module.role_plays]
    people += [simulation_card(s, ctx) for s in module.simulations.values()]
    checks = [assessment_card(a, ctx) for a in assessments_of(module, site)]
    lessons = [(lesson, ctx.links("lesson", lesson.id)) for lesson in module.lessons]
    practice = sorted(practice_of(module))
    head = view.block(
        "page_head.html.j2",
        eyebrow=site.words("module.number", n=number),
        title=module.front.title,
        facts=[
            (site.words("count.minutes", n=module.front.minutes), ""),
            (site.words("count.lessons", n=len(module.lessons)), ""),
            (site.words(f"status.{module.status}"), "status"),
        ],
    )
    body = view.block(
        "module.html.j2",
        module=module,
        practice=practice,
        lessons=lessons,
        people=people,
        checks=checks,
        trainer=view.url(addresses.trainer_module_page(module)),
    )
    text = _text(module.document, view)
    return Page(
        view.page,
        plain(module.front.title, ctx),
        "module",
        f"{head}\n\n{text}\n\n{body}",
        facts={"module": module.id, "number": number},
    )


def practice_of(module: Module) -> set[str]:
    """Ids of the practice items that stand in the module's lessons."""
    return {
        embed.id
        for lesson in module.lessons
        for embed in lesson.document.embeds
        if embed.name == "quiz"
    }


def lesson_page(lesson: Lesson, number: int, module: Module, site: Site) -> Page:
    """A lesson: head, text, and the mark that says it was read."""
    view = site.view(addresses.lesson_page(module, lesson.slug))
    w = site.words
    objectives = [
        site.course.objectives[o] for o in lesson.front.objectives if o in site.course.objectives
    ]
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("lesson.of", m=module_number(view, module), n=number, total=len(module.lessons)),
        title=lesson.front.title,
        facts=[(w("count.minutes", n=lesson.front.minutes), "")],
        objectives=objectives,
        untranslated=not (site.course.is_source or lesson.document.translated),
    )
    body = _text(lesson.document, view)
    templates = [
        (view.ctx.links("template", template.id), template.front.title)
        for template in site.course.templates.values()
        if lesson.id in template.front.lessons
    ]
    kit = view.block("lesson_templates.html.j2", templates=templates) if templates else ""
    end = html_block(lesson_end(lesson, view.ctx))
    return Page(
        view.page,
        plain(lesson.front.title, view.ctx),
        "lesson",
        f"{head}\n\n{body}\n\n{end}\n\n{kit}",
        quiz=QUIZ_OPENING in body,
        facts={
            "module": module.id,
            "number": number,
            "minutes": lesson.front.minutes,
            "record": f"lesson:{lesson.id}",
        },
    )


def role_play_page(role_play: RolePlay, module: Module, site: Site) -> Page:
    """What learners see of a role-play: how to play it in threes, and the situation."""
    view = site.view(addresses.role_play_page(module, role_play))
    front, w, t = role_play.front, site.words, view.ctx.strings
    simulations = [
        simulation_card(s, view.ctx)
        for s in module.simulations.values()
        if s.role_play == role_play.id
    ]
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("role_play.kind_of", m=module_number(view, module)),
        title=front.title,
        facts=[
            (t(f"role_play.kind.{front.kind}"), ""),
            (t(f"role_play.context.{front.context}"), ""),
            (w("count.minutes", n=front.minutes.total), ""),
        ],
    )
    body = view.block(
        "role_play.html.j2",
        front=front,
        situation=situation_sheet(role_play, view.ctx).html,
        simulations=simulations,
        sheets=view.url(addresses.sheets_page(module, role_play)),
    )
    return Page(
        view.page,
        plain(front.title, view.ctx),
        "role-play",
        f"{head}\n\n{body}",
        facts={"module": module.id, "minutes": front.minutes.total},
    )


def conversation_page(slug: str, simulation: Simulation, module: Module, site: Site) -> Page:
    """A simulated conversation."""
    view = site.view(addresses.simulation_page(module, slug))
    head = view.block(
        "page_head.html.j2",
        eyebrow=site.words("simulation.kind_of", m=module_number(view, module)),
        title=simulation.title,
        facts=[(site.words("count.minutes", n=simulation.minutes), "")],
    )
    body = html_block(simulation_page(simulation, view.ctx))
    return Page(
        view.page,
        plain(simulation.title, view.ctx),
        "simulation",
        f"{head}\n\n{body}",
        facts={
            "module": module.id,
            "minutes": simulation.minutes,
            "record": f"simulation:{simulation.id}",
        },
    )


def assessment_pages(
    assessment: Assessment, site: Site, module: Module | None = None
) -> Iterator[Page]:
    """A test or task: one page for each of its forms."""
    course = site.course
    for form in assessment.forms:
        view = site.view(addresses.assessment_page(assessment, course, form.id))
        w, t = site.words, view.ctx.strings
        belongs = (
            w("assessment.kind_of", m=module_number(view, module))
            if module
            else w("assessment.course")
        )
        others = [
            (
                other.id,
                None
                if other.id == form.id
                else view.url(addresses.assessment_page(assessment, course, other.id)),
            )
            for other in assessment.forms
        ]
        head = view.block(
            "page_head.html.j2",
            eyebrow=f"{belongs} · {t(f'assessment.kind.{assessment.kind}')}",
            title=assessment.title,
            facts=[],
            forms=others if len(others) > 1 else [],
        )
        items = assemble(assessment, form, course)
        body = html_block(assessment_form(assessment, form.id, items, view.ctx))
        yield Page(
            view.page,
            plain(assessment.title, view.ctx),
            "assessment",
            f"{head}\n\n{body}",
            searchable=form.id == assessment.forms[0].id,
            facts={
                "module": assessment.module,
                "form": form.id,
                "further": form.id != assessment.forms[0].id,
                "record": f"assessment:{assessment.id}",
            },
        )


def author_text(document: Document, text: str, view: View) -> str:
    """An author's Markdown with pictures in place and embeds resolved."""
    source = document.path.removeprefix("modules/")
    pictured = inline_images(text, source, view.site.files, view.course.lang)
    return resolve(pictured, view.ctx)


def _text(document: Document, view: View) -> str:
    return author_text(document, document.body, view)
