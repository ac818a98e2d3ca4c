"""The trainer's area: how to run a session, agendas, all sheets ready to print, guides, rubrics.

Its pages hold what players must not read ahead. None of them is in the search index, and no
learner's page shows what stands on them.
"""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.model.course import Module, RolePlay
from goodterms.model.course import Page as AuthorPage
from goodterms.plan.agenda import Block, clock, guide_agenda, room_agenda, total_minutes
from goodterms.render.cards import rubric_table
from goodterms.render.inline import plain
from goodterms.render.roleplay import role_play_sheets
from goodterms.web import addresses
from goodterms.web.home import module_number
from goodterms.web.modules import QUIZ_OPENING, assessments_of, author_text
from goodterms.web.view import Page, Site, View


def trainer_pages(site: Site) -> Iterator[Page]:
    """The area's first page, then for each module its own page, guides and sheets."""
    yield area_page(site)
    for module in site.course.modules:
        yield module_page(module, site)
        for page in module.pages:
            yield guide_page(page, module, site)
        for role_play in module.role_plays:
            yield sheets_page(role_play, module, site)


def area_page(site: Site) -> Page:
    """What a trainer finds here, how a session runs, and how work is graded."""
    view = site.view(addresses.TRAINERS)
    w = site.words
    head = view.block(
        "page_head.html.j2", eyebrow=w("trainer.area"), title=w("nav.trainers"), facts=[]
    )
    modules = [
        (module_number(view, module), module, view.url(addresses.trainer_module_page(module)))
        for module in site.course.modules
    ]
    listing = view.block("trainer_modules.html.j2", modules=modules)
    text = view.text("trainers", example=_example(site))
    return Page(
        view.page, w("nav.trainers"), "trainers", f"{head}\n\n{listing}\n\n{text}", searchable=False
    )


def module_page(module: Module, site: Site) -> Page:
    """A module from the trainer's side: agendas, sheets, guides, rubrics."""
    view = site.view(addresses.trainer_module_page(module))
    w, ctx = site.words, view.ctx
    title = w("trainer.module_title", title=plain(module.front.title, ctx))
    head = view.block(
        "page_head.html.j2",
        eyebrow=f"{w('trainer.area')} · {w('module.number', n=module_number(view, module))}",
        title=title,
        facts=[],
    )
    tests = assessments_of(module, site)
    body = view.block(
        "trainer_module.html.j2",
        module=module,
        agendas=_agendas(module, view),
        sheets=[(r, view.url(addresses.sheets_page(module, r))) for r in module.role_plays],
        pages=[(p, view.url(addresses.trainer_page(module, p.slug))) for p in module.pages],
        rubrics=[rubric_table(site.course.rubrics[r], ctx) for r in _rubrics(module, site)],
        tests=tests,
        clock=clock,
        numbers=_objective_numbers(module),
    )
    return Page(
        view.page,
        title,
        "trainer-module",
        f"{head}\n\n{body}",
        searchable=False,
        facts={"module": module.id},
    )


def guide_page(page: AuthorPage, module: Module, site: Site) -> Page:
    """A page an author wrote for trainers: the facilitator's guide, marked samples."""
    view = site.view(addresses.trainer_page(module, page.slug))
    w = site.words
    minutes = page.front.minutes
    head = view.block(
        "page_head.html.j2",
        eyebrow=f"{w('trainer.area')} · {w('module.number', n=module_number(view, module))}",
        title=page.front.title,
        facts=[(w("count.minutes", n=minutes), "")] if minutes else [],
        untranslated=not (site.course.is_source or page.document.translated),
    )
    body = author_text(page.document, page.document.body, view)
    plan = guide_agenda(page)
    table = ""
    if plan:
        table = view.block(
            "agenda.html.j2",
            agendas=[(w("trainer.guide_minutes"), plan, total_minutes(plan))],
            clock=clock,
            numbers=_objective_numbers(module),
            level=2,
        )
    return Page(
        view.page,
        plain(page.front.title, view.ctx),
        "guide",
        f"{head}\n\n{table}\n\n{body}",
        searchable=False,
        quiz=QUIZ_OPENING in body,
        facts={"module": module.id},
    )


def sheets_page(role_play: RolePlay, module: Module, site: Site) -> Page:
    """All sheets of a role-play, each on a printed page of its own."""
    view = site.view(addresses.sheets_page(module, role_play))
    w = site.words
    title = role_play.front.title
    head = view.block(
        "page_head.html.j2",
        eyebrow=f"{w('trainer.area')} · {w('module.number', n=module_number(view, module))}",
        title=title,
        facts=[],
        lead=w("trainer.confidential"),
    )
    body = view.block("sheets.html.j2", sheets=role_play_sheets(role_play, view.ctx))
    return Page(
        view.page,
        plain(title, view.ctx),
        "sheets",
        f"{head}\n\n{body}",
        searchable=False,
        facts={"module": module.id},
    )


def _agendas(module: Module, view: View) -> list[tuple[str, list[Block], int]]:
    w = view.words
    tests = assessments_of(module, view.site)
    plans = [
        (w("trainer.agenda_plan"), guide_agenda(page))
        for page in module.pages
        if page.slug == module.front.facilitator and page.front.blocks
    ]
    plans.append((w("trainer.agenda_full"), room_agenda(module, tests)))
    if module.role_plays:
        plans.append((w("trainer.agenda_flipped"), room_agenda(module, tests, lessons=False)))
    return [(title, plan, total_minutes(plan)) for title, plan in plans if plan]


def _rubrics(module: Module, site: Site) -> list[str]:
    """Rubrics that the module's role-plays and written items are marked on, each once."""
    named = [role_play.front.rubric for role_play in module.role_plays]
    named += [getattr(item, "rubric", None) for item in (module.bank.items if module.bank else [])]
    return [rubric for rubric in dict.fromkeys(named) if rubric in site.course.rubrics and rubric]


def _objective_numbers(module: Module) -> dict[str, int]:
    return {objective.id: n for n, objective in enumerate(module.front.objectives, start=1)}


def _example(site: Site) -> str:
    """An assessment that the examples on the page can name."""
    return next(iter(site.course.assessments), "m01-test")
