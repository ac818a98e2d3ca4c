"""What users and machines read: text, JSON, GitHub annotations, SARIF, explanations."""

from __future__ import annotations

import json
import re

import pytest

from goodterms.diagnostics import Finding, Position, Severity
from goodterms.lint.output import FORMATS, as_text, explanation, rule_list, summary
from goodterms.lint.registry import docs, explain
from tests.lint.support import COURSES, findings

SOME = [
    Finding(
        Position("quizzes/01-wheels.yml", 12, 10),
        "I001",
        "m01-q01: the key 'd' is no option",
        "use a, b, c",
    ),
    Finding(
        Position("modules/01-wheels/true.md", 4, 1),
        "P007",
        "the sheet confidential-two has 1 word",
        "write 150 to 450: identity, interests, private facts, limit, tone, concessions, all of "
        "which a player has to keep in mind for as long as the play lasts",
        Severity.WARNING,
    ),
    Finding(Position("course/course.yml", 3, 7), "C006", "100% a draft, so far", "go\non",
            Severity.NOTE),
]  # fmt: skip

TEXT = """\
quizzes/01-wheels.yml:12:10 I001 m01-q01: the key 'd' is no option
    use a, b, c
modules/01-wheels/true.md:4:1 P007 the sheet confidential-two has 1 word (warning)
    write 150 to 450: identity, interests, private facts, limit, tone,
    concessions, all of which a player has to keep in mind for as long as the
    play lasts
course/course.yml:3:7 C006 100% a draft, so far (note)
    go on
1 error, 1 warning, 1 note in 3 files.
"""

GITHUB = """\
::error file=quizzes/01-wheels.yml,line=12,col=10,title=I001::m01-q01: the key 'd' is no option%0Ause a, b, c
::warning file=modules/01-wheels/true.md,line=4,col=1,title=P007::the sheet confidential-two has 1 word%0Awrite 150 to 450: identity, interests, private facts, limit, tone, concessions, all of which a player has to keep in mind for as long as the play lasts
::notice file=course/course.yml,line=3,col=7,title=C006::100%25 a draft, so far%0Ago%0Aon
"""  # noqa: E501 - as GitHub wants it

EXPLANATION = """\
S012 Key points are not three to five (warning)

The section `{#key-points}` is a list of three to five points.

Why: what a learner is to keep has to fit on one card; two are a headline, six
are a summary.

Bad:
    ## Key points {#key-points}

    - Check the rim first.

Good:
    ## Key points {#key-points}

    - Check the rim first.
    - Half a turn at a time.
    - Opposite spokes move the other way.
"""


def test_text_at_eighty_columns() -> None:
    text = as_text(SOME)
    assert text == TEXT
    assert all(len(line) <= 80 for line in text.splitlines() if line.startswith("    "))


def test_summary_of_nothing_and_of_many() -> None:
    assert summary([]) == "No findings."
    assert as_text([]) == "No findings.\n"
    assert summary([SOME[0], SOME[0]]) == "2 errors in 1 file."


def test_github_annotations() -> None:
    assert FORMATS["github"](SOME) == GITHUB


def test_json_has_every_field_of_every_finding() -> None:
    data = json.loads(FORMATS["json"](SOME))
    assert data["format"] == "goodterms-findings/1"
    assert data["counts"] == {"error": 1, "warning": 1, "note": 1}
    assert data["findings"][0] == {
        "path": "quizzes/01-wheels.yml", "line": 12, "column": 10, "code": "I001",
        "severity": "error", "message": SOME[0].message, "hint": SOME[0].hint,
    }  # fmt: skip


def test_explanation_of_a_rule() -> None:
    assert explanation(explain("S012")) == EXPLANATION


def test_the_list_of_rules_names_every_code_once_in_eighty_columns_of_title() -> None:
    listed = re.findall(r"^  ([A-Z]\d{3})  ", rule_list(), re.MULTILINE)
    assert sorted(listed) == sorted(docs())
    assert listed == list(docs())


def test_sarif_has_what_the_standard_requires() -> None:
    """SARIF 2.1.0, 3.13.2, 3.14.6, 3.18.1, 3.19.2, 3.27.5 to 3.27.12, 3.49.3."""
    found = findings(COURSES / "broken")
    log = json.loads(FORMATS["sarif"](found))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "goodterms"
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["shortDescription"]["text"] and rule["help"]["text"]
        assert re.fullmatch(r"\w+", rule["name"])
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert len(run["results"]) == len(found)
    for result, finding in zip(run["results"], found, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] in ("none", "note", "warning", "error")
        assert finding.message in result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert not uri.startswith("/") and re.fullmatch(r"[A-Za-z0-9._/%~-]+", uri)
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert place["region"]["startLine"] >= 1 and place["region"]["startColumn"] >= 1


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_takes_no_findings_and_ends_with_a_line_end_or_nothing(name: str) -> None:
    text = FORMATS[name]([])
    assert text == "" or text.endswith("\n")
