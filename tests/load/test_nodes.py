"""YAML as nodes: strings with positions, and every fault with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.load.nodes import Mapping, Scalar, Sequence, parse


def codes(text: str) -> list[tuple[str, int, int]]:
    _, findings = parse(text, "a.yml")
    return [(f.code, f.position.line, f.position.column) for f in findings]


@pytest.mark.parametrize("value", ["no", "08:00", "1.10", "0x1F", "null", "~", "2026-01-01", "1e3"])
def test_scalars_stay_what_the_author_wrote(value: str) -> None:
    node, findings = parse(f"a: {value}\n", "a.yml")
    assert not findings
    assert isinstance(node, Mapping)
    assert node.text("a") == value


def test_positions_count_from_one_and_respect_the_first_line() -> None:
    node, _ = parse("a:\n  - b: c\n", "a.yml", first_line=5)
    assert isinstance(node, Mapping)
    inner = node.entries["a"]
    assert isinstance(inner, Sequence)
    item = inner.items[0]
    assert isinstance(item, Mapping)
    value = item.entries["b"]
    assert isinstance(value, Scalar)
    assert (value.position.line, value.position.column) == (6, 8)
    assert (item.keys["b"].line, item.keys["b"].column) == (6, 5)


def test_quoted_and_block_scalars_are_not_plain() -> None:
    node, _ = parse("a: ''\nb: |\n  text\nc:\n", "a.yml")
    assert isinstance(node, Mapping)
    plain = {key: child.plain for key, child in node.entries.items() if isinstance(child, Scalar)}
    assert plain == {"a": False, "b": False, "c": True}


def test_a_duplicate_key_is_found_at_the_second_place_and_the_first_value_stays() -> None:
    node, findings = parse("a: 1\nb: 2\na: {c: 3}\n", "a.yml")
    assert [(f.code, f.position.line) for f in findings] == [("F003", 3)]
    assert "line 1" in findings[0].hint
    assert isinstance(node, Mapping)
    assert node.text("a") == "1"


def test_anchor_alias_and_tag_are_refused() -> None:
    assert codes("a: &x 1\nb: *x\nc: !!int 3\n") == [
        ("F004", 1, 4),
        ("F004", 2, 4),
        ("F004", 3, 4),
    ]


def test_an_alias_bomb_does_not_grow() -> None:
    bomb = "a: &a [x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)}]\n" for i in range(20)
    )
    node, findings = parse(bomb, "a.yml")
    assert isinstance(node, Mapping)
    assert {f.code for f in findings} == {"F004"}


def test_depth_is_limited() -> None:
    assert ("F002", 1, 41) in codes("[" * 60 + "]" * 60)


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1\n", 2), ("a: b: c\n", 1), ("a: 'x\n", 2), ("\ta: 1\n", 1)]
)
def test_syntax_errors_have_a_line_and_a_hint(text: str, line: int) -> None:
    node, findings = parse(text, "a.yml")
    assert node is None
    assert [(f.code, f.position.line) for f in findings] == [("F002", line)]
    assert "quotes" in findings[0].hint


def test_a_second_document_is_refused() -> None:
    assert codes("a: 1\n---\nb: 2\n") == [("F002", 2, 1)]


def test_a_key_that_is_a_list_is_refused() -> None:
    assert codes("? [a]\n: b\nc: d\n")[0][0] == "F002"


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    parse(text, "a.yml")


@given(st.text(alphabet="ab:-[]{},&*!|>'\"#\n \t0", max_size=120))
def test_no_yaml_like_text_raises(text: str) -> None:
    parse(text, "a.yml")
