"""Numbers and amounts as a language writes them: ``€48,000``, ``4 800 000 ₽``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from goodterms.model.course import Course

#: Narrow no-break space: groups digits and keeps a sign with its number (ISO 80000-1, CLDR).
NNBSP = "\u202f"
MINUS = "\u2212"
_SYMBOLS = {
    "EUR": "€",
    "RUB": "₽",
    "CNY": "¥",
    "USD": "$",
    "GBP": "£",
    "PLN": "zł",
    "KZT": "₸",
    "BYN": "Br",
    "UAH": "₴",
    "TRY": "₺",
    "INR": "₹",
    "JPY": "¥",
    "CHF": "CHF",
}


@dataclass(frozen=True)
class NumberStyle:
    """How a language writes numbers; ``symbol_first`` puts the currency before the amount."""

    group: str
    decimal: str
    symbol_first: bool


_ENGLISH = NumberStyle(",", ".", True)
_STYLES = {
    "en": _ENGLISH,
    "zh": _ENGLISH,
    "ja": _ENGLISH,
    "ru": NumberStyle(NNBSP, ",", False),
    "uk": NumberStyle(NNBSP, ",", False),
    "fr": NumberStyle(NNBSP, ",", False),
    "pl": NumberStyle(NNBSP, ",", False),
    "de": NumberStyle(".", ",", False),
    "es": NumberStyle(".", ",", False),
    "it": NumberStyle(".", ",", False),
}


def number_style(lang: str) -> NumberStyle:
    """The style of a language; English for one that is not listed."""
    return _STYLES.get(lang, _ENGLISH)


def to_decimal(value: float | str | Decimal) -> Decimal:
    """The number as it is written, without binary noise; ValueError if it is none."""
    try:
        return Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None


def format_number(value: float | str | Decimal, lang: str, decimals: int | None = None) -> str:
    """A number in a language; ``decimals`` None keeps those that are needed."""
    number = to_decimal(value)
    style = number_style(lang)
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        text = f"{abs(number):,f}"
    else:
        text = f"{abs(number.normalize()):,f}"
    whole, _, fraction = text.partition(".")
    written = whole.replace(",", style.group)
    if fraction:
        written += style.decimal + fraction
    return MINUS + written if number < 0 else written


def format_money(value: float | str | Decimal, currency: str, lang: str) -> str:
    """An amount in a currency (ISO 4217), with two decimals only if it is not whole."""
    amount = to_decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole = amount == amount.to_integral_value()
    digits = format_number(abs(amount), lang, 0 if whole else 2)
    symbol = _SYMBOLS.get(currency, currency)
    sign = MINUS if amount < 0 else ""
    if not number_style(lang).symbol_first:
        return f"{sign}{digits}{NNBSP}{symbol}"
    gap = "" if len(symbol) == 1 else NNBSP
    return f"{sign}{symbol}{gap}{digits}"


def edition_amount(value: float | str | Decimal, course: Course) -> Decimal:
    """An amount of the source currency in the edition's currency, by the edition's factor."""
    return to_decimal(value) * to_decimal(course.language.factor)


def edition_money(value: float | str | Decimal, course: Course) -> str:
    """An amount of the source currency as this edition shows it."""
    return format_money(edition_amount(value, course), course.language.currency, course.lang)


def symbol_of(currency: str) -> str:
    """The sign of a currency, or its code if it has none that everybody knows."""
    return _SYMBOLS.get(currency, currency)
