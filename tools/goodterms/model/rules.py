"""What a law fact says in figures, so that a calculator can hold a plan or a sum against it.

Only what the fact's own text says; never translated. Whoever shows a result shows the fact's cite,
date and verification with it.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, field

from goodterms.model.base import Authored, Clock, Currency, Id

#: ``holiday`` is a public holiday; a fact that names it has its own rule for such days.
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"]
Channels = Annotated[
    list[Id], Meta(min_length=1, description="Kinds of contact, by names of the course's choice.")
]
#: Whose contacts are counted together: all with this person, or those in one matter.
Scope = Literal["person", "matter"]
Rate = Annotated[float, Meta(ge=-100, le=1000, description="Percent.")]


class Hours(Authored, frozen=True, kw_only=True, tag="hours", tag_field="kind"):
    """A window in local time in which contact is allowed; ``to`` itself is outside it."""

    channels: Channels
    days: Annotated[list[Day], Meta(min_length=1)]
    from_: Clock = field(name="from")
    to: Clock


class Count(Authored, frozen=True, kw_only=True, tag="count", tag_field="kind"):
    """At most ``max`` contacts in a day, a week from Monday, a month, or a number of days in a row.

    ``outcome`` says which contacts count: all, those in which somebody was spoken to, or those in
    which nobody was.
    """

    channels: Channels
    max: Annotated[int, Meta(ge=1)]
    per: Literal["day", "week", "month", "days"]
    days: Annotated[int, Meta(ge=2, le=366)] | None = None
    scope: Scope = "person"
    outcome: Literal["any", "held", "not-held"] = "any"
    #: More is presumed a breach, and the presumption can be rebutted.
    presumption: bool = False
    #: False where how the period is counted rests on less than the figure itself.
    period_verified: bool = True


class Pause(Authored, frozen=True, kw_only=True, tag="pause", tag_field="kind"):
    """No contact for ``days`` days after a conversation; the day of it is day one."""

    channels: Channels
    days: Annotated[int, Meta(ge=1, le=366)]
    after: Channels
    scope: Scope = "person"
    presumption: bool = False


class Prohibition(Authored, frozen=True, kw_only=True, tag="prohibition", tag_field="kind"):
    """No contact at all: on these days or, without ``days``, where the fact's text applies."""

    channels: Channels
    days: list[Day] = []


class Judgement(Authored, frozen=True, kw_only=True, tag="judgement", tag_field="kind"):
    """A rule without a figure: from one more than ``beyond`` contacts a person has to judge."""

    channels: Channels
    beyond: Annotated[int, Meta(ge=0)] = 0
    per: Literal["day", "week", "month"] = "day"


Limit = Hours | Count | Pause | Prohibition | Judgement


class RatePeriod(Authored, frozen=True, kw_only=True):
    """A rate in percent from a day on; without ``to`` until the next, or the fact's ``as_of``."""

    from_: dt.date = field(name="from")
    to: dt.date | None = None
    rate: Rate


class Step(Authored, frozen=True, kw_only=True):
    """The sum for amounts from ``from`` up to the next step."""

    from_: Annotated[float, Meta(ge=0)] = field(name="from")
    sum: Annotated[float, Meta(ge=0)]


class FixedSum(Authored, frozen=True, kw_only=True):
    """A sum that is added once, by the size of the amount."""

    currency: Currency
    steps: Annotated[list[Step], Meta(min_length=1)]


class Interest(Authored, frozen=True, kw_only=True):
    """What a fact says about interest: each part stands only where its text has it.

    ``change`` says which rate holds on a day: that of the day, that of the first day of its
    half-year, or for the whole time that of the half-year in which interest began.
    """

    rates: list[RatePeriod] = []
    margin: Rate | None = None
    change: Literal["daily", "half-yearly", "at-start"] | None = None
    daily: Annotated[float, Meta(ge=0, le=100, description="Percent a day.")] | None = None
    basis: Literal["365", "360", "actual"] | None = None
    compounding: Literal["none"] | None = None
    fixed: FixedSum | None = None


__all__ = [
    "Count",
    "FixedSum",
    "Hours",
    "Interest",
    "Judgement",
    "Limit",
    "Pause",
    "Prohibition",
    "RatePeriod",
    "Step",
]
