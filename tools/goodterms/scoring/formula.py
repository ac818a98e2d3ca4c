"""The arithmetic of ``check:`` in numeric items: a small grammar with its own parser.

    sum      = product { ("+" | "-") product }
    product  = sign { ("*" | "/") sign }
    sign     = ("+" | "-") sign | power
    power    = atom [ "^" sign ]                   right to left; -2^2 is -4
    atom     = number | "(" sum ")" | name "(" sum { "," sum } ")"
    name     = "min" | "max" | "sum" | "round"

Numbers are written ``480000``, ``0.08`` or ``1e3``. ``round(x)`` and ``round(x, digits)`` round
half away from zero, as invoices do. Nothing else is understood, and nothing is ever evaluated
as Python.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

MAX_LENGTH = 1_000
MAX_DEPTH = 50
MAX_DIGITS = 12

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_]+)|(?P<sign>[-+*/^(),]))",
    re.ASCII,
)


class FormulaError(ValueError):
    """A formula that cannot be read or computed; ``offset`` counts characters from 0."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(f"{message} (at character {offset + 1})")
        self.message = message
        self.offset = offset


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


def evaluate(text: str) -> float:
    """The value of a formula such as ``480000 / 1080000 * 90``.

    Raises:
        FormulaError: not of the grammar, too long or too deep, or without a finite value.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"the formula is longer than {MAX_LENGTH} characters", MAX_LENGTH)
    return _Parser(_tokens(text)).value()


def _tokens(text: str) -> list[_Token]:
    tokens = []
    offset = 0
    end = len(text.rstrip())
    while offset < end:
        found = _TOKEN.match(text, offset)
        if found is None:
            offset += len(text[offset:]) - len(text[offset:].lstrip())
            raise FormulaError(f"{text[offset]!r} is not understood here", offset)
        kind = found.lastgroup or ""
        tokens.append(_Token(kind, found[kind], found.start(kind)))
        offset = found.end()
    tokens.append(_Token("end", "", end))
    return tokens


class _Parser:
    """Recursive descent over the tokens; each method computes what it reads."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def value(self) -> float:
        result = self._sum()
        token = self._peek()
        if token.text == ",":
            raise FormulaError(
                "a comma stands only between the arguments of a function; "
                "write thousands without commas",
                token.offset,
            )
        if token.kind != "end":
            raise FormulaError(f"{token.text!r} is one too many here", token.offset)
        return result

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, *signs: str) -> _Token | None:
        token = self._peek()
        if token.kind == "sign" and token.text in signs:
            self._next += 1
            return token
        return None

    def _expect(self, sign: str) -> None:
        if self._take(sign) is None:
            token = self._peek()
            found = "the formula ends" if token.kind == "end" else f"found {token.text!r}"
            raise FormulaError(f"{sign!r} is missing: {found}", token.offset)

    def _sum(self) -> float:
        result = self._product()
        while operator := self._take("+", "-"):
            other = self._product()
            result = _finite(
                result + other if operator.text == "+" else result - other, operator.offset
            )
        return result

    def _product(self) -> float:
        result = self._sign()
        while operator := self._take("*", "/"):
            other = self._sign()
            if operator.text == "/" and other == 0:
                raise FormulaError("division by zero", operator.offset)
            result = _finite(
                result * other if operator.text == "*" else result / other, operator.offset
            )
        return result

    def _sign(self) -> float:
        # Every nesting passes here, so this is where depth is limited.
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(f"nested deeper than {MAX_DEPTH}", self._peek().offset)
        operator = self._take("+", "-")
        if operator is None:
            result = self._power()
        else:
            result = self._sign() if operator.text == "+" else -self._sign()
        self._depth -= 1
        return result

    def _power(self) -> float:
        base = self._atom()
        operator = self._take("^")
        if operator is None:
            return base
        return _power(base, self._sign(), operator.offset)

    def _atom(self) -> float:
        token = self._peek()
        self._next += token.kind in ("number", "name")
        if token.kind == "number":
            return _finite(float(token.text), token.offset)
        if token.kind == "name":
            return self._call(token)
        if self._take("("):
            result = self._sum()
            self._expect(")")
            return result
        found = "the formula ends" if token.kind == "end" else f"found {token.text!r}"
        raise FormulaError(f"a number is missing: {found}", token.offset)

    def _call(self, name: _Token) -> float:
        function = _FUNCTIONS.get(name.text)
        if function is None:
            known = ", ".join(sorted(_FUNCTIONS))
            raise FormulaError(f"no function {name.text!r} (known: {known})", name.offset)
        self._expect("(")
        arguments = [self._sum()]
        while self._take(","):
            arguments.append(self._sum())
        self._expect(")")
        try:
            return _finite(function(arguments), name.offset)
        except ArithmeticError as error:
            raise FormulaError(str(error), name.offset) from None


def _finite(value: float, offset: int) -> float:
    if not math.isfinite(value):
        raise FormulaError("the value is too large", offset)
    return value


def _power(base: float, exponent: float, offset: int) -> float:
    try:
        value = base**exponent
    except OverflowError:
        raise FormulaError("the value is too large", offset) from None
    except ZeroDivisionError:
        raise FormulaError("zero has no negative power", offset) from None
    if isinstance(value, complex):
        raise FormulaError("a negative number has no fractional power", offset)
    return float(value)


def _round(arguments: list[float]) -> float:
    if len(arguments) > 2:
        raise ArithmeticError("round takes a value and a number of digits")
    digits = arguments[1] if len(arguments) == 2 else 0.0
    if digits != int(digits) or not 0 <= digits <= MAX_DIGITS:
        raise ArithmeticError(f"digits are a whole number from 0 to {MAX_DIGITS}")
    value = arguments[0]
    if abs(value) >= 1e15:  # a float of this size has no digits behind the point to speak of
        return value
    # The shortest decimal that means this float is what the author sees; round that.
    step = Decimal(1).scaleb(-int(digits))
    return float(Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP))


_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {
    "min": min,
    "max": max,
    "sum": math.fsum,
    "round": _round,
}
