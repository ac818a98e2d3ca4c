"""The diagnostic and the sealed exam in practice: taken in a browser, graded, no key anywhere."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from goodterms.load.course import Loaded, load_course
from goodterms.load.outside import laid_over, load_outside
from goodterms.model.course import Course
from goodterms.model.items import Item, Short, Single
from goodterms.model.progress import Progress
from goodterms.scoring.advice import advise, sections
from goodterms.scoring.forms import assemble
from tests.web.answering import answer, question
from tests.web.conftest import Visit, build, goodterms, started

HAND_IN = ".gt-assessment__buttons [type=submit]"
EXAM, EXAM_B = "en/tests/final-exam.html", "en/tests/final-exam-b.html"


@pytest.fixture(scope="module")
def stall_root(repository: Path) -> Path:
    return repository / "tests" / "courses" / "stall"


@pytest.fixture(scope="module")
def stall(stall_root: Path) -> Loaded:
    return load_course(stall_root)


@pytest.fixture(scope="module")
def site(stall_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(stall_root, tmp_path_factory.mktemp("stall") / "site")


@pytest.fixture(scope="module")
def own_bank(stall_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank of one's own, made from the sample by the command."""
    folder = tmp_path_factory.mktemp("exam") / "bank"
    done = goodterms("new", "exam-bank", folder, "--root", stall_root)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def items_of(course: Course, assessment_id: str, form: int = 0) -> list[Item]:
    assessment = course.assessments[assessment_id]
    return assemble(assessment, assessment.forms[form], course)


def secrets(items: Iterable[Item]) -> set[str]:
    """Texts that nobody may read before handing in: explanations and accepted answers."""
    found = set()
    for item in items:
        for field in ("options", "left"):
            found |= {side.why for side in getattr(item, field, ())}
        found |= {wrong.why for wrong in getattr(item, "wrong", ())}
        found |= {why for why in [getattr(item, "why", "")] if why}
        found |= set(item.accept[1:]) if isinstance(item, Short) else set()
    return found


def assert_no_key(folder: Path, items: list[Item]) -> None:
    """No file holds an explanation, an accepted answer, or a key beside an item's id."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".html", ".js", ".json", ".xml", ".csv", ".txt", ".md"):
            continue
        text = path.read_text(encoding="utf-8")
        for secret in secrets(items):
            assert secret not in text, (path, secret)
        for item in items:
            assert not re.search(rf'"id":\s*"{item.id}"[^{{}}]*"(key|accept|rule)"', text), path


def hand_in(page: Page, folder: Path) -> Path:
    """Hand in and download the submission."""
    page.locator(HAND_IN).click()
    page.locator(".gt-result .gt-button-row button").first.click()
    page.locator(".gt-learner input").first.fill("e-1042")
    with page.expect_download() as download:
        page.locator(".gt-learner [type=submit]").click()
    file = folder / "inbox" / "submission.json"
    file.parent.mkdir(exist_ok=True)
    download.value.save_as(file)
    return file


def graded(file: Path, out: Path, *options: str | Path) -> list[dict[str, object]]:
    done = goodterms("grade", file, "--out", out, *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]


# ---- the sealed exam ---------------------------------------------------------------------------


def test_a_sealed_exam_from_the_first_question_to_the_result(
    site: Path, stall_root: Path, stall: Loaded, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    items = items_of(stall.editions["en"], "final-exam")
    seen = visit(accept_downloads=True)
    seen.context.set_offline(True)
    page = seen.open((site / EXAM).as_uri())
    page.locator("[data-start]").click()
    for item in items[:3]:
        answer(page, item)
    page.reload()
    seen.ready()
    for item in items[3:-1]:
        answer(page, item)
    answer(page, items[-1], right=False)
    file = hand_in(page, tmp_path)
    expect(page.locator(".gt-result")).to_contain_text("marked elsewhere")
    assert "%" not in page.locator(".gt-result").inner_text()
    expect(page.locator(".gt-why >> visible=true")).to_have_count(0)
    (result,) = graded(file, tmp_path / "out", "--root", stall_root)
    assert (result["assessment"], result["form"], result["learner"]) == (
        "final-exam",
        "a",
        "e-1042",
    )
    assert (result["score"], result["max"], result["passed"]) == (5, 6, True)


def test_no_file_of_the_site_holds_a_key_of_the_exam(site: Path, stall: Loaded) -> None:
    course = stall.editions["en"]
    items = [*items_of(course, "final-exam"), *items_of(course, "final-exam", 1)]
    assert len({item.id for item in items}) == 12
    assert secrets(items)
    assert_no_key(site, items)
    stems = [item.stem for item in items]
    index = next(site.glob("en/**/search_index*.js*"), None) or next(site.glob("en/**/*search*"))
    assert not any(stem in index.read_text(encoding="utf-8") for stem in stems if index.is_file())


def test_no_package_holds_a_key_of_the_exam(
    stall_root: Path, stall: Loaded, tmp_path: Path
) -> None:
    done = goodterms(
        "export", "scorm12", "--each-module", "--lang", "en", "--root", stall_root,
        "--out", tmp_path / "packages",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    packages = sorted((tmp_path / "packages").rglob("*.zip"))
    assert len(packages) == 3
    for package in packages:
        with zipfile.ZipFile(package) as archive:
            archive.extractall(tmp_path / package.stem)
        course = stall.editions["en"]
        assert_no_key(
            tmp_path / package.stem,
            [*items_of(course, "final-exam"), *items_of(course, "final-exam", 1)],
        )


def test_an_open_attempt_at_one_form_is_not_lost_at_the_other(
    site: Path, stall: Loaded, visit: Callable[..., Visit]
) -> None:
    items = items_of(stall.editions["en"], "final-exam")
    chosen = next(item for item in items if isinstance(item, Single))
    seen = visit()
    page = seen.open((site / EXAM).as_uri())
    page.locator("[data-start]").click()
    answer(page, chosen)
    kept = page.evaluate("GoodTerms.store.get('attempt', 'final-exam')")
    other = seen.context.new_page()
    other.goto((site / EXAM_B).as_uri())
    started(other)
    expect(other.locator("[data-start]")).to_be_hidden()
    expect(other.locator(".gt-start__other")).to_contain_text("form A is open")
    assert (
        other.evaluate(
            "GoodTerms.submission.begin(GoodTerms.core.data("
            "document.querySelector('.gt-assessment')), {})"
        )
        is None
    )
    assert other.evaluate("GoodTerms.store.get('attempt', 'final-exam')") == kept
    other.locator(".gt-start__other a").click()
    started(other)
    assert other.url.endswith("final-exam.html")
    expect(question(other, chosen).locator("input:checked")).to_have_count(1)
    # The other form's page, opened before anything was begun, does not replace it either.
    other.goto((site / EXAM_B).as_uri())
    started(other)
    other.locator(".gt-start__other button").click()
    expect(other.locator(".gt-start__other")).to_have_count(0)
    other.locator("[data-start]").click()
    assert other.evaluate("GoodTerms.store.get('attempt', 'final-exam').form") == "b"
    expect(page.locator(".gt-start__other")).to_contain_text("form B is open")
    expect(page.locator(".gt-assessment__form")).to_be_hidden()


def test_an_edition_without_the_modules_has_no_exam_and_says_where_it_is(
    site: Path, visit: Callable[..., Visit]
) -> None:
    assert not (site / "ru" / "tests" / "final-exam.html").exists()
    page = visit().open((site / "ru" / "modules.html").as_uri())
    note = page.locator("[data-withheld]")
    expect(note).to_contain_text("Итоговый экзамен")
    expect(note).to_contain_text("нет 2 модулей")
    note.locator("a").click()
    assert page.url.endswith(EXAM)


# ---- a bank of one's own -----------------------------------------------------------------------


def test_an_own_bank_is_made_checked_built_taken_and_graded(
    stall_root: Path, stall: Loaded, own_bank: Path, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    checked = goodterms("validate", "--root", stall_root, "--bank", own_bank)
    assert (checked.returncode, checked.stdout) == (0, "No findings.\n")
    site = build(stall_root, tmp_path / "site", "--bank", str(own_bank))
    laid = laid_over(stall, load_outside(own_bank, ["en", "ru"]))
    items = items_of(laid.editions["en"], "final-exam")
    assert all(item.id.startswith("own-") for item in items)
    assert_no_key(site, items)
    seen = visit(accept_downloads=True)
    page = seen.open((site / EXAM).as_uri())
    page.locator("[data-start]").click()
    for item in items:
        answer(page, item)
    file = hand_in(page, tmp_path)
    (result,) = graded(file, tmp_path / "out", "--root", stall_root, "--bank", own_bank)
    assert result["score"] == result["max"] == 6
    without = goodterms("grade", file, "--out", tmp_path / "no", "--root", stall_root)
    assert without.returncode == 1
    assert "--bank" in without.stdout


def test_an_own_bank_accepts_answers_in_the_language_of_the_learner(
    stall_root: Path, own_bank: Path, tmp_path: Path
) -> None:
    bank = tmp_path / "bank"
    shutil.copytree(own_bank, bank)
    tests = bank / "assessments.yml"
    listed = tests.read_text(encoding="utf-8").replace(
        "      - id: a\n", "      - {id: a, items: [own-m01-x3]}\n"
    )
    tests.write_text(listed, encoding="utf-8")
    submissions = tmp_path / "in.jsonl"
    lines = [
        {
            "format": "goodterms-submission/1", "id": f"s-{lang}", "course": "tea-stall",
            "assessment": "final-exam", "form": "a", "lang": lang, "learner": {"id": lang},
            "attempt": 1, "submitted": "2026-11-21T09:21:30Z",
            "responses": {"own-m01-x3": said},
        }
        for lang, said in (("en", "Sandglass"), ("ru", "Песочные часы"))
    ]  # fmt: skip
    submissions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    results = graded(submissions, tmp_path / "out", "--root", stall_root, "--bank", bank)
    assert [result["score"] for result in results] == [1, 1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{root}/exams"], "is inside the course"),
        (["{tmp}/x", "--assessment", "diagnostic"], "there is no sealed assessment 'diagnostic'"),
        (["{bank}"], "exam.yml exists already"),
    ],
)
def test_an_own_bank_is_refused_with_a_reason(
    arguments: list[str], words: str, stall_root: Path, own_bank: Path, tmp_path: Path
) -> None:
    filled = [a.format(root=stall_root, tmp=tmp_path, bank=own_bank) for a in arguments]
    done = goodterms("new", "exam-bank", *filled, "--root", stall_root)
    assert done.returncode == 2
    assert words in done.stdout + done.stderr


# ---- the diagnostic ----------------------------------------------------------------------------


def test_the_diagnostic_recommends_what_grading_recommends(
    site: Path, stall_root: Path, stall: Loaded, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    course = stall.editions["en"]
    items = items_of(course, "diagnostic")
    wrong = {"dg-m02-1", "dg-m03-1", "dg-m03-2"}
    seen = visit(accept_downloads=True, viewport={"width": 320, "height": 800})
    page = seen.open((site / "en/tests/diagnostic.html").as_uri())
    page.locator("[data-start]").click()
    for item in items:
        answer(page, item, right=item.id not in wrong)
    file = hand_in(page, tmp_path)

    scores = {item.id: 0.0 if item.id in wrong else 1.0 for item in items}
    diagnostic = course.assessments["diagnostic"]
    expected = advise(diagnostic, sections(items, course), scores)
    entries = page.locator(".gt-advice__module")
    expect(entries).to_have_count(3)
    for place, advice in enumerate(expected):
        entry = entries.nth(place)
        assert advice.band is not None
        expect(entry.locator(".gt-advice__name")).to_have_text(advice.band.title)
        expect(entry.locator(".gt-advice__points")).to_have_text(
            f"{advice.score:g} of {advice.max:g} points"
        )
        titles = [course.lessons[name].front.title for name in advice.lessons]
        expect(entry.locator(".gt-advice__lessons a")).to_have_text(titles)
        for link in entry.locator("a").all():
            href = str(link.get_attribute("href"))
            assert (site / "en/tests" / href).resolve().is_file(), href
    (result,) = graded(file, tmp_path / "out", "--root", stall_root)
    assert result["passed"] is None
    found = result["sections"]
    assert isinstance(found, dict)
    assert [(m, s["percent"], s["lessons"]) for m, s in found.items()] == [
        (one.module, one.percent, list(one.lessons)) for one in expected
    ]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_diagnostic_is_never_recorded_as_failed_and_never_used_up(
    site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open((site / "en/tests/diagnostic.html").as_uri())
    assert "Attempts" not in page.locator(".gt-start").inner_text()
    for _ in range(4):
        page.locator("[data-start]").click()
        page.locator(HAND_IN).click()
        page.click("text=Hand in anyway")
        expect(page.locator(".gt-result")).to_contain_text("Where to begin")
    expect(page.locator("[data-start]")).to_have_text("Take it again")
    said = page.locator(".gt-assessment").inner_text()
    assert "Not passed" not in said and "attempt left" not in said
    text = page.evaluate("JSON.stringify(GoodTerms.records.exported())")
    progress = msgspec.json.decode(text, type=Progress)
    attempts = progress.assessments["diagnostic"]
    assert [one.passed for one in attempts] == [None] * 4
    assert [(one.score, one.max, one.pass_mark) for one in attempts] == [(0, 6, None)] * 4
    seen.open((site / "en/progress.html").as_uri())
    row = page.locator(".gt-progress__list li", has_text="Where to begin")
    expect(row).to_have_class("gt-done")
    expect(row).to_contain_text("taken")
    seen.open((site / "en/modules.html").as_uri())
    expect(page.locator("[data-record='assessment:diagnostic'] .gt-card__record")).to_have_text(
        "taken"
    )


def test_the_russian_diagnostic_asks_about_the_modules_it_has(
    site: Path, visit: Callable[..., Visit]
) -> None:
    seen = visit()
    page = seen.open((site / "ru/tests/diagnostic.html").as_uri())
    expect(page.locator(".gt-item")).to_have_count(2)
    page.locator("[data-start]").click()
    page.locator(HAND_IN).click()
    page.locator(".gt-unanswered button").click()
    expect(page.locator(".gt-advice__module")).to_have_count(1)
    expect(page.locator(".gt-advice__module")).to_contain_text("Изучите модуль")
    expect(page.locator(".gt-advice__lessons a").first).to_have_text("Заварка по часам")
