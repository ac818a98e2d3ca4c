"""Practice items as mkdocs-quiz markup, read by the plugin's own parser."""

from __future__ import annotations

import pytest
from mkdocs_quiz.plugin import MkDocsQuizPlugin

from goodterms.model.items import Multiple, Single
from goodterms.render.context import Context
from goodterms.render.quiz_markup import QUIZ_PLUGIN_CONFIG, quiz_markup, site_quiz
from tests.render.render_sample import changed


def parsed(markup: str) -> tuple[str, list[str], list[str], list[str], int]:
    """What the plugin reads in the markup."""
    lines = markup.removeprefix("<quiz>").removesuffix("</quiz>").strip("\n").split("\n")
    return MkDocsQuizPlugin()._parse_quiz_question_and_answers(lines)


@pytest.mark.parametrize("item_id", ["s1-p1", "s1-p2"])
def test_the_plugin_reads_stem_options_keys_and_reasons(item_id: str, ctx: Context) -> None:
    item = ctx.course.items[item_id]
    assert isinstance(item, Single | Multiple)
    markup = quiz_markup(item, ctx)
    stem, answers, keys, reasons, _ = parsed(markup)
    assert f'data-item="{item.id}"' in stem
    assert f'data-rule="{item.rule}"' in stem
    assert len(answers) == len(reasons) == len(item.options)
    for option, answer, reason in zip(item.options, answers, reasons, strict=True):
        assert f'data-option="{option.id}"' in answer
        assert option.text in answer
        assert option.why in reason
    wanted = {item.key} if isinstance(item, Single) else set(item.key)
    pairs = zip(item.options, answers, strict=True)
    assert {option.id for option, answer in pairs if answer in keys} == wanted
    assert not MkDocsQuizPlugin()._is_fill_in_blank_quiz(markup)


def test_equal_texts_are_told_apart(ctx: Context) -> None:
    item = ctx.course.items["s1-p1"]
    assert isinstance(item, Single)
    same = [changed(option, text="the same") for option in item.options]
    _, _, keys, _, _ = parsed(quiz_markup(changed(item, options=same), ctx))
    assert len(keys) == 1


def test_no_break_spaces_and_lines(russian: Context) -> None:
    item = russian.course.items["s1-p1"]
    assert isinstance(item, Single)
    long = changed(item.options[0], text="a\n  b", why='c\n\n- d {{ money("48000") }}')
    markup = quiz_markup(changed(item, options=[long, *item.options[1:]]), russian)
    _, answers, _, reasons, _ = parsed(markup)
    assert answers[0].endswith("a b")
    assert reasons[0] == "c - d 4\u202f800\u202f000\u202f₽"


@pytest.mark.parametrize(
    "changes",
    [
        {"stem": "A [[blank]]?"},
        {"stem": "- [x] a list"},
        {"stem": "Ends </quiz> early?"},
        {"stem": "* [ ] starred"},
    ],
)
def test_what_the_grammar_would_change_gets_our_own_form(
    changes: dict[str, str], ctx: Context
) -> None:
    item = changed(ctx.course.items["s1-p1"], **changes)
    assert "<quiz>" not in site_quiz(item, ctx)
    assert "gt-item" in site_quiz(item, ctx)


def test_a_multiple_with_one_key_stays_a_multiple(ctx: Context) -> None:
    item = changed(ctx.course.items["s1-p2"], key=["a"])
    assert 'type="checkbox"' in site_quiz(item, ctx)


def test_other_types_are_our_own_forms(ctx: Context) -> None:
    for n in range(3, 9):
        assert "<quiz>" not in site_quiz(ctx.course.items[f"s1-p{n}"], ctx)
    assert site_quiz(ctx.course.items["s1-p2"], ctx).startswith("<quiz>")


def test_the_plugins_settings_exist() -> None:
    known = {name for name, _ in MkDocsQuizPlugin.config_scheme}
    assert set(QUIZ_PLUGIN_CONFIG) <= known
    for name in ("auto_submit", "embed_source", "confetti", "show_progress"):
        assert QUIZ_PLUGIN_CONFIG[name] is False
