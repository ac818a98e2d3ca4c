"""Pages to look things up: glossary, law facts, red lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from goodterms.model.course import Course, Lesson
from goodterms.model.tables import LawFact
from goodterms.render.cards import law_card, red_line_panel
from goodterms.render.inline import plain
from goodterms.web import addresses
from goodterms.web.view import Page, Site


def reference_pages(site: Site) -> Iterator[Page]:
    """Those of the three that the course has entries for."""
    if site.course.terms:
        yield glossary_page(site)
    if site.course.law:
        yield law_page(site)
    if site.course.red_lines:
        yield red_lines_page(site)


def glossary_page(site: Site) -> Page:
    """All terms by first letter, with what to see besides and the lessons that use them."""
    view = site.view(addresses.GLOSSARY)
    w, ctx = site.words, view.ctx
    terms = sorted(site.course.terms.values(), key=lambda term: sort_key(plain(term.term, ctx)))
    letters = [
        (letter, list(group))
        for letter, group in groupby(terms, key=lambda term: initial(plain(term.term, ctx)))
    ]
    uses = lessons_embedding(site.course, "term")
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("nav.reference"),
        title=w("nav.glossary"),
        facts=[(w("count.terms", n=len(terms)), "")],
        lead=w("reference.glossary_lead"),
    )
    body = view.block("glossary.html.j2", letters=letters, terms=site.course.terms, uses=uses)
    return Page(view.page, w("nav.glossary"), "glossary", f"{head}\n\n{body}")


def law_page(site: Site) -> Page:
    """All law facts by jurisdiction, with cite, source and day."""
    view = site.view(addresses.LAW)
    w, ctx = site.words, view.ctx
    facts = sorted(site.course.law.values(), key=lambda fact: fact.jurisdiction)
    groups = [
        (_place(place, site), [(fact, law_card(fact, ctx, anchor=True)) for fact in group])
        for place, group in groupby(facts, key=_jurisdiction)
    ]
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("nav.reference"),
        title=w("nav.law"),
        facts=[(w("count.facts", n=len(facts)), "")],
        lead=w("reference.law_lead"),
    )
    body = view.block(
        "law.html.j2", groups=groups, unverified=any(not fact.verified for fact in facts)
    )
    return Page(view.page, w("nav.law"), "law", f"{head}\n\n{body}")


def red_lines_page(site: Site) -> Page:
    """All red lines: recognise, refuse, replace; and the lessons that teach each."""
    view = site.view(addresses.RED_LINES)
    w, ctx = site.words, view.ctx
    uses = lessons_embedding(site.course, "red_line")
    panels = [
        (red_line, red_line_panel(red_line, ctx), uses.get(red_line.id, []))
        for red_line in site.course.red_lines.values()
    ]
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("nav.reference"),
        title=w("nav.red_lines"),
        facts=[],
        lead=w("reference.red_lines_lead"),
    )
    body = view.block("red_lines.html.j2", panels=panels)
    return Page(view.page, w("nav.red_lines"), "red-lines", f"{head}\n\n{body}")


def lessons_embedding(course: Course, name: str) -> dict[str, list[Lesson]]:
    """Which lessons embed what, by id: of all terms, say, or all red lines."""
    found: dict[str, list[Lesson]] = {}
    for lesson in course.lessons.values():
        for target in dict.fromkeys(e.id for e in lesson.document.embeds if e.name == name):
            found.setdefault(target, []).append(lesson)
    return found


def sort_key(text: str) -> str:
    """What terms are sorted by: without regard to case, with ё beside е."""
    return text.casefold().replace("ё", "е")


def initial(text: str) -> str:
    """The letter a term stands under; digits and signs stand together."""
    letter = sort_key(text)[:1].upper()
    return letter if letter.isalpha() else "#"


def _place(code: str, site: Site) -> str:
    """A jurisdiction's name, or its code where the site has no name for it."""
    return site.words.table_text(f"place.{code}", code)


def _jurisdiction(fact: LawFact) -> str:
    return fact.jurisdiction
