"""``goodterms export scorm12``: what it writes, says and refuses."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from goodterms.cli.app import main
from goodterms.errors import FindingsError
from tests.export import courses

ZIP = "bicycle-basics-m01-{}-scorm12.zip"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(courses.MINIMAL, tmp_path / "course"))


def run(*args: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["export", "scorm12", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.exit_code, result.output


def test_it_writes_a_package_and_a_codebook_per_language(root: Path) -> None:
    code, output = run("--root", root, "--each-module")
    assert code == 0, output
    folder = root / "build" / "packages"
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(
        name
        for lang in ("en", "ru")
        for name in (ZIP.format(lang), ZIP.format(lang).replace(".zip", "-codebook.csv"))
    )
    assert "suspend_data at most" in output
    assert "of 4,096 characters" in output
    with zipfile.ZipFile(folder / ZIP.format("ru")) as archive:
        assert archive.testzip() is None
        assert '<html lang="ru">' in archive.read("index.html").decode()


def test_one_module_in_one_language_into_a_folder(root: Path, tmp_path: Path) -> None:
    code, output = run("--root", root, "--module", "m01", "--lang", "en", "--out", tmp_path / "o")
    assert code == 0, output
    assert [path.suffix for path in sorted((tmp_path / "o").iterdir())] == [".csv", ".zip"]


def test_the_same_course_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert run("--root", root, "--lang", "en", "--out", tmp_path / folder)[0] == 0
    one, two = ((tmp_path / folder / ZIP.format("en")).read_bytes() for folder in ("one", "two"))
    assert one == two


def test_it_stops_on_errors_and_writes_nothing(root: Path) -> None:
    bank = root / courses.BANK
    bank.write_text(bank.read_text(encoding="utf-8").replace("key: a", "key: z", 1), "utf-8")
    code, output = run("--root", root)
    assert code == 1
    assert courses.BANK in output
    assert not (root / "build").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--module", "m07"), "there is no module 'm07' to pack; there is m01"),
        (("--lang", "xx"), "the course has no language 'xx'"),
        (("--module", "m01", "--each-module"), "not both"),
    ],
)
def test_wrong_usage_is_explained(root: Path, args: tuple[str, ...], said: str) -> None:
    code, output = run("--root", root, *args)
    assert code == 2
    assert said in output


def test_a_module_that_needs_too_much_room_is_refused(tmp_path: Path) -> None:
    """Thirty short answers with long accepted literals do not fit into 4,096 characters."""
    text = (courses.MINIMAL / courses.BANK).read_text(encoding="utf-8")
    item = text[text.index("  - id: m01-q06") : text.index("  - id: m01-q07")]
    long = item.replace('accept: ["spoke key"', f'accept: ["{"Ж" * 60}", "spoke key"')
    assert long != item
    names = [f"m01-z{number:02}" for number in range(30)]
    more = "".join(long.replace("m01-q06", name) for name in names)
    embeds = "\n\n".join(f'{{{{ quiz("{name}") }}}}' for name in names)
    lesson = "modules/01-safe-to-ride/round-again.md"
    root = courses.changed(
        tmp_path, [(courses.BANK, item, item + more), (lesson, '{{ quiz("m01-q06") }}', embeds)]
    )
    with pytest.raises(FindingsError, match="progress may need") as caught:
        courses.package_of(root)
    assert "split the module" in caught.value.hint
