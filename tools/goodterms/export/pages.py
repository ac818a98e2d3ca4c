"""The pages of a module as fragments: what stands in each, under which name, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from goodterms.export.links import Links, page_id
from goodterms.export.parts import PackedAssessment, Parts
from goodterms.export.view import View
from goodterms.model.course import Lesson, RolePlay
from goodterms.model.roleplay import Simulation
from goodterms.render.cards import (
    assessment_card,
    law_card,
    red_line_panel,
    role_play_card,
    simulation_card,
)
from goodterms.render.embeds import resolved_html
from goodterms.render.forms import assessment_form
from goodterms.render.inline import plain
from goodterms.render.progress import lesson_end
from goodterms.render.roleplay import situation_sheet
from goodterms.render.simulation import simulation_page


@dataclass(frozen=True)
class PackagePage:
    """One page: ``group`` is its place in the contents, ``record`` what tells that it is done."""

    key: str
    group: str
    title: Markup
    plain_title: str
    eyebrow: str
    facts: tuple[str, ...]
    body: Markup
    record: str = ""
    minutes: int | None = None
    translated: bool = True

    @property
    def id(self) -> str:
        """The id of its section."""
        return page_id(self.key)


def module_pages(parts: Parts, links: Links, view: View) -> list[PackagePage]:
    """All pages in reading order, what is looked up last."""
    pages = [*_lessons(parts, links, view)]
    pages += [_role_play(r, parts, links, view) for r in parts.module.role_plays]
    pages += [_simulation(s, links, view) for s in parts.simulations]
    ordered = sorted(parts.assessments, key=lambda packed: packed.assessment.kind == "task")
    pages += [_assessment(packed, links, view) for packed in ordered]
    pages.insert(0, _overview(parts, links, view))
    return pages + list(_reference(links, view))


def _overview(parts: Parts, links: Links, view: View) -> PackagePage:
    module, ctx = parts.module, view.ctx
    cards = [role_play_card(r, ctx) for r in module.role_plays]
    cards += [simulation_card(s, ctx) for s in parts.simulations]
    body = view.html(
        "overview.html.j2",
        text=Markup(resolved_html(module.document.body, ctx)),
        objectives=module.front.objectives,
        lessons=[(lesson, links.link("lesson", lesson.id)) for lesson in module.lessons],
        practise=cards,
        checks=[assessment_card(packed.assessment, ctx) for packed in parts.assessments],
    )
    return PackagePage(
        key="overview",
        group="overview",
        title=view.line(module.front.title),
        plain_title=view.words("overview"),
        eyebrow=view.words("module"),
        facts=(view.minutes(module.front.minutes),),
        body=Markup(links.settle(body, "overview", module.document.path)),
        translated=module.document.translated,
    )


def _lessons(parts: Parts, links: Links, view: View) -> Iterator[PackagePage]:
    total = len(parts.module.lessons)
    for number, lesson in enumerate(parts.module.lessons, start=1):
        yield _lesson(lesson, links, view, view.words("lesson_of", n=number, total=total))


def _lesson(lesson: Lesson, links: Links, view: View, eyebrow: str) -> PackagePage:
    front, course = lesson.front, view.ctx.course
    body = view.html(
        "lesson.html.j2",
        text=Markup(resolved_html(lesson.document.body, view.ctx)),
        serves=[course.objectives[o].text for o in front.objectives if o in course.objectives],
        end=lesson_end(lesson, view.ctx),
    )
    return PackagePage(
        key=lesson.slug,
        group="lessons",
        title=view.line(front.title),
        plain_title=plain(front.title, view.ctx),
        eyebrow=eyebrow,
        facts=(view.minutes(front.minutes),),
        body=Markup(links.settle(body, lesson.slug, lesson.document.path)),
        record=f"read:{lesson.id}",
        minutes=front.minutes,
        translated=lesson.document.translated,
    )


def _role_play(role_play: RolePlay, parts: Parts, links: Links, view: View) -> PackagePage:
    """What a learner may see: how it is played, and the situation that everybody knows."""
    front, t = role_play.front, view.ctx.strings
    body = view.html(
        "role_play.html.j2",
        front=front,
        situation=situation_sheet(role_play, view.ctx).html,
        alone=[
            simulation_card(s, view.ctx) for s in parts.simulations if s.role_play == role_play.id
        ],
    )
    return PackagePage(
        key=role_play.id,
        group="practise",
        title=view.line(front.title),
        plain_title=plain(front.title, view.ctx),
        eyebrow=t(f"role_play.kind.{front.kind}"),
        facts=(
            t(f"role_play.context.{front.context}"),
            view.minutes(front.minutes.total),
            t("role_play.people", n=len(front.parties) + 1),
        ),
        body=Markup(links.settle(body, role_play.id, role_play.document.path)),
        minutes=front.minutes.total,
        translated=role_play.document.translated,
    )


def _simulation(simulation: Simulation, links: Links, view: View) -> PackagePage:
    body = simulation_page(simulation, view.ctx)
    return PackagePage(
        key=simulation.id,
        group="practise",
        title=view.line(simulation.title),
        plain_title=plain(simulation.title, view.ctx),
        eyebrow=view.ctx.strings("simulation.kind"),
        facts=(view.minutes(simulation.minutes),),
        body=Markup(links.settle(body, simulation.id, view.module.document.path)),
        record=f"play:{simulation.id}",
        minutes=simulation.minutes,
    )


def _assessment(packed: PackedAssessment, links: Links, view: View) -> PackagePage:
    """A test or task; of several forms the browser takes the one whose turn it is."""
    assessment = packed.assessment
    forms = [
        (
            form.id,
            Markup(
                links.settle(
                    assessment_form(assessment, form.id, form.items, view.ctx),
                    assessment.id,
                    view.module.document.path,
                )
            ),
        )
        for form in packed.forms
    ]
    return PackagePage(
        key=assessment.id,
        group="check",
        title=view.line(assessment.title),
        plain_title=plain(assessment.title, view.ctx),
        eyebrow=view.ctx.strings(f"assessment.kind.{assessment.kind}"),
        facts=(),
        body=view.html("assessment_forms.html.j2", assessment=assessment, forms=forms),
        record=f"submitted:{assessment.id}",
        minutes=assessment.minutes,
    )


def _reference(links: Links, view: View) -> Iterator[PackagePage]:
    """Glossary, red lines and law of what the pages so far have named, and what that names."""
    course, words = view.ctx.course, view.words
    panels: dict[str, Markup] = {}
    cards: dict[str, Markup] = {}
    terms: dict[str, tuple[Markup, Markup, list[str]]] = {}
    while True:  # an explanation may name further things; each is rendered once
        open_terms = [t for t in links.used["term"] if t not in terms]
        open_lines = [r for r in links.used["red_line"] if r not in panels]
        open_facts = [f for f in links.used["law"] if f not in cards]
        if not (open_terms or open_lines or open_facts):
            break
        for name in open_terms:
            term = course.terms[name]
            terms[name] = (view.line(term.term), view.prose(term.definition), term.see)
        for name in open_lines:
            panels[name] = red_line_panel(course.red_lines[name], view.ctx, anchor=True)
        for name in open_facts:
            cards[name] = law_card(course.law[name], view.ctx, anchor=True)
    made = {
        "glossary": view.html(
            "glossary.html.j2",
            terms=sorted(
                ((name, *rest) for name, rest in terms.items()),
                key=lambda entry: _sorted_as(entry[1]),
            ),
            known=terms,
        )
        if terms
        else "",
        "red_lines": view.html(
            "cards.html.j2",
            lead=words("red_lines.lead"),
            cards=[panels[name] for name in course.red_lines if name in panels],
        )
        if panels
        else "",
        "law": view.html(
            "cards.html.j2",
            lead=words("law.lead"),
            cards=[cards[name] for name in course.law if name in cards],
        )
        if cards
        else "",
    }
    for name, body in made.items():
        if body:
            title = words(f"{name}.title")
            key = name.replace("_", "-")
            yield PackagePage(
                key,
                "reference",
                Markup(title),
                title,
                words("group.reference"),
                (),
                Markup(links.settle(body, key, view.module.document.path)),
            )


def _sorted_as(title: Markup) -> str:
    """What terms are sorted by: their text without regard to case, with ё beside е."""
    return title.striptags().casefold().replace("ё", "е")
