"""What is taken out of files, folders and zips, and what is turned away."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from goodterms.assess.inbox import Limits, Rejected, Unread
from goodterms.assess.reading import Reader, shown
from goodterms.errors import UnreadableInputError
from tests.assess.factories import encoded, write

SMALL = Limits(submission=2000, file=20_000, archive=20_000, entries=5, unpacked=9_000, ratio=10)


def read(*paths: Path, limits: Limits | None = None, exclude: Iterable[Path] = ()) -> list[object]:
    return list(Reader(limits, exclude).read(paths))


def only_rejected(pieces: list[object]) -> Rejected:
    (piece,) = pieces
    assert isinstance(piece, Rejected), piece
    assert piece.hint
    return piece


def zipped(path: Path, entries: dict[str, bytes], mode: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", mode) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def test_a_json_file_is_one_piece(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", b"{\n}\n")
    assert read(path) == [Unread(str(path), 1, b"{\n}\n")]


def test_lines_are_numbered_and_blank_ones_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf{1}\r\n\r\n  \n{2}\n{3}")
    assert [(p.line, p.data) for p in read(path)] == [  # type: ignore[attr-defined]
        (1, b"\xef\xbb\xbf{1}\r"),
        (4, b"{2}"),
        (5, b"{3}"),
    ]


def test_lines_over_many_chunks_arrive_whole(tmp_path: Path) -> None:
    lines = [bytes([97 + n % 26]) * (n * 7919 % 90_000 + 1) for n in range(100)]
    path = write(tmp_path / "a.jsonl", *lines)
    assert [p.data for p in read(path)] == lines  # type: ignore[attr-defined]


@pytest.mark.parametrize("length", [2001, 50_000, 3_000_000])
def test_an_overlong_line_is_rejected_and_the_next_is_read(tmp_path: Path, length: int) -> None:
    path = write(tmp_path / "a.jsonl", b"{1}", b"x" * length, b"{3}")
    limits = Limits(submission=2000)
    first, long, third = read(path, limits=limits)
    assert (first, third) == (Unread(str(path), 1, b"{1}"), Unread(str(path), 3, b"{3}"))
    assert isinstance(long, Rejected)
    assert (long.line, "longer than 2,000 bytes" in long.reason) == (2, True)


def test_an_overlong_last_line_is_rejected_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b"{1}", b"x" * 5_000_000)
    pieces = read(path, limits=Limits(submission=2000))
    assert [type(piece) for piece in pieces] == [Unread, Rejected]


def test_an_overlong_json_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", b"x" * 2001)
    assert "longer than" in only_rejected(read(path, limits=SMALL)).reason
    assert isinstance(read(write(path, b"x" * 2000), limits=SMALL)[0], Unread)


def test_a_file_over_the_limit_is_not_opened_further(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", *[b"{}"] * 10_000)
    assert "more than" in only_rejected(read(path, limits=SMALL)).reason


def test_a_folder_is_read_in_the_order_of_names_with_everything_in_it(tmp_path: Path) -> None:
    for name in ("b.json", "a.jsonl", "sub/z.json", "c.JSON"):
        write(tmp_path / name, b"{}")
    zipped(tmp_path / "d.zip", {"in.json": b"{}"})
    sources = [Path(p.source).relative_to(tmp_path).as_posix() for p in read(tmp_path)]  # type: ignore[attr-defined]
    assert sources == ["a.jsonl", "b.json", "c.JSON", "d.zip/in.json", "sub/z.json"]


def test_litter_is_ignored_and_named(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "__MACOSX/x.json", ".git/y.json", "a.json"):
        write(tmp_path / name, b"{}")
    reader = Reader()
    assert len(list(reader.read([tmp_path]))) == 1
    assert len(reader.ignored) == 4


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "noending", "results.csv", "a.json.gz"])
def test_other_files_are_rejected_with_a_hint(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, b"{}")
    assert ".jsonl" in only_rejected(read(tmp_path)).hint


def test_excluded_paths_are_passed_over(tmp_path: Path) -> None:
    for name in ("a.json", "out/results.jsonl", "marks.csv"):
        write(tmp_path / name, b"{}")
    assert len(read(tmp_path, exclude=[tmp_path / "out", tmp_path / "marks.csv"])) == 1


def test_a_path_that_is_not_there_ends_the_command(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="no such file") as caught:
        read(tmp_path / "missing")
    assert caught.value.hint
    with pytest.raises(UnreadableInputError):
        read(Path("nul\0byte"))


def test_links_and_pipes_in_folders_are_not_followed(tmp_path: Path) -> None:
    target = write(tmp_path / "elsewhere" / "a.json", b"{}")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "link.json").symlink_to(target)
    (inbox / "folder").symlink_to(target.parent)
    os.mkfifo(inbox / "pipe.json")
    link, pipe = read(inbox)
    assert isinstance(link, Rejected)
    assert "a link" in link.reason
    assert isinstance(pipe, Rejected)
    with pytest.raises(UnreadableInputError, match="neither a file nor a folder"):
        read(inbox / "pipe.json")


def test_an_unreadable_file_is_rejected_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "b.json", b"{}")
    (tmp_path / "a.json").mkdir()
    assert len(read(tmp_path)) == 1
    locked = write(tmp_path / "c.json", b"{}")
    locked.chmod(0)
    if os.access(locked, os.R_OK):  # root reads everything
        locked.unlink()
        locked.symlink_to("/proc/self/mem")
    first, second = read(tmp_path)
    assert isinstance(first, Unread)
    assert isinstance(second, Rejected)


def test_names_that_are_not_utf8_can_still_be_shown(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.json")
    try:
        (tmp_path / name).write_bytes(b"{}")
    except OSError:
        assert shown(name).encode()  # a file system that refuses such names
    else:
        (piece,) = read(tmp_path)
        assert piece.source.encode().endswith("a\ufffd.json".encode())  # type: ignore[attr-defined]


# ---- zips -----------------------------------------------------------------------------------


def test_a_zip_is_read_entry_by_entry(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip",
        {"one.json": encoded(), "sub/": b"", "sub/two.jsonl": b"{}\n{}\n", ".DS_Store": b"x"},
    )
    reader = Reader()
    sources = [(p.source, p.line) for p in reader.read([path])]  # type: ignore[union-attr]
    assert sources == [
        (f"{path}/one.json", 1),
        (f"{path}/sub/two.jsonl", 1),
        (f"{path}/sub/two.jsonl", 2),
    ]
    assert reader.ignored == [f"{path}/.DS_Store"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("/etc/passwd.json", "outside"),
        ("../up.json", "outside"),
        ("a/../../up.json", "outside"),
        ("..\\up.json", "outside"),
        ("C:\\temp\\a.json", "outside"),
        ("inner.zip", "archive inside"),
        ("inner.tar.gz", "archive inside"),
        ("notes.txt", "neither"),
    ],
)
def test_names_in_zips(tmp_path: Path, name: str, words: str) -> None:
    path = zipped(tmp_path / "a.zip", {name: b"{}"})
    assert words in only_rejected(read(path)).reason


def test_a_link_in_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("a.json")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert "a link" in only_rejected(read(path)).reason


def test_control_characters_in_names_are_not_shown(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a\x1b[2J\u202egnp.json": b"{}"})
    (piece,) = read(path)
    assert piece.source.endswith("a\ufffd[2J\ufffdgnp.json")  # type: ignore[attr-defined]


def test_an_entry_with_a_password(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a.json": b"{}"}).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path = write(tmp_path / "b.zip", bytes(data))
    assert "password" in only_rejected(read(path)).reason


@pytest.mark.parametrize("mode", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_method(tmp_path: Path, mode: int) -> None:
    path = zipped(tmp_path / "a.zip", {"a.json": b"{}"}, mode)
    assert "unusual method" in only_rejected(read(path)).reason


def test_a_bomb_that_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.json": b" " * 4_000_000})
    assert "200 times" in only_rejected(read(path)).reason


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.jsonl": b"[" * 30_000_000}).read_bytes()
    size = struct.pack("<L", 30_000_000)
    assert data.count(size) == 2
    path = write(tmp_path / "b.zip", data.replace(size, struct.pack("<L", 1000)))
    assert isinstance(read(path)[-1], Rejected)
    assert sum(len(p.data) for p in read(path) if isinstance(p, Unread)) < 2_000_000


def test_entries_are_limited(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"{n}.json": b"{}" for n in range(6)})
    assert "more than 5 files" in only_rejected(read(path, limits=SMALL)).reason
    path = zipped(tmp_path / "b.zip", {f"{n}.json": b"{}" for n in range(5)})
    assert len(read(path, limits=SMALL)) == 5


def test_the_sum_of_what_comes_out_is_limited(tmp_path: Path) -> None:
    entries = {f"{n}.jsonl": b"\n".join([os.urandom(700).hex().encode()] * 2) for n in range(5)}
    path = zipped(tmp_path / "a.zip", entries)
    pieces = read(path, limits=SMALL)
    last = pieces[-1]
    assert isinstance(last, Rejected)
    assert "unpacks to more than 9,000 bytes" in last.reason
    assert all(isinstance(piece, Unread) for piece in pieces[:-1])


def test_a_broken_checksum_keeps_what_was_read_before(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.json": b"{1}", "b.json": b"{2}"}, 0).read_bytes()
    path = write(tmp_path / "b.zip", data.replace(b"{2}", b"{3}"))
    first, second = read(path)
    assert isinstance(first, Unread)
    assert isinstance(second, Rejected)
    assert "cannot be unpacked" in second.reason


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip(tmp_path: Path, data: bytes) -> None:
    assert "cannot be opened" in only_rejected(read(write(tmp_path / "a.zip", data))).reason


def test_a_truncated_zip(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.json": b"{}" * 500}).read_bytes()
    for length in range(0, len(data), 7):
        only_rejected(read(write(tmp_path / "b.zip", data[:length])))


def test_every_flipped_byte_of_a_zip_is_survived(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", encoded())
        archive.writestr("b.jsonl", encoded() + b"\n" + encoded())
    data = buffer.getvalue()
    path = tmp_path / "a.zip"
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        assert read(path)
