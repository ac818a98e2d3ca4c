"""From submissions to results: forms, digests, attempts, duplicates, sealed banks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.assess.grading import Grading, grade
from goodterms.assess.inbox import Received, Rejected
from goodterms.assess.prepared import ExamBank
from goodterms.model.course import Course
from goodterms.model.items import Bank
from goodterms.model.submissions import Result
from goodterms.scoring.digest import bank_digest, form_digest, item_digest
from goodterms.scoring.forms import assemble
from goodterms.scoring.items import check_response, score_item
from tests.assess.factories import (
    all_types,
    assessment,
    course,
    item,
    received,
    right_responses,
)

EN = course()
RIGHT = right_responses(EN)
TWO_FORMS = course(
    [item("single", f"q{n}") for n in range(1, 6)],
    [assessment("m01-test", ["q1", "q2", "q3"], ["q1", "q4", "q5"], pass_mark=50)],
)


def run(*submissions: Received | Rejected, edition: Course = EN, **more: Any) -> Grading:
    return grade({edition.lang: edition}, submissions, **more)


def accepted(submission: Received, **more: Any) -> Result:
    grading = run(submission, **more)
    assert grading.rejected == []
    (result,) = grading.results()
    return result


def refused(submission: Received, **more: Any) -> Rejected:
    grading = run(submission, **more)
    assert grading.graded == []
    (rejected,) = grading.rejected
    assert rejected.hint
    return rejected


def test_a_right_submission_of_all_types() -> None:
    result = accepted(received(id="s", responses=RIGHT, form="a", version="1.0.0"))
    assert (result.score, result.max, result.percent, result.passed) == (7, 7, 100, True)
    assert (result.submission, result.assessment, result.form) == ("s", "m01-test", "a")
    assert (result.lang, result.learner, result.attempt) == ("en", "e-1", 1)
    assert (result.started, result.submitted) == ("2026-11-21T09:00:00Z", "2026-11-21T09:21:30Z")
    assert (result.pass_mark, result.counted, result.pending) == (80, True, [])
    assert result.course_version == "1.0.0"
    assert result.bank_digest == bank_digest(EN.modules[0].bank)  # type: ignore[arg-type]
    assert list(result.items) == EN.assessments["m01-test"].forms[0].items
    for name, one in result.items.items():
        assert (one.score, one.max, one.type) == (1, 1, EN.items[name].type)
        assert (one.response, one.digest) == (RIGHT[name], item_digest(EN.items[name]))


def test_skipped_and_absent_responses_earn_nothing() -> None:
    result = accepted(received(responses={**dict.fromkeys(RIGHT), "m01-q1": "b"}))
    assert (result.score, result.passed) == (1, False)
    only_one = accepted(received(responses={"m01-q1": "b"}))
    assert only_one.items == result.items
    assert accepted(received(responses={})).score == 0


def test_times_are_given_in_utc() -> None:
    result = accepted(received(submitted="2026-11-21T12:21:30.25+03:00", started=...))
    assert (result.started, result.submitted) == (None, "2026-11-21T09:21:30.250000Z")
    for edge in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        assert accepted(received(submitted=edge, started=...)).submitted


@pytest.mark.parametrize(
    ("responses", "words"),
    [
        ({"m01-q1": "e"}, "m01-q1: there is no option 'e' (options: a, b, c, d)"),
        ({"m01-q1": ["b"]}, "m01-q1: expected one letter"),
        ({"m01-q1": {"a": "b"}}, "m01-q1: expected one letter"),
        ({"m01-q1": 2.0}, "m01-q1: expected one letter"),
        ({"m01-q2": "a"}, "m01-q2: expected a list of letters"),
        ({"m01-q2": ["a", "a"]}, "m01-q2: option a is named twice"),
        ({"m01-q2": {"a": "c"}}, "m01-q2: expected a list of letters"),
        ({"m01-q3": ["x"]}, "m01-q3: there is no option 'x'"),
        ({"m01-q4": {"a": "x", "b": "x"}}, "m01-q4: right side x is used twice"),
        ({"m01-q4": ["a", "x"]}, "m01-q4: expected pairs"),
        ({"m01-q5": {"d": "x"}}, "m01-q5: there is no left side 'd'"),
        ({"m01-q6": "40"}, "m01-q6: expected a number"),
        ({"m01-q7": 3.0}, "m01-q7: expected a text"),
        ({"m01-q7": "x" * 1001}, "m01-q7: the text has 1,001 characters"),
        ({"m01-q9": "a"}, "'m01-q9': no such item in the course"),
        ({"m01-w1": "text"}, "'m01-w1': not in form a of m01-test"),
        ({f"q{n}": "a" for n in range(9)}, "'q0', 'q1', 'q2' and 6 more"),
    ],
)
def test_responses_of_the_wrong_shape(responses: dict[str, Any], words: str) -> None:
    submission = received(responses={**RIGHT, **responses})
    assert words in refused(submission).reason
    # The same again after a right one: remembered marks change nothing.
    grading = run(received(responses=RIGHT), submission)
    assert [one.reason for one in grading.rejected] == [refused(submission).reason]


@pytest.mark.parametrize(
    ("changes", "words", "hint"),
    [
        ({"course": "another"}, "for the course 'another'", "--root"),
        ({"assessment": "m01-tset"}, "no assessment 'm01-tset'", "Did you mean m01-test?"),
        ({"assessment": "x" * 200}, "no assessment", "m01-test, m01-task"),
        ({"form": "z"}, "m01-test has no form 'z'", "Its forms are a"),
        ({"lang": "fr"}, "no language 'fr'", "It has en"),
        ({"started": "2026-11-21T10:00:00Z"}, "before it was started", "clock"),
        ({"digest": "sha256:0", "version": "0.9.0"}, "its digest is not that", "version '0.9.0'"),
        ({"digest": "sha256:0", "version": "1.0.0"}, "its digest", "state of version 1.0.0"),
    ],
)
def test_what_does_not_fit_the_course(changes: dict[str, Any], words: str, hint: str) -> None:
    rejected = refused(received(**changes))
    assert words in rejected.reason
    assert hint in rejected.hint


def test_the_right_digest_and_another_version_are_accepted() -> None:
    form = EN.assessments["m01-test"].forms[0]
    digest = form_digest("m01-test", "a", assemble(EN.assessments["m01-test"], form, EN))
    result = accepted(received(digest=digest, version="0.9.0", responses=RIGHT))
    assert result.course_version == "1.0.0"


def test_an_item_retired_since_is_named_as_such() -> None:
    items = [item("single", "q1"), item("single", "q2", retired=True)]
    edition = course(items, [assessment("m01-test", ["q1", "q2"])])
    rejected = refused(received(responses={"q1": "b", "q2": "b"}, form="a"), edition=edition)
    assert "retired since" in rejected.reason
    assert accepted(received(responses={"q1": "b"}), edition=edition).max == 1


# ---- the form -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("responses", "form"),
    [
        ({"q1": "b", "q2": "b", "q3": "b"}, "a"),
        ({"q1": "b", "q4": "b", "q5": None}, "b"),
        ({"q5": "b"}, "b"),
    ],
)
def test_a_form_that_is_not_named_is_found_by_its_items(
    responses: dict[str, Any], form: str
) -> None:
    assert accepted(received(responses=responses), edition=TWO_FORMS).form == form


@pytest.mark.parametrize(
    ("responses", "words"),
    [
        ({"q1": "b"}, "fit more than one form"),
        ({"q2": "b", "q4": "b"}, "fit no form"),
        ({}, "more"),
    ],
)
def test_a_form_that_cannot_be_found(responses: dict[str, Any], words: str) -> None:
    rejected = refused(received(responses=responses), edition=TWO_FORMS)
    assert words in rejected.reason
    assert "a, b" in rejected.hint


def test_a_form_is_found_by_its_digest() -> None:
    test = TWO_FORMS.assessments["m01-test"]
    digest = form_digest("m01-test", "b", assemble(test, test.forms[1], TWO_FORMS))
    result = accepted(received(responses={"q1": "b"}, digest=digest), edition=TWO_FORMS)
    assert (result.form, result.max) == ("b", 3)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (assessment("m01-test", ["q1", "gone"]), "no bank has gone"),
        (assessment("m01-test", []), "has no items"),
    ],
)
def test_a_broken_form_rejects_and_does_not_raise(made: Any, words: str) -> None:
    edition = course([item("single", "q1")], [made])
    grading = run(received(form="a"), received(), received(form="a"), edition=edition)
    assert len(grading.rejected) == 3
    assert all(words in one.reason for one in grading.rejected)


def test_an_unknown_scoring_rule_rejects_and_does_not_raise() -> None:
    edition = course([item("single", "q1", scoring="pairs")], [assessment("m01-test", ["q1"])])
    assert "no scoring rule 'pairs'" in refused(received(), edition=edition).reason


# ---- languages ------------------------------------------------------------------------------


def test_money_is_graded_in_the_currency_of_the_edition() -> None:
    priced = [item("numeric", "q1", key={"value": 480, "tolerance": 0, "unit": "money"})]
    tests = [assessment("m01-test", ["q1"])]
    editions = {
        "en": course(priced, tests),
        "ru": course(priced, tests, lang="ru", factor=100),
    }
    grading = grade(
        editions,
        [
            received(lang="en", responses={"q1": 480}),
            received(lang="ru", responses={"q1": 48000}, learner={"id": "e-2"}),
            received(lang="ru", responses={"q1": 480}, learner={"id": "e-3"}),
            received(responses={"q1": 480}, learner={"id": "e-4"}),
        ],
    )
    assert [(r.lang, r.score) for r in grading.results()] == [
        ("en", 1), ("ru", 1), ("ru", 0), ("en", 1),
    ]  # fmt: skip
    digests = [result.items["q1"].digest for result in grading.results()]
    assert digests[0] == digests[3] != digests[1] == digests[2]


# ---- duplicates -----------------------------------------------------------------------------


def test_the_same_submission_twice_is_graded_once() -> None:
    one = received(id="s", responses=RIGHT)
    again = Received("copy.json", 1, one.submission)
    grading = run(one, again)
    assert len(grading.graded) == 1
    (rejected,) = grading.rejected
    assert (rejected.file, rejected.reason) == ("copy.json", "duplicate")
    assert "inbox.jsonl, line 1" in rejected.hint


@pytest.mark.parametrize(
    "change",
    [
        {"responses": {"m01-q1": "a"}},
        {"learner": {"id": "e-2"}},
        {"attempt": 2},
        {"submitted": "2026-11-21T09:21:31Z"},
        {"assessment": "m01-task"},
    ],
)
def test_an_id_used_for_something_else_is_rejected(change: dict[str, Any]) -> None:
    grading = run(received(id="s"), received("b.json", id="s", **change))
    assert len(grading.graded) == 1
    (rejected,) = grading.rejected
    assert (rejected.file, rejected.reason) == (
        "b.json",
        "the id 's' belongs to another submission",
    )


def test_a_corrected_file_may_keep_the_id_of_a_rejected_one() -> None:
    grading = run(received(id="s", form="z"), received(id="s", responses=RIGHT))
    assert (len(grading.graded), len(grading.rejected)) == (1, 1)


# ---- attempts -------------------------------------------------------------------------------


def attempts(*percents_and_attempts: tuple[int, int], edition: Course) -> list[bool]:
    """Which of these count: (right answers of five, attempt number), a minute apart."""
    submissions = [
        received(
            attempt=attempt,
            submitted=f"2026-11-21T10:{minute:02}:00Z",
            responses={f"q{n}": "b" for n in range(right)},
        )
        for minute, (right, attempt) in enumerate(percents_and_attempts)
    ]
    grading = grade({"en": edition}, reversed(submissions))
    by_time = sorted(grading.results(), key=lambda result: result.submitted)
    return [result.counted for result in by_time]


def policy(counts: str, limit: int = 3, **more: Any) -> Course:
    items = [item("single", f"q{n}") for n in range(5)]
    tests = [assessment("m01-test", [one.id for one in items], **more)]
    return course(items, tests, counts=counts, limit=limit)


@pytest.mark.parametrize(
    ("counts", "made", "counted"),
    [
        ("best", [(3, 1), (5, 2), (4, 3)], 1),
        ("best", [(5, 1), (5, 2)], 0),
        ("last", [(5, 1), (3, 2), (4, 3)], 2),
        ("first", [(1, 1), (5, 2)], 0),
        ("best", [(1, 1), (2, 2), (3, 3), (5, 4)], 2),
        ("last", [(1, 1), (2, 2), (3, 3), (5, 4)], 2),
        ("best", [(1, 1), (2, 1), (3, 1), (5, 1)], 2),
        ("best", [(1, 1), (5, 4)], 0),
        ("best", [(5, 4)], None),
        ("best", [(3, 4), (4, 5)], None),
    ],
)
def test_one_attempt_counts(counts: str, made: list[tuple[int, int]], counted: int | None) -> None:
    found = attempts(*made, edition=policy(counts))
    assert found == [place == counted for place in range(len(made))]


def test_an_assessment_may_set_its_own_limit() -> None:
    assert attempts((1, 1), (5, 2), edition=policy("best", 3, attempts=1)) == [True, False]
    assert attempts((1, 4), (5, 5), edition=policy("best", 3, attempts=9)) == [False, True]


def test_learners_and_assessments_are_counted_apart() -> None:
    grading = run(
        received(responses=RIGHT),
        received(learner={"id": "e-2"}),
        received(assessment="m01-task"),
    )
    assert [result.counted for result in grading.results()] == [True, True, True]


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(1, 5), st.integers(0, 5), st.integers(0, 9)),
        max_size=12,
    ),
    st.sampled_from(["best", "last", "first"]),
)
def test_at_most_one_attempt_counts(made: list[tuple[str, int, int, int]], counts: str) -> None:
    edition = policy(counts)
    submissions = [
        received(
            learner={"id": learner},
            attempt=attempt,
            submitted=f"2026-11-21T10:0{minute}:00Z",
            responses={f"q{n}": "b" for n in range(right)},
        )
        for learner, attempt, right, minute in made
    ]
    results = grade({"en": edition}, submissions).results()
    again = grade({"en": edition}, reversed(submissions)).results()
    assert {r.submission: r for r in results} == {r.submission: r for r in again}
    for learner in "ab":
        mine = [r for r in results if r.learner == learner]
        within = sorted(mine, key=lambda r: r.submitted)[:3]
        counted = [r for r in mine if r.counted]
        assert len(counted) <= 1
        assert bool(counted) >= all(r.attempt <= 3 for r in mine) * bool(mine)
        if counts == "best" and counted and len({r.submitted for r in mine}) == len(mine):
            assert counted[0].percent == max(r.percent for r in within if r.attempt <= 3)


# ---- pass mark ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "pass_mark", "passed"),
    [
        ([4.0, 1.0], 80, True),
        ([3.999, 1.001], 80, False),
        ([1.0, 2.0], 100 / 3, True),
        ([0.1, 0.2], 33.3333333, True),
        ([7.9996, 2.0004], 80, False),
    ],
)
def test_percent_is_not_rounded_before_the_pass_mark(
    points: list[float], pass_mark: float, passed: bool
) -> None:
    items = [item("single", f"q{n}", points=value) for n, value in enumerate(points)]
    edition = course(items, [assessment("m01-test", ["q0", "q1"], pass_mark=pass_mark)])
    assert accepted(received(responses={"q0": "b"}), edition=edition).passed is passed


def test_thirds_add_up() -> None:
    """Three items at a third each are one point, not a hair less."""
    items = [item("match", f"q{n}") for n in range(3)]
    edition = course(items, [assessment("m01-test", ["q0", "q1", "q2"], pass_mark=100 / 3)])
    responses = {f"q{n}": {"a": "x"} for n in range(3)}
    result = accepted(received(responses=responses), edition=edition)
    assert (result.score, result.passed) == (1, True)


# ---- sealed exams ---------------------------------------------------------------------------


def sealed() -> tuple[Course, ExamBank]:
    sample = assessment("exam", ["x1"], kind="final-exam", delivery="sealed")
    public = course([item("single", "x1", use="exam")], [sample])
    secret = [
        item("single", "x1", use="exam", key="d"),
        item("numeric", "x2", use="exam", key={"value": 5, "tolerance": 0, "unit": "money"}),
    ]
    real = assessment("exam", ["x1", "x2"], kind="final-exam", delivery="sealed")
    return public, ExamBank([Bank(id="exam", module="m01", items=secret)], {"exam": real})


def test_a_sealed_exam_is_graded_with_its_bank() -> None:
    public, bank = sealed()
    submission = received(assessment="exam", responses={"x1": "d", "x2": 5})
    assert "'x2': no such item" in refused(submission, edition=public).reason
    result = accepted(submission, edition=public, bank=bank)
    assert (result.score, result.max) == (2, 2)
    assert result.bank_digest == bank_digest([*bank.banks, public.modules[0].bank])  # type: ignore[list-item]


def test_money_of_a_sealed_bank_is_scaled() -> None:
    public, bank = sealed()
    russian = course(list(public.items.values()), lang="ru", factor=100)
    submission = received(assessment="exam", lang="ru", responses={"x2": 500})
    assert accepted(submission, edition=russian, bank=bank).score == 1


def test_a_sealed_exam_without_its_bank_says_what_is_missing() -> None:
    made = assessment("exam", ["x1"], kind="final-exam", delivery="sealed")
    edition = course([item("single", "q1")], [made])
    assert "--bank DIR" in refused(received(assessment="exam"), edition=edition).hint


def test_a_blueprint_draws_from_the_sealed_bank() -> None:
    blueprint = {"seed": 1, "draw": [{"bank": "exam", "use": "exam", "count": 2}]}
    drawn = assessment(
        "exam", kind="final-exam", delivery="sealed",
        forms=[{"id": "a", "blueprint": blueprint}],
    )  # fmt: skip
    public, bank = sealed()
    submission = received(assessment="exam", responses={"x1": "d"})
    real = ExamBank(bank.banks, {"exam": drawn})
    assert accepted(submission, edition=public, bank=real).max == 2


# ---- everything -----------------------------------------------------------------------------


def test_rejections_are_passed_on_and_counted() -> None:
    before = Rejected("x.json", 3, "not JSON", "…")
    grading = run(before, received(), received(form="z"))
    assert grading.rejected[0] is before
    assert (grading.received, len(grading.graded), len(grading.rejected)) == (3, 1, 2)


def test_progress_is_told() -> None:
    told: list[int] = []
    run(*[received() for _ in range(1001)], progress=told.append)
    assert told == [500, 1000, 1001]


ITEMS = {one.id: one for one in all_types()}
LETTER = st.sampled_from("abcdxyz")
ANSWER = st.one_of(
    st.none(),
    LETTER,
    st.lists(LETTER, max_size=4),
    st.dictionaries(LETTER, LETTER, max_size=3),
    st.floats(30, 50),
    st.sampled_from(["DSO", "dso ", "text"]),
)


@given(st.lists(st.dictionaries(st.sampled_from([*ITEMS, "m01-q9"]), ANSWER), max_size=4))
def test_grading_is_scoring_item_by_item(all_responses: Iterable[dict[str, Any]]) -> None:
    """However marks are remembered and shared, each is what ``score_item`` gives."""
    submissions = [received(responses=responses) for responses in all_responses]
    grading = run(*submissions)
    assert grading.received == len(submissions)
    right = {}
    for submission in (one.submission for one in submissions):
        given = submission.responses
        if given.keys() <= ITEMS.keys() and not any(
            check_response(ITEMS[name], response) for name, response in given.items()
        ):
            right[submission.id] = given
    assert {result.submission for result in grading.results()} == right.keys()
    for result in grading.results():
        for name, one in result.items.items():
            assert one.response == right[result.submission].get(name)
            assert one.score == score_item(ITEMS[name], one.response)


def test_a_time_is_shown_to_the_second_without_needless_digits() -> None:
    grading = run(received(submitted="2026-11-21T09:21:30.000Z"))
    (graded,) = grading.graded
    assert graded.submitted == dt.datetime(2026, 11, 21, 9, 21, 30, tzinfo=dt.UTC)
    assert graded.result().submitted == "2026-11-21T09:21:30Z"
