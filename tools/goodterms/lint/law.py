"""Law (L): facts have a known jurisdiction, a date that is neither ahead nor too old, a check."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from goodterms.diagnostics import Position, Severity
from goodterms.lint.rule import Context, Problem, rule

#: ISO 3166-1 alpha-2, and what is no country there: the EU, the United Kingdom by its usual name,
#: international law. A part of a country follows a hyphen, such as US-CA.
_CODES = """
    EU UK INT
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
"""
JURISDICTIONS = frozenset(_CODES.split())
_NAME = re.compile(r"^([A-Z]{2,3})(?:-[A-Z0-9]{1,3})?$")


@rule("L001", scope="source")
def jurisdiction_unknown(context: Context) -> Iterator[Problem]:
    """Jurisdiction that is not known.

    ``jurisdiction`` of a law fact or a role-play is a country code (ISO 3166), EU, UK or INT,
    perhaps with a part of the country (US-CA).

    Why: "the law says" without a place is wrong somewhere.

    Bad::

        jurisdiction: Europe

    Good::

        jurisdiction: EU
    """
    places: list[tuple[str, Position]] = [
        (fact.jurisdiction, fact.at("jurisdiction")) for fact in context.source.law.values()
    ]
    places += [
        (play.front.jurisdiction, play.front.at("jurisdiction"))
        for play in context.source.role_plays.values()
    ]
    for name, where in places:
        match = _NAME.match(name)
        if match is None or match[1] not in JURISDICTIONS:
            yield Problem(
                where,
                f"{name!r} is no jurisdiction",
                "write a country code such as DE or US-CA, or EU, UK, INT",
            )


@rule("L002", scope="source")
def date_ahead(context: Context) -> Iterator[Problem]:
    """Law fact checked in the future.

    ``as_of`` is the day on which somebody looked at the source.

    Why: a date ahead of today is a slip, and it would silence the reminder for years.

    Bad::

        as_of: 2062-07-01

    Good::

        as_of: 2026-07-01
    """
    for fact in context.source.law.values():
        if fact.as_of > context.today:
            yield Problem(
                fact.at("as_of"),
                f"{fact.id}: {fact.as_of} lies in the future",
                "write the day on which you read the source",
            )


@rule("L003", scope="source", severity=Severity.WARNING)
def fact_too_old(context: Context) -> Iterator[Problem]:
    """Law fact is too old.

    ``as_of`` of a verified fact is not older than ``law_max_age_months`` of ``course.yml``. If the
    present text cannot be had, write ``verified: false`` and say in the text which version was
    read: readers are then told to check, and L004 goes on listing the fact.

    Why: law changes; a figure that nobody has looked at for a year is no longer verified.

    Bad::

        verified: true     as_of: 2021-07-01     law_max_age_months: 12

    Good::

        verified: true     as_of: 2026-07-01
    """
    limit = context.source.settings.law_max_age_months
    for fact in context.source.law.values():
        months = _months(fact.as_of, context.today)
        if fact.verified and months >= limit and _anniversary(fact.as_of, limit) < context.today:
            yield Problem(
                fact.at("as_of"),
                f"{fact.id}: last checked {fact.as_of}, more than {limit} months ago",
                "read the source again, correct the text and write today's date, or, if the present "
                "text cannot be had, write `verified: false`",
            )


@rule("L004", scope="source", severity=Severity.NOTE)
def fact_unverified(context: Context) -> Iterator[Problem]:
    """Law fact is not verified.

    ``verified: false`` says that nobody has read the source itself. Listed under ``--strict``
    only; lessons and role-plays may quote such a fact, the page says that it has to be checked.

    Why: somebody should verify it before it is relied on.

    Bad::

        verified: false

    Good::

        verified: true
    """
    for fact in context.source.law.values():
        if not fact.verified:
            yield Problem(
                fact.at("verified"),
                f"{fact.id} is not verified",
                f"read {fact.source}, then write `verified: true` and today's `as_of`",
            )


def _months(earlier: dt.date, later: dt.date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _anniversary(day: dt.date, months: int) -> dt.date:
    """The day so many months later; the first of the next month if that month is too short."""
    year, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + year, month=month + 1)
    except ValueError:
        return dt.date(day.year + year + (month == 11), (month + 1) % 12 + 1, 1)


RULES = (jurisdiction_unknown, date_ahead, fact_too_old, fact_unverified)
