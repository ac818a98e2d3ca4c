"""Where everything of an edition has its page, and how one page refers to another.

Pages are Markdown files below the site's document folder; a module's pages keep the place that
their source has under ``modules/``, so that the links an author writes between files stay true.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, relpath

from goodterms.model.assessments import Assessment
from goodterms.model.calculators import Calculator
from goodterms.model.course import Course, Module, RolePlay
from goodterms.model.templates import Template
from goodterms.render.context import Links

#: Where the site keeps the files that browsers load, below each language's folder.
ASSETS = "assets/site"

HOME = "index.md"
STUDY = "study.md"
MODULES = "modules.md"
PROGRESS = "progress.md"
GLOSSARY = "glossary.md"
LAW = "law.md"
RED_LINES = "red-lines.md"
HR = "hr.md"
TRAINERS = "trainers.md"
AUTHORS = "authors.md"
WAYS = "paths.md"
AGENDAS = "agendas.md"
COVERAGE = "coverage.md"
WALL = "red-line-cards.md"
#: MkDocs leaves a folder called ``templates`` out of a site.
TEMPLATES = "kit/index.md"


def html_path(page: str) -> str:
    """The address of a page's HTML, relative to the site: ``a/b.md`` -> ``a/b.html``."""
    return page.removesuffix(".md") + ".html" if page.endswith(".md") else page


def relative(page: str, target: str) -> str:
    """How the HTML of ``page`` refers to ``target`` (a page or file, perhaps with ``#anchor``)."""
    path, mark, anchor = target.partition("#")
    if path == page:
        return f"#{anchor}" if mark else html_path(path).rpartition("/")[2]
    return relpath(html_path(path), dirname(page) or ".") + mark + anchor


def module_page(module: Module) -> str:
    """The overview of a module."""
    return f"{module.folder}/index.md"


def lesson_page(module: Module, slug: str) -> str:
    """A lesson."""
    return f"{module.folder}/{slug}.md"


def role_play_page(module: Module, role_play: RolePlay) -> str:
    """What learners see of a role-play."""
    return f"{module.folder}/role-plays/{role_play.slug}.md"


def sheets_page(module: Module, role_play: RolePlay) -> str:
    """All sheets of a role-play, for trainers."""
    return f"{module.folder}/sheets/{role_play.slug}.md"


def simulation_page(module: Module, slug: str) -> str:
    """A simulated conversation."""
    return f"{module.folder}/simulations/{slug}.md"


def trainer_module_page(module: Module) -> str:
    """A module from the trainer's side: agenda, sheets, guides."""
    return f"{module.folder}/sheets/index.md"


def trainer_page(module: Module, slug: str) -> str:
    """A further page for trainers, such as the facilitator's guide."""
    return f"{module.folder}/{slug}.md"


def track_page(track_id: str) -> str:
    """An audience's path."""
    return f"paths/{track_id}.md"


def place_page(place_id: str) -> str:
    """The course under the law of one place."""
    return f"places/{place_id}.md"


def agenda_page(agenda_id: str) -> str:
    """An agenda for trainers."""
    return f"agendas/{agenda_id}.md"


def has_coverage(course: Course) -> bool:
    """Whether an edition shows its coverage: the source, and translations with every module."""
    something = bool(course.topics or course.red_lines)
    return something and (course.is_source or not course.planned)


def template_page(template: Template) -> str:
    """A template to fill in."""
    return f"kit/{template.slug}.md"


def calculator_page(calculator: Calculator) -> str:
    """A calculator."""
    return f"calculators/{calculator.slug}.md"


def assessment_page(assessment: Assessment, course: Course, form_id: str | None = None) -> str:
    """A test or task; its first form has the plain name, further forms add theirs."""
    kind = "tasks" if assessment.kind == "task" else "tests"
    folder = next((f"{m.folder}/" for m in course.modules if m.id == assessment.module), "")
    first = assessment.forms[0].id
    suffix = "" if form_id in (None, first) else f"-{form_id}"
    return f"{folder}{kind}/{assessment.id}{suffix}.md"


@dataclass(frozen=True, eq=False)
class Addresses:
    """The pages of one edition by what they show."""

    course: Course

    @cached_property
    def targets(self) -> dict[tuple[str, str], str]:
        """Page (and anchor) of everything that can be linked to, by kind and id."""
        course = self.course
        found: dict[tuple[str, str], str] = {}
        for module in course.modules:
            found["module", module.id] = module_page(module)
            for lesson in module.lessons:
                found["lesson", lesson.id] = lesson_page(module, lesson.slug)
            for role_play in module.role_plays:
                found["role_play", role_play.id] = role_play_page(module, role_play)
            for slug, simulation in module.simulations.items():
                found["simulation", simulation.id] = simulation_page(module, slug)
        for assessment in self.assessments:
            kind = "task" if assessment.kind == "task" else "assessment"
            found[kind, assessment.id] = assessment_page(assessment, course)
        for template in course.templates.values():
            found["template", template.id] = template_page(template)
        for calculator in course.calculators:
            found["calculator", calculator.front.id] = calculator_page(calculator)
        found.update({("term", key): f"{GLOSSARY}#{key}" for key in course.terms})
        found.update({("law", key): f"{LAW}#{key}" for key in course.law})
        found.update({("red_line", key): f"{RED_LINES}#{key}" for key in course.red_lines})
        return found

    @property
    def assessments(self) -> list[Assessment]:
        """The assessments that have a page: those of the edition's modules and of the course."""
        here = {module.id for module in self.course.modules} | {None}
        return [a for a in self.course.assessments.values() if a.module in here]

    @cached_property
    def pages(self) -> frozenset[str]:
        """Paths of all pages the edition has, known before any of them is made."""
        course = self.course
        found = {HOME, STUDY, MODULES, PROGRESS, TRAINERS, AUTHORS, HR}
        found |= {target.partition("#")[0] for target in self.targets.values()}
        if course.templates:
            found.add(TEMPLATES)
        for assessment in self.assessments:
            found |= {assessment_page(assessment, course, form.id) for form in assessment.forms}
        for module in course.modules:
            found.add(trainer_module_page(module))
            found |= {trainer_page(module, page.slug) for page in module.pages}
            found |= {sheets_page(module, role_play) for role_play in module.role_plays}
        found |= self._way_pages()
        return frozenset(found)

    def _way_pages(self) -> set[str]:
        """Paths, agendas, coverage and cards for the wall, as far as the course has them."""
        course = self.course
        found = {track_page(track.id) for track in course.settings.tracks}
        found |= {place_page(place.id) for place in course.settings.jurisdictions}
        found |= {WAYS} if found else set()
        found |= {agenda_page(name) for name in course.agendas}
        found |= {AGENDAS} if course.agendas else set()
        found |= {COVERAGE} if has_coverage(course) else set()
        return found | ({WALL} if course.red_lines else set())

    def links(self, page: str) -> Links:
        """The function that gives addresses as they must stand in the HTML of ``page``."""
        targets = self.targets

        def link(kind: str, target: str) -> str | None:
            found = targets.get((kind, target))
            return None if found is None else relative(page, found)

        return link
