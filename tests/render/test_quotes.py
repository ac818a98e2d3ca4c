"""Curly marks where a reader expects them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.render.markdown import inline_html, plain_text, to_html, typed_text
from goodterms.render.quotes import curly

MARKS = str.maketrans("“”‘’", "\"\"''")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("He said \"no\" and 'maybe'.", "He said “no” and ‘maybe’."),
        (
            "I'll ring; the customers' money isn't ours.",
            "I’ll ring; the customers’ money isn’t ours.",
        ),
        ("\"'No,' he said.\"", "“‘No,’ he said.”"),
        ("('tis the '90s, rock 'n' roll)", "(’tis the ’90s, rock ’n’ roll)"),
        ('"No –" she, "… so …" he', "“No –” she, “… so …” he"),
        ("«Да» und „nein“", "«Да» und „nein“"),
    ],
)
def test_marks_open_and_close(typed: str, shown: str) -> None:
    assert curly(typed) == shown
    assert plain_text(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"*Yes*," she said: **"so"**.', "“<em>Yes</em>,” she said: <strong>“so”</strong>."),
        ('**Anna:** "Good morning."', "<strong>Anna:</strong> “Good morning.”"),
        ('["a"](a.html) "[b](b.html)"', '<a href="a.html">“a”</a> “<a href="b.html">b</a>”'),
        ('A <a href="#t">trader</a>\'s, <i>"x"</i>', 'A <a href="#t">trader</a>’s, <i>“x”</i>'),
        ('`print("x")` isn\'t text', '<code>print("x")</code> isn’t text'),
    ],
)  # fmt: skip
def test_marks_look_over_the_borders_of_elements(typed: str, shown: str) -> None:
    assert inline_html(typed) == shown
    assert to_html(typed) == f"<p>{shown}</p>"


def test_each_block_begins_anew_and_blocks_of_code_stay() -> None:
    made = to_html('Said:\n\n"A"\n\n| x | "B" |\n|---|---|\n| y | "C" |\n\n```\n"D"\n```\n')
    assert all(f"“{letter}”" in made for letter in "ABC")
    assert "&quot;D&quot;" in made or '"D"' in made


def test_a_message_keeps_what_was_typed() -> None:
    assert typed_text('We *won\'t* say "now".') == 'We won\'t say "now".'
    assert typed_text("We won't.") == "We won't."


@given(st.text("ab \"'.-–(“”’«»1"))
def test_nothing_but_straight_marks_changes(text: str) -> None:
    made = curly(text)
    assert '"' not in made
    assert "'" not in made
    assert made.translate(MARKS) == text.translate(MARKS)
    assert curly(made) == made
