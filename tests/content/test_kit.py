"""The kit of letters and messages: all fifteen are there, and their figures are right."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from goodterms.load.course import load_course
from goodterms.model.course import Course
from goodterms.model.templates import Template
from goodterms.render.context import Context
from goodterms.render.filling import sample_text

KIT = (
    "pre-due-reminder", "overdue-reminder", "stern-letter", "formal-claim",
    "letter-before-action", "plan-confirmation", "location-enquiry", "refusal-of-a-request",
    "reply-to-a-dispute", "reconciliation-statement", "acknowledgement-of-debt",
    "notice-of-suspension", "visit-report", "hand-over-to-legal", "text-messages",
)  # fmt: skip
#: Blocks without which a letter of this kind proves nothing or is unfair.
NEEDED = {
    "overdue-reminder": {"request", "basis", "account", "payment", "objection", "plan", "next"},
    "stern-letter": {"address", "basis", "objection", "step", "way-out"},
    "formal-claim": {"demand", "grounds", "account", "objection", "settlement", "next"},
    "letter-before-action": {"debt", "interest", "reply", "help", "next"},
    "notice-of-suspension": {"notice", "facts", "effect", "way-out", "release", "decision"},
    "location-enquiry": {"who", "purpose", "free", "silence"},
}
RATE = Decimal("0.1015")


@pytest.fixture(scope="module")
def course(repository: Path) -> Course:
    """The English edition of the real course."""
    source = load_course(repository).source
    assert source is not None
    return source


def filled(template: Template, course: Course) -> str:
    """The whole sample as plain text."""
    return "\n".join(sample_text(part, template, Context(course)) for part in template.parts)


def interest(sum_: int, due: dt.date, to: dt.date) -> Decimal:
    """Simple interest from the day after the due date, on 365 days, to the cent."""
    exact = sum_ * RATE * (to - due).days / 365
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_kit_is_complete_and_in_order(course: Course) -> None:
    assert tuple(course.templates) == KIT


@pytest.mark.parametrize("name", KIT)
def test_every_template_has_mandatory_blocks_and_a_sample_without_gaps(
    name: str, course: Course
) -> None:
    template = course.templates[name]
    mandatory = {b.id for b in template.front.blocks if not b.optional}
    assert len(mandatory) >= 5
    assert mandatory >= NEEDED.get(name, set())
    text = filled(template, course)
    assert "[" not in text and "{{" not in text and len(text) > 300


def test_interest_in_the_samples_is_computed_by_the_stated_day_count(course: Course) -> None:
    kestrel = dt.date(2026, 5, 9)
    for name, day in (
        ("overdue-reminder", dt.date(2026, 6, 3)),
        ("stern-letter", dt.date(2026, 6, 11)),
    ):
        assert str(interest(14600, kestrel, day)) in filled(course.templates[name], course)
    dues = [dt.date(2026, 2, day) for day in (9, 16, 23)]
    parts = [interest(1400, due, dt.date(2026, 6, 22)) for due in dues]
    claim = filled(course.templates["formal-claim"], course)
    assert all(str(part) in claim for part in (*parts, sum(parts)))
    days = sum((dt.date(2026, 6, 30) - due).days for due in dues)
    legal = (1400 * RATE * days / 365).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert str(legal) in filled(course.templates["hand-over-to-legal"], course)


def test_the_location_enquiry_reveals_neither_debt_nor_lender(course: Course) -> None:
    text = filled(course.templates["location-enquiry"], course).casefold()
    for word in ("debt", "owe", "lantern", "credit", "pay", "loan", "sum", "arrears", "€"):
        assert word not in text, word
