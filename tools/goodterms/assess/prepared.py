"""Forms made ready for grading many submissions: keys prepared once, scores remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

import msgspec

from goodterms.model.assessments import Assessment, Form
from goodterms.model.course import Course
from goodterms.model.items import (
    Bank,
    Classify,
    Item,
    Match,
    Multiple,
    Order,
    Written,
    in_currency,
)
from goodterms.model.submissions import ItemResult, Response
from goodterms.scoring.advice import Section, sections
from goodterms.scoring.digest import bank_digest, form_digest, item_digest
from goodterms.scoring.forms import assemble
from goodterms.scoring.items import Scorer

#: Different responses an item remembers the score of; learners give far fewer to closed items.
REMEMBERED = 5_000
#: Attempts at a diagnostic that are graded: as many as a submission can have a number for.
MOST_ATTEMPTS = 1000
#: Types whose responses are lists or pairs.
COMPOSITE = (Multiple, Order, Match, Classify)


@dataclass(frozen=True)
class ExamBank:
    """Banks and assessments from outside the course, for sealed exams.

    They stand in for those of the course with the same id. Keys in money are written in the
    course's source currency, as in the course's own banks. ``translations`` hold what a language
    has of its own (the accepted answers of ``short`` items).
    """

    banks: Sequence[Bank] = ()
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    translations: Mapping[str, ExamBank] = field(default_factory=dict)

    def within(self, lang: str) -> ExamBank:
        """The banks and assessments as they stand in a language."""
        return self.translations.get(lang, self)

    def scaled(self, factor: float) -> list[Bank]:
        """The banks with keys in money in the currency of an edition (``factor``)."""
        return [in_currency(bank, factor) for bank in self.banks]


class Mark:
    """What one response to one item earned; shared by all submissions that gave it.

    ``json`` is the entry ``"id": {…}`` of results.jsonl, encoded once. ``score`` is 0 while
    ``pending``.
    """

    __slots__ = ("item", "json", "pending", "result", "score")

    def __init__(self, item: str, result: ItemResult) -> None:
        self.item = item
        self.result = result
        self.pending = result.score is None
        self.score = result.score or 0.0
        self.json = msgspec.json.encode(item) + b":" + msgspec.json.encode(result)


class Slot:
    """An item in a form."""

    __slots__ = ("digest", "id", "item", "scorer", "seen", "written")

    def __init__(self, item: Item) -> None:
        self.id = item.id
        self.item = item
        self.written = isinstance(item, Written)
        self.digest = item_digest(item)
        self.scorer = Scorer(item)
        #: Marks by response (lists and pairs as tuples); None is skipped.
        self.seen: dict[object, Mark] = {None: self.mark(None, 0.0)}

    def mark(self, response: Response, score: float | None) -> Mark:
        """A mark with this score; None is pending."""
        result = ItemResult(self.item.type, score, self.item.points, response, self.digest)
        return Mark(self.id, result)


class PreparedForm:
    """A form of an assessment in one edition, with all that its results have in common.

    Raises:
        FormError, ScoringRuleError: the form cannot be put together or scored.
    """

    def __init__(
        self, assessment: Assessment, form: Form, course: Course, bank: ExamBank | None
    ) -> None:
        settings = course.settings
        extra = bank.within(course.lang).scaled(course.language.factor) if bank else []
        items = assemble(assessment, form, course, extra)
        self.assessment = assessment.id
        self.title = assessment.title
        self.form = form.id
        self.lang = course.lang
        self.course = course
        self.version = settings.version
        self.slots = [Slot(item) for item in items]
        self.ids = frozenset(slot.id for slot in self.slots)
        self.written = any(isinstance(item, Written) for item in items)
        #: For looking up all marks of a submission at once: ids, what was seen, and the places
        #: of items whose responses are lists or pairs.
        self.order = [slot.id for slot in self.slots]
        self.seen = [slot.seen for slot in self.slots]
        self.composite = [n for n, item in enumerate(items) if isinstance(item, COMPOSITE)]
        self.max = fsum(item.points for item in items)
        self.digest = form_digest(assessment.id, form.id, items)
        self.bank_digest = bank_digest(self._sources(course, extra))
        mark = settings.pass_mark if assessment.pass_mark is None else assessment.pass_mark
        #: None for a diagnostic: it may be taken as often as one likes, and the last one counts.
        self.pass_mark = float(mark) if assessment.has_verdict else None
        self.limit = assessment.attempts or settings.attempts.limit
        self.counts: str = settings.attempts.counts
        self.source = assessment
        self.sections: list[Section] = []
        if not assessment.has_verdict:
            self.limit, self.counts = MOST_ATTEMPTS, "last"
            self.sections = sections(items, course)

    def _sources(self, course: Course, extra: Sequence[Bank]) -> list[Bank]:
        """The banks that the items of the form come from."""
        outside = {bank.id for bank in extra}
        banks = [bank for bank in course.all_banks if bank.id not in outside] + list(extra)
        return [bank for bank in banks if not self.ids.isdisjoint(item.id for item in bank.items)]
