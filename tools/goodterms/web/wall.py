"""Red-line cards for the wall: one printed page each, from the same table as everything else."""

from __future__ import annotations

from goodterms.model.tables import RedLine
from goodterms.render.dates import format_date
from goodterms.render.inline import plain
from goodterms.web import addresses
from goodterms.web.view import Page, Site

#: Characters on a card up to which it is set in the largest and in the middle size of type, and
#: for how many a cite in the small print at its foot counts.
LARGE, MIDDLE, CITE = 670, 880, 12


def wall_page(site: Site) -> Page:
    """All cards; each begins a page on paper, and can be printed alone."""
    view = site.view(addresses.WALL)
    w, ctx = site.words, view.ctx
    cards = [
        (
            red_line,
            _size(sum(len(plain(text, ctx)) for text in _texts(red_line)), len(facts)),
            [(fact, format_date(fact.as_of, ctx.strings)) for fact in facts],
        )
        for red_line in site.course.red_lines.values()
        for facts in [[site.course.law[x] for x in red_line.law if x in site.course.law]]
    ]
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("nav.red_lines"),
        title=w("nav.wall"),
        facts=[],
        lead=w("wall.lead"),
    )
    body = view.block("wall.html.j2", cards=cards)
    return Page(view.page, w("nav.wall"), "wall", f"{head}\n\n{body}", searchable=False)


def _texts(red_line: RedLine) -> tuple[str, ...]:
    return red_line.recognise, red_line.refuse, red_line.replace


def _size(letters: int, cites: int) -> str:
    """Long texts are set smaller, so that every card is one page."""
    characters = letters + CITE * cites
    if characters <= LARGE:
        return "large"
    return "middle" if characters <= MIDDLE else "small"
