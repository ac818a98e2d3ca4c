"""What comes in and what is turned away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from goodterms.model.submissions import Submission

MEBIBYTE = 1 << 20


class Unread(NamedTuple):
    """One piece of input as it was found: where, and its bytes. ``line`` counts from 1."""

    source: str
    line: int
    data: bytes


class Received(NamedTuple):
    """One submission and where it came from."""

    source: str
    line: int
    submission: Submission


class Rejected(msgspec.Struct, frozen=True):
    """An input that was not graded: where it was, why, and what to do about it."""

    file: str
    line: int
    reason: str
    hint: str


@dataclass(frozen=True)
class Limits:
    """How much one input may hold, against files made to exhaust the machine (bytes, counts).

    ``submission`` bounds one JSON object, ``file`` a JSON Lines file, ``archive`` a zip on disk,
    ``entries`` its files, ``unpacked`` all that comes out of it, ``ratio`` how many times an entry
    may grow (beyond its first mebibyte, as small texts of zeros are harmless).
    """

    submission: int = 4 * MEBIBYTE
    file: int = 4096 * MEBIBYTE
    archive: int = 512 * MEBIBYTE
    entries: int = 100_000
    unpacked: int = 2048 * MEBIBYTE
    ratio: int = 200


def megabytes(size: int) -> str:
    """A size in words: ``4 MB``."""
    return f"{size / MEBIBYTE:,.0f} MB" if size >= MEBIBYTE else f"{size:,} bytes"
