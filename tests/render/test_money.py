"""Numbers and amounts by language."""

from __future__ import annotations

import pytest

from goodterms.render.money import format_money, format_number, to_decimal


@pytest.mark.parametrize(
    ("value", "currency", "lang", "expected"),
    [
        (48000, "EUR", "en", "€48,000"),
        ("287.21", "EUR", "en", "€287.21"),
        (0.5, "EUR", "en", "€0.50"),
        (-9000, "EUR", "en", "−€9,000"),
        (-0.001, "EUR", "en", "€0"),
        (4800000, "RUB", "ru", "4\u202f800\u202f000\u202f₽"),
        (1234.5, "RUB", "ru", "1\u202f234,50\u202f₽"),
        (-12, "RUB", "ru", "−12\u202f₽"),
        (384000, "CNY", "zh", "¥384,000"),
        (1000, "XAU", "en", "XAU\u202f1,000"),
        (28720.999999999996, "RUB", "ru", "28\u202f721\u202f₽"),
    ],
)
def test_money(value: float | str, currency: str, lang: str, expected: str) -> None:
    assert format_money(value, currency, lang) == expected


@pytest.mark.parametrize(
    ("value", "lang", "decimals", "expected"),
    [
        (40.0, "en", 1, "40.0"),
        (40.0, "en", None, "40"),
        ("0.10", "ru", None, "0,1"),
        (1000, "en", None, "1,000"),
        (2.675, "en", 2, "2.68"),
        (-1234567.5, "ru", 1, "−1\u202f234\u202f567,5"),
        (1, "xx", None, "1"),
    ],
)
def test_numbers(value: float | str, lang: str, decimals: int | None, expected: str) -> None:
    assert format_number(value, lang, decimals) == expected


def test_what_is_no_number_is_an_error() -> None:
    with pytest.raises(ValueError, match="heron"):
        to_decimal("heron")
