"""Bytes -> Submission, or the reason why not, in words that help whoever has to fix it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

import msgspec

from goodterms.assess.inbox import Received, Rejected, Unread
from goodterms.model.submissions import Learner, Response, Submission

_BOM = b"\xef\xbb\xbf"
_DECODER = msgspec.json.Decoder(Submission)
_FRESH = "Ask the learner to download the submission again and to send the file as it is."
_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object { … }",
    "null": "null",
    "datetime": "a date and time",
}
_EXAMPLE_TIME = "2026-11-21T09:21:30Z"

#: Formats of neighbouring files that people hand in by mistake, and what they are.
_OTHER_FORMATS = {
    "goodterms-result/1": ("a result of grading, not a submission", "Hand in the learner's file."),
    "goodterms-progress/1": (
        "an export of learning progress, not a submission",
        "It goes to `goodterms records import`. For a test, download the submission on its page.",
    ),
}


class _ReasonError(Exception):
    """Why a piece of input is no submission."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def submissions(pieces: Iterable[Unread | Rejected]) -> Iterator[Received | Rejected]:
    """Every piece as a typed submission or, whatever its bytes are, as a rejection."""
    decode = _DECODER.decode
    for piece in pieces:
        if isinstance(piece, Rejected):
            yield piece
            continue
        source, line, data = piece
        try:
            submission = decode(data)
            if not _may_repeat_keys(data, submission):
                yield Received(source, line, submission)
                continue
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            pass
        yield _second_look(piece)


def _second_look(piece: Unread) -> Received | Rejected:
    """Decodes what is odd but right (a byte order mark), and explains what is wrong."""
    data = piece.data.removeprefix(_BOM)
    try:
        submission = _decoded(data)
        repeated = _repeated_key(data)
        if repeated is not None:
            raise _ReasonError(
                f"the key {_quoted(repeated)} stands twice in one object",
                "Only one of the two can be meant. " + _FRESH,
            )
    except _ReasonError as error:
        return Rejected(piece.source, piece.line, error.reason, error.hint)
    return Received(piece.source, piece.line, submission)


def _decoded(data: bytes) -> Submission:
    try:
        return _DECODER.decode(data)
    except msgspec.ValidationError as error:
        raise _of_another_shape(data, str(error)) from None
    except msgspec.DecodeError as error:
        raise _not_json(data, str(error)) from None
    except UnicodeDecodeError as error:
        raise _not_text(f"byte {error.start} is not UTF-8") from None
    except RecursionError:
        raise _ReasonError("nested too deeply for a submission", _FRESH) from None


# ---- keys that stand twice ------------------------------------------------------------------


def _may_repeat_keys(data: bytes, submission: Submission) -> bool:
    """Whether the text has more colons than the keys and times that were decoded account for.

    msgspec keeps the last of two equal keys without a word. Counting colons is a fraction of the
    cost of decoding; a colon inside a text or a zone such as +03:00 only costs the exact look.
    """
    colons = 11 + len(submission.responses)  # nine keys are always there, and one time
    colons += submission.version is not None
    colons += submission.form is not None
    colons += submission.lang is not None
    colons += submission.learner.name != ""
    if submission.digest is not None:
        colons += 2  # "digest": "sha256:…"
    if submission.started is not None:
        colons += 3
    if submission.presented is not msgspec.UNSET:
        colons += 1 + len(submission.presented)
    for response in submission.responses.values():
        if type(response) is dict:
            colons += len(response)
    return data.count(b":") != colons


def _repeated_key(data: bytes) -> str | None:
    found: list[str] = []

    def look(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        record = dict(pairs)
        if len(record) != len(pairs):
            names = [name for name, _ in pairs]
            found.extend(name for name in record if names.count(name) > 1)
        return record

    # Lenient where msgspec is: the data has been decoded, only its keys are of interest.
    json.loads(data, strict=False, object_pairs_hook=look, parse_int=str, parse_float=str)
    return found[0] if found else None


# ---- reasons --------------------------------------------------------------------------------


def _not_text(detail: str) -> _ReasonError:
    return _ReasonError(f"not a UTF-8 text: {detail}", "Save the file as UTF-8. " + _FRESH)


def _not_json(data: bytes, detail: str) -> _ReasonError:
    if not data.strip():
        return _ReasonError("the file is empty", _FRESH)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:64]:
        return _not_text("it is UTF-16, or no text at all")
    if data[:4] == b"PK\x03\x04":
        return _ReasonError("this is a zip", "Give it a name that ends in .zip.")
    if "truncated" in detail or "end of" in detail:
        return _ReasonError("the JSON ends too early: something was cut off", _FRESH)
    at = re.search(r"\(byte (\d+)\)", detail)
    place = int(at[1]) if at else 0
    word = re.match(rb"[-+]?(NaN|Infinity|nan|inf)", data[max(0, place - 1) :].lstrip(b" -+:,["))
    if word:
        number = word[1].decode()
        return _ReasonError(
            f"{number} (byte {place}) is not a number in JSON",
            "Write null for a question that was skipped.",
        )
    if "trailing characters" in detail:
        return _ReasonError(
            f"more than one JSON value (the second begins at byte {place})",
            "A .json file holds one submission. Put several into a .jsonl file, one on each line.",
        )
    words = detail.removeprefix("JSON is malformed: ")
    return _ReasonError(f"not JSON: {words}", _FRESH)


def _of_another_shape(data: bytes, detail: str) -> _ReasonError:
    message, _, path = detail.partition(" - at `$")
    where = path.rstrip("`").removeprefix(".")
    if where.startswith("responses[...]"):
        where = _which_response(data)
    if found := re.match(r"Object contains unknown field `(.*)`$", message, re.DOTALL):
        return _unknown_key(found[1], where)
    if found := re.match(r"Object missing required field `(.*)`$", message, re.DOTALL):
        key = f"{where}.{found[1]}" if where else found[1]
        return _ReasonError(f"the key {_quoted(key)} is missing", _FRESH)
    if where == "format":
        return _another_format(data)
    if "RFC3339" in message or "timezone" in message:
        return _ReasonError(
            f"{where}: not a date and time with its zone",
            f"Write it like {_EXAMPLE_TIME}.",
        )
    if not where:
        words = _in_words(message)
        hint = "A submission is one object: { … }. "
        return _ReasonError(f"not a submission: {words}", hint + _FRESH)
    return _ReasonError(f"{where}: {_in_words(message)}", _hint_for(where))


def _unknown_key(key: str, where: str) -> _ReasonError:
    struct = Learner if where == "learner" else Submission
    known = [field.encode_name for field in msgspec.structs.fields(struct)]
    close = get_close_matches(key, known, 1)
    inside = f" in {where}" if where else ""
    meant = f"Did you mean {close[0]}? " if close else ""
    return _ReasonError(
        f"the key {_quoted(key)}{inside} is unknown", f"{meant}Known keys: {', '.join(known)}."
    )


def _another_format(data: bytes) -> _ReasonError:
    record = _untyped(data)
    given = record.get("format") if isinstance(record, dict) else None
    if isinstance(given, str) and given in _OTHER_FORMATS:
        what, hint = _OTHER_FORMATS[given]
        return _ReasonError(f"this is {what}", hint)
    return _ReasonError(
        f"the format is {_quoted(str(given))}, not 'goodterms-submission/1'",
        "This version of the tool reads version 1. " + _FRESH,
    )


def _which_response(data: bytes) -> str:
    """The item whose response has a type or size that no response may have."""
    record = _untyped(data)
    responses = record.get("responses") if isinstance(record, dict) else None
    for item, response in responses.items() if isinstance(responses, dict) else ():
        try:
            if msgspec.convert(response, Response) in (math.inf, -math.inf):
                return f"responses.{item[:64]}"
        except (msgspec.ValidationError, OverflowError):
            return f"responses.{item[:64]}"
    return "a response"


def _untyped(data: bytes) -> Any:
    """The data as far as Python's lenient reader understands them."""
    try:
        return json.loads(data, strict=False)
    except (ValueError, RecursionError):
        return None


def _in_words(message: str) -> str:
    """``Expected `int`, got `str` `` as "expected a whole number, found a text"."""

    def words(types: str) -> str:
        *first, last = [_WORDS.get(name, name) for name in types.split(" | ")]
        return f"{', '.join(first)} or {last}" if first else last

    found = re.match(r"Expected `([^`]*)`, got `([^`]*)`$", message)
    if found:
        return f"expected {words(found[1])}, found {words(found[2])}"
    found = re.match(r"Expected `([^`]*)` (of length )?(<=|>=|<|>) (\S+)$", message)
    if found:
        what = "of length " if found[2] else ""
        bound = "at least" if found[3].startswith(">") else "at most"
        return f"expected {words(found[1])} {what}{bound} {found[4]}"
    return message[:1].lower() + message[1:].replace("`", "'")


def _hint_for(where: str) -> str:
    if "response" in where:
        return (
            "A response is a letter, a list of letters, pairs of letters, a number, a text or null."
        )
    return _FRESH


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")
