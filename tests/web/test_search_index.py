"""The search index: sections, what is left out, and a script that is safe to load."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from goodterms.web.search_index import index_script, page_entries

HTML = """
<header class="site-head" data-search-exclude><div>Module 1</div><h1>Title</h1></header>
<p>Lead <em>words</em>.</p>
<h2 id="one">First <code>part</code></h2>
<p>Text of&nbsp;one</p><p>more</p>
<div class="quiz" data-search-exclude><div class="quiz-question"><div>Stem</div></div>
<div class="answer-feedback">Secret reason</div></div>
<p>after</p>
<h3>No id</h3>
<svg><title>Drawn</title></svg><script>run()</script>
<div data-search-section="law-1" data-search-title="Act, s. 1"><span>EU</span><span>1999</span>
</div>
<h2 id="two">Second</h2><table><tr><td>a</td><td>b</td></tr></table>
"""


def test_sections_have_titles_and_texts() -> None:
    entries = page_entries("x.html", "Title", HTML)
    assert entries == [
        ["x.html", "Title", "", "Lead words."],
        ["x.html#one", "Title", "First part", "Text of one more after No id"],
        ["x.html#law-1", "Title", "Act, s. 1", "EU 1999"],
        ["x.html#two", "Title", "Second", "a b"],
    ]


def test_an_excluded_element_is_left_out_with_everything_inside() -> None:
    texts = " ".join(entry[3] for entry in page_entries("x.html", "Title", HTML))
    for hidden in ("Stem", "Secret reason", "Module 1", "Drawn", "run()"):
        assert hidden not in texts


def test_unclosed_elements_do_not_hide_the_rest() -> None:
    html = "<div data-search-exclude><p>x<br><img src=a></div><p>seen</p>"
    assert page_entries("x.html", "T", html)[0][3] == "seen"


def test_the_script_gives_the_entries_to_a_browser(tmp_path: Path) -> None:
    entries = [["x.html", 'T "q" </script>', "", "line\u2028end ё"]]
    file = tmp_path / "index.js"
    file.write_text(index_script(entries), encoding="utf-8")
    said = subprocess.run(
        [
            "node",
            "-e",
            f"require({json.dumps(str(file))});"
            "process.stdout.write(JSON.stringify(GoodTerms.searchIndex))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(said.stdout) == entries
