"""What learners hand in and what grading gives back (formats of version 1)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Name = Annotated[str, Meta(min_length=1, max_length=256)]
#: A point in time with its zone, without which two attempts could not be put in order.
Moment = Annotated[dt.datetime, Meta(tz=True)]
Response = float | str | list[str] | dict[str, str] | None


class Learner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who hands in: ``id`` as HR knows it; ``name`` is optional."""

    id: Name
    name: Annotated[str, Meta(max_length=256)] = ""


class Submission(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One learner's attempt at one assessment (``goodterms-submission/1``)."""

    format: Literal["goodterms-submission/1"]
    id: Annotated[str, Meta(min_length=1, max_length=128)]
    course: Name
    version: str | None = None
    assessment: Name
    form: str | None = None
    digest: str | None = None
    lang: str | None = None
    learner: Learner
    attempt: Annotated[int, Meta(ge=1, le=1000)]
    started: Moment | None = None
    submitted: Moment
    presented: dict[str, list[str]] | UnsetType = UNSET
    responses: Annotated[dict[str, Response], Meta(max_length=1000)]


class ItemResult(msgspec.Struct, frozen=True):
    """The score of one item; ``score`` is null while a marker has not scored it."""

    type: str
    score: float | None
    max: float
    response: Response
    digest: str


class SectionResult(msgspec.Struct, frozen=True):
    """What a diagnostic found about one module: points, the band, what was missed, what to read."""

    score: float
    max: float
    percent: float
    advice: str | None
    missed: list[str]
    lessons: list[str]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One graded submission (``goodterms-result/1``).

    A diagnostic is neither passed nor failed: its ``pass_mark`` and ``passed`` are null, and it has
    ``sections`` by module.
    """

    format: Literal["goodterms-result/1"] = "goodterms-result/1"
    submission: str
    assessment: str
    form: str
    lang: str
    learner: str
    attempt: int
    started: str | None
    submitted: str
    score: float
    max: float
    percent: float
    pass_mark: float | None
    passed: bool | None
    counted: bool
    pending: list[str]
    items: dict[str, ItemResult]
    course_version: str
    bank_digest: str
    sections: dict[str, SectionResult] | UnsetType = UNSET
