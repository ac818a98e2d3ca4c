"""The arithmetic of ``check:``."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.scoring.formula import MAX_DEPTH, MAX_LENGTH, FormulaError, evaluate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("480000 / 1080000 * 90", 40.0),
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 5", 2),
        ("2 ^ 3 ^ 2", 512),
        ("-2 ^ 2", -4),
        ("(-2) ^ 2", 4),
        ("2 ^ -1", 0.5),
        ("2 * -3", -6),
        ("--3", 3),
        ("+.5", 0.5),
        ("3.", 3),
        ("1e3 + 2.5E-1", 1000.25),
        ("min(3, 1, 2)", 1),
        ("max(3, 1 + 4)", 5),
        ("sum(1, 2, 3)", 6),
        ("sum(0.1, 0.2, 0.3) * 10", 6.0),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(2.675, 2)", 2.68),
        ("round(1.005, 2)", 1.01),
        ("round(41600 / 0.08)", 520000),
        ("1.08 ^ (21/365)", 1.08 ** (21 / 365)),
        ("  7\t", 7),
    ],
)
def test_values(text: str, value: float) -> None:
    assert evaluate(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ("", 0, "a number is missing"),
        ("  ", 0, "the formula ends"),
        ("1 +", 3, "the formula ends"),
        ("1 2", 2, "one too many"),
        ("480,000 / 2", 3, "thousands without commas"),
        ("(1 + 2", 6, "')' is missing"),
        ("1 + 2)", 5, "one too many"),
        ("2 * pi", 4, "no function 'pi'"),
        ("abs(1)", 0, "no function 'abs'"),
        ("min 1", 4, "'(' is missing"),
        ("min()", 4, "a number is missing"),
        ("1 / 0", 2, "division by zero"),
        ("1 / (2 - 2)", 2, "division by zero"),
        ("0 ^ -1", 2, "no negative power"),
        ("(-8) ^ (1/3)", 5, "no fractional power"),
        ("10 ^ 400", 3, "too large"),
        ("1e308 * 10", 6, "too large"),
        ("1e999", 0, "too large"),
        ("sum(1e308, 1e308)", 0, "overflow"),
        ("round(1, 2, 3)", 0, "a value and a number of digits"),
        ("round(1, 0.5)", 0, "whole number"),
        ("round(1, 99)", 0, "whole number"),
        ("2 ** 3", 3, "found '*'"),
        ("1 + x", 4, "no function 'x'"),
        ("1 € 2", 2, "'€' is not understood"),
        ("__import__('os')", 11, "not understood"),
        ("__import__(1)", 0, "no function '__import__'"),
        ("１", 0, "not understood"),
    ],
)
def test_errors_name_the_place(text: str, offset: int, words: str) -> None:
    with pytest.raises(FormulaError) as caught:
        evaluate(text)
    assert words in caught.value.message
    assert caught.value.offset == offset
    assert f"character {offset + 1}" in str(caught.value)


@pytest.mark.parametrize("text", ["(" * 1000, "-" * 1000, "2^" * 400 + "2", "min(" * 200 + "1"])
def test_depth_is_limited(text: str) -> None:
    with pytest.raises(FormulaError, match="deeper"):
        evaluate(text)


def test_length_is_limited() -> None:
    with pytest.raises(FormulaError, match="longer"):
        evaluate("1" + "+1" * MAX_LENGTH)
    assert evaluate("(" * (MAX_DEPTH - 1) + "1" + ")" * (MAX_DEPTH - 1)) == 1


@given(st.text("0123456789.+-*/^(), eminaxroundsum", max_size=40))
def test_any_text_gives_a_finite_value_or_a_formula_error(text: str) -> None:
    try:
        assert math.isfinite(evaluate(text))
    except FormulaError as error:
        assert 0 <= error.offset <= len(text)


@given(
    st.recursive(
        st.integers(0, 99).map(str),
        lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner),
        max_leaves=20,
    )
)
def test_python_agrees_on_what_both_understand(text: str) -> None:
    assert evaluate(text) == pytest.approx(float(eval(text)), rel=1e-9)
