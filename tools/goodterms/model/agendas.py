"""Agendas of events: who meets for how long, what is done there, and what is read before."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from goodterms.model.base import Authored, Clock, Id, Line, Minutes, Prose, Slug

#: What an entry of a session can be, besides the whole guide of a module.
KINDS = (
    "block",
    "lesson",
    "role_play",
    "simulation",
    "assessment",
    "activity",
    "pause",
    "lunch",
)


class AgendaItem(Authored, frozen=True, kw_only=True):
    """One entry of a session.

    With ``module``: a ``block`` of its guide by id, a ``lesson``, a ``role_play`` or a
    ``simulation`` by slug; the module alone stands for its whole guide. Without: an ``assessment``
    by id, an ``activity`` of the agenda by id, a ``pause`` or ``lunch`` in minutes.
    """

    module: Id | None = None
    block: Id | None = None
    lesson: Slug | None = None
    role_play: Slug | None = None
    simulation: Slug | None = None
    assessment: Id | None = None
    activity: Id | None = None
    pause: Minutes | None = None
    lunch: Minutes | None = None

    @property
    def kinds(self) -> list[str]:
        """What this entry is, by name of the field; exactly one in a sound agenda."""
        named = [name for name in KINDS if getattr(self, name) is not None]
        return named or (["guide"] if self.module else [])


class Activity(Authored, frozen=True, kw_only=True):
    """Something that belongs to the event and to no module: a welcome, a closing round."""

    id: Id
    title: Line
    minutes: Minutes


class Reading(Authored, frozen=True, kw_only=True):
    """Lessons of a module that are read before a session; none named: all of them."""

    module: Id
    lessons: list[Slug] = []


class Session(Authored, frozen=True, kw_only=True):
    """One meeting: the minutes there are, what is read before, and what is done."""

    id: Id
    title: Line
    minutes: Minutes
    before: list[Reading] = []
    items: Annotated[list[AgendaItem], Meta(min_length=1)]


class Agenda(Authored, frozen=True, kw_only=True):
    """A format in which the course can be run."""

    id: Id
    title: Line
    audience: Line
    summary: Prose
    start: Clock = "09:00"
    activities: list[Activity] = []
    sessions: Annotated[list[Session], Meta(min_length=1)]


class AgendasFile(Authored, frozen=True, kw_only=True):
    """``course/agendas.yml``."""

    agendas: list[Agenda]
