"""The coverage page: topics, objectives and red lines against what teaches and tests them."""

from __future__ import annotations

from goodterms.model.course import Course, Lesson
from goodterms.model.items import Item
from goodterms.plan.coverage import coverage
from goodterms.web import addresses
from goodterms.web.view import Page, Site


def coverage_page(site: Site) -> Page:
    """Three tables, generated; an empty cell is marked as a gap."""
    view = site.view(addresses.COVERAGE)
    w = site.words
    found = coverage(site.course)
    places = _lesson_places(site.course)
    topics = sum(len(part.topics) for part in found.modules)
    objectives = sum(len(part.objectives) for part in found.modules)
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("trainer.area"),
        title=w("nav.coverage"),
        facts=[
            (w("count.topics", n=topics), ""),
            (w("count.objectives", n=objectives), ""),
            (w("count.red_lines", n=len(found.red_lines)), ""),
            (w("count.gaps", n=found.gaps), ""),
        ],
        lead=w("coverage.lead"),
    )
    body = view.block(
        "coverage.html.j2",
        coverage=found,
        label=lambda lesson: places[lesson.id][0],
        shown=lambda items: _shown_in(items, site.course, places),
    )
    return Page(view.page, w("nav.coverage"), "coverage", f"{head}\n\n{body}", searchable=False)


def _lesson_places(course: Course) -> dict[str, tuple[str, Lesson]]:
    """Lessons by id with their label ``3.2``: module and place in it."""
    numbers = course.settings.numbers
    return {
        lesson.id: (f"{numbers[module.id]}.{n}", lesson)
        for module in course.modules
        for n, lesson in enumerate(module.lessons, start=1)
    }


def _shown_in(
    items: tuple[Item, ...], course: Course, places: dict[str, tuple[str, Lesson]]
) -> list[tuple[str, Lesson]]:
    """The lessons in which these practice items stand, with their labels."""
    wanted = {item.id for item in items}
    return [
        place
        for lesson_id, place in places.items()
        if any(
            e.name == "quiz" and e.id in wanted for e in course.lessons[lesson_id].document.embeds
        )
    ]
