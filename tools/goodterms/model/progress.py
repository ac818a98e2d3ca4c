"""What a learner's browser exports about the way through the course (``goodterms-progress/1``)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from goodterms.model.submissions import Learner, Response


class LessonRead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the end of a lesson was reached, or the learner said so."""

    read: dt.datetime


class PracticeAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last answer to a practice item; ``score`` is null where a person would have to mark."""

    response: Response
    score: float | None
    max: float
    tries: Annotated[int, Meta(ge=1)]
    answered: dt.datetime


class AttemptRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One attempt at an assessment; scores are null if the form is sealed or needs a marker."""

    submission: str
    attempt: Annotated[int, Meta(ge=1)]
    form: str
    started: dt.datetime
    submitted: dt.datetime
    score: float | None
    max: float | None
    percent: float | None
    pass_mark: float | None
    passed: bool | None


class PlayRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One play of a simulation: the letters chosen and what they were worth."""

    play: str
    played: dt.datetime
    path: list[str]
    ending: str
    percent: float
    passed: bool
    skills: dict[str, int]
    red_lines: list[str]


class Progress(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything one learner did on one device, by id."""

    format: Literal["goodterms-progress/1"]
    course: str
    version: str
    lang: str
    exported: dt.datetime
    learner: Learner | None = None
    lessons: dict[str, LessonRead] = {}
    practice: dict[str, PracticeAnswer] = {}
    assessments: dict[str, list[AttemptRecord]] = {}
    simulations: dict[str, list[PlayRecord]] = {}
