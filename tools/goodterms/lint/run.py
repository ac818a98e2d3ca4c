"""Running all rules on all editions: one list of findings, sorted, none twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from goodterms.diagnostics import Finding, Position, Severity
from goodterms.lint.registry import CRASH, RULES
from goodterms.lint.rule import Context, Rule
from goodterms.load.course import Loaded
from goodterms.load.files import COURSE_FILE

_WEIGHT = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.NOTE: 0}


def validate(
    loaded: Loaded,
    strict: bool = False,
    *,
    today: dt.date | None = None,
    rules: Sequence[Rule] = RULES,
) -> list[Finding]:
    """Everything that loading and all rules find, in the order of files and lines.

    With ``strict``, warnings become errors and notes (drafts, planned modules, unverified law) are
    listed; without, notes are left out. ``today`` is what the age of law facts is measured
    against. No rule stops another, and none raises: a rule that fails is a finding itself.
    """
    findings = list(loaded.findings)
    source = loaded.source
    if source is not None:
        day = today or dt.date.today()
        for course in loaded.editions.values():
            context = Context(loaded, course, source, day)
            for rule in rules:
                if rule.applies(context):
                    _run(rule, context, findings)
    # Rules may read further files (pictures); what the reader found then belongs here too.
    findings.extend(loaded.files.findings)
    return _settled(findings, strict)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether anything would make what is built wrong."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _run(rule: Rule, context: Context, findings: list[Finding]) -> None:
    try:
        findings.extend(rule.run(context))
    except Exception as error:  # whatever it is, the author gets a finding
        where = Position(COURSE_FILE)
        findings.append(
            Finding(
                where,
                CRASH.code,
                f"rule {rule.code} failed on the {context.lang} edition: "
                f"{type(error).__name__}: {' '.join(str(error).split())[:200]}",
                "this is a fault of goodterms, not of the course: please report it",
            )
        )


def _settled(findings: Iterable[Finding], strict: bool) -> list[Finding]:
    """One finding per place, code and message (the heaviest), sorted."""
    kept: dict[tuple[Position, str, str], Finding] = {}
    for finding in findings:
        key = (finding.position, finding.code, finding.message)
        other = kept.get(key)
        if other is None or _WEIGHT[finding.severity] > _WEIGHT[other.severity]:
            kept[key] = finding
    if strict:
        return sorted(_strict(finding) for finding in kept.values())
    return sorted(f for f in kept.values() if f.severity is not Severity.NOTE)


def _strict(finding: Finding) -> Finding:
    if finding.severity is Severity.WARNING:
        return msgspec.structs.replace(finding, severity=Severity.ERROR)
    return finding
