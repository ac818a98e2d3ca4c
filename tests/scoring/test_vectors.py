"""One table of vectors, run by Python, by Node and in a real Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from goodterms.model.items import ITEM_TYPES
from goodterms.scoring.items import check_response, score_item
from goodterms.scoring.payload import scoring_payload, simulation_payload
from goodterms.scoring.simulation import play
from goodterms.scoring.text import normalise_short
from tests.scoring.table import TABLE, item_of, response_of, simulation_of

SCRIPT = Path(__file__).parents[2] / "tools/goodterms/render/static/js/scoring.js"
VECTORS = TABLE["vectors"]
EXACT = 1e-12

#: Runs the whole table and returns what each line gave; the same text in Node and Chromium.
RUNNER = """
(scoring, table) => {
  const response = (vector) => {
    if ("special" in vector) return Number(vector.special);
    if (!("repeat" in vector)) return vector.response;
    return vector.repeat.text.repeat(vector.repeat.times) + (vector.repeat.then || "");
  };
  return {
    scores: table.vectors.map((v) => scoring.scoreItem(table.items[v.item], response(v))),
    wellFormed: table.vectors.map((v) => scoring.isWellFormed(table.items[v.item], response(v))),
    normal: table.normal.map((line) => scoring.normaliseShort(line.text)),
    plays: table.plays.map((p) => scoring.playSimulation(table.simulation, p.choices)),
  };
}
"""


def label(vector: dict[str, Any]) -> str:
    return f"{vector['item']} {json.dumps(vector['response'])} {vector.get('note', '')}".strip()


def test_the_table_covers_every_type_and_rule() -> None:
    rules = {(item["type"], item["rule"]) for item in TABLE["items"].values()}
    assert rules == {(name, rule) for name, cls in ITEM_TYPES.items() for rule in cls.scoring_rules}
    assert len(VECTORS) >= 120
    for name in TABLE["items"]:
        mine = [vector for vector in VECTORS if vector["item"] == name]
        assert any(v["response"] is None and "special" not in v for v in mine), name


@pytest.mark.parametrize("name", TABLE["items"])
def test_the_payload_is_what_the_browser_gets(name: str) -> None:
    expected = dict(TABLE["items"][name])
    expected.pop("authored", None)
    assert scoring_payload(item_of(TABLE["items"][name])) == expected


@pytest.mark.parametrize("vector", VECTORS, ids=label)
def test_python(vector: dict[str, Any]) -> None:
    item = item_of(TABLE["items"][vector["item"]])
    response = response_of(vector)
    score = score_item(item, response)
    if vector["score"] is None:
        assert score is None
    else:
        assert score == pytest.approx(vector["score"], abs=EXACT)
    assert (check_response(item, response) is not None) is vector.get("malformed", False)


@pytest.mark.parametrize("line", TABLE["normal"], ids=lambda line: repr(line["text"]))
def test_normal_form_in_python(line: dict[str, str]) -> None:
    assert normalise_short(line["text"]) == line["normal"]


@pytest.mark.parametrize("line", TABLE["plays"], ids=lambda line: "".join(line["choices"]) or "-")
def test_plays_in_python(line: dict[str, Any]) -> None:
    outcome = play(simulation_of(TABLE["simulation"]), line["choices"])
    assert outcome.ending == line["ending"]
    assert outcome.percent == pytest.approx(line["percent"], abs=EXACT)
    assert outcome.passed is line["passed"]
    assert list(outcome.red_lines) == line.get("red_lines", [])


def test_the_simulation_payload_is_what_the_browser_gets() -> None:
    assert simulation_payload(simulation_of(TABLE["simulation"])) == TABLE["simulation"]


def test_node() -> None:
    node = shutil.which("node")
    assert node, "Node 20 or later is needed for the tests"
    program = (
        f"const scoring = require({json.dumps(str(SCRIPT))});"
        "const table = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        f"process.stdout.write(JSON.stringify(({RUNNER})(scoring, table)));"
    )
    done = subprocess.run(
        [node, "-e", program], input=json.dumps(TABLE).encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    hold(json.loads(done.stdout))


def test_chromium(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    hold(page.evaluate(f"(table) => ({RUNNER})(GoodTerms.scoring, table)", TABLE))
    page.close()


def hold(found: dict[str, Any]) -> None:
    """Hold what JavaScript gave against the table."""
    for vector, score, well in zip(VECTORS, found["scores"], found["wellFormed"], strict=True):
        if vector["score"] is None:
            assert score is None, label(vector)
        else:
            assert score == pytest.approx(vector["score"], abs=EXACT), label(vector)
        assert well is not vector.get("malformed", False), label(vector)
    assert found["normal"] == [line["normal"] for line in TABLE["normal"]]
    for line, outcome in zip(TABLE["plays"], found["plays"], strict=True):
        assert outcome["ending"] == line["ending"]
        assert outcome["percent"] == pytest.approx(line["percent"], abs=EXACT)
        assert outcome["passed"] is line["passed"]
        assert outcome["redLines"] == line.get("red_lines", [])
