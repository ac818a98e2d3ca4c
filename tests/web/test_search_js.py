"""Finding words: other forms, slips, ё, Chinese; and what is shown of a text."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

WEB = Path(__file__).resolve().parents[2] / "tools" / "goodterms" / "web" / "static"
ENTRIES = [
    ["a.html", "Receivables", "", "Money that customers owe for goods already supplied."],
    ["a.html#t", "Receivables", "Payment run", "Nina pays invoices in runs on Fridays."],
    [
        "b.html",
        "Дебиторская задолженность",
        "",
        "Деньги, которые должны покупатели. Счёт просрочен.",
    ],
    ["c.html", "应收账款", "", "客户所欠的款项。"],
    ["d.html", "Letters", "", "A formal claim names the sum, the date and the clause."],
]


def run(code: str) -> Any:
    script = f"""
      const search = require({json.dumps(str(WEB / "js" / "search.js"))});
      const MiniSearch = require({json.dumps(str(WEB / "vendor" / "minisearch.js"))});
      const entries = {json.dumps(ENTRIES)};
      const index = search.makeIndex(entries, MiniSearch);
      const find = (query) => search.find(index, query).map((r) => entries[r.id][0]);
      process.stdout.write(JSON.stringify({code}));
    """
    said = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    return json.loads(said.stdout)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("receivable", "a.html"), ("RECEIV", "a.html"), ("recievables", "a.html"),
        ("payment", "a.html#t"), ("invoice", "a.html#t"), ("customer", "a.html"),
        ("задолженности", "b.html"), ("задолженностью", "b.html"), ("дебиторской", "b.html"),
        ("счет", "b.html"), ("счёта", "b.html"), ("покупателям", "b.html"),
        ("просроченный", "b.html"),
        ("应收", "c.html"), ("款项", "c.html"),
        ("clauses dated", "d.html"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_its_other_forms(query: str, first: str) -> None:
    assert run(f"find({json.dumps(query)})")[:1] == [first]


def test_all_words_are_wanted_before_any() -> None:
    assert run('find("money goods")') == ["a.html"]
    assert set(run('find("money clause")')) == {"a.html", "d.html"}
    assert run('find("qqqq")') == []


@pytest.mark.parametrize(
    ("group"),
    [
        ["задолженность", "задолженности", "задолженностью", "задолженностей", "задолженностям"],
        ["счёт", "счета", "счетов", "счетом", "счетам", "счетами"],
        ["просроченный", "просроченная", "просроченного", "просроченной", "просроченными"],
        ["претензия", "претензии", "претензию", "претензией"],
        ["instalment", "instalments"],
        ["delivery", "deliveries"],
        ["collecting", "collects", "collected", "collect"],
    ],
)
def test_forms_of_a_word_have_one_stem(group: list[str]) -> None:
    stems = run(f"{json.dumps(group)}.map((w) => search.stem(search.fold(w)))")
    assert len(set(stems)) == 1, stems


def test_short_and_foreign_words_stay_what_they_are() -> None:
    words = ["dso", "его", "is", "ß", "2026", "bus"]
    assert run(f"{json.dumps(words)}.map(search.stem)") == words


def test_folding_keeps_short_i_and_drops_accents() -> None:
    assert run('["Façade", "Ёж", "Йод"].map(search.fold)') == ["facade", "еж", "йод"]


def test_a_snippet_shows_the_match_and_whole_words_around_it() -> None:
    parts = run(
        'search.snippet("word ".repeat(60) + "the disputed part of it " + "tail ".repeat(60),'
        ' new Set(["disputed", "part"].map((w) => search.stem(search.fold(w)))))'
    )
    assert [part["text"] for part in parts if part["match"]] == ["disputed", "part"]
    text = "".join(part["text"] for part in parts)
    assert text.startswith("… word ")
    assert text.endswith(" …")
    assert len(text) < 240


def test_a_text_without_match_is_shown_from_its_beginning() -> None:
    assert run('search.snippet("Only this.", new Set())') == [
        {"text": "Only this.", "match": False}
    ]


def test_the_library_is_the_version_that_is_named() -> None:
    named = (WEB / "js" / "search.js").read_text(encoding="utf-8")
    assert "MiniSearch 7.2.0" in named
    licence = (WEB / "vendor" / "minisearch-LICENSE.txt").read_text(encoding="utf-8")
    assert "Luca Ongaro" in licence
