"""Reading Markdown for rules: numbers, words, blocks, lists, sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goodterms.lint.markup import (
    around,
    blocks,
    counted,
    list_items,
    numbers,
    plain,
    sentences,
    visible,
    width,
    word_count,
)


@pytest.mark.parametrize(
    ("text", "decimal", "values"),
    [
        ("37.5% of 1,080,000", ".", ["37.5", "1080000"]),
        ("37,5 % из 1 080 000", ",", ["37.5", "1080000"]),
        ("1\u202f080\u00a0000 рублей", ",", ["1080000"]),
        ("1.080.000 Euro, 7,25 Prozent", ",", ["1080000", "7.25"]),
        ("clause 7.2 and пункт 7.2", ".", ["7.2", "7.2"]),
        ("пункт 7.2", ",", ["7.2"]),
        ("08:30", ".", ["8", "30"]),
        ("1-30 days, 31–60 days", ".", ["1", "30", "31", "60"]),
        ("GH-2417 and H10, B2B, S0-1.2", ".", ["2417", "1.2"]),
        ("7th and 1st", ".", ["7", "1"]),
        ("14.05.2026", ",", ["14", "5", "2026"]),
        ("３０天", ".", ["30"]),
        ("no number", ".", []),
        ("1,2 and 12,34", ".", ["1", "2", "12", "34"]),
    ],
)
def test_numbers_by_value(text: str, decimal: str, values: list[str]) -> None:
    assert sorted(numbers(text, decimal).elements()) == sorted(map(Decimal, values))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One two three.", 3),
        ("Don't count half-way twice.", 4),
        ("**Bold** and [a link](x.md), not its address", 7),
        ('{{ term("dso", "days sales outstanding") }} and {{ money("x") }}', 5),
        ("<!-- a comment --> `code` words", 1),
        ("一二三四五六", 3),
    ],
)
def test_words_as_a_reader_counts_them(text: str, count: int) -> None:
    assert word_count(text) == count


def test_plain_text_keeps_what_is_shown() -> None:
    assert plain('**A** ![alt](x.svg) {{ term("a", "b") }} {#id} <b>c</b>').split() == [
        "A", "alt", "b", "c",
    ]  # fmt: skip


def test_chinese_looks_twice_as_long() -> None:
    assert width("abc") == 3
    assert width("一二三") == 6


def test_blanked_code_and_comments_keep_their_places() -> None:
    text = "a `x` <!-- y\nz --> b\n"
    assert len(visible(text)) == len(text)
    assert visible(text).split() == ["a", "b"]
    assert visible(text).count("\n") == 2


def test_blocks_end_where_the_indentation_ends() -> None:
    text = '!!! badly "x"\n    one\n\n    two\nout\n\n??? info\n    !!! well\n        in\n    end\n'
    found = blocks(text)
    assert [(b.kind, b.empty) for b in found] == [
        ("badly", False),
        ("info", False),
        ("well", False),
    ]
    assert text[found[0].content : found[0].end].split() == ["one", "two"]
    assert text[found[2].content : found[2].end].split() == ["in"]
    assert text[found[1].content : found[1].end].rsplit(maxsplit=1)[-1] == "end"


def test_a_block_without_indented_text_is_empty() -> None:
    assert [b.empty for b in blocks("!!! note\nnot in it\n")] == [True]


def test_points_of_lists_at_the_margin() -> None:
    text = "Text\n\n- one\n  goes on\n    - inner\n- two\n\nAfter.\n\n1. first?\n2) second\n"
    found = list_items(text)
    assert [(p.text, p.numbered) for p in found] == [
        ("one goes on - inner", False),
        ("two", False),
        ("first?", True),
        ("second", True),
    ]


def test_the_paragraph_around_an_offset() -> None:
    text = "first H1\nstill\n\n- point one\n- point two H2\n  goes on\n\nlast"
    assert around(text, text.index("still")).split() == ["first", "H1", "still"]
    assert around(text, text.index("one")).split() == ["-", "point", "one"]
    assert "H2" in around(text, text.index("goes"))
    assert around(text, text.index("last")).split() == ["last"]


def test_sentences_in_three_scripts() -> None:
    assert list(sentences("One. Two? «Три!» Четыре… 五。六？")) == [
        "One.", "Two?", "«Три!»", "Четыре…", "五。", "六？",
    ]  # fmt: skip


def test_counted_nouns() -> None:
    assert [counted(n, "item") for n in (0, 1, 2)] == ["0 items", "1 item", "2 items"]
