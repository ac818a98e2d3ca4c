"""All rules, written out, and what is known about every code."""

from __future__ import annotations

import difflib

from goodterms.diagnostics import CodeDoc
from goodterms.errors import GoodTermsError
from goodterms.lint import (
    assessments,
    banks,
    blueprints,
    calculators,
    coverage,
    fields,
    files,
    item_numbers,
    item_style,
    items,
    law,
    leftovers,
    links,
    objectives,
    parity,
    private_facts,
    red_lines,
    references,
    role_plays,
    sections,
    simulations,
    stems,
    structure,
    templates,
    translations,
    ways,
)
from goodterms.lint.rule import Rule
from goodterms.load.codes import CODES

#: What goes wrong inside the tool itself: not a rule, and never the author's fault.
CRASH = CodeDoc(
    code="G001",
    title="A rule failed",
    what="A rule stopped with an error of its own. All other rules were run.",
    why="One broken rule must not hide what the others find, and must not pass for a clean run.",
    bad="rule I017 failed on the ru edition: ZeroDivisionError",
    good="report the message together with the file it concerns; nothing in your text is wrong",
)

#: Families in the order in which they are listed, with what they look at.
FAMILIES: dict[str, str] = {
    "F": "files: what reading itself finds",
    "S": "structure: ids, headings, sections, minutes, files that nothing names",
    "R": "references: embeds, links, images, ids in fields",
    "C": "coverage: topics, red lines, practice, tests; drafts and planned modules",
    "O": "objectives: measurable, taught, practised, tested, played",
    "I": "items: keys, options, stems, rationales, banks",
    "W": "ways through the course: tracks, jurisdictions, agendas",
    "A": "assessments: forms and blueprints",
    "M": "simulations: ways, endings, scores",
    "P": "role-plays: sheets, facts, limits, debriefs",
    "L": "law: jurisdiction, date, verification, figures",
    "K": "templates: blocks, placeholders, checklists, limits",
    "N": "calculators: scripts, words",
    "X": "red-line phrases outside marked examples",
    "T": "translations: complete, parallel, current",
    "Z": "leftovers: unfinished and broken typing",
    "G": "the tool itself",
}

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *sections.RULES,
    *files.RULES,
    *references.RULES,
    *links.RULES,
    *fields.RULES,
    *coverage.RULES,
    *objectives.RULES,
    *ways.RULES,
    *items.RULES,
    *item_numbers.RULES,
    *stems.RULES,
    *item_style.RULES,
    *banks.RULES,
    *assessments.RULES,
    *blueprints.RULES,
    *simulations.RULES,
    *role_plays.RULES,
    *private_facts.RULES,
    *law.RULES,
    *calculators.RULES,
    *templates.RULES,
    *red_lines.RULES,
    *translations.RULES,
    *parity.RULES,
    *leftovers.RULES,
)


def docs() -> dict[str, CodeDoc]:
    """What is known about every code, by code, families in their order."""
    found = {doc.code: doc for doc in (*CODES, *(rule.doc for rule in RULES), CRASH)}
    order = list(FAMILIES)
    return dict(sorted(found.items(), key=lambda pair: (order.index(pair[0][0]), pair[0])))


def explain(code: str) -> CodeDoc:
    """The documentation of a code, whatever its case.

    Raises GoodTermsError (exit status 2) for a code that does not exist.
    """
    known = docs()
    found = known.get(code.strip().upper())
    if found is None:
        near = difflib.get_close_matches(code.upper(), known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise GoodTermsError(
            f"there is no code {code!r}", f"{hint}`goodterms rules` lists all codes"
        )
    return found


__all__ = ["CRASH", "FAMILIES", "RULES", "docs", "explain"]
