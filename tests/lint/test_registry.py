"""Rules document themselves, and every rule is in the registry."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import goodterms.lint
from goodterms.diagnostics import Severity
from goodterms.errors import GoodTermsError
from goodterms.lint.registry import FAMILIES, RULES, docs, explain
from goodterms.lint.rule import Rule, parse_doc


def test_codes_are_a_family_letter_and_three_digits_and_stand_once() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    for code in docs():
        assert re.fullmatch(r"[A-Z]\d{3}", code)
        assert code[0] in FAMILIES


def test_every_rule_that_exists_is_registered() -> None:
    found = set()
    for info in pkgutil.iter_modules(goodterms.lint.__path__):
        module = importlib.import_module(f"goodterms.lint.{info.name}")
        found |= {value.code for value in vars(module).values() if isinstance(value, Rule)}
    assert found == {rule.code for rule in RULES}


@pytest.mark.parametrize("code", list(docs()))
def test_every_code_says_what_why_and_gives_both_examples(code: str) -> None:
    doc = explain(code.lower())
    assert doc.title and doc.what and doc.why and doc.bad and doc.good
    assert doc.bad != doc.good
    assert not doc.title.endswith(".")


def test_an_unknown_code_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(GoodTermsError) as caught:
        explain("S0O1")
    assert "did you mean S" in caught.value.hint


def test_a_docstring_without_an_example_is_refused() -> None:
    with pytest.raises(ValueError, match="Good::"):
        parse_doc("S999", "Title.\n\nWhat.\n\nWhy: because.\n\nBad::\n\n    x", Severity.ERROR)
