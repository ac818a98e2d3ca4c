"""An edition as the files of a site: every page as Markdown, and the tree that the menu shows.

Pure: what comes in is the course and the files beside its modules, what goes out are texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, relpath
from typing import Any

from goodterms.model.course import Course, Module
from goodterms.render.inline import plain
from goodterms.render.markdown import html_block
from goodterms.render.money import NNBSP
from goodterms.render.progress import progress_page as progress_fragment
from goodterms.web import addresses
from goodterms.web.addresses import Addresses, html_path
from goodterms.web.agendas import agenda_pages
from goodterms.web.calculators import calculator_pages
from goodterms.web.coverage import coverage_page
from goodterms.web.home import home_page, module_number, modules_page
from goodterms.web.kit import template_pages
from goodterms.web.modules import assessment_pages, assessments_of, module_pages
from goodterms.web.reference import reference_pages
from goodterms.web.trainers import trainer_pages
from goodterms.web.view import Page, Site
from goodterms.web.wall import wall_page
from goodterms.web.ways import way_pages

#: What MkDocs calls ``nav``: titles with a page or with a list of the same.
Nav = list[dict[str, Any]]


@dataclass(frozen=True, eq=False)
class Edition:
    """A language's site before MkDocs: its pages in reading order, and its menu."""

    course: Course
    pages: tuple[Page, ...]
    nav: Nav

    @property
    def paths(self) -> set[str]:
        """Paths of all pages."""
        return {page.path for page in self.pages}


def edition(course: Course, files: Mapping[str, bytes], source: Course | None = None) -> Edition:
    """All pages of a language. ``files`` are those beside the modules, by path below ``modules``.

    ``source`` is the edition the course is written in, for what paths name and this one lacks.
    Raises FindingsError or FormError if the course names what it does not have; validation says
    where.
    """
    site = Site(course, files, source)
    pages: list[Page] = [
        home_page(site),
        text_page(site, addresses.STUDY, "study", diagnostics=_diagnostics(site)),
        modules_page(site),
        *way_pages(site),
    ]
    for module in course.modules:
        pages += module_pages(module, site)
    for assessment in assessments_of(None, site):
        pages += assessment_pages(assessment, site)
    pages.append(progress_page(site))
    pages += template_pages(site)
    pages += reference_pages(site)
    pages += calculator_pages(site)
    if course.red_lines:
        pages.append(wall_page(site))
    pages += trainer_pages(site)
    pages += agenda_pages(site)
    if addresses.has_coverage(course):
        pages.append(coverage_page(site))
    pages.append(text_page(site, addresses.AUTHORS, "authors"))
    pages.append(text_page(site, addresses.HR, "hr", assessments=list(course.assessments)))
    return Edition(course, tuple(pages), navigation(site, pages))


def _diagnostics(site: Site) -> list[tuple[str, str]]:
    """Titles and pages of what tells a learner where to begin."""
    ctx = site.view(addresses.STUDY).ctx
    found = [a for a in assessments_of(None, site) if not a.has_verdict]
    return [(plain(a.title, ctx), addresses.assessment_page(a, site.course)) for a in found]


def texts(wanted: Edition, others: Sequence[Addresses]) -> dict[str, str]:
    """The Markdown files of an edition, each knowing its counterpart in the other languages.

    The site's type has no narrow no-break space, and half a space of its own would hardly be seen
    between groups of digits: a whole one, which is narrow in this type, takes its place.
    """
    return {
        page.path: page.text(alternates(page.path, others)).replace(NNBSP, "\u00a0")
        for page in wanted.pages
    }


def alternates(path: str, others: Iterable[Addresses]) -> list[dict[str, str]]:
    """The same page in other languages; where one lacks it, that language's home page.

    Sites of languages lie side by side, each in a folder named by its code.
    """
    here = dirname(path) or "."
    return [
        {
            "lang": other.course.lang,
            "name": other.course.language.name,
            "href": relpath(
                f"../{other.course.lang}/"
                + html_path(path if path in other.pages else addresses.HOME),
                here,
            ),
        }
        for other in others
    ]


def text_page(site: Site, path: str, name: str, **values: Any) -> Page:
    """A page made of one of the site's longer texts."""
    view = site.view(path)
    title = site.words(f"nav.{name}")
    text = view.text(name, notice=plain(site.course.settings.notice, view.ctx), **values)
    head = view.block(
        "page_head.html.j2",
        eyebrow=plain(site.course.settings.title, view.ctx),
        title=title,
        facts=[],
    )
    return Page(path, title, name, f"{head}\n\n{text}")


def progress_page(site: Site) -> Page:
    """What the learner has done, kept on the device."""
    view = site.view(addresses.PROGRESS)
    title = site.words("nav.progress")
    head = view.block(
        "page_head.html.j2",
        eyebrow=plain(site.course.settings.title, view.ctx),
        title=title,
        facts=[],
        lead=site.words("progress.lead"),
    )
    body = html_block(progress_fragment(view.ctx))
    return Page(path=view.page, title=title, kind="progress", body=f"{head}\n\n{body}")


def navigation(site: Site, pages: Sequence[Page]) -> Nav:
    """The menu: what a reader sees at the top, and below it module by module."""
    w = site.words
    by_path = {page.path: page for page in pages}

    def entry(path: str) -> dict[str, str]:
        return {by_path[path].title: path}

    before = [a for a in assessments_of(None, site) if not a.has_verdict]
    after = [a for a in assessments_of(None, site) if a.has_verdict]
    modules: Nav = [{w("nav.all_modules"): addresses.MODULES}]
    modules += [entry(addresses.assessment_page(a, site.course)) for a in before]
    modules += _group(w("nav.ways"), w("nav.all_ways"), ("ways", "track", "place"), pages)
    for module in site.course.modules:
        modules.append(_module_nav(module, site, pages))
    modules += [entry(addresses.assessment_page(a, site.course)) for a in after]
    nav: Nav = [
        entry(addresses.HOME),
        entry(addresses.STUDY),
        {w("nav.modules"): modules},
        entry(addresses.PROGRESS),
    ]
    templates = [page for page in pages if page.kind in ("templates", "template")]
    if templates:
        nav.append({w("nav.templates"): [entry(page.path) for page in templates]})
    reference = [
        entry(path)
        for path in (addresses.GLOSSARY, addresses.LAW, addresses.RED_LINES, addresses.WALL)
        if path in by_path
    ]
    reference += [entry(addresses.calculator_page(c)) for c in site.course.calculators]
    if reference:
        nav.append({w("nav.reference"): reference})
    trainers: Nav = [entry(addresses.TRAINERS)]
    for module in site.course.modules:
        trainers.append({_numbered(module, site): _trainer_nav(module, site)})
    trainers += _group(w("nav.agendas"), w("nav.all_agendas"), ("agendas", "agenda"), pages)
    if addresses.COVERAGE in by_path:
        trainers.append(entry(addresses.COVERAGE))
    trainers.append(entry(addresses.AUTHORS))
    nav += [{w("nav.trainers"): trainers}, entry(addresses.HR)]
    return nav


def _group(title: str, first: str, kinds: tuple[str, ...], pages: Sequence[Page]) -> Nav:
    """A part of the menu with an overview (the first kind) and what it lists; nothing if empty."""
    own = [page for page in pages if page.kind in kinds]
    listed: Nav = [{first if page.kind == kinds[0] else page.title: page.path} for page in own]
    return [{title: listed}] if listed else []


def _module_nav(module: Module, site: Site, pages: Sequence[Page]) -> dict[str, Any]:
    w = site.words
    own = [page for page in pages if page.facts.get("module") == module.id]
    lessons = [{page.title: page.path} for page in own if page.kind == "lesson"]
    practise = [{page.title: page.path} for page in own if page.kind in ("role-play", "simulation")]
    check = _tests_nav(module, site)
    listed: Nav = [{w("module.overview"): addresses.module_page(module)}, *lessons]
    if practise:
        listed.append({w("nav.practise"): practise})
    if check:
        listed.append({w("nav.check"): check})
    return {_numbered(module, site): listed}


def _tests_nav(module: Module, site: Site) -> Nav:
    """Tests and tasks by what they are; by title where a module has several of a kind."""
    found = assessments_of(module, site)
    ctx = site.view(addresses.HOME).ctx
    kinds = [assessment.kind for assessment in found]
    return [
        {
            ctx.strings(f"assessment.kind.{a.kind}")
            if kinds.count(a.kind) == 1
            else plain(a.title, ctx): addresses.assessment_page(a, site.course)
        }
        for a in found
    ]


def _trainer_nav(module: Module, site: Site) -> Nav:
    ctx = site.view(addresses.TRAINERS).ctx
    listed: Nav = [{site.words("module.overview"): addresses.trainer_module_page(module)}]
    listed += [
        {plain(page.front.title, ctx): addresses.trainer_page(module, page.slug)}
        for page in module.pages
    ]
    if module.role_plays:
        listed.append(
            {
                site.words("nav.sheets"): [
                    {plain(r.front.title, ctx): addresses.sheets_page(module, r)}
                    for r in module.role_plays
                ]
            }
        )
    return listed


def _numbered(module: Module, site: Site) -> str:
    view = site.view(addresses.HOME)
    return f"{module_number(view, module)}. {plain(module.front.title, view.ctx)}"
