"""Items and assessments as HTML: complete, labelled, and silent about keys where sealed."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from goodterms.model.items import Classify, Item, Match, Multiple, Numeric, Order, Short, Single
from goodterms.render.context import Context
from goodterms.render.data import json_script, to_json
from goodterms.render.forms import assessment_form, item_form
from goodterms.render.items import open_payload, sealed_payload, shown_order
from goodterms.scoring.digest import form_digest
from tests.render.render_pages import fragments
from tests.render.render_sample import changed, links, sample_course


class Elements(HTMLParser):
    """All elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def data_of(html: str) -> dict[str, object]:
    """The JSON of the first data block."""
    block = re.search(r'class="gt-data">(.*?)</script>', html, re.DOTALL)
    assert block
    loaded = json.loads(block[1])
    assert isinstance(loaded, dict)
    return loaded


def items_of(ctx: Context, assessment_id: str) -> list[Item]:
    return [ctx.course.items[i] for i in ctx.course.assessments[assessment_id].forms[0].items]


def form_of(ctx: Context, assessment_id: str) -> str:
    assessment = ctx.course.assessments[assessment_id]
    return str(assessment_form(assessment, "a", items_of(ctx, assessment_id), ctx))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_page_has_unique_ids_and_complete_references(lang: str) -> None:
    for name, (_, html) in fragments(sample_course(lang), links).items():
        elements = Elements(html).found
        ids = [attrs["id"] for _, attrs in elements if "id" in attrs]
        assert len(ids) == len(set(ids)), name
        for _, attrs in elements:
            for reference in ("for", "aria-labelledby", "aria-describedby"):
                for target in (attrs.get(reference) or "").split():
                    assert target in ids, f"{name}: {reference}={target}"


@pytest.mark.parametrize("item_id", [f"s1-p{n}" for n in range(1, 9)])
def test_a_practice_item_carries_what_scores_and_explains_it(item_id: str, ctx: Context) -> None:
    item = ctx.course.items[item_id]
    html = item_form(item, ctx)
    data = data_of(html)
    assert data["id"] == item_id
    assert data["feedback"]
    assert "<legend" in html
    visible = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    for option in [*getattr(item, "options", []), *getattr(item, "left", [])]:
        assert option.why not in visible, "explanations come after the answer"


def test_a_test_item_is_part_of_one_form(ctx: Context) -> None:
    html = item_form(ctx.course.items["s1-t1"], ctx, practice=False, number=3)
    assert "<form" not in html
    assert "gt-data" not in html
    assert "Question 3" in html


def secrets(item: Item, ctx: Context) -> list[str]:
    """Texts that tell the key or explain an answer."""
    found = [o.why for o in [*getattr(item, "options", []), *getattr(item, "left", [])]]
    if isinstance(item, Numeric | Short):
        found.append(item.why)
    if isinstance(item, Numeric):
        found += [wrong.why for wrong in item.wrong]
    if isinstance(item, Short):
        found += item.accept
    return found


def test_a_sealed_form_holds_no_key_and_no_explanation(ctx: Context) -> None:
    html = form_of(ctx, "s1-exam")
    data = data_of(html)
    assert data["delivery"] == "sealed"
    assert "digest" not in data
    for payload in data["items"]:  # type: ignore[attr-defined]
        assert set(payload) == {"id", "type", "points"}
    for item in items_of(ctx, "s1-exam"):
        for secret in secrets(item, ctx):
            assert secret not in html, item.id
        assert sealed_payload(item).keys() == {"id", "type", "points"}
    for word in ("key", "accept", "why", "feedback", "tolerance", "rule"):
        assert f'"{word}"' not in html


def test_an_open_form_holds_both(ctx: Context) -> None:
    html = form_of(ctx, "s1-test")
    data = data_of(html)
    assert data["digest"] == form_digest("s1-test", "a", items_of(ctx, "s1-test"))
    assert data["pass_mark"] == 70
    assert data["attempts"] == 3
    assert data["minutes"] == 25
    assert all("key" in p or "accept" in p for p in data["items"])  # type: ignore[attr-defined]
    assert "25 minutes" in html and "70%" in html


def test_the_order_shown_is_not_the_key(ctx: Context) -> None:
    for item in ctx.course.items.values():
        shown = shown_order(item)
        if isinstance(item, Order):
            assert shown != item.key
            assert sorted(shown) == sorted(item.key)
        if isinstance(item, Match):
            assert sorted(shown) == sorted(right.id for right in item.right)
        if isinstance(item, Classify):
            assert shown == [right.id for right in item.right]
    assert any(
        shown_order(item) != [right.id for right in item.right]
        for item in (changed(ctx.course.items["s1-p4"], id=f"x{n}") for n in range(6))
        if isinstance(item, Match)
    ), "the order of right sides depends on the item, not on the author's order"


def test_two_options_in_key_order_are_turned_round(ctx: Context) -> None:
    item = ctx.course.items["s1-p3"]
    assert isinstance(item, Order)
    for n in range(20):
        two = changed(item, id=f"o{n}", options=item.options[:2], key=["a", "b"])
        assert shown_order(two) == ["b", "a"]


def test_texts_cannot_break_out_of_the_data(ctx: Context) -> None:
    item = ctx.course.items["s1-p7"]
    attack = "</script><script>alert(1)</script>\u2028 & *ok*"
    nasty = changed(item, why=attack, accept=["</script>"])
    html = item_form(nasty, ctx)
    assert html.count("</script>") == 1
    assert data_of(html)["accept"] == ["</script>"]
    assert to_json({"a": "<!--"}) == '{"a":"\\u003c!--"}'
    assert json.loads(to_json(["\u2029"])) == ["\u2029"]
    assert json_script({}, "x").startswith('<script type="application/json" class="x">')


def test_money_stands_before_or_after_the_field(ctx: Context, russian: Context) -> None:
    english = item_form(ctx.course.items["s1-p8"], ctx)
    other = item_form(russian.course.items["s1-p8"], russian)
    assert english.index("€</span>") < english.index("<input")
    assert other.index("₽</span>") > other.index("<input")
    payload = open_payload(russian.course.items["s1-p8"], russian)
    assert payload["feedback"]["key"] == "1\u202f200\u202f000\u202f₽"


def test_a_red_line_is_named_where_an_option_crosses_it(ctx: Context) -> None:
    feedback = open_payload(ctx.course.items["s1-p1"], ctx)["feedback"]
    assert "redlines.html#H1" in feedback["red"]["c"]
    assert "Directive" in feedback["law"][0]
    assert "red" not in open_payload(ctx.course.items["s1-p2"], ctx)["feedback"]


def test_written_items_show_how_they_are_marked(ctx: Context) -> None:
    html = form_of(ctx, "s1-task")
    assert "gt-rubric" in html
    assert "<textarea" in html
    data = data_of(html)
    assert "14 May" in str(data["items"])


@pytest.mark.parametrize("cls", [Single, Multiple])
def test_options_keep_the_authors_order(cls: type[Item], ctx: Context) -> None:
    for item in ctx.course.items.values():
        if isinstance(item, cls) and isinstance(item, Single | Multiple):
            assert shown_order(item) == [option.id for option in item.options]
