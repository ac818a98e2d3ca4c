"""Paths for learners: all of them at a glance, one per audience, one per jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodterms.model.tracks import Jurisdiction, Track
from goodterms.plan.tracks import Path, jurisdiction_path, quoted_facts, track_path
from goodterms.render.dates import format_date
from goodterms.render.inline import plain
from goodterms.web import addresses
from goodterms.web.view import Page, Site, View


def way_pages(site: Site) -> Iterator[Page]:
    """The overview and a page for each track and jurisdiction, if the course has any."""
    settings = site.course.settings
    if not (settings.tracks or settings.jurisdictions):
        return
    tracks = [(track, track_path(track, site.outline)) for track in settings.tracks]
    places = [(place, jurisdiction_path(place, site.outline)) for place in settings.jurisdictions]
    yield overview_page(tracks, places, site)
    for track, path in tracks:
        yield track_page(track, path, site)
    for place, path in places:
        yield place_page(place, path, site)


def overview_page(
    tracks: Iterable[tuple[Track, Path]], places: Iterable[tuple[Jurisdiction, Path]], site: Site
) -> Page:
    """Cards of all paths with what they take."""
    view = site.view(addresses.WAYS)
    w = site.words
    head = view.block(
        "page_head.html.j2",
        eyebrow=plain(site.course.settings.title, view.ctx),
        title=w("ways.title"),
        facts=[],
        lead=w("ways.lead"),
    )
    body = view.block(
        "ways.html.j2",
        tracks=[(x, path, view.url(addresses.track_page(x.id))) for x, path in tracks],
        places=[(x, path, view.url(addresses.place_page(x.id))) for x, path in places],
    )
    return Page(view.page, w("nav.ways"), "ways", f"{head}\n\n{body}")


def track_page(track: Track, path: Path, site: Site) -> Page:
    """One audience's path: modules and lessons, minutes, what may be waived and on what proof."""
    view = site.view(addresses.track_page(track.id))
    title = plain(track.title, view.ctx)
    head = view.block(
        "page_head.html.j2",
        eyebrow=site.words("ways.eyebrow"),
        title=track.title,
        facts=_facts(path, view),
    )
    body = view.block(
        "track.html.j2",
        track=track,
        path=path,
        source=_source_name(site),
        **_course_tests(path, view),
    )
    return Page(view.page, title, "track", f"{head}\n\n{body}")


def place_page(place: Jurisdiction, path: Path, site: Site) -> Page:
    """The course under the law of one place: stance, waivers, facts and who quotes them."""
    view = site.view(addresses.place_page(place.id))
    w = site.words
    facts = [
        (quoted, format_date(quoted.fact.as_of, view.ctx.strings))
        for quoted in quoted_facts(site.course, place.law)
    ]
    waivers = [
        (waiver, step, [x for x in step.waivable if x.slug in waiver.lessons])
        for waiver in place.waive
        for step in path.steps
        if step.step.module == waiver.module
    ]
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("ways.place_eyebrow"),
        title=place.title,
        facts=[*_facts(path, view), (w("count.facts", n=len(facts)), "")],
    )
    body = view.block(
        "place.html.j2",
        place=place,
        path=path,
        facts=facts,
        waivers=waivers,
        source=_source_name(site),
    )
    return Page(view.page, plain(place.title, view.ctx), "place", f"{head}\n\n{body}")


def _facts(path: Path, view: View) -> list[tuple[str, str]]:
    w = view.words
    return [
        (w("count.modules", n=len(path.steps)), ""),
        (w("count.lessons", n=path.lessons), ""),
        (view.hours(path.reading), ""),
    ]


def _course_tests(path: Path, view: View) -> dict[str, object]:
    """Assessments of the whole course, and the modules a final exam asks beyond this path."""
    whole = [
        (assessment, href)
        for assessment in view.course.assessments.values()
        if assessment.module is None
        and (href := view.ctx.links("assessment", assessment.id)) is not None
    ]
    taken = {step.step.module for step in path.steps if not step.step.lessons}
    beyond = [
        number
        for module_id, number in view.course.settings.numbers.items()
        if module_id not in taken
    ]
    return {"whole": whole, "beyond": beyond}


def _source_name(site: Site) -> str:
    """What the source language calls itself."""
    return site.course.settings.languages[0].name
