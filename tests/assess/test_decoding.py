"""Bytes become submissions, or reasons that a person can act on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.assess.decoding import submissions
from goodterms.assess.inbox import Received, Rejected, Unread
from tests.assess.factories import encoded, record


def decode(data: bytes) -> Received | Rejected:
    (piece,) = submissions([Unread("inbox.jsonl", 7, data)])
    return piece


def refused(data: bytes) -> Rejected:
    piece = decode(data)
    assert isinstance(piece, Rejected), piece
    assert (piece.file, piece.line) == ("inbox.jsonl", 7)
    assert piece.hint
    return piece


def with_response(text: str) -> bytes:
    """A submission whose response to q is this JSON text."""
    return encoded(responses={"p": "a", "q": "@"}).replace(b'"@"', text.encode())


@pytest.mark.parametrize(
    "data",
    [
        encoded(),
        b"\xef\xbb\xbf" + encoded(),
        encoded() + b"\r",
        json.dumps(record(responses={"a": {"a": "b"}}), indent=2).encode(),
        json.dumps(record(), separators=(" , ", " : ")).encode(),
        encoded(responses={"q": 'a text with "quotes": and colons'}),
        encoded(started=..., form="a", version="0.9.0", digest="sha256:1", lang="en"),
        encoded(form=None, version=None, digest=None, lang=None, started=None),
        encoded(submitted="2026-11-21T12:21:30+03:00"),
        encoded(learner={"id": "e-1"}),
        encoded(presented={"q": ["b", "a"]}, responses={"q": ["a"], "r": 1, "s": None}),
    ],
)
def test_what_is_a_submission(data: bytes) -> None:
    piece = decode(data)
    assert isinstance(piece, Received), piece
    assert piece.submission.course == "goodterms"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"hello", "not JSON"),
        (b"<html>", "not JSON"),
        (b"\xff\xfe{\0", "UTF-16"),
        ("{}".encode("utf-16-be"), "UTF-16"),
        (b"PK\x03\x04....", "this is a zip"),
        (encoded()[:150], "cut off"),
        (encoded()[:-1], "cut off"),
        (encoded().replace(b"Example", b"\xff"), "not a UTF-8 text"),
        (encoded() + encoded(), "more than one JSON value"),
        (with_response("NaN"), "NaN"),
        (with_response("-Infinity"), "Infinity"),
        (with_response("[NaN]"), "NaN"),
        (with_response("1e999"), "responses.q: number out of range"),
        (with_response("9" * 400), "responses.q"),
        (with_response("true"), "responses.q: expected a number, a text, an object"),
        (with_response("[1]"), "responses.q"),
        (with_response('[["a"]]'), "responses.q"),
        (with_response('{"a": 1}'), "responses.q"),
        (with_response("[" * 100_000), "a response: expected a text, found a list"),
        (b"[" * 100_000, "expected an object { … }, found a list"),
        (b"[]", "not a submission: expected an object { … }, found a list"),
        (b"3", "expected an object { … }, found a whole number"),
        (b"null", "found null"),
        (encoded(attempt="1"), "attempt: expected a whole number, found a text"),
        (encoded(attempt=1.5), "attempt: expected a whole number, found a number"),
        (encoded(attempt=0), "attempt: expected a whole number at least 1"),
        (encoded(attempt=10**30), "attempt: expected a whole number at most 1000"),
        (encoded(attempt=...), "the key 'attempt' is missing"),
        (encoded(learner="e-1"), "learner: expected an object { … }, found a text"),
        (encoded(learner={"name": "A"}), "the key 'learner.id' is missing"),
        (encoded(learner={"id": "1", "mail": "x"}), "the key 'mail' in learner is unknown"),
        (encoded(id=""), "id: expected a text of length at least 1"),
        (encoded(id="x" * 129), "id: expected a text of length at most 128"),
        (encoded(lerner={}), "the key 'lerner' is unknown"),
        (encoded(submitted="yesterday"), "submitted: not a date and time"),
        (encoded(submitted="2026-11-21T09:21:30"), "submitted: not a date and time with its zone"),
        (encoded(submitted="2026-02-30T09:21:30Z"), "submitted: not a date and time"),
        (encoded(submitted=1700000000), "submitted: expected a date and time, found a whole"),
        (encoded(responses=[]), "responses: expected an object { … }, found a list"),
        (encoded(format="goodterms-result/1"), "this is a result of grading"),
        (encoded(format="goodterms-progress/1"), "an export of learning progress"),
        (encoded(format="goodterms-submission/2"), "'goodterms-submission/2'"),
        (encoded(format=3), "the format is '3'"),
        (encoded(responses={"q": "\ud800"}), "cut off"),
        (b'{"id": "\x00"}', "UTF-16, or no text at all"),
    ],
    ids=lambda value: repr(value[:40]),
)
def test_what_is_not(data: bytes, reason: str) -> None:
    assert reason in refused(data).reason


def test_hints_name_what_was_probably_meant() -> None:
    assert "Did you mean learner?" in refused(encoded(lerner={})).hint
    assert ".jsonl" in refused(encoded() + encoded()).hint
    assert "2026-11-21T09:21:30Z" in refused(encoded(submitted="2026-11-21")).hint


@pytest.mark.parametrize(
    "data",
    [
        encoded().replace(b'"attempt": 1', b'"attempt": 2, "attempt": 1'),
        encoded().replace(b'"attempt": 1', b'"attempt" : 2, "attempt" : 1'),
        with_response('"a", "q": "b"'),
        with_response('{"a": "b", "a": "c"}'),
        encoded().replace(b'"learner": {', b'"learner": {"id": "someone-else", '),
        encoded(presented={"q": ["a"]}).replace(b'"q":', b'"q": ["b"], "q":'),
        encoded(form="a", lang="en").replace(b'"form": "a"', b'"form": "b", "form": "a"'),
    ],
)
def test_a_key_that_stands_twice_is_noticed(data: bytes) -> None:
    assert "stands twice" in refused(data).reason


@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    assert isinstance(decode(data), Rejected)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from([*record(), "form", "lang", "extra", "presented"]), JSON)
def test_arbitrary_values_in_any_field_never_raise(key: str, value: Any) -> None:
    assert decode(encoded(**{key: value}))


@given(st.data())
def test_broken_submissions_never_raise(data: st.DataObject) -> None:
    whole = encoded(id="s-1", responses={"q": "a", "r": ["a", "b"], "s": {"a": "b"}, "t": 1.5})
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    assert decode(whole[:start] + data.draw(st.binary(max_size=4)) + whole[end:])
