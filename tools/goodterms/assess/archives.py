"""Zips of submissions, read in memory and never unpacked to disk.

A zip comes from outside and may be hostile: before anything is read its size, the number of its
entries, their names and flags are checked, and while reading the bytes that really come out are
counted, whatever the zip says about itself.
"""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO

from goodterms.assess.inbox import MEBIBYTE, Limits, Rejected, Unread, megabytes
from goodterms.assess.lines import json_lines, one_object

#: Every entry of a zip has one of these in the directory at the end.
_ENTRY = b"PK\x01\x02"
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar")
_REPACK = "Pack the submissions again as one plain zip, or give the folder instead."


class _TooMuchError(Exception):
    """More came out of an entry than the limits allow."""


class _Counted:
    """An entry being read, with the bytes that may still come out of it."""

    def __init__(self, stream: IO[bytes], allowance: int) -> None:
        self._stream = stream
        self.left = allowance

    def read(self, size: int) -> bytes:
        # One byte more than allowed, to tell "exactly at the limit" from "beyond it".
        data = self._stream.read(min(size, self.left + 1))
        self.left -= len(data)
        if self.left < 0:
            raise _TooMuchError
        return data


def archived(
    stream: BinaryIO, source: str, limits: Limits, ignored: list[str]
) -> Iterator[Unread | Rejected]:
    """Everything in a zip, in the order it was packed; names of files passed over are added to
    ``ignored``. Broken and hostile zips give rejections, never an exception."""
    if _entries(stream) > limits.entries:
        yield Rejected(source, 1, f"the zip holds more than {limits.entries:,} files", "Split it.")
        return
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except Exception as error:  # zipfile lets many kinds through on broken input
        yield Rejected(source, 1, f"the zip cannot be opened: {_words(error)}", _REPACK)
        return
    left = limits.unpacked
    with archive:
        for entry in archive.infolist():
            name = f"{source}/{_printable(entry.filename)}"
            if entry.is_dir():
                continue
            if _is_litter(entry.filename):
                ignored.append(name)
                continue
            refused = _refused(entry, name, limits)
            if refused is not None:
                yield refused
                continue
            growth = max(MEBIBYTE, entry.compress_size * limits.ratio)
            counted: _Counted | None = None
            allowance = min(left, growth)
            try:
                with archive.open(entry) as unpacked:
                    counted = _Counted(unpacked, allowance)
                    if entry.filename.lower().endswith(".json"):
                        yield one_object(counted, name, limits.submission)
                    else:
                        yield from json_lines(counted, name, limits.submission)
            except _TooMuchError:
                if growth <= left:  # else all of the zip is over the limit: said below
                    yield _bomb(name, True, limits)
            except Exception as error:  # zipfile and its decompressors, as above
                yield Rejected(name, 1, f"cannot be unpacked: {_words(error)}", _REPACK)
            if counted is not None:
                left -= allowance - max(counted.left, 0)
                if left <= 0:
                    yield _bomb(source, False, limits)
                    return


def _entries(stream: BinaryIO) -> int:
    """How many entries the directory can have at most, without reading it into memory."""
    count = 0
    tail = b""
    while chunk := stream.read(MEBIBYTE):
        piece = tail + chunk
        count += piece.count(_ENTRY)
        # Three bytes overlap cannot hold a whole signature, so none is counted twice.
        tail = piece[-3:]
    return count


def _refused(entry: zipfile.ZipInfo, name: str, limits: Limits) -> Rejected | None:
    path = entry.filename.replace("\\", "/")
    lower = path.lower()
    if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
        return Rejected(name, 1, "the name in the zip points outside of the zip", _REPACK)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Rejected(name, 1, "this is a link, not a file", _REPACK)
    if lower.endswith(_ARCHIVES):
        return Rejected(
            name, 1, "an archive inside the zip", "Unpack the inner one, and give both."
        )
    if not lower.endswith((".json", ".jsonl")):
        return Rejected(name, 1, "neither .json nor .jsonl", "Leave other files out of the zip.")
    if entry.flag_bits & 0x1:
        return Rejected(name, 1, "protected by a password", "Pack it again without a password.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The other methods unpack in one go whatever a few bytes grow to.
        return Rejected(name, 1, "packed with an unusual method", _REPACK)
    if entry.file_size > max(MEBIBYTE, entry.compress_size * limits.ratio):
        return _bomb(name, True, limits)
    return None


def _bomb(name: str, grew: bool, limits: Limits) -> Rejected:
    if grew:
        reason = f"grows to more than {limits.ratio} times its size when unpacked"
    else:
        reason = f"the zip unpacks to more than {megabytes(limits.unpacked)}; the rest is not read"
    return Rejected(name, 1, reason, "Ask who sent it. " + _REPACK)


def _is_litter(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or (parts[-1].startswith(".") and parts[-1] not in (".", ".."))


def _printable(name: str) -> str:
    """A name that cannot play tricks with a terminal: no control or direction characters."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in name[:255])
    return shown or "(no name)"


def _words(error: Exception) -> str:
    return _printable(str(error)) if str(error) else type(error).__name__
