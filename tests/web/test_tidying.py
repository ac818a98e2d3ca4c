"""What the hook does to a page: parts of a lesson, repairs, the quiz plugin's additions."""

from __future__ import annotations

import pytest

from goodterms.web.quiz_assets import split_quiz_page
from goodterms.web.sections import wrap_sections
from goodterms.web.tidy import tidy


def test_every_part_of_a_lesson_becomes_a_section() -> None:
    html = '<p>head</p>\n<h2 id="moment">A</h2>\n<p>1</p>\n<h2 id="own">B</h2>\n<p>2</p>\n'
    wrapped = wrap_sections(html, {"moment": "The <moment>"})
    assert wrapped.startswith("<p>head</p>")
    assert wrapped.count("<section") == wrapped.count("</section>") == 2
    assert 'class="site-part site-part--moment" aria-labelledby="moment"' in wrapped
    assert "The &lt;moment&gt;" in wrapped
    assert wrapped.count("site-part__kind") == 1


def test_the_mark_as_read_stands_behind_the_last_section() -> None:
    html = '<h2 id="a">A</h2>\n<p>1</p>\n<div class="gt-lesson-end">x</div>'
    assert wrap_sections(html, {}).endswith('</section>\n<div class="gt-lesson-end">x</div>')


def test_a_page_without_parts_is_left_alone() -> None:
    assert wrap_sections("<p>x</p>", {}) == "<p>x</p>"


def test_headings_inside_fragments_are_not_parts() -> None:
    html = '<h2 id="a">A</h2>\n<div><h2 class="gt-sheet__title" id="b">B</h2></div>'
    assert wrap_sections(html, {}).count("<section") == 1


def test_empty_header_cells_are_plain_cells() -> None:
    assert tidy('<th></th><th style="text-align: right;"></th><th>x</th>') == (
        '<td></td><td style="text-align: right;"></td><th>x</th>'
    )


def test_boxes_to_tick_are_drawn() -> None:
    assert tidy("<li>[ ] Names <b>x</b></li>") == '<li class="site-tick">Names <b>x</b></li>'
    assert tidy("<li>a [ ] b</li>") == "<li>a [ ] b</li>"


TAIL = (
    '<div id="quiz-progress-sidebar">…</div><style type="text/css">.quiz{}</style>'
    "<script>\nwindow.mkdocsQuizTranslations = {};\n</script>"
    "<script>\nwindow.mkdocsQuizConfig = {};\n</script>"
    "<script defer>(function () {})();</script>"
)


def test_the_quiz_plugins_additions_are_cut_off_and_kept_once() -> None:
    html, assets = split_quiz_page('<p>x</p><div class="quiz" id="quiz-0">?</div>' + TAIL)
    assert html == '<p>x</p><div class="quiz" data-search-exclude id="quiz-0">?</div>'
    assert assets is not None
    assert assets.style == "@layer mkdocs-quiz {\n.quiz{}\n}\n"
    assert assets.script.splitlines() == [
        "window.mkdocsQuizTranslations = {};",
        "window.mkdocsQuizConfig = {};",
        "(function () {})();",
    ]


def test_a_page_without_questions_has_no_additions() -> None:
    assert split_quiz_page("<p>x</p>") == ("<p>x</p>", None)


def test_other_additions_than_those_known_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"1\.7"):
        split_quiz_page("<p>x</p>" + TAIL + "<script>more()</script>")


def test_every_block_of_code_has_an_id_of_its_own() -> None:
    block = '<pre class="highlight"><code>a</code></pre>'
    made = tidy(f"{block}<p><code>b</code></p><pre><code>c</code></pre>")
    assert '<pre class="highlight" id="code-1"><code>a' in made
    assert '<pre id="code-2"><code>c' in made
    assert made.count("id=") == 2
