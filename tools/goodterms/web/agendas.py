"""Agendas of whole events for trainers: clock times, what to print, and what each leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from goodterms.plan.agenda import Block, clock
from goodterms.plan.sessions import PlannedAgenda, PlannedSession, plan_agenda
from goodterms.render.inline import plain
from goodterms.web import addresses
from goodterms.web.view import Page, Site, View


def agenda_pages(site: Site) -> Iterator[Page]:
    """The overview and a page for each agenda, if the course has any."""
    planned = [plan_agenda(agenda, site.outline) for agenda in site.course.agendas.values()]
    if not planned:
        return
    view = site.view(addresses.AGENDAS)
    w = site.words
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("trainer.area"),
        title=w("agendas.title"),
        facts=[],
        lead=w("agendas.lead"),
    )
    cards = [(plan, view.url(addresses.agenda_page(plan.agenda.id))) for plan in planned]
    body = view.block("agendas.html.j2", planned=cards)
    yield Page(view.page, w("nav.agendas"), "agendas", f"{head}\n\n{body}", searchable=False)
    for plan in planned:
        yield agenda_page(plan, site)


def agenda_page(planned: PlannedAgenda, site: Site) -> Page:
    """One agenda, to print: sessions on the clock, reading before, what is left out."""
    agenda = planned.agenda
    view = site.view(addresses.agenda_page(agenda.id))
    w = site.words
    hours, minutes = map(int, agenda.start.split(":"))
    start = hours * 60 + minutes
    head = view.block(
        "page_head.html.j2",
        eyebrow=f"{w('trainer.area')} · {w('nav.agendas')}",
        title=agenda.title,
        facts=[
            (w("count.sessions", n=len(planned.sessions)), ""),
            (w("count.role_plays", n=planned.role_plays), ""),
            (w("agendas.in_room", time=view.hours(planned.minutes)), ""),
            (w("agendas.before_time", time=view.hours(planned.reading)), ""),
        ],
    )
    body = view.block(
        "agenda_event.html.j2",
        agenda=agenda,
        planned=planned,
        clock=lambda at: clock(at, start),
        labels=_objective_labels(site),
        numbers=site.course.settings.numbers,
        entries={e.id: e for e in site.course.settings.modules},
        href=lambda block: _href(block, view),
        sheets=lambda session: _sheets(session, view),
        source=site.course.settings.languages[0].name,
        source_lang=site.course.settings.source_language,
    )
    title = plain(agenda.title, view.ctx)
    return Page(view.page, title, "agenda", f"{head}\n\n{body}", searchable=False)


def _objective_labels(site: Site) -> dict[str, str]:
    """Objectives as ``3.2``: module and place in it."""
    found = {}
    for entry in site.course.settings.modules:
        module = site.outline.module(entry.id)
        for n, objective in enumerate(module.front.objectives if module else (), start=1):
            found[objective.id] = f"{site.outline.number(entry.id)}.{n}"
    return found


def _href(block: Block, view: View) -> str | None:
    """Where a block leads: its place in the guide, else the page of what it is."""
    module = view.site.outline.module(block.module) if block.kind == "block" and block.own else None
    if module is not None and module.front.facilitator:
        page = view.url(addresses.trainer_page(module, module.front.facilitator))
        return f"{page}#{block.name}" if block.name else page
    return view.ctx.links(*block.target) if block.target else None


def _sheets(session: PlannedSession, view: View) -> list[tuple[str, str | None]]:
    """The role-plays of a session and, where this edition has them, their sheets."""
    found = []
    outline = view.site.outline
    for block in session.blocks:
        if block.target is None or block.target[0] != "role_play":
            continue
        module = outline.module(block.module)
        for play in module.role_plays if module else ():
            if play.id == block.target[1]:
                own = module is not None and outline.own(module.id)
                page = addresses.sheets_page(module, play) if module and own else None
                found.append((play.front.title, view.url(page) if page else None))
    return found
