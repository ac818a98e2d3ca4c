"""Taking single objects and JSON Lines out of a stream of bytes, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from goodterms.assess.inbox import MEBIBYTE, Rejected, Unread, megabytes

#: Small enough for the allocator to hand out again at once, large enough for most submissions.
_PIECE = 1 << 16


class Stream(Protocol):
    """Anything bytes can be read from: a file, an entry of a zip."""

    def read(self, size: int, /) -> bytes | None:
        """At most ``size`` bytes; none at the end."""


def one_object(stream: Stream, source: str, limit: int) -> Unread | Rejected:
    """The whole stream as one piece of input."""
    data = _whole(stream, limit)
    return _too_long(source, 1, limit, "file") if data is None else Unread(source, 1, data)


def _whole(stream: Stream, limit: int) -> bytes | None:
    pieces: list[bytes] = []
    size = 0
    # A short read is not yet the end: entries of a zip give what they have.
    while size <= limit and (piece := stream.read(min(_PIECE, limit + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    return None if size > limit else b"".join(pieces)


def json_lines(stream: Stream, source: str, limit: int) -> Iterator[Unread | Rejected]:
    """Every line that is not blank, numbered from 1; a line over the limit is turned away."""
    number = 0
    rest = b""
    overlong = False
    while chunk := stream.read(MEBIBYTE):
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        for line in lines:
            number += 1
            if overlong:
                overlong = False  # its end; the line itself is reported below
            elif len(line) > limit:
                yield _too_long(source, number, limit, "line")
            elif line and not line.isspace():
                yield Unread(source, number, line)
        if len(rest) > limit:
            if not overlong:
                yield _too_long(source, number + 1, limit, "line")
            overlong, rest = True, b""
    if rest and not overlong and not rest.isspace():
        yield Unread(source, number + 1, rest)


def _too_long(source: str, line: int, limit: int, what: str) -> Rejected:
    return Rejected(
        source,
        line,
        f"the {what} is longer than {megabytes(limit)}, which no submission is",
        "Check what it holds. Several submissions in one file go one to a line, in a .jsonl file.",
    )
