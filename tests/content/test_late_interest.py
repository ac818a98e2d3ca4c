"""The late-interest calculator: every sum computed again here, day by day, in whole fractions."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from goodterms.load.course import load_course
from tests.content.calculator_runs import Case, Run, day, in_browser, in_node

#: From, to (or None), percent.
Rates = list[tuple[str, str | None, str]]


@pytest.fixture(scope="module", params=["node", "chromium"])
def run(request: pytest.FixtureRequest, browser: Browser) -> Run:
    return in_node if request.param == "node" else in_browser(browser)


@pytest.fixture(scope="module")
def steps(repository: Path) -> list[dict[str, Any]]:
    """The fixed sums of the British Act, as the course's fact has them."""
    source = load_course(repository).source
    assert source is not None
    interest = source.law["uk-fixed-sums"].interest
    assert interest is not None and interest.fixed is not None
    return [{"from": step.from_, "sum": step.sum} for step in interest.fixed.steps]


def case(
    principal: str,
    due: str,
    until: str,
    rates: Rates,
    *,
    margin: str = "0",
    change: str = "daily",
    basis: str = "365",
    unit: str = "year",
    payments: list[tuple[str, str]] | None = None,
    steps: list[dict[str, Any]] | None = None,
) -> Case:
    return {
        "kind": "interest",
        "input": {
            "principal": int(Decimal(principal) * 100),
            "due": day(due),
            "until": day(until),
            "payments": [
                {"day": day(date), "amount": int(Decimal(amount) * 100)}
                for date, amount in payments or []
            ],
            "table": [
                {"from": day(start), "to": day(end) if end else None, "known": None,
                 "rate": float(rate)}
                for start, end, rate in rates
            ],
            "margin": float(margin),
            "change": change,
            "basis": basis,
            "unit": unit,
            "steps": steps,
        },
    }  # fmt: skip


def expected(
    principal: str,
    due: str,
    until: str,
    rates: Rates,
    *,
    margin: str = "0",
    change: str = "daily",
    basis: str = "365",
    unit: str = "year",
    payments: list[tuple[str, str]] | None = None,
    **_: object,
) -> Decimal:
    """Interest added up one day at a time, rounded once."""
    first = dt.date.fromisoformat(due) + dt.timedelta(days=1)
    total = Fraction(0)
    date = first
    while date <= dt.date.fromisoformat(until):
        paid = sum(
            Fraction(amount)
            for paid_on, amount in payments or []
            if dt.date.fromisoformat(paid_on) < date
        )
        owed = Fraction(principal) - paid
        looked_up = {
            "daily": date,
            "half-yearly": date.replace(month=1 if date.month < 7 else 7, day=1),
            "at-start": first.replace(month=1 if first.month < 7 else 7, day=1),
        }[change]
        rate = next(
            Fraction(percent)
            for start, end, percent in reversed(rates)
            if dt.date.fromisoformat(start) <= looked_up
            and (end is None or looked_up <= dt.date.fromisoformat(end))
        )
        year = 365 + calendar.isleap(date.year) if basis == "actual" else int(basis)
        total += owed * (rate + Fraction(margin)) / 100 / (1 if unit == "day" else year)
        date += dt.timedelta(days=1)
    return rounded(total)


def rounded(value: Fraction) -> Decimal:
    """To cents, halves up, exactly."""
    return (Decimal((value * 200 + 1).__floor__() // 2) / 100).quantize(Decimal("0.01"))


def cents(value: int) -> Decimal:
    return (Decimal(value) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


UK: Rates = [("2026-01-01", "2026-06-30", "3.75"), ("2026-07-01", "2026-12-31", "3.5")]
EU: Rates = [("2026-01-01", "2026-06-30", "2.15"), ("2026-07-01", "2026-12-31", "2.40")]
RU: Rates = [("2025-10-27", None, "16.5"), ("2025-12-22", None, "16"), ("2026-02-16", None, "15.5")]
LEAP: Rates = [("2027-01-01", None, "10")]

#: name: arguments, and where somebody has computed it by hand the interest.
SUMS: dict[str, tuple[tuple[str, str, str, Rates], dict[str, Any], str | None]] = {
    "uk 45 days": (("5000", "2026-01-10", "2026-02-24", UK),
                   {"margin": "8", "change": "at-start"}, "72.43"),
    "uk due 30 June takes the second half": (("10000", "2026-06-30", "2026-07-30", UK),
                                             {"margin": "8", "change": "at-start"}, "94.52"),
    "uk due 29 June keeps the first half": (("10000", "2026-06-29", "2026-07-29", UK),
                                            {"margin": "8", "change": "at-start"}, "96.58"),
    "eu 60 days": (("12000", "2026-04-14", "2026-06-13", EU),
                   {"margin": "8", "change": "half-yearly"}, "200.22"),
    "eu 60 days of a year of 360": (("12000", "2026-04-14", "2026-06-13", EU),
                                    {"margin": "8", "change": "half-yearly", "basis": "360"},
                                    "203.00"),
    "eu over the turn of the half-year": (("12000", "2026-06-14", "2026-07-31", EU),
                                          {"margin": "8", "change": "half-yearly"}, None),
    "ru 20 and 25 days": (("500000", "2026-01-26", "2026-03-12", RU), {}, "9691.78"),
    "rate change on the due date": (("500000", "2026-02-16", "2026-02-26", RU), {}, "2123.29"),
    "rate change the day after": (("500000", "2026-02-15", "2026-02-26", RU), {}, None),
    "rate change on the day of payment": (("500000", "2026-02-01", "2026-02-16", RU), {}, None),
    "cn 40 days": (("200000", "2026-01-10", "2026-02-19", [("1900-01-01", None, "0.05")]),
                   {"unit": "day"}, "4000.00"),
    "29 February, 365": (("36500", "2028-02-28", "2028-03-01", LEAP), {}, "20.00"),
    "29 February, leap years 366": (("36600", "2028-02-28", "2028-03-01", LEAP),
                                    {"basis": "actual"}, "20.00"),
    "no 29 February": (("36500", "2027-02-28", "2027-03-01", LEAP), {}, "10.00"),
    "due on 29 February": (("36500", "2028-02-29", "2028-03-01", LEAP), {}, "10.00"),
    "a whole leap year, 365": (("1000", "2027-12-31", "2028-12-31", LEAP), {}, "100.27"),
    "a whole leap year, 366": (("1000", "2027-12-31", "2028-12-31", LEAP),
                               {"basis": "actual"}, "100.00"),
    "a whole year of 360": (("1000", "2026-12-31", "2027-12-31", LEAP), {"basis": "360"}, "101.39"),
    "into a leap year, 366": (("100000", "2027-11-15", "2028-02-29", LEAP),
                              {"basis": "actual"}, None),
    "part payment on the due date": (("1000", "2027-03-01", "2027-03-31", LEAP),
                                     {"payments": [("2027-03-01", "500")]}, "4.11"),
    "part payment the day after": (("1000", "2027-03-01", "2027-03-31", LEAP),
                                   {"payments": [("2027-03-02", "500")]}, "4.25"),
    "part payment before the due date": (("1000", "2027-03-01", "2027-03-31", LEAP),
                                         {"payments": [("2027-02-01", "500")]}, "4.11"),
    "two part payments, one of all the rest": (("1000", "2027-03-01", "2027-12-31", LEAP),
        {"payments": [("2027-05-01", "600"), ("2027-03-11", "400")]}, None),
    "month ends": (("777.77", "2027-01-31", "2027-02-28", LEAP), {}, None),
    "paid on the due date": (("1000", "2027-03-01", "2027-03-01", LEAP), {}, "0.00"),
    "rate of zero": (("1000", "2027-03-01", "2027-04-01", [("2027-01-01", None, "0")]), {}, "0.00"),
    "a cent for a day": (("0.01", "2027-03-01", "2027-03-02", LEAP), {}, "0.00"),
    "half a cent is rounded up": (("18.25", "2027-03-01", "2027-03-02", LEAP), {}, "0.01"),
    "just below half a cent": (("18.24", "2027-03-01", "2027-03-02", LEAP), {}, "0.00"),
    "a large sum": (("99999999999.99", "2027-03-01", "2037-03-01", LEAP), {}, None),
}  # fmt: skip


def test_sums(run: Run) -> None:
    answers = run([case(*given, **options) for given, options, _ in SUMS.values()])
    for (name, (given, options, by_hand)), got in zip(SUMS.items(), answers, strict=True):
        assert "errors" not in got, name
        wanted = expected(*given, **options)
        assert cents(got["interest"]) == wanted, name
        assert by_hand is None or wanted == Decimal(by_hand), name
        paid = sum(Decimal(amount) for _, amount in options.get("payments", []))
        assert cents(got["unpaid"]) == Decimal(given[0]) - paid, name
        assert got["total"] == got["unpaid"] + got["interest"] + got["fixed"], name
        days = (dt.date.fromisoformat(given[2]) - dt.date.fromisoformat(given[1])).days
        assert got["days"] == sum(line["days"] for line in got["lines"])
        assert got["days"] == (61 if "all the rest" in name else days), name


def test_the_lines_of_the_working(run: Run) -> None:
    given = ("500000", "2026-01-26", "2026-03-12", RU)
    (got,) = run([case(*given)])
    lines = [(x["from"], x["to"], x["days"], x["percent"], x["exact"]) for x in got["lines"]]
    assert lines == [
        (day("2026-01-27"), day("2026-02-15"), 20, 16, 43835616),
        (day("2026-02-16"), day("2026-03-12"), 25, 15.5, 53082192),
    ]


def test_sums_drawn_at_random(run: Run) -> None:
    chance = random.Random(395)
    cases, wanted = [], []
    for _ in range(40):
        due = dt.date(2027, 1, 1) + dt.timedelta(days=chance.randrange(700))
        until = due + dt.timedelta(days=chance.randrange(500))
        principal = Decimal(chance.randrange(1, 10**9)) / 100
        starts = sorted(chance.sample(range(1, 1000), 3))
        rates: Rates = [("2026-01-01", None, "7.25")]
        rates += [
            ((dt.date(2026, 12, 1) + dt.timedelta(days=n)).isoformat(), None,
             str(Decimal(chance.randrange(0, 2500)) / 100))
            for n in starts
        ]  # fmt: skip
        parts = [
            ((due + dt.timedelta(days=chance.randrange(-20, (until - due).days + 1))).isoformat(),
             str((principal / 4).quantize(Decimal("0.01"), "ROUND_FLOOR")))
            for _ in range(chance.randrange(4))
        ]  # fmt: skip
        options = {
            "margin": chance.choice(["0", "8", "9.05"]),
            "change": chance.choice(["daily", "half-yearly", "at-start"]),
            "basis": chance.choice(["365", "360", "actual"]),
            "payments": [one for one in parts if Decimal(one[1]) > 0],
        }
        given = (str(principal), due.isoformat(), until.isoformat(), rates)
        cases.append(case(*given, **options))
        wanted.append(expected(*given, **options))
    assert [cents(got["interest"]) for got in run(cases)] == wanted


def test_fixed_sums_by_the_size_of_the_debt(run: Run, steps: list[dict[str, Any]]) -> None:
    amounts = {"0.01": 40, "999.99": 40, "1000": 70, "9999.99": 70, "10000": 100}
    late = ("2026-01-10", "2026-01-20", UK)
    got = run([case(amount, *late, steps=steps) for amount in amounts])
    assert [one["fixed"] for one in got] == [sum_ * 100 for sum_ in amounts.values()]
    on_time, paid_down, all_paid = run(
        [
            case("5000", "2026-01-10", "2026-01-10", UK, steps=steps),
            case("10000", *late, steps=steps, payments=[("2026-01-10", "0.01")]),
            case("10000", *late, steps=steps, payments=[("2026-01-10", "10000")]),
        ]
    )
    assert on_time["fixed"] == 0
    assert paid_down["fixed"] == 70_00
    assert (all_paid["fixed"], all_paid["lines"], all_paid["total"]) == (0, [], 0)


def test_a_day_without_a_rate_is_named_and_nothing_is_guessed(run: Run) -> None:
    known = case("1000", "2025-12-01", "2025-12-22", [("2025-12-22", None, "16")])
    beyond = case("1000", "2025-12-21", "2025-12-23", [("2025-12-22", None, "16")])
    beyond["input"]["table"][0]["known"] = day("2025-12-22")
    half = case("1000", "2026-06-30", "2026-07-10", UK[:1], margin="8", change="at-start")
    got = run([known, beyond, half])
    assert [one["errors"] for one in got] == [
        [{"field": "rates", "id": "rate-missing", "day": day("2025-12-02")}],
        [{"field": "rates", "id": "rate-missing", "day": day("2025-12-23")}],
        [{"field": "rates", "id": "rate-missing", "day": day("2026-07-01")}],
    ]
    beyond["input"]["table"].append(
        {"from": day("2026-02-16"), "to": None, "known": None, "rate": 15.5}
    )
    assert "errors" not in run([beyond])[0]


def test_bad_input_is_named(run: Run) -> None:
    late = ("2027-03-01", "2027-03-31", LEAP)
    got = run(
        [
            case("0", *late),
            case("-5", *late),
            case("1000", "2027-03-02", "2027-03-01", LEAP),
            case("1000", *late, payments=[("2027-03-05", "0")]),
            case("1000", *late, payments=[("2027-03-05", "1"), ("2027-04-01", "1")]),
            case("1000", *late, payments=[("2027-03-05", "600"), ("2027-03-06", "500")]),
        ]
    )
    assert [[error["id"] for error in one["errors"]] for one in got] == [
        ["principal-zero"],
        ["principal-zero"],
        ["until-before-due"],
        ["payment-zero"],
        ["payment-after"],
        ["paid-too-much"],
    ]
    assert got[4]["errors"][0]["index"] == 1
    assert got[5]["errors"][0]["sum"] == 110000
