"""Files, folders and zips -> pieces of input, one at a time, within limits."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from goodterms.assess.archives import archived
from goodterms.assess.inbox import Limits, Rejected, Unread, megabytes
from goodterms.assess.lines import json_lines, one_object
from goodterms.errors import UnreadableInputError

Pieces = Iterator[Unread | Rejected]
#: What operating systems leave behind in folders and zips: no learner handed it in.
LITTER = {"thumbs.db", "desktop.ini", "__macosx"}
KINDS_HINT = (
    "Submissions are .json files (one object each), .jsonl files (one object per line), "
    "or zips of these."
)


class Reader:
    """Walks over the paths a user named; ``ignored`` lists files that are nobody's submission.

    Folders are read in the order of names, so that the same inbox gives the same results.
    Hidden files, the litter of operating systems and the paths in ``exclude`` (what an earlier
    run wrote, markers' sheets) are ignored; any other file is either read or rejected.
    """

    def __init__(self, limits: Limits | None = None, exclude: Iterable[Path] = ()) -> None:
        self.limits = limits or Limits()
        self.ignored: list[str] = []
        self._excluded = {str(path.resolve()) for path in exclude}

    def read(self, paths: Iterable[Path]) -> Iterator[Unread | Rejected]:
        """Everything in the paths, in order.

        Raises:
            UnreadableInputError: a path that was named is missing, or no file or folder.
        """
        for path in paths:
            try:
                mode = path.stat().st_mode
            except (OSError, ValueError) as error:
                raise UnreadableInputError(
                    f"{path} cannot be read: {_cause(error)}",
                    "Name files (.json, .jsonl, .zip) or folders that exist.",
                ) from None
            if stat.S_ISDIR(mode):
                yield from self._folder(path)
            elif stat.S_ISREG(mode):
                yield from self._file(str(path))
            else:
                raise UnreadableInputError(
                    f"{path} is neither a file nor a folder",
                    "Save what it delivers in a file, and name that.",
                )

    def _folder(self, folder: Path) -> Iterator[Unread | Rejected]:
        failures: list[OSError] = []
        for parent, folders, names in os.walk(folder, onerror=failures.append):
            place = str(Path(parent).resolve())
            folders[:] = sorted(n for n in folders if not self._is_ignored(parent, place, n))
            for name in sorted(names):
                if not self._is_ignored(parent, place, name):
                    yield from self._found(f"{parent}{os.sep}{name}")
            yield from map(_unreadable_folder, failures)
            failures.clear()
        yield from map(_unreadable_folder, failures)

    def _is_ignored(self, parent: str, place: str, name: str) -> bool:
        if name.startswith(".") or name.lower() in LITTER:
            self.ignored.append(shown(f"{parent}{os.sep}{name}"))
            return True
        return f"{place}{os.sep}{name}" in self._excluded

    def _found(self, path: str) -> Iterator[Unread | Rejected]:
        """A file met in a folder: links and special files are not followed."""
        try:
            mode = os.lstat(path).st_mode
        except OSError as error:
            yield _unreadable(path, error)
            return
        if stat.S_ISREG(mode):
            yield from self._file(path)
        else:
            what = "a link" if stat.S_ISLNK(mode) else "no ordinary file"
            yield Rejected(
                shown(path), 1, f"this is {what}", "Put the file itself into the folder."
            )

    def _file(self, path: str) -> Iterator[Unread | Rejected]:
        ending = os.path.splitext(path)[1].lower()  # noqa: PTH122 (once per file: speed)
        source = shown(path)
        try:
            if ending == ".json":
                with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 (speed)
                    piece = one_object(stream, source, self.limits.submission)
                yield piece
            elif ending == ".jsonl":
                yield from self._sized(path, source, self.limits.file, self._lines)
            elif ending == ".zip":
                yield from self._sized(path, source, self.limits.archive, self._zip)
            else:
                reason = f"a file with the ending {ending}" if ending else "a file without ending"
                yield Rejected(source, 1, reason, _hint(ending))
        except OSError as error:
            yield _unreadable(path, error)

    def _sized(
        self, path: str, source: str, limit: int, read: Callable[[BinaryIO, str], Pieces]
    ) -> Pieces:
        with Path(path).open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > limit:
                yield Rejected(
                    source,
                    1,
                    f"the file has {megabytes(size)}, more than {megabytes(limit)}",
                    "Split it into smaller files.",
                )
            else:
                yield from read(stream, source)

    def _lines(self, stream: BinaryIO, source: str) -> Pieces:
        return json_lines(stream, source, self.limits.submission)

    def _zip(self, stream: BinaryIO, source: str) -> Pieces:
        return archived(stream, source, self.limits, self.ignored)


def _hint(ending: str) -> str:
    if ending == ".csv":
        return "A marking sheet is given with --markers FILE. " + KINDS_HINT
    if ending in (".gz", ".7z", ".rar", ".tar"):
        return "Unpack it, or pack it as a zip. " + KINDS_HINT
    return KINDS_HINT


def shown(path: str) -> str:
    """A path as text that can be written as UTF-8, whatever bytes its name has."""
    with suppress(UnicodeEncodeError):
        path.encode()
        return path
    return os.fsencode(path).decode("utf-8", "replace")


def _unreadable(path: str, error: OSError) -> Rejected:
    return Rejected(
        shown(path), 1, f"the file cannot be read: {_cause(error)}", "Check its permissions."
    )


def _unreadable_folder(error: OSError) -> Rejected:
    return Rejected(
        shown(str(error.filename)),
        1,
        f"the folder cannot be read: {_cause(error)}",
        "Check its permissions.",
    )


def _cause(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
