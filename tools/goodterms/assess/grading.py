"""Submissions -> graded submissions and rejections. Nothing is lost, nothing raises."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import cast

from goodterms.assess.attempts import decide
from goodterms.assess.graded import Graded, timestamp
from goodterms.assess.inbox import Received, Rejected
from goodterms.assess.marks import Marks
from goodterms.assess.prepared import REMEMBERED, ExamBank, Mark, PreparedForm, Slot
from goodterms.model.assessments import Assessment, Form
from goodterms.model.course import Course
from goodterms.model.items import Written
from goodterms.model.submissions import Response, Result, Submission
from goodterms.scoring.forms import FormError
from goodterms.scoring.items import ScoringRuleError

#: How often ``progress`` is told the number of inputs done.
PROGRESS_EVERY = 500
_FORMS_HINT = "Run `goodterms validate`; it names the file and the line."


@dataclass
class Grading:
    """Everything that came of a set of submissions; ``names`` maps learners to their names."""

    graded: list[Graded] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def received(self) -> int:
        """How many inputs came in."""
        return len(self.graded) + len(self.rejected)

    def results(self) -> list[Result]:
        """All results, in the order of the inputs."""
        return [one.result() for one in self.graded]


class _Refusal(Exception):  # noqa: N818 (a decision, not an error)
    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def grade(
    editions: Mapping[str, Course],
    inputs: Iterable[Received | Rejected],
    *,
    marks: Marks | None = None,
    bank: ExamBank | None = None,
    progress: Callable[[int], None] | None = None,
) -> Grading:
    """Grade every submission; pass rejections on.

    ``editions`` are the course by language, the source language first. ``marks`` holds what
    markers gave for written items, ``bank`` what a sealed exam needs. ``progress`` is called now
    and then with the number of inputs done, and at the end.
    """
    grader = _Grader(editions, marks or Marks(), bank)
    grading = Grading()
    with _collector_paused():
        for done, piece in enumerate(inputs, 1):
            if progress is not None and done % PROGRESS_EVERY == 0:
                progress(done)
            if isinstance(piece, Rejected):
                grading.rejected.append(piece)
            else:
                _take(piece, grader, grading)
        decide(grading.graded)
    if progress is not None:
        progress(grading.received)
    return grading


def _take(received: Received, grader: _Grader, grading: Grading) -> None:
    """Grade one submission, or reject it."""
    try:
        one = grader.grade(received)
        first = grader.by_id.setdefault(one.id, one)
        if first is not one:
            raise _used_before(one, first)
    except _Refusal as refusal:
        grading.rejected.append(
            Rejected(received.source, received.line, refusal.reason, refusal.hint)
        )
        return
    grading.graded.append(one)
    if received.submission.learner.name:
        grading.names[one.learner] = received.submission.learner.name


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without the cyclic garbage collector: hundreds of thousands of small objects are kept on
    purpose, none in cycles, and looking through them again and again doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _used_before(later: Graded, first: Graded) -> _Refusal:
    where = f"{first.source}, line {first.line}"
    if later.same_as(first):
        return _Refusal("duplicate", f"The same submission was graded from {where}.")
    return _Refusal(
        f"the id {_short(later.id)} belongs to another submission",
        f"That one was graded from {where}. An id is never used twice: if both are real, ask the "
        "learner for a fresh download.",
    )


class _Grader:
    """Prepared forms, and the way from a submission to its form and marks."""

    def __init__(self, editions: Mapping[str, Course], marks: Marks, bank: ExamBank | None) -> None:
        self._editions = editions
        self._source = next(iter(editions.values()))
        self._marks = marks
        self._bank = bank
        self.by_id: dict[str, Graded] = {}
        # Refusals are kept as texts: an exception raised again and again grows its traceback.
        self._forms: dict[tuple[str, str, str], PreparedForm | tuple[str, str]] = {}

    def grade(self, received: Received) -> Graded:
        submission = received.submission
        form = self._form_of(submission)
        if submission.started is not None and submission.started > submission.submitted:
            raise _Refusal(
                f"submitted {timestamp(submission.submitted)}, before it was started "
                f"({timestamp(submission.started)})",
                "A clock was changed or the file was edited. Ask the learner for a fresh download.",
            )
        return Graded(received, form, self._marks_for(submission, form))

    def _marks_for(self, submission: Submission, form: PreparedForm) -> list[Mark]:
        """A mark per item. Nearly all responses were met before, so looking them up is the work:
        it is done by ``map``, and responses that JSON gives as lists and objects become hashable.
        """
        responses = submission.responses
        given: list[object]
        if list(responses) == form.order:  # as our own pages write them
            given = list(responses.values())
        elif responses.keys() <= form.ids:
            given = list(map(responses.get, form.order))
        else:
            raise self._outside(submission, form)
        for place in form.composite:
            response = given[place]
            if type(response) is list:
                given[place] = tuple(response)
            elif type(response) is dict:
                given[place] = tuple(response.items())
        found: list[Mark | None]
        try:
            found = list(map(dict.get, form.seen, given))
        except TypeError:  # a list or an object where the item takes neither
            found = [
                slot.seen.get(_hashable(response))
                for slot, response in zip(form.slots, given, strict=True)
            ]
        if all(found):
            return cast("list[Mark]", found)
        return [
            mark or self._mark(slot, submission.responses[slot.id], submission.id)
            for slot, mark in zip(form.slots, found, strict=True)
        ]

    def _mark(self, slot: Slot, response: Response, submission: str) -> Mark:
        """The mark of a response that was not met before, or of a written text."""
        wrong = slot.scorer.check(response)
        if wrong is not None:
            raise _Refusal(
                f"{slot.id}: {wrong}",
                f"The item is of type {slot.item.type}. Ask the learner for a fresh download; if "
                "it is the same, the course has changed since: grade with that version.",
            )
        score = slot.scorer.score(response)
        if slot.written:
            if score is None and isinstance(slot.item, Written):
                score = self._marks.points(submission, slot.item)
            return slot.mark(response, score)
        mark = slot.mark(response, score)
        if len(slot.seen) < REMEMBERED:
            slot.seen[_hashable(response)] = mark
        return mark

    # ---- from a submission to its form -------------------------------------------------------

    def _form_of(self, submission: Submission) -> PreparedForm:
        settings = self._source.settings
        if submission.course != settings.id:
            raise _Refusal(
                f"it is for the course {_short(submission.course)}, not {settings.id}",
                "Grade it with its own course: name the folder with --root DIR.",
            )
        lang = submission.lang or self._source.lang
        name = submission.form
        if name is None:
            form = self._only_form(submission, lang)
        else:
            form = self._prepared(submission.assessment, name, lang)
        if submission.digest is not None and submission.digest != form.digest:
            raise self._another_bank(submission, form)
        return form

    def _prepared(self, assessment_id: str, form_id: str, lang: str) -> PreparedForm:
        key = (assessment_id, form_id, lang)
        form = self._forms.get(key)
        if form is None:
            try:
                form = self._prepare(*key)
            except _Refusal as refusal:
                form = (refusal.reason, refusal.hint)
            if len(self._forms) < REMEMBERED:  # made-up names must not fill the memory
                self._forms[key] = form
        if isinstance(form, tuple):
            raise _Refusal(*form)
        return form

    def _prepare(self, assessment_id: str, form_id: str, lang: str) -> PreparedForm:
        course = self._edition(lang)
        assessment = self._assessment(assessment_id, course)
        form = next((form for form in assessment.forms if form.id == form_id), None)
        if form is None:
            known = ", ".join(form.id for form in assessment.forms)
            raise _Refusal(
                f"{assessment.id} has no form {_short(form_id)}",
                f"Its forms are {known}. If it was taken in another version, grade with that one.",
            )
        return self._put_together(assessment, form, course)

    def _put_together(self, assessment: Assessment, form: Form, course: Course) -> PreparedForm:
        try:
            return PreparedForm(assessment, form, course, self._bank)
        except FormError as error:
            sealed = assessment.delivery == "sealed" and self._bank is None
            hint = "Give the folder of its bank with --bank DIR." if sealed else error.hint
            raise _Refusal(f"the form cannot be put together: {error}", hint) from None
        except ScoringRuleError as error:
            raise _Refusal(f"the form cannot be scored: {error}", _FORMS_HINT) from None

    def _edition(self, lang: str) -> Course:
        course = self._editions.get(lang)
        if course is None:
            known = ", ".join(self._editions)
            raise _Refusal(
                f"the course has no language {_short(lang)}",
                f"It has {known}. Keys in money differ between languages, so none is guessed.",
            )
        return course

    def _assessment(self, assessment_id: str, course: Course) -> Assessment:
        known = dict(course.assessments)
        if self._bank is not None:
            known.update(self._bank.within(course.lang).assessments)
        assessment = known.get(assessment_id)
        if assessment is None:
            close = get_close_matches(assessment_id[:64], known, 1)
            meant = f"Did you mean {close[0]}? " if close else ""
            raise _Refusal(
                f"there is no assessment {_short(assessment_id)}",
                f"{meant}Assessments: {', '.join(known) or 'none'}. A sealed exam may need "
                "--bank DIR.",
            )
        return assessment

    def _only_form(self, submission: Submission, lang: str) -> PreparedForm:
        """The form of a submission that does not name one: by digest, or by its items."""
        assessment = self._assessment(submission.assessment, self._edition(lang))
        forms = [self._prepared(assessment.id, form.id, lang) for form in assessment.forms]
        if len(forms) == 1:
            return forms[0]
        same = [form for form in forms if form.digest == submission.digest]
        fitting = [form for form in forms if submission.responses.keys() <= form.ids]
        exact = [form for form in fitting if submission.responses.keys() == form.ids]
        for found in (same, exact, fitting):
            if len(found) == 1:
                return found[0]
        names = ", ".join(form.form for form in forms)
        fits = "no form" if not fitting else "more than one form"
        raise _Refusal(
            f"it names no form, and its items fit {fits}",
            f'Forms of {assessment.id}: {names}. Add "form": "…" to the submission if you know it.',
        )

    def _outside(self, submission: Submission, form: PreparedForm) -> _Refusal:
        names = sorted(submission.responses.keys() - form.ids)
        shown = ", ".join(_short(name) for name in names[:3])
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        known = form.course.items
        if not any(name in known for name in names):
            what = "no such item in the course"
        elif all(known[name].retired for name in names if name in known):
            what = "retired since"
        else:
            what = f"not in form {form.form} of {form.assessment}"
        return _Refusal(f"{shown}{more}: {what}", self._version_hint(submission))

    def _another_bank(self, submission: Submission, form: PreparedForm) -> _Refusal:
        return _Refusal(
            f"its digest is not that of form {form.form} of {form.assessment}: "
            "items or keys have changed since, or it was made with another bank",
            self._version_hint(submission),
        )

    def _version_hint(self, submission: Submission) -> str:
        own = self._source.settings.version
        version = f"version {_short(submission.version)}" if submission.version else "the version"
        if submission.version == own:
            version = f"the state of version {own}"
        return (
            f"Check out {version} in which it was taken and grade with that: --root DIR. "
            "For a sealed exam, give the bank it was made from: --bank DIR."
        )


def _hashable(response: object) -> object:
    """A response as a key of a dictionary; no two different responses have the same."""
    if type(response) is list:
        return tuple(response)
    if type(response) is dict:
        return tuple(response.items())
    return response


def _short(text: str) -> str:
    """An id from outside, quoted and at most 64 characters long."""
    return repr(text if len(text) <= 64 else text[:64] + "…")
