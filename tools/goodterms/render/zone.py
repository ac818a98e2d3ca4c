"""The zone of agreement of a negotiation: computed from the limits, drawn as SVG."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from goodterms.model.roleplay import Party, RolePlayFront
from goodterms.render.context import Context
from goodterms.render.inline import plain
from goodterms.render.money import edition_money, format_number
from goodterms.render.page_templates import render

_UNIT = re.compile(r"^([A-Z]{3})(?:\s+(.*))?$", re.DOTALL)


@dataclass(frozen=True)
class Zone:
    """What both sides can accept: from ``low`` to ``high``; empty if ``low`` is the greater.

    ``low`` is the least that every party who wants more accepts, ``high`` the most that every
    party who wants less gives (their limits, or reservation values).
    """

    low: float
    high: float

    @property
    def exists(self) -> bool:
        """Whether there is an agreement that every party prefers to none."""
        return self.low <= self.high


@dataclass(frozen=True)
class Bar:
    """One party's range in the figure, in the figure's coordinates."""

    name: str
    target: str
    limit: str
    x_target: float
    x_limit: float
    y: float


def zone_of(front: RolePlayFront) -> Zone | None:
    """The zone of a negotiation; None where limits are not given for both directions."""
    lows = [p.limit for p in front.parties if p.wants == "high" and p.limit is not None]
    highs = [p.limit for p in front.parties if p.wants == "low" and p.limit is not None]
    return Zone(max(lows), min(highs)) if lows and highs else None


def amount_text(value: float, unit: str, ctx: Context) -> str:
    """A target or limit in the role-play's unit; a unit that begins with a currency is money."""
    if _after_currency(unit, ctx) is not None:
        return edition_money(value, ctx.course)
    number = format_number(value, ctx.lang)
    return f"{number} {unit}".strip()


def unit_note(unit: str, ctx: Context) -> str:
    """What the figure's axis measures, without the currency that its numbers carry."""
    rest = _after_currency(unit, ctx)
    return unit if rest is None else rest


def _after_currency(unit: str, ctx: Context) -> str | None:
    """What follows the currency that a unit of money begins with; None for any other unit."""
    match = _UNIT.match(unit)
    currencies = {language.currency for language in ctx.course.settings.languages}
    return (match[2] or "").strip() if match and match[1] in currencies else None


def _axis_text(value: float, unit: str, ctx: Context) -> str:
    """A number of the figure: what it counts, other than money, stands once below it."""
    money = _after_currency(unit, ctx) is not None
    return edition_money(value, ctx.course) if money else format_number(value, ctx.lang)


WIDTH, LEFT, RIGHT, TOP, ROW = 640.0, 14.0, 626.0, 36.0, 96.0


def zone_figure(front: RolePlayFront, ctx: Context) -> Markup:
    """The figure of a negotiation, with its numbers in words below; empty for other kinds."""
    zone = zone_of(front)
    parties = [p for p in front.parties if p.limit is not None and p.target is not None]
    if zone is None or not parties:
        return Markup("")
    values = [float(v) for p in parties for v in (p.target, p.limit) if v is not None]
    least, most = min(values), max(values)
    span = (most - least) or 1.0

    def x(value: float) -> float:
        return round(LEFT + (value - least) / span * (RIGHT - LEFT), 1)

    bars = [_bar(party, i, front.unit, ctx, x) for i, party in enumerate(parties)]
    low, high = (zone.low, zone.high) if zone.exists else (zone.high, zone.low)
    shown = {
        "low": _axis_text(zone.low, front.unit, ctx),
        "high": _axis_text(zone.high, front.unit, ctx),
        "gap": _axis_text(abs(zone.high - zone.low), front.unit, ctx),
    }
    t = ctx.strings
    sentence = t("zone.exists" if zone.exists else "zone.none", **shown)
    return render(
        "zone.html.j2",
        ctx,
        front=front,
        bars=bars,
        zone=zone,
        sentence=sentence,
        x_low=x(low),
        x_high=x(high),
        width=WIDTH,
        height=ROW * len(bars) + 8,
        unit=unit_note(front.unit, ctx),
    )


def _bar(party: Party, index: int, unit: str, ctx: Context, x: Callable[[float], float]) -> Bar:
    target, limit = float(party.target or 0.0), float(party.limit or 0.0)
    return Bar(
        name=plain(party.name, ctx).split(",", maxsplit=1)[0],
        target=_axis_text(target, unit, ctx),
        limit=_axis_text(limit, unit, ctx),
        x_target=x(target),
        x_limit=x(limit),
        y=TOP + ROW * index,
    )
