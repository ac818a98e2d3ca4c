"""The pages of calculators: the author's text, the data their scripts read, and the scripts.

The figures come from the law facts; cite, date and verification of each travel with them, so that
a script can show them beside every result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from goodterms.model.calculators import Calculator
from goodterms.model.tables import LawFact
from goodterms.render.cards import law_card
from goodterms.render.context import Context
from goodterms.render.data import json_script
from goodterms.render.dates import format_date
from goodterms.render.inline import plain
from goodterms.web.addresses import calculator_page
from goodterms.web.modules import author_text
from goodterms.web.view import Page, Site, View

#: What every calculator's page loads besides its own scripts.
KIT_SCRIPT = "calculator.js"
KIT_STYLE = "calculator.css"
#: The site's words that the kit says itself, by the key under which it asks for them.
_KIT_WORDS = "calculator."


def calculator_pages(site: Site) -> Iterator[Page]:
    """A page for each calculator, in the order of their file names."""
    for calculator in site.course.calculators:
        yield calculator_page_of(calculator, site)


def script_path(name: str) -> str:
    """Where a calculator's script stands among the site's own files."""
    return f"calculators/{name}.js"


def calculator_page_of(calculator: Calculator, site: Site) -> Page:
    """Head, the author's text, the place where the script builds its form, and the facts."""
    view = site.view(calculator_page(calculator))
    front, w = calculator.front, site.words
    head = view.block(
        "page_head.html.j2",
        eyebrow=w("calculator.eyebrow"),
        title=front.title,
        facts=[],
        lead=plain(front.summary, view.ctx),
        untranslated=not (site.course.is_source or calculator.document.translated),
    )
    body = view.block(
        "calculator.html.j2",
        calculator=calculator,
        notice=plain(site.course.settings.notice, view.ctx),
        data=json_script(page_data(calculator, view)),
        cards=[
            law_card(site.course.law[name], view.ctx)
            for name in calculator.facts
            if name in site.course.law
        ],
    )
    text = author_text(calculator.document, calculator.document.body, view)
    return Page(
        view.page,
        plain(front.title, view.ctx),
        "calculator",
        f"{head}\n\n{body}\n\n{text}",
        facts={
            "styles": [KIT_STYLE],
            "scripts": [KIT_SCRIPT, *(script_path(name) for name in front.scripts)],
        },
    )


def page_data(calculator: Calculator, view: View) -> dict[str, Any]:
    """What the scripts read: words, sets of rules, and the facts with their figures."""
    course, front = view.course, calculator.front
    words = {
        key.removeprefix(_KIT_WORDS): text
        for key, text in view.words.table.items()
        if key.startswith(_KIT_WORDS)
    }
    return {
        "id": front.id,
        "kit": words,
        "words": {word.id: word.text for word in front.words},
        "currency": course.language.currency,
        "sets": [
            {
                "id": rules.id,
                "title": plain(rules.title, view.ctx),
                "note": plain(rules.note, view.ctx) if rules.note else "",
                "facts": rules.facts,
            }
            for rules in front.sets
        ],
        "facts": {
            name: fact_data(course.law[name], view.ctx)
            for name in calculator.facts
            if name in course.law
        },
    }


def fact_data(fact: LawFact, ctx: Context) -> dict[str, Any]:
    """A law fact with its figures, its cite, and how far it was verified, and when."""
    found: dict[str, Any] = {
        "id": fact.id,
        "jurisdiction": fact.jurisdiction,
        "applies_to": plain(fact.applies_to, ctx),
        "text": plain(fact.text, ctx),
        "cite": fact.cite,
        "source": fact.source,
        "verified": fact.verified,
        "as_of": fact.as_of.isoformat(),
        "day": format_date(fact.as_of, ctx.strings),
        "href": ctx.links("law", fact.id),
    }
    if fact.limits:
        found["limits"] = msgspec.to_builtins(fact.limits)
    if fact.interest is not None:
        found["interest"] = msgspec.to_builtins(fact.interest)
    return found
