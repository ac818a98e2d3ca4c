"""Findings as text, JSON, GitHub annotations, SARIF; what ``explain`` and ``rules`` print."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Sequence
from urllib.parse import quote

from goodterms import __version__
from goodterms.diagnostics import CodeDoc, Finding, Severity
from goodterms.lint.registry import FAMILIES, docs

#: Columns that hints and explanations are wrapped to.
WIDTH = 80
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.NOTE: "notes"}


def as_text(findings: Sequence[Finding], width: int = WIDTH) -> str:
    """``path:line:column CODE message``, the hint below it, and a summary as the last line.

    Only hints are wrapped, so that the first line can be searched and clicked. Warnings and notes
    say so at the end of the message; what says nothing is an error.
    """
    lines = []
    for finding in findings:
        mark = "" if finding.severity is Severity.ERROR else f" ({finding.severity})"
        lines.append(f"{finding}{mark}")
        lines += textwrap.wrap(
            finding.hint,
            width,
            initial_indent="    ",
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join([*lines, summary(findings)]) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """How many findings of each weight there are, in one line."""
    if not findings:
        return "No findings."
    parts = []
    for severity, plural in _PLURALS.items():
        count = sum(finding.severity is severity for finding in findings)
        if count:
            parts.append(f"{count} {severity if count == 1 else plural}")
    files = len({finding.position.path for finding in findings})
    return f"{', '.join(parts)} in {files} {'file' if files == 1 else 'files'}."


def as_json(findings: Sequence[Finding]) -> str:
    """``goodterms-findings/1``: counts, and one object per finding."""
    data = {
        "format": "goodterms-findings/1",
        "version": __version__,
        "counts": {s.value: sum(f.severity is s for f in findings) for s in Severity},
        "findings": [
            {
                "path": finding.position.path,
                "line": finding.position.line,
                "column": finding.position.column,
                "code": finding.code,
                "severity": finding.severity.value,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in findings
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands that GitHub shows as annotations beside the lines."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    lines = []
    for finding in findings:
        where = finding.position
        lines.append(
            f"::{levels[finding.severity]} file={_property(where.path)},line={where.line},"
            f"col={where.column},title={_property(finding.code)}::"
            + _data(f"{finding.message}\n{finding.hint}")
        )
    return "".join(f"{line}\n" for line in lines)


def as_sarif(findings: Sequence[Finding]) -> str:
    """SARIF 2.1.0 (OASIS), one run; rules are described as ``explain`` describes them."""
    known = docs()
    codes = list(known)
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
    run = {
        "tool": {
            "driver": {
                "name": "goodterms",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [
                    {
                        "id": doc.code,
                        "name": _pascal(doc.title),
                        "shortDescription": {"text": doc.title},
                        "fullDescription": {"text": f"{doc.what} {doc.why}"},
                        "help": {"text": f"Bad:\n{doc.bad}\n\nGood:\n{doc.good}"},
                        "defaultConfiguration": {"level": levels[doc.severity]},
                    }
                    for doc in known.values()
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"COURSE": {"description": {"text": "The course's folder."}}},
        "results": [
            {
                "ruleId": finding.code,
                "ruleIndex": codes.index(finding.code),
                "level": levels[finding.severity],
                "message": {"text": f"{finding.message}. {finding.hint}"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {
                                "uri": quote(finding.position.path),
                                "uriBaseId": "COURSE",
                            },
                            "region": {
                                "startLine": finding.position.line,
                                "startColumn": finding.position.column,
                            },
                        }
                    }
                ],
            }
            for finding in findings
        ],
    }
    data = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


#: Formats of ``goodterms validate --format`` by name.
FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def explanation(doc: CodeDoc, width: int = WIDTH) -> str:
    """What ``goodterms explain CODE`` prints."""
    parts = [
        f"{doc.code} {doc.title} ({doc.severity})",
        textwrap.fill(doc.what, width),
        textwrap.fill(f"Why: {doc.why}", width),
        "Bad:\n" + textwrap.indent(doc.bad, "    "),
        "Good:\n" + textwrap.indent(doc.good, "    "),
    ]
    return "\n\n".join(parts) + "\n"


def rule_list() -> str:
    """What ``goodterms rules`` prints: every code by family, with weight and title."""
    lines: list[str] = []
    family = ""
    for doc in docs().values():
        if doc.code[0] != family:
            family = doc.code[0]
            lines += (
                ["", f"{family}  {FAMILIES[family]}"]
                if lines
                else [f"{family}  {FAMILIES[family]}"]
            )
        lines.append(f"  {doc.code}  {doc.severity:<7}  {doc.title}")
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _pascal(title: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in title).split()
    return "".join(word[:1].upper() + word[1:] for word in words)
