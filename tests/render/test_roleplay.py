"""Sheets of a role-play, the zone of agreement, cards and tables."""

from __future__ import annotations

import dataclasses

import pytest

from goodterms.model.course import RolePlay
from goodterms.render.cards import (
    assessment_card,
    law_card,
    red_line_panel,
    role_play_card,
    rubric_table,
    simulation_card,
)
from goodterms.render.context import Context
from goodterms.render.progress import progress_outline
from goodterms.render.roleplay import role_play_sheets, situation_sheet
from goodterms.render.simulation import simulation_data
from goodterms.render.zone import amount_text, unit_note, zone_figure, zone_of
from tests.render.render_sample import changed


@pytest.fixture
def role_play(ctx: Context) -> RolePlay:
    return ctx.course.role_plays["s1-rp1"]


def test_every_sheet_in_the_order_it_is_handed_out(role_play: RolePlay, ctx: Context) -> None:
    sheets = role_play_sheets(role_play, ctx)
    assert [sheet.id for sheet in sheets] == [
        "situation",
        "confidential-anna",
        "confidential-nina",
        "observer",
        "debrief",
        "teaching-note",
    ]
    assert [sheet.id for sheet in sheets if sheet.confidential] == [
        "confidential-anna",
        "confidential-nina",
        "teaching-note",
    ]


def test_what_one_party_knows_is_on_no_other_sheet(role_play: RolePlay, ctx: Context) -> None:
    by_id = {sheet.id: str(sheet.html) for sheet in role_play_sheets(role_play, ctx)}
    assert "€20,800" in by_id["confidential-anna"]
    for other in ("situation", "confidential-nina", "observer", "debrief"):
        assert "€20,800" not in by_id[other], other
    assert "€28,000" in by_id["confidential-nina"]
    assert "€28,000" not in by_id["confidential-anna"]
    assert "data-search-exclude" in by_id["confidential-anna"]
    assert "data-search-exclude" not in by_id["situation"]


def test_sheets_resolve_cards_and_panels(role_play: RolePlay, ctx: Context) -> None:
    by_id = {sheet.id: str(sheet.html) for sheet in role_play_sheets(role_play, ctx)}
    assert "gt-card--simulation" in by_id["debrief"]
    assert "gt-panel--red" in by_id["teaching-note"]
    assert "gt-zone" in by_id["teaching-note"]
    assert "redlines.html#H1" in by_id["observer"]
    assert "gt-rubric" in by_id["observer"]


def test_a_missing_section_still_has_its_sheet(role_play: RolePlay, ctx: Context) -> None:
    empty = dataclasses.replace(role_play.document, sections=())
    sheet = situation_sheet(dataclasses.replace(role_play, document=empty), ctx)
    assert sheet.title == "The situation"


def test_the_zone_is_computed_from_the_limits(role_play: RolePlay, ctx: Context) -> None:
    zone = zone_of(role_play.front)
    assert zone is not None
    assert (zone.low, zone.high, zone.exists) == (20800, 28000, True)
    figure = zone_figure(role_play.front, ctx)
    assert "from €20,800 to €28,000, €7,200 wide" in figure
    assert 'role="img"' in figure and "<title" in figure and "<desc" in figure


def test_no_zone_is_said_and_drawn(role_play: RolePlay, russian: Context) -> None:
    front = russian.course.role_plays["s1-rp1"].front
    parties = [changed(front.parties[0], limit=30000.0), front.parties[1]]
    apart = changed(front, parties=parties, zone="none")
    zone = zone_of(apart)
    assert zone is not None and not zone.exists
    figure = zone_figure(apart, russian)
    assert "gt-zone__band--none" in figure
    assert "200\u202f000\u202f₽" in figure


def test_what_a_zone_counts_is_said_once(role_play: RolePlay, ctx: Context) -> None:
    figure = zone_figure(changed(role_play.front, unit="days of credit"), ctx)
    assert "from 20,800 to 28,000, 7,200 wide" in figure
    assert figure.count("days of credit") == 1


def test_other_kinds_have_no_zone(role_play: RolePlay, ctx: Context) -> None:
    parties = [changed(p, target=None, limit=None, wants=None) for p in role_play.front.parties]
    front = changed(role_play.front, parties=parties, kind="service")
    assert zone_of(front) is None
    assert zone_figure(front, ctx) == ""


def test_equal_numbers_can_be_drawn(role_play: RolePlay, ctx: Context) -> None:
    parties = [changed(p, target=5.0, limit=5.0) for p in role_play.front.parties]
    assert "gt-zone" in zone_figure(changed(role_play.front, parties=parties), ctx)


def test_units(ctx: Context, russian: Context) -> None:
    assert amount_text(1500, "EUR now", ctx) == "€1,500"
    assert amount_text(1500, "RUB сейчас", russian) == "150\u202f000\u202f₽"
    assert amount_text(12, "weeks", ctx) == "12 weeks"
    assert unit_note("EUR now", ctx) == "now"
    assert unit_note("weeks", ctx) == "weeks"


def test_cards_lead_somewhere_and_say_what(ctx: Context) -> None:
    course = ctx.course
    test = assessment_card(course.assessments["s1-test"], ctx)
    assert 'href="assessment-s1-test.html"' in test
    assert "8 questions" in test and "25 minutes" in test and "3 attempts" in test
    task = assessment_card(course.assessments["s1-task"], ctx)
    assert 'href="task-s1-task.html"' in task
    assert "3 people" in role_play_card(course.role_plays["s1-rp1"], ctx)
    assert "you are Anna Lin" in simulation_card(course.simulations["s1-s1"], ctx)


def test_panels_and_tables(ctx: Context, russian: Context) -> None:
    panel = red_line_panel(ctx.course.red_lines["H1"], ctx, anchor=True)
    assert 'id="H1"' in panel
    assert panel.index("Recognise") < panel.index("Refuse") < panel.index("Replace")
    assert "(1 July 2026)" in panel
    assert "(1 июля 2026 г.)" in red_line_panel(russian.course.red_lines["H1"], russian)
    card = law_card(ctx.course.law["eu-interest"], ctx, anchor=True)
    assert 'id="eu-interest"' in card and "eur-lex" in card and "<em>reference rate</em>" in card
    table = rubric_table(ctx.course.rubrics["letter"], ctx)
    assert table.count("<tbody>") == 2
    assert "60%" in table and "Any threat." in table


def test_a_simulations_words_match_its_score(ctx: Context) -> None:
    data = simulation_data(ctx.course.simulations["s1-s1"], ctx)
    for state, choices in data["score"]["states"].items():
        assert [choice["id"] for choice in choices] == list(data["states"][state]["choices"])
    assert set(data["endings"]) == set(data["score"]["endings"])
    assert "redlines.html#H1" in data["states"]["opening"]["choices"]["c"]["red"]


def test_the_outline_counts_what_lessons_embed(ctx: Context) -> None:
    outline = progress_outline(ctx)
    (module,) = outline["modules"]
    assert module["practice"] == ["s1-p1", "s1-p2", "s1-p3", "s1-p4", "s1-p6", "s1-p7"]
    assert [a["id"] for a in module["assessments"]] == ["s1-test", "s1-task"]
    assert [a["id"] for a in outline["assessments"]] == ["s1-exam"]
