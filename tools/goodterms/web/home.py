"""The home page: the promise, the modules, what one gets, and a door for each kind of user."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from goodterms.model.course import Module, Withheld
from goodterms.model.roleplay import Choice
from goodterms.render.cards import assessment_card
from goodterms.render.inline import line
from goodterms.web import addresses
from goodterms.web.addresses import assessment_page, lesson_page, relative
from goodterms.web.icons import icon
from goodterms.web.view import Page, Site, View


@dataclass(frozen=True)
class ModuleCard:
    """A module on the home page and in the overview; one that is not written has no address.

    ``lessons`` are the ids and ``pages`` the addresses of its lessons, in order.
    """

    number: int
    title: Markup
    facts: tuple[str, ...]
    status: str
    href: str | None = None
    record: str = ""
    lessons: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class WithheldNote:
    """An assessment that this edition lacks, the modules it waits for, and where it is offered."""

    title: Markup
    lacking: int
    language: str
    href: str


@dataclass(frozen=True)
class Start:
    """The module to begin with."""

    number: int
    href: str


@dataclass(frozen=True)
class Teaser:
    """The first moment of a simulated conversation."""

    speaker: str
    line: str
    choices: list[Choice]
    href: str


def home_page(site: Site) -> Page:
    """The home page."""
    view = site.view(addresses.HOME)
    cards = module_cards(view)
    start = next(
        (Start(c.number, c.href) for c in cards if c.href and c.status == "released"),
        next((Start(c.number, c.href) for c in cards if c.href), None),
    )
    body = view.block(
        "home.html.j2",
        first=start,
        facts=_facts(view),
        teaser=_teaser(view),
        modules=view.html("module_cards.html.j2", cards=cards),
        ways=addresses.WAYS if addresses.WAYS in site.addresses.pages else None,
        templates=[
            (view.ctx.links("template", template.id), template.front.title)
            for template in site.course.templates.values()
        ],
        templates_page=view.url(addresses.TEMPLATES),
        gets=[(icon(name), name) for name in _gets(view)],
        calculators=[(c, view.url(addresses.calculator_page(c))) for c in view.course.calculators],
        doors=[
            ("learner", addresses.STUDY),
            ("trainer", addresses.TRAINERS),
            ("hr", addresses.HR),
            ("author", addresses.AUTHORS),
        ],
    )
    return Page(view.page, site.words("nav.home"), "home", body, searchable=False)


def modules_page(site: Site) -> Page:
    """All modules with minutes and objectives."""
    view = site.view(addresses.MODULES)
    title = site.words("home.modules")
    modules = [
        (card, module)
        for card in module_cards(view)
        for module in [next((m for m in site.course.modules if m.id == card.record), None)]
    ]
    head = view.block(
        "page_head.html.j2",
        eyebrow=line(site.course.settings.title, view.ctx),
        title=title,
        facts=[],
        lead=site.words("home.modules_lead"),
    )
    general = [a for a in site.course.assessments.values() if a.module is None]
    body = view.block(
        "modules.html.j2",
        modules=modules,
        before=[assessment_card(a, view.ctx) for a in general if not a.has_verdict],
        after=[assessment_card(a, view.ctx) for a in general if a.has_verdict],
        withheld=[_withheld(one, view) for one in site.course.withheld.values()],
    )
    return Page(view.page, title, "modules", f"{head}\n\n{body}")


def _withheld(one: Withheld, view: View) -> WithheldNote:
    """Where an assessment is to be had that this edition cannot offer."""
    settings, lang = view.course.settings, next(iter(one.offered_in), None)
    page = assessment_page(one.assessment, view.course)
    return WithheldNote(
        line(one.assessment.title, view.ctx),
        len(one.lacking),
        settings.language(lang).name if lang else "",
        relative(view.page, f"../{lang}/{page}") if lang else "",
    )


def module_cards(view: View) -> list[ModuleCard]:
    """All modules of the course in order, written or not."""
    written = {module.id: module for module in view.course.modules}
    cards = []
    for number, entry in enumerate(view.course.settings.modules, start=1):
        module = written.get(entry.id)
        if module is None:
            cards.append(ModuleCard(number, line(entry.title, view.ctx), (), "planned"))
            continue
        cards.append(
            ModuleCard(
                number,
                line(module.front.title, view.ctx),
                tuple(_module_facts(module, view)),
                module.status,
                view.ctx.links("module", module.id),
                module.id,
                tuple(lesson.id for lesson in module.lessons),
                tuple(view.url(lesson_page(module, lesson.slug)) for lesson in module.lessons),
            )
        )
    return cards


def module_number(view: View, module: Module) -> int:
    """The module's place in the course, from 1."""
    return view.course.settings.numbers[module.id]


def _module_facts(module: Module, view: View) -> list[str]:
    w = view.words
    facts = [
        w("count.minutes_short", n=module.front.minutes),
        w("count.lessons", n=len(module.lessons)),
    ]
    if module.role_plays:
        facts.append(w("count.role_plays", n=len(module.role_plays)))
    return facts


def _facts(view: View) -> str:
    course, w = view.course, view.words
    practice = sum(item.use == "practice" and not item.retired for item in course.items.values())
    return w(
        "home.facts",
        lessons=w("count.lessons", n=len(course.lessons)),
        practice=w("count.practice", n=practice),
        role_plays=w("count.role_plays", n=len(course.role_plays)),
    )


def _teaser(view: View) -> Teaser | None:
    for simulation in view.course.simulations.values():
        href = view.ctx.links("simulation", simulation.id)
        state = next((s for s in simulation.states if s.id == simulation.start), None)
        if state is not None and href is not None:
            return Teaser(state.speaker, state.line, state.choices[:3], href)
    return None


def _gets(view: View) -> list[str]:
    """What this course has to offer, of what a course of this shape can have."""
    course = view.course
    has = {
        "lessons": bool(course.lessons),
        "practice": bool(course.items),
        "people": bool(course.role_plays or course.simulations),
        "tests": bool(course.assessments),
        "limits": bool(course.red_lines or course.law),
        "yours": True,
    }
    return [name for name, offered in has.items() if offered]
