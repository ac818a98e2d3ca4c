"""The grammar of embeds: what is one, what is malformed, what is code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.model.embeds import EMBED_NAMES, malformed, mask_code, scan


@pytest.mark.parametrize(
    ("text", "name", "target", "label", "alone"),
    [
        ('{{ quiz("m01-q01") }}', "quiz", "m01-q01", None, True),
        ('  {{quiz("a")}}\t', "quiz", "a", None, True),
        ('> {{ law("a") }}', "law", "a", None, True),
        ('x {{ term("dso", "the DSO") }} y', "term", "dso", "the DSO", False),
        ('{{ money("48000.50") }}', "money", "48000.50", None, True),
        ('{{ term("a", "say \\"b\\" \\\\") }}', "term", "a", 'say "b" \\', True),
        ('{{ red_line("H1") }}\nnext', "red_line", "H1", None, True),
        ('- {{ quiz("a") }}', "quiz", "a", None, False),
        ('{{ unknown("a") }}', "unknown", "a", None, True),
    ],
)
def test_an_embed(text: str, name: str, target: str, label: str | None, alone: bool) -> None:
    (match,) = scan(text)
    assert (match.name, match.id, match.label, match.alone) == (name, target, label, alone)
    assert text[match.start : match.end].startswith("{{")
    assert text[match.start : match.end].endswith("}}")
    assert malformed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ quiz(m01) }}",
        "{{ quiz('a') }}",
        "{{ quiz(“a”) }}",
        '{{ quiz("a" }}',
        "{{ x }}",
        "{{",
        '{{ quiz("a", "b", "c") }}',
        '{{ Quiz("a") }}',
        '{{ quiz("a\nb") }}',
        "{{ open\nclosed }}",
    ],
)
def test_anything_else_between_double_braces_is_malformed(text: str) -> None:
    assert scan(text) == []
    assert len(malformed(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '`{{ quiz("a") }}`',
        '``x ` {{ quiz("a") }}``',
        '```\n{{ quiz("a") }}\n```',
        '~~~ py\n{{ quiz("a") }}\n~~~',
        '    ```\n    {{ quiz("a") }}\n    ```',
        '````\n```\n{{ quiz("a") }}\n````',
        '```\n{{ quiz("a") }}',
        "## Title {#anchor}",
        "{: .class}",
        "a { b } c",
    ],
)
def test_code_and_attribute_lists_are_left_alone(text: str) -> None:
    assert scan(text) == []
    assert malformed(text) == []


def test_code_ends_where_it_ends() -> None:
    text = '```\nx\n```\n{{ quiz("a") }} `y` {{ quiz("b") }}\n\n`open {{ quiz("c") }}'
    assert [match.id for match in scan(text)] == ["a", "b", "c"]


@given(st.text(alphabet='`~{}ab"()\\ \n>', max_size=80))
def test_masking_keeps_lengths_and_lines(text: str) -> None:
    masked = mask_code(text)
    assert len(masked) == len(text)
    assert masked.count("\n") == text.count("\n")
    for match in [*scan(text), *malformed(text)]:
        assert 0 <= match.start < match.end <= len(text)


def test_every_documented_name_is_known() -> None:
    assert set(EMBED_NAMES) == {
        "quiz",
        "assessment",
        "task",
        "role_play",
        "simulation",
        "law",
        "red_line",
        "term",
        "fact",
        "field",
        "calculator",
        "money",
    }
