"""Templates: the sample is the template filled, as HTML and as text; how long messages are."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodterms.load.course import load_course
from goodterms.model.course import Course
from goodterms.render.context import Context
from goodterms.render.filling import block_html, sample_text, template_blocks, template_data
from goodterms.render.messages import Length, message_length, room

COURSES = Path(__file__).resolve().parents[1] / "courses"


@pytest.fixture(scope="module")
def editions() -> dict[str, Course]:
    """The minimal course by language."""
    return load_course(COURSES / "minimal").editions


def written(data: dict[str, object], value: dict[str, str]) -> str:
    """What the browser makes of the data."""
    blocks = data["blocks"]
    assert isinstance(blocks, list)
    return "\n\n".join(
        "".join(value[piece] if i % 2 else piece for i, piece in enumerate(pieces))
        for _, pieces in blocks
    )


def test_the_sample_says_what_the_template_says_with_the_sample_values(
    editions: dict[str, Course],
) -> None:
    course = editions["en"]
    template, ctx = course.templates["ready-to-collect"], Context(course)
    greeting, findings, price = template_blocks(template, ctx)
    assert "Dear <span" in greeting.blank and "[name of the customer]" in greeting.blank
    assert ">Ms Vale</span>,<br" in greeting.sample
    assert "<table>" in findings.sample and "<strong>" in findings.sample
    assert ">€48</span>" in price.sample and "<li>" in price.sample
    data = template_data(template, ctx)
    samples = {key: sample for key, (_, sample) in data["fields"].items()}
    joined = "\n\n".join(sample_text(part, template, ctx) for part in template.parts)
    assert written(data, samples) == joined
    assert "Front brake | passed" in joined and "---" not in joined and "**" not in joined


def test_amounts_of_the_sample_follow_the_edition(editions: dict[str, Course]) -> None:
    course = editions["ru"]
    data = template_data(course.templates["ready-to-collect"], Context(course))
    assert data["fields"]["price"][1].replace("\u202f", " ") == "4 800 ₽"
    assert data["fields"]["customer"] == ["имя клиента", "госпожа Вейл"]


def test_a_template_without_translation_is_absent_and_nothing_complains() -> None:
    loaded = load_course(COURSES / "minimal")
    assert list(loaded.editions["en"].templates) == ["ready-to-collect", "short-messages"]
    assert list(loaded.editions["ru"].templates) == ["ready-to-collect"]
    assert not [f for f in loaded.findings if "templates" in f.position.path]


def test_line_breaks_of_the_author_are_those_of_the_letter(editions: dict[str, Course]) -> None:
    ctx = Context(editions["en"])
    assert block_html("One\nTwo\n\n- a\n- b", ctx).count("<br") == 1
    assert block_html("| a | b |\n|---|---|\n| 1 | 2 |", ctx).count("<br") == 0


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 160, Length(160, 1)),
        ("a" * 161, Length(161, 2)),
        ("a" * 307, Length(307, 3)),
        ("€20", Length(4, 1)),
        ("it\u2019s", Length(4, 1, ("\u2019",))),
        ("ж" * 70, Length(70, 1, ("ж",))),
        ("ж" * 71, Length(71, 2, ("ж",))),
        ("\U0001f642", Length(2, 1, ("\U0001f642",))),
    ],
)
def test_messages_are_as_long_as_networks_count_them(text: str, length: Length) -> None:
    assert message_length(text) == length


def test_a_foreign_character_leaves_seventy_of_a_hundred_and_sixty() -> None:
    assert room(160, message_length("plain")) == 160
    assert room(160, message_length("it\u2019s")) == 70
