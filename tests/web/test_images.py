"""Diagrams become part of the page."""

from __future__ import annotations

from goodterms.render.markdown import to_html
from goodterms.web.images import figure, inline_images

SVG = b'<?xml version="1.0"?>\n<!-- by hand -->\n<svg viewBox="0 0 1 1">\n\n<title>T</title></svg>'
BARE = b'<svg viewBox="0 0 1 1"><rect/></svg>'
FILES = {"m/img/a.svg": SVG, "m/img/a.ru.svg": BARE, "m/img/b.svg": BARE}


def test_a_picture_alone_on_its_line_is_inlined() -> None:
    text = "Before.\n\n![A diagram](img/a.svg)\n\nAfter."
    html = to_html(inline_images(text, "m/lesson.md", FILES, "en"))
    assert '<figure class="site-figure" data-search-exclude>' in html
    assert "<title>T</title>" in html
    assert "<?xml" not in html
    assert "by hand" not in html
    assert html.startswith("<p>Before.</p>")
    assert html.endswith("<p>After.</p>")


def test_the_translated_picture_is_used_by_its_language_only() -> None:
    assert "aria-label" in inline_images("![D](img/a.svg)", "m/l.md", FILES, "ru")
    assert "<title>" in inline_images("![D](img/a.svg)", "m/l.md", FILES, "en")
    assert "<title>" in inline_images("![D](img/a.svg)", "m/l.md", FILES, "zh")


def test_a_picture_in_a_block_stays_in_it() -> None:
    text = "!!! note\n    Look:\n\n    ![D](img/b.svg)\n\nOut."
    html = to_html(inline_images(text, "m/l.md", FILES, "en"))
    inside, _, outside = html.partition("</div>")
    assert "<svg" in inside
    assert "Out." in outside


def test_the_path_is_that_of_the_file_the_text_stands_in() -> None:
    assert "<svg" in inline_images("![D](../img/b.svg)", "m/role-plays/r.md", FILES, "en")


def test_other_pictures_stay_what_they_are() -> None:
    for text in (
        "![D](img/c.svg)",
        "See ![D](img/b.svg) here.",
        "![D](img/b.png)",
        "```\n![D](img/b.svg)\n```",
        "    ![D](img/b.svg) `x`",
    ):
        assert inline_images(text, "m/l.md", FILES, "en") == text


def test_a_picture_without_a_title_is_named_by_its_alternative_text() -> None:
    assert 'role="img" aria-label="Said &quot;so&quot;"' in figure(BARE.decode(), 'Said "so"')
    assert "aria-label" not in figure(SVG.decode(), "x")
