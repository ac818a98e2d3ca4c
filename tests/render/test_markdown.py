"""Markdown of authors, and HTML fragments carried through it unchanged."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.render.markdown import (
    escape_attribute,
    escape_text,
    html_block,
    inline_html,
    is_one_paragraph,
    plain_text,
    to_html,
)

FRAGMENT = (
    '<div class="x">\n<p>a *b* [[c]] {: .d} ~~~ `e` &amp; {#f}</p>\n\n'
    '<script type="application/json">{"g":"_h_\\u003c"}</script></div>'
)


@pytest.mark.parametrize(
    "before",
    [
        "",
        '!!! badly "Done badly"\n    **Anna:** Hi\n\n    ',
        "- item\n\n    ",
        "??? info\n    text\n\n    ",
        "!!! note\n\n    ??? tip\n        text\n\n        ",
        "> quote\n>\n> ",
    ],
)
def test_a_fragment_comes_through_unchanged_at_any_depth(before: str) -> None:
    head, _, prefix = before.rpartition("\n")
    text = f"{head}\n" + textwrap.indent(html_block(FRAGMENT), prefix, lambda _: True)
    rendered = to_html(f"intro\n\n{text}\n\nafter")
    assert FRAGMENT in rendered
    assert rendered.endswith("<p>after</p>")


def test_fences_of_code_stay_code() -> None:
    assert to_html("```\n<b> {{ x }}\n```").count("&lt;b&gt;") == 1


@pytest.mark.parametrize("text", ["1. one", "- a", "# 3", "> q", "***", "    code", "[a]: b"])
def test_a_line_is_never_a_block(text: str) -> None:
    rendered = inline_html(text)
    assert "<p" not in rendered
    assert not any(tag in rendered for tag in ("<li", "<h1", "<blockquote", "<hr", "<pre"))
    assert plain_text(text)


def test_a_line_has_inline_markup() -> None:
    assert inline_html("a *b*\n`c` <span>d</span>") == "a <em>b</em> <code>c</code> <span>d</span>"
    assert inline_html("  ") == ""


def test_no_break_spaces_survive() -> None:
    assert inline_html("4\u202f800\u00a0x") == "4\u202f800\u00a0x"


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    squeezed = " ".join(text.replace("\xa0", "\u2007").split(" ")).strip(" ")
    assert plain_text(f"x{escape_text(squeezed)}x") == f"x{squeezed}x"


def test_attributes_with_active_characters_stay_whole() -> None:
    note = 'a "b" <c> [d](e) `f` \\ *g* | & _h_'
    rendered = inline_html(f'<a data-note="{escape_attribute(note)}" href="x">t</a>')
    assert rendered.startswith('<a data-note="')
    assert rendered.endswith('href="x">t</a>')
    assert "<em>" not in rendered and "<code>" not in rendered


def test_lines_of_a_dialogue_keep_their_voice_on_the_page() -> None:
    rendered = to_html(
        "!!! badly\n    **Anna:** a\n\n    **Nina**: b\n\n"
        "!!! well\n    **Nina:** c\n\n    Not a line: **x:** y\n\n**What changed:** z"
    )
    assert rendered.count("gt-voice-1") == 1
    assert rendered.count("gt-voice-2") == 2
    assert rendered.count("gt-speaker") == 3
    assert "<p><strong>What changed:</strong> z</p>" in rendered


def test_one_paragraph_is_told_from_more() -> None:
    assert is_one_paragraph(to_html("a *b*"))
    assert not is_one_paragraph(to_html("a\n\nb"))


def test_heading_ids_and_plain_braces_stay_what_they_are() -> None:
    assert '<h2 id="moment">The call</h2>' in to_html("## The call {#moment}")


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs")), max_size=80))
def test_a_line_without_markup_is_what_markdown_would_make_of_it(text: str) -> None:
    # The zero-width space is no markup, but the entity sends the line through the converter.
    plain = "".join(c for c in text if c not in "\\`*_{}[]<>&")
    assert inline_html(f"{plain}&#8203;") == inline_html(f"{plain}\u200b").replace(
        "\u200b", "&#8203;"
    )


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=80))
def test_a_sentence_without_markup_is_what_markdown_would_make_of_it(text: str) -> None:
    plain = "Anna " + "".join(c for c in text if c not in "\\`*_{}[]<>&|")
    # The entity sends the text through the converter.
    assert to_html(f"&#8203;{plain.strip()}").replace("&#8203;", "") == to_html(plain.strip())
