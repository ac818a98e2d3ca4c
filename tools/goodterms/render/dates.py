"""Dates as a language writes them in a sentence."""

from __future__ import annotations

import datetime as dt

from goodterms.render.strings import Strings


def format_date(day: dt.date, strings: Strings) -> str:
    """``1 July 2026``, ``1 июля 2026 г.``"""
    months = strings("date.months").split()
    return strings("date.format", day=day.day, month=months[day.month - 1], year=day.year)
