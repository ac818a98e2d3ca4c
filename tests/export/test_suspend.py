"""suspend.js in Node: what goes in comes out, and never more than the export computed."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodterms.errors import FindingsError
from goodterms.export import compact
from goodterms.export.links import Links
from goodterms.export.pages import module_pages
from goodterms.export.parts import PackedAssessment, Parts, collect
from goodterms.export.view import View
from goodterms.model.items import Item, Written
from goodterms.render.context import Context
from goodterms.scoring.items import score_item
from goodterms.scoring.payload import scoring_payload, simulation_payload
from goodterms.scoring.simulation import PlayError, play
from tests.export import courses
from tests.export.lms import Lms

SCRIPT = Path(__file__).with_name("codec.js")
HEADER = {"nonce": "aB3x", "revision": 7, "page": "overview"}
CALM = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(repr=False)
class Codec:
    """The JavaScript under test, and the package it works for."""

    process: subprocess.Popen[str]
    parts: Parts
    table: dict[str, Any]
    worst: compact.WorstCase

    def ask(self, **request: Any) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def round_trip(self, records: dict[str, Any]) -> Any:
        return self.ask(act="roundTrip", records=records, header=HEADER)

    def form(self, assessment: str, form: str) -> dict[str, Any]:
        """What the table says of a form."""
        rows = self.table["assessments"].values()
        row = next(row for row in rows if row["id"] == assessment)
        found: dict[str, Any] = row["forms"][form]
        return found

    @property
    def items(self) -> dict[str, Item]:
        known = {item.id: item for item in self.parts.practice}
        for packed in self.parts.assessments:
            for form in packed.forms:
                known.update((item.id, item) for item in form.items)
        return known


@pytest.fixture(scope="module")
def codec(small_root: Path) -> Iterator[Codec]:
    course = courses.loaded(small_root).editions["en"]
    parts = collect(course, "m01")
    links = Links(parts, courses.read_below(small_root))
    pages = module_pages(parts, links, View(parts.module, Context(course, links=links.link)))
    codes = compact.codes_of(parts, [page.key for page in pages])
    process = subprocess.Popen(
        ["node", str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    made = Codec(
        process,
        parts,
        compact.code_table(parts, codes),
        compact.suspend_data_worst_case(parts, codes),
    )
    made.ask(
        act="setUp",
        table=made.table,
        payloads={name: scoring_payload(item) for name, item in made.items.items()},
        simulations={s.id: simulation_payload(s) for s in parts.simulations},
    )
    yield made
    process.stdin.close()  # type: ignore[union-attr]
    process.wait(10)


# ---- records as the store has them ---------------------------------------------------------------

TIMES = st.datetimes(
    min_value=dt.datetime(2024, 1, 1),
    max_value=dt.datetime(2090, 1, 1),
).map(lambda day: day.strftime("%Y-%m-%dT%H:%M:%SZ"))
UUIDS = st.integers(0, 2**128 - 1).map(lambda n: str(uuid.UUID(int=n)))
TEXTS = st.text("abcXYZ 019éßжЯ中國'-.,~*_!", min_size=1, max_size=14).map(
    lambda text: " ".join(text.split()) or "x"
)
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.integers(-(10**9), 10**9).map(lambda n: n / 100),
    st.sampled_from([0, 0.5, 1e-9, 2.5e21, -3.25e-7]),
)


def responses(item: Item) -> st.SearchStrategy[Any]:
    """Answers that learners can give to an item through its controls."""
    match item.type:
        case "single":
            return st.sampled_from([o.id for o in item.options])  # type: ignore[union-attr]
        case "multiple":
            letters = [o.id for o in item.options]  # type: ignore[union-attr]
            return st.sets(st.sampled_from(letters), min_size=1).map(sorted)
        case "order":
            return st.permutations([o.id for o in item.options])  # type: ignore[union-attr]
        case "match" | "classify":
            left = [side.id for side in item.left]  # type: ignore[union-attr]
            right = [side.id for side in item.right]  # type: ignore[union-attr]
            return st.dictionaries(st.sampled_from(left), st.sampled_from(right), min_size=1)
        case "numeric":
            return NUMBERS
        case _:
            return TEXTS


@st.composite
def canonical(draw: Callable[..., Any], codec: Codec) -> dict[str, Any]:
    """Records that lose nothing: every value within what the grammar keeps."""
    parts = codec.parts
    records: dict[str, Any] = {}
    for lesson in parts.module.lessons:
        if draw(st.booleans()):
            records[f"read/{lesson.id}"] = {"read": draw(TIMES)}
    for item in parts.practice:
        response = draw(st.none() | responses(item))
        if response is None:
            continue
        if draw(st.booleans()):
            records[f"draft/{item.id}"] = {"response": response}
        else:
            records[f"practice/{item.id}"] = {
                "response": response,
                "score": score_item(item, response),
                "max": item.points,
                "tries": draw(st.integers(1, 99)),
                "answered": draw(TIMES),
            }
    test = parts.test
    assert test is not None
    handed_in = draw(st.integers(0, test.attempts))
    for number in range(1, handed_in + 1):
        form = draw(st.sampled_from(test.forms))
        last = number == handed_in
        given_ = {}
        if last:
            drawn = {item.id: draw(st.none() | responses(item)) for item in form.items}
            given_ = {name: response for name, response in drawn.items() if response is not None}
        scores = {i.id: score_item(i, given_[i.id]) for i in form.items if i.id in given_}
        points = draw(st.integers(0, 800)) / 100
        submission = draw(UUIDS)
        records[f"submitted/{test.id}/{submission}"] = {
            "submission": {
                "format": "goodterms-submission/1",
                "id": submission,
                "course": "bicycle-basics",
                "assessment": test.id,
                "form": form.id,
                "lang": "en",
                "learner": None,
                "attempt": number,
                "started": draw(TIMES),
                "submitted": draw(TIMES),
                "responses": given_,
                "version": "1.0.0",
                "digest": codec.form(test.id, form.id)["digest"],
            },
            "result": {
                "score": points,
                "max": 8,
                "percent": points / 8 * 100,
                "pass_mark": 80,
                "passed": points >= 6.4,
                "pending": [],
                "items": {
                    name: {"score": score, "max": codec.items[name].points}
                    for name, score in scores.items()
                },
            },
        }
    if handed_in < test.attempts and draw(st.booleans()):
        form = draw(st.sampled_from(test.forms))
        shown = {
            item.id: draw(st.permutations(sides)) for item in form.items if (sides := _sides(item))
        }
        records[f"attempt/{test.id}"] = {
            "id": draw(UUIDS),
            "form": form.id,
            "attempt": handed_in + 1,
            "started": draw(TIMES),
            "presented": shown,
        }
        for item in form.items:
            response = draw(st.none() | responses(item))
            if response is not None:
                records[f"response/{test.id}/{item.id}"] = {"response": response}
    records.update(draw(conversations(codec)))
    return records


@st.composite
def conversations(draw: Callable[..., Any], codec: Codec) -> dict[str, Any]:
    simulation = codec.parts.simulations[0]
    ways = st.lists(st.sampled_from("abc"), max_size=6).map(lambda way: _played(simulation, way))
    records: dict[str, Any] = {}
    if draw(st.booleans()):
        records[f"talk/{simulation.id}"] = {"path": list(draw(ways).path)}
    ended = [o for o in (draw(ways), draw(ways)) if o.ending is not None]
    ended.sort(key=lambda outcome: -outcome.percent)  # the best and the last: both are kept
    for number, outcome in enumerate(ended):
        name = draw(UUIDS)
        records[f"play/{simulation.id}/{name}"] = {
            "play": name,
            "played": f"2026-11-2{number}T10:00:00Z",
            "path": list(outcome.path),
            "ending": outcome.ending,
            "percent": outcome.percent,
            "passed": outcome.passed,
            "skills": dict(outcome.skills),
            "red_lines": list(outcome.red_lines),
        }
    return records


def _played(simulation: Any, way: list[str]) -> Any:
    """The way as far as the conversation offers it."""
    while True:
        try:
            return play(simulation, way)
        except PlayError:
            way = way[:-1]


def _sides(item: Item) -> list[str]:
    sides = getattr(item, "options", None) or getattr(item, "right", None) or []
    return [side.id for side in sides]


# ---- tests ---------------------------------------------------------------------------------


@CALM
@given(data=st.data())
def test_what_goes_in_comes_out(codec: Codec, data: st.DataObject) -> None:
    records = data.draw(canonical(codec))
    answer = codec.round_trip(records)
    assert answer["decoded"]["records"] == records
    assert {k: answer["decoded"][k] for k in HEADER} == HEADER
    assert len(answer["text"]) <= codec.worst.total
    assert answer["text"].isascii() and answer["text"].isprintable()


WILD_TEXT = st.one_of(st.text(max_size=30), st.text(max_size=3).map(lambda text: text * 150))
WILD_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@CALM
@given(data=st.data())
def test_nothing_makes_it_longer_than_computed(codec: Codec, data: st.DataObject) -> None:
    """Whatever is typed, tried or left lying about, and again after reading it back."""
    records: dict[str, Any] = {}
    for item in codec.parts.practice:
        wild = item.type in ("short", "written")
        numbers = WILD_NUMBERS if item.type == "numeric" else responses(item)
        response = data.draw(WILD_TEXT if wild else numbers)
        records[f"practice/{item.id}"] = {
            "response": response,
            "score": 0,
            "max": 1,
            "tries": 10**6,
            "answered": "2999-01-01T00:00:00Z",
        }
        records[f"draft/{item.id}"] = {"response": response, "raw": "x" * 50}
    test = codec.parts.test
    assert test is not None
    for number in range(1, 6):
        form = test.forms[0]
        name = data.draw(UUIDS)
        records[f"submitted/{test.id}/{name}"] = {
            "submission": {
                "id": name,
                "form": form.id,
                "attempt": number,
                "version": "1.0.0",
                "started": "2026-01-01T00:00:00Z",
                "submitted": "2026-01-01T00:00:00Z",
                "responses": {i.id: data.draw(responses(i)) for i in form.items},
            },
            "result": {"score": 1 / 3, "max": 1e3 / 7, "pass_mark": 200 / 3, "passed": False},
        }
    simulation = codec.parts.simulations[0].id
    records[f"talk/{simulation}"] = {"path": ["a"] * 500}
    records["practice/gone"] = {"response": "a", "tries": 1, "answered": "2026-01-01T00:00:00Z"}
    answer = codec.round_trip(records)
    assert len(answer["text"]) <= codec.worst.total
    assert answer["text"].isascii() and answer["text"].isprintable()
    assert answer["again"].split("~") == answer["text"].split("~")


def longest_records(codec: Codec) -> dict[str, Any]:
    """Everything answered at its longest, all attempts handed in, the conversation played."""
    parts, stamp = codec.parts, "2099-12-31T23:59:59Z"
    lessons = parts.module.lessons
    records: dict[str, Any] = {f"read/{lesson.id}": {"read": stamp} for lesson in lessons}

    def longest(item: Item) -> Any:
        match item.type:
            case "single":
                return "a"
            case "multiple" | "order":
                return _sides(item)
            case "match" | "classify":
                return dict.fromkeys((side.id for side in item.left), _sides(item)[0])  # type: ignore[union-attr]
            case "numeric":
                return -0.00000123456789012
            case _:
                return "ж" * 500

    for item in parts.practice:
        records[f"practice/{item.id}"] = {
            "response": longest(item),
            "score": 0,
            "max": 1,
            "tries": 99,
            "answered": stamp,
        }
    for packed in parts.assessments:
        opened = len(packed.forms) > 1  # a task of one form is longest when all is handed in
        if opened:
            _open_attempt(packed, longest, records, stamp)
        for number in range(packed.attempts - opened):
            name = str(uuid.UUID(int=2**128 - 1 - number))
            form = packed.forms[0]
            digest = codec.form(packed.id, form.id).get("digest")
            records[f"submitted/{packed.id}/{name}"] = {
                "submission": {
                    "id": name,
                    "form": form.id,
                    "attempt": 90 + number,
                    "version": "1.0.0",
                    "digest": digest,
                    "started": stamp,
                    "submitted": stamp,
                    "responses": {i.id: longest(i) for i in form.items},
                },
                "result": {
                    "score": 1234.12345678,
                    "max": 1234.12345678,
                    "pass_mark": 66.6667,
                    "passed": True,
                },
            }
    simulation = parts.simulations[0]
    way = list(_played(simulation, ["c", "a", "a"]).path)
    records[f"talk/{simulation.id}"] = {"path": way}
    for number, percent in enumerate((90, 10)):
        name = str(uuid.UUID(int=2**128 - 1 - number))
        records[f"play/{simulation.id}/{name}"] = {
            "play": name,
            "played": f"2099-01-0{number + 1}T00:00:00Z",
            "path": way,
            "percent": percent,
        }
    return records


def _open_attempt(
    packed: PackedAssessment, longest: Callable[[Item], Any], records: dict[str, Any], stamp: str
) -> None:
    form = packed.forms[0]
    records[f"attempt/{packed.id}"] = {
        "id": str(uuid.UUID(int=2**128 - 1)),
        "form": form.id,
        "attempt": 99,
        "started": stamp,
        "presented": {i.id: _sides(i) for i in form.items if _sides(i)},
    }
    for item in form.items:
        records[f"response/{packed.id}/{item.id}"] = {"response": longest(item)}


def test_the_bound_is_close_to_what_can_happen(codec: Codec) -> None:
    text = codec.round_trip(longest_records(codec))["text"]
    assert codec.worst.total * 0.9 < len(text) <= codec.worst.total


def test_a_cut_short_answer_keeps_its_score(codec: Codec) -> None:
    item = next(item for item in codec.parts.practice if item.type == "short")
    for typed in ("spoke key" + " " * 300, "SPOKE   key", "spoke key " * 40, "ж" * 400, "ﷺ" * 30):
        answer = codec.round_trip(
            {
                f"practice/{item.id}": {
                    "response": typed,
                    "score": 0,
                    "max": 1,
                    "tries": 1,
                    "answered": "2026-01-01T00:00:00Z",
                }
            }
        )
        kept = answer["decoded"]["records"][f"practice/{item.id}"]
        assert kept["score"] == score_item(item, typed)


def test_texts_of_another_version_give_what_both_share(codec: Codec) -> None:
    text = codec.round_trip(
        {
            "read/m01-l1": {"read": "2026-01-01T00:00:00Z"},
            "practice/m01-q01": {"response": "a", "tries": 2, "answered": "2026-01-01T00:00:00Z"},
        }
    )["text"]
    strange = text.replace("~p", "~pzzz.1.1.a~x~~p") + "~r.~s~sAAA.1.2~p" + text.split("~p")[1][:3]
    decoded = codec.ask(act="decode", text=strange)["decoded"]
    assert sorted(decoded["records"]) == ["practice/m01-q01", "read/m01-l1"]
    for foreign in ("", "2.abcd.1.", '{"a": 1}', "1", "not ours"):
        assert codec.ask(act="decode", text=foreign)["decoded"] is None


def test_a_written_text_stays_on_the_device_and_its_hand_in_is_remembered(codec: Codec) -> None:
    task = next(a for a in codec.parts.assessments if a.assessment.kind == "task")
    item = next(i for i in task.forms[0].items if isinstance(i, Written))
    name = str(uuid.uuid4())
    answer = codec.round_trip(
        {
            f"submitted/{task.id}/{name}": {
                "submission": {
                    "id": name,
                    "form": "a",
                    "attempt": 1,
                    "started": "2026-01-01T00:00:00Z",
                    "submitted": "2026-01-01T00:00:00Z",
                    "responses": {item.id: "my text"},
                },
                "result": {
                    "score": 0,
                    "max": 10,
                    "pass_mark": 80,
                    "passed": None,
                    "pending": [item.id],
                },
            }
        }
    )
    assert "my text" not in answer["text"]
    kept = answer["decoded"]["records"][f"submitted/{task.id}/{name}"]
    assert kept["result"]["pending"] == [item.id]
    assert kept["result"]["passed"] is None


def test_node_and_chromium_write_the_same_text(codec: Codec, lms: Lms, small: Any) -> None:
    records = longest_records(codec)
    session = lms.open(small.name)
    text = session.frame.evaluate(
        """([records, table, header]) => GoodTerms.suspend.encode(records, table, header)""",
        [records, codec.table, HEADER],
    )
    assert text == codec.round_trip(records)["text"]
    back = session.frame.evaluate(
        "([text, table]) => Object.keys(GoodTerms.suspend.decode(text, table,"
        " { points: () => 1, score: () => 0, play: () => null }).records).length",
        [text, codec.table],
    )
    assert back >= len(codec.parts.practice)
    session.leave()


def test_the_package_carries_the_same_table(codec: Codec, small: Any) -> None:
    html = small.files["index.html"].decode()
    block = html.split('class="gtp-data">')[1].split("</script>")[0]
    assert json.loads(block)["suspend"] == codec.table


def test_a_module_that_does_not_fit_is_refused() -> None:
    worst = compact.WorstCase(20, 70, 3000, 900, 107)
    assert worst.total == 4097
    with pytest.raises(FindingsError, match="4,097 of 4,096"):
        compact.require_fit(worst, "m01")
    compact.require_fit(compact.WorstCase(20, 70, 3000, 900, 106), "m01")
