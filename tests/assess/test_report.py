"""The report: its figures, its safety, and how it stands in a real browser."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from goodterms.assess.grading import Grading, grade
from goodterms.assess.inbox import Rejected
from goodterms.assess.marks import Row
from goodterms.assess.report import assessment_reports, plain, report_html, shown_percent
from tests.assess.factories import assessment, course, item, received, right_responses

EN = course()
NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"


def page_of(grading: Grading, **more: Any) -> str:
    return report_html(grading, EN, NOW, **more)


def ten_learners(pass_mark: float = 60) -> Grading:
    """Learner n has n + 1 of ten items right."""
    items = [item("single", f"q{n}") for n in range(10)]
    edition = course(items, [assessment("m01-test", [i.id for i in items], pass_mark=pass_mark)])
    return grade(
        {"en": edition},
        [
            received(
                learner={"id": f"e-{n}", "name": f"Learner {n}"},
                responses={f"q{k}": "b" for k in range(n + 1)},
            )
            for n in range(10)
        ],
    )


def test_the_figures_of_an_assessment() -> None:
    (report,) = assessment_reports(ten_learners().graded)
    assert (report.counted, report.passed, report.failed, report.pending) == (10, 5, 5, 0)
    assert (report.pass_rate, report.mean, report.median) == (50, 55, 55)
    assert [bar.count for bar in report.bars] == [0, 1, 1, 1, 1, 1, 1, 1, 1, 2]
    assert [bar.passes for bar in report.bars] == [False] * 6 + [True] * 4
    assert report.bars[9].height == 1
    assert [(line.id, line.facility) for line in report.hardest] == [
        (f"q{n}", 10 * (10 - n)) for n in range(9, -1, -1)
    ]


def test_only_what_counts_is_in_the_figures() -> None:
    right = right_responses(EN)
    grading = grade(
        {"en": EN},
        [received(attempt=1, responses={}), received(attempt=2, responses=right)],
    )
    (report,) = assessment_reports(grading.graded)
    assert (report.accepted, report.counted, report.passed, report.mean) == (2, 1, 1, 100)
    assert {line.facility for line in report.hardest} == {100}


def test_waiting_texts_are_no_failures() -> None:
    grading = grade({"en": EN}, [received(assessment="m01-task", responses={"m01-w1": "Text"})])
    (report,) = assessment_reports(grading.graded)
    assert (report.pending, report.failed, report.pass_rate, report.hardest) == (1, 0, None, [])
    html = page_of(grading)
    assert "No result yet" in html
    assert "<dt>Mean</dt>" not in html
    assert "<blockquote>Text</blockquote>" in html
    assert "Level 4" in html


def test_who_needs_attention_comes_first_and_long_tables_are_cut() -> None:
    html = page_of(ten_learners())
    assert html.index("Learner 4 ") < html.index("Learner 9 ")
    many = grade({"en": EN}, [received(learner={"id": f"e-{n}"}) for n in range(620)])
    many.rejected.extend(Rejected("a.json", n, f"no {n} 'x'", "hint") for n in range(700))
    html = page_of(many)
    assert "And 120 more: all are in results.csv." in html
    assert "And 200 more: all are in rejected.jsonl." in html
    assert "700 × no … …" in html


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (79.96, "79.9"),
        (80, "80.0"),
        (100, "100.0"),
        (66.6666, "66.6"),
        (0, "0.0"),
        (29.9999999999999, "30.0"),
    ],
)
def test_percent_is_never_rounded_up_to_a_pass(value: float, text: str) -> None:
    assert shown_percent(value) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Bold** and `code`", "Bold and code"),
        ("[A link](https://example.org) and ![a picture](x.svg)", "A link and a picture"),
        ('Owed {{ money("48000") }} by {{ term("dso", "the DSO") }}', "Owed 48000 by the DSO"),
        ("two\n  lines", "two lines"),
        ("x" * 200, "x" * 159 + "…"),
    ],
)
def test_stems_as_plain_text(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_nothing_from_outside_becomes_markup() -> None:
    grading = grade(
        {"en": EN},
        [
            received(learner={"id": HOSTILE, "name": HOSTILE}),
            received(id=HOSTILE, assessment="m01-task", responses={"m01-w1": HOSTILE}),
        ],
    )
    grading.rejected.append(Rejected(HOSTILE, 1, HOSTILE, HOSTILE))
    row = Row(HOSTILE, 1, HOSTILE, HOSTILE, "", None, "", "", "")
    html = page_of(grading, unused=[row])
    assert "<script" not in html
    assert "<img" not in html


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Any:
    """The report with every section filled, opened from disk, with all requests noted."""
    grading = ten_learners(55)
    more = grade(
        {"en": EN},
        [
            received(learner={"id": "w"}, assessment="m01-task", responses={"m01-w1": "Text"}),
            received(form="z"),
        ],
    )
    grading.graded.extend(more.graded)
    grading.rejected.extend(more.rejected)
    row = Row("marks.csv", 3, "s-gone", "m01-w1", "facts", 3, "", "", "")
    path = tmp_path / "report.html"
    path.write_text(page_of(grading, unused=[row]), encoding="utf-8")
    page = browser.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    assert requests == [path.as_uri()]
    yield page
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits(page: Page, scheme: Any, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for details in page.query_selector_all("details"):
        details.evaluate("(element) => { element.open = true; }")
    page.add_script_tag(path=AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_prints_in_ink(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
