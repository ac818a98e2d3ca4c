"""The tokens of the style sheet: contrast, and the same dark in the site and in packages."""

from __future__ import annotations

import re

import pytest

from goodterms.render.browser import STYLES, static_file

CSS = "\n".join(static_file(name) for name in STYLES)
Tokens = dict[str, str]


def tokens_after(marker: str) -> Tokens:
    block = CSS[CSS.index(marker) :].split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--gt-([\w-]+):\s*([^;]+);", block))


LIGHT = tokens_after("\nbody {")
SITE_DARK = tokens_after('\nbody[data-md-color-scheme="slate"] {')
PACKAGE_DARK = tokens_after("\n  body:not([data-md-color-scheme]) {")
PRINT = tokens_after("\n  body, body[data-md-color-scheme] {")


def luminance(colour: str) -> float:
    digits = colour.strip().lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_dark_is_the_same_in_the_site_and_in_packages() -> None:
    assert SITE_DARK == PACKAGE_DARK
    assert set(SITE_DARK) < set(LIGHT)


@pytest.mark.parametrize(
    "tokens", [LIGHT, SITE_DARK, LIGHT | PRINT], ids=["light", "dark", "print"]
)
def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    for ink in ("ink", "soft", "accent", "warn-ink", "gold"):
        for ground in ("paper", "sheet", "accent-soft", "warn-soft", "gold-soft"):
            assert contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)
    assert contrast(tokens["warn"], tokens["paper"]) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, SITE_DARK], ids=["light", "dark"])
def test_buttons_and_edges_of_controls_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens["on-accent"], tokens["accent"]) >= 4.5
    assert contrast(tokens["on-warn"], tokens["warn"]) >= 4.5
    for ground in ("paper", "sheet"):
        assert contrast(tokens["edge"], tokens[ground]) >= 3


def test_nothing_is_fetched() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_every_token_used_is_defined() -> None:
    used = set(re.findall(r"var\(--gt-([\w-]+)[,)]", CSS))
    local = {"block", "block-ink", "block-soft", "voice", "hue", "sticky-top"}
    assert used - local <= set(LIGHT)
