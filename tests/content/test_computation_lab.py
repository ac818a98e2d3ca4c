"""The computation lab of module 1: every figure it shows follows from its data file.

Formulas: DSO and best-possible DSO as taught by credit-management bodies, countback over whole
months, CEI as developed with the Credit Research Foundation, simple interest on actual days / 365.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "modules" / "01-receivables"
AS_OF = dt.date(2026, 3, 31)
SALES = {"January": 580_000, "February": 200_000, "March": 300_000}
DAYS = {"January": 31, "February": 28, "March": 31}
OPENING, RATE, MARGIN = 420_000, 0.12, 0.08


@dataclass(frozen=True)
class Invoice:
    """One open invoice."""

    customer: str
    due: dt.date
    amount: float

    @property
    def days_late(self) -> int:
        """Days past due on the day of the ledger."""
        return (AS_OF - self.due).days


@pytest.fixture(scope="module")
def ledger() -> list[Invoice]:
    with (FOLDER / "data" / "ledger-2026-03-31.csv").open(encoding="utf-8", newline="") as file:
        return [
            Invoice(row["customer"], dt.date.fromisoformat(row["due"]), float(row["amount"]))
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="module", params=["computation-lab.md", "computation-lab.ru.md"])
def text(request: pytest.FixtureRequest) -> str:
    """The lab in one language, with decimal points."""
    raw = (FOLDER / request.param).read_text(encoding="utf-8")
    return raw.replace("\u00a0", " ").replace(",", ".") if ".ru." in request.param else raw


def bucket(days: int) -> str:
    limits = (("not due", 0), ("1-30", 30), ("31-60", 60), ("61-90", 90))
    return next((name for name, last in limits if days <= last), "91+")


def ageing(ledger: list[Invoice]) -> dict[str, float]:
    sums = dict.fromkeys(("not due", "1-30", "31-60", "61-90", "91+"), 0.0)
    for invoice in ledger:
        sums[bucket(invoice.days_late)] += invoice.amount
    return sums


def countback(total: float) -> float:
    days = 0.0
    for month in ("March", "February", "January"):
        if total <= SALES[month]:
            return days + total / SALES[month] * DAYS[month]
        total -= SALES[month]
        days += DAYS[month]
    raise AssertionError("older than the quarter")


def test_the_ledger_adds_up_and_has_invoices_on_the_borders(ledger: list[Invoice]) -> None:
    assert ageing(ledger) == {
        "not due": 300_000,
        "1-30": 96_000,
        "31-60": 48_000,
        "61-90": 24_000,
        "91+": 12_000,
    }
    assert {30, 31} <= {invoice.days_late for invoice in ledger}


def test_the_ratios_shown_are_those_of_the_ledger(ledger: list[Invoice], text: str) -> None:
    sums = ageing(ledger)
    total, current = sum(sums.values()), sums["not due"]
    sales, days = sum(SALES.values()), sum(DAYS.values())
    dso, best = total / sales * days, current / sales * days
    shown = {
        "overdue share": f"{(total - current) / total:.1%}".rstrip("%"),
        "DSO": f"{dso:.1f}",
        "best possible DSO": f"{best:.1f}",
        "average days delinquent": f"{dso - best:.1f}",
        "countback DSO": f"{countback(total):.1f}",
        "CEI": f"{(OPENING + sales - total) / (OPENING + sales - current):.1%}".rstrip("%"),
    }
    assert shown["countback DSO"] == "56.2"
    for name, number in shown.items():
        assert f"**{number}" in text, (name, number)


def test_the_late_order_changes_what_the_table_says(ledger: list[Invoice], text: str) -> None:
    sums = ageing(ledger)
    extra = 300_000
    total, current = sum(sums.values()) + extra, sums["not due"] + extra
    sales, days = sum(SALES.values()) + extra, sum(DAYS.values())
    assert f"**{total / sales * days:.1f}**" in text
    assert f"| {(total - current) / sales * days:.1f} |" in text
    assert f"{(total - current) / total * 100:.1f}" in text
    assert (OPENING + sales - total) / (OPENING + sales - current) == pytest.approx(0.85)


def test_amounts_of_delay_and_loss(ledger: list[Invoice], text: str) -> None:
    late = [invoice for invoice in ledger if invoice.days_late > 0]
    assert len(late) == 13
    weighted = sum(invoice.amount * invoice.days_late for invoice in late)
    overdue = sum(invoice.amount for invoice in late)
    old_mill = sum(i.amount for i in ledger if i.customer == "Old Mill Joinery")
    for amount in (
        weighted,
        round(weighted * RATE / 365, 2),
        overdue * RATE,
        old_mill,
        old_mill / MARGIN,
    ):
        shown = f"{amount:.2f}".rstrip("0").rstrip(".")
        embed = f'{{{{ money("{shown}") }}}}'
        assert embed in text, embed
    assert f"{weighted / overdue:.1f}" in text
