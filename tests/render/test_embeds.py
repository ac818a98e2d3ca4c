"""Embeds replaced for a target: inline, as blocks, in both currencies."""

from __future__ import annotations

import html

import pytest

from goodterms.errors import FindingsError
from goodterms.model.embeds import EMBED_NAMES, scan
from goodterms.render.context import Context
from goodterms.render.embeds import resolve, resolved_html
from goodterms.render.inline import inline_embed, line, plain, prose


def test_money_follows_the_edition(ctx: Context, russian: Context) -> None:
    text = '{{ money("heron") }}, {{ money("287.21") }}, {{ money("heron", "a lot") }}'
    assert resolve(text, ctx) == "€48,000, €287.21, a lot"
    assert resolve(text, russian) == "4\u202f800\u202f000\u202f₽, 28\u202f721\u202f₽, a lot"


def test_a_term_is_a_link_with_its_definition(ctx: Context) -> None:
    rendered = line('the {{ term("dso", "*day* count") }}', ctx)
    assert 'href="glossary.html#dso"' in rendered
    assert "<em>day</em> count</a>" in rendered
    assert "Days sales outstanding" in rendered


def test_law_is_a_cite_inline_and_a_card_alone(ctx: Context) -> None:
    inline = resolve('see {{ law("us-calls") }}', ctx)
    assert inline.startswith("see <a ")
    assert "gt-cite--unverified" in inline
    assert "As of 15 June 2026." in plain_note(inline)
    alone = resolved_html('{{ law("us-calls") }}', ctx)
    assert "gt-law" in alone
    assert "Not verified" in alone
    assert "Seven calls" in alone


def plain_note(text: str) -> str:
    """The note of an inline link, decoded."""
    return html.unescape(text.partition('data-note="')[2].partition('"')[0])


def test_facts_belong_to_their_role_play(ctx: Context) -> None:
    role_play = ctx.course.role_plays["s1-rp1"]
    inside = ctx.within(role_play)
    assert resolve('{{ fact("invoice") }} on {{ fact("due") }}', inside) == "€48,000 on 14 May"
    assert resolve('{{ fact("tubs") }}', inside) == "1,064"
    with pytest.raises(FindingsError):
        resolve('{{ fact("invoice") }}', ctx)


@pytest.mark.parametrize("name", [*EMBED_NAMES, "nonsense"])
def test_an_unknown_target_is_never_silent(name: str, ctx: Context) -> None:
    text = f'{{{{ {name}("nothing-here") }}}}'
    with pytest.raises(FindingsError, match="nothing-here"):
        resolve(text, ctx)
    with pytest.raises(FindingsError):
        resolve(f"in a sentence: {text}", ctx)
    with pytest.raises(FindingsError):
        inline_embed(scan(text)[0], ctx)


def test_blocks_stand_where_the_author_put_them(ctx: Context) -> None:
    text = (
        '!!! note\n    before\n    {{ red_line("H1") }}\n    after\n\n'
        '- x\n\n    {{ law("us-calls") }}\n'
    )
    rendered = resolved_html(text, ctx)
    note, _, rest = rendered.partition("<ul>")
    assert note.index("before") < note.index("gt-panel--red") < note.index("after")
    assert rest.index("<li>") < rest.index("gt-law") < rest.index("</li>")


def test_text_around_embeds_is_untouched(ctx: Context) -> None:
    text = 'a\n\n{{ quiz("s1-p1") }}\n\nb `{{ quiz("s1-p1") }}` c\n'
    resolved = resolve(text, ctx)
    assert resolved.startswith("a\n\n")
    assert resolved.endswith('b `{{ quiz("s1-p1") }}` c\n')


def test_prose_of_items_never_opens_blocks_of_its_own(ctx: Context) -> None:
    rendered = prose('{{ law("us-calls") }}', ctx)
    assert "<p><a " in rendered
    assert "gt-law" not in rendered


def test_without_pages_there_are_no_links(ctx: Context) -> None:
    bare = Context(course=ctx.course)
    for text in ('{{ term("dso") }}', '{{ law("us-calls") }}', '{{ simulation("s1-s1") }} x'):
        assert "href" not in resolve(text, bare)
    assert "href" not in resolved_html('{{ assessment("s1-test") }}', bare)


def test_plain_text_has_no_markup(ctx: Context) -> None:
    assert plain('*a* {{ term("dso") }} {{ money("5") }}', ctx) == "a DSO €5"
