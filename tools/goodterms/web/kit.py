"""The kit of templates: an overview of all, and a page for each with its sample and checklist."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from goodterms.model.templates import CHECKLIST, LIMITS, TEXT, WHEN, Template, TemplateBlock
from goodterms.render.data import json_script
from goodterms.render.embeds import resolve, resolved_html
from goodterms.render.filling import WITH_HEADINGS, template_blocks, template_data
from goodterms.render.inline import law_cite, line, plain
from goodterms.render.markdown import inline_html
from goodterms.web import addresses
from goodterms.web.view import Page, Site, View


def template_pages(site: Site) -> Iterator[Page]:
    """The overview and the templates, if the edition has any."""
    if site.course.templates:
        yield kit_page(site)
    for template in site.course.templates.values():
        yield template_page(template, site)


def kit_page(site: Site) -> Page:
    """All templates as cards: channel, context, when to use."""
    view = site.view(addresses.TEMPLATES)
    w = site.words
    templates = list(site.course.templates.values())
    head = view.block(
        "page_head.html.j2",
        eyebrow=plain(site.course.settings.title, view.ctx),
        title=w("templates.title"),
        facts=[(w("count.templates", n=len(templates)), "")],
        lead=w("templates.lead"),
    )
    body = view.block(
        "kit.html.j2",
        templates=[(t, view.ctx.links("template", t.id), _first(t, view)) for t in templates],
    )
    return Page(view.page, w("templates.title"), "templates", f"{head}\n\n{body}")


def template_page(template: Template, site: Site) -> Page:
    """A template: when, the template, the filled sample, why each block, checklist, limits."""
    view = site.view(addresses.template_page(template))
    w, ctx, front = site.words, view.ctx, template.front
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("templates.one"),
        title=front.title,
        facts=[
            (w(f"templates.channel.{front.channel}"), ""),
            (w(f"templates.context.{front.context}"), ""),
        ],
    )
    sheets = view.block(
        "template.html.j2",
        front=front,
        heading=_title(template, TEXT),
        blocks=template_blocks(template, ctx),
        laws={block.id: _cites(block, view) for block in front.blocks},
        headings=front.channel in WITH_HEADINGS,
        checklist=_section_html(template, CHECKLIST, view),
        checklist_title=_title(template, CHECKLIST),
        data=json_script(template_data(template, ctx)),
    )
    lessons = view.block(
        "template_lessons.html.j2",
        lessons=[
            (ctx.links("lesson", lesson_id), site.course.lessons[lesson_id].front.title)
            for lesson_id in front.lessons
            if lesson_id in site.course.lessons
        ],
    )
    body = [head, _section(template, WHEN, view), sheets, _section(template, LIMITS, view), lessons]
    return Page(view.page, plain(front.title, ctx), "template", "\n\n".join(filter(None, body)))


def _section(template: Template, section_id: str, view: View) -> str:
    """A section of the document as Markdown, its embeds resolved."""
    section = template.document.by_id.get(section_id)
    if section is None:
        return ""
    return f"## {section.title} {{#{section.id}}}\n\n{resolve(section.text.strip(), view.ctx)}"


def _section_html(template: Template, section_id: str, view: View) -> Markup:
    section = template.document.by_id.get(section_id)
    return resolved_html(section.text.strip(), view.ctx) if section else Markup("")


def _title(template: Template, section_id: str) -> str:
    section = template.document.by_id.get(section_id)
    return section.title if section else section_id


def _first(template: Template, view: View) -> Markup:
    """The first paragraph of the section on when to use the template."""
    section = template.document.by_id.get(WHEN)
    text = section.text.strip().split("\n\n")[0] if section else ""
    return line(text, view.ctx)


def _cites(block: TemplateBlock, view: View) -> list[Markup]:
    law = view.course.law
    return [Markup(inline_html(law_cite(law[name], view.ctx))) for name in block.law if name in law]
