"""MkDocs on the course's own folders: ``mkdocs build`` at the top, and the live preview."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from goodterms.web.config import BASE
from tests.web.conftest import goodterms

QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def mkdocs(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=QUIET,
        timeout=300,
    )


def test_mkdocs_build_at_the_top_makes_the_source_edition(
    repository: Path, course_site: Path, tmp_path: Path
) -> None:
    done = mkdocs("build", "--strict", "--site-dir", tmp_path, cwd=repository)
    assert done.returncode == 0, done.stderr
    ours = {p.relative_to(course_site / "en") for p in (course_site / "en").rglob("*.html")}
    assert {p.relative_to(tmp_path) for p in tmp_path.rglob("*.html")} == ours
    lesson = Path("01-receivables/what-a-receivable-costs.html")
    live, built = (tmp_path / lesson).read_text(), (course_site / "en" / lesson).read_text()
    content = 'id="site-content"'
    assert (
        live.partition(content)[2].split("</article>")[0]
        == (built.partition(content)[2].split("</article>")[0])
    )


def test_the_top_inherits_what_all_courses_share(repository: Path) -> None:
    top = yaml.safe_load((repository / "mkdocs.yml").read_text(encoding="utf-8"))
    assert (repository / top["INHERIT"]).resolve() == BASE.resolve()
    assert top["docs_dir"] == "modules"
    assert top["watch"] == ["course", "quizzes"]


def test_what_cannot_be_shown_says_so(minimal_root: Path, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(minimal_root, root)
    lesson = root / "modules" / "01-safe-to-ride" / "round-again.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + '\n{{ quiz("nowhere") }}\n')
    config = root / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {BASE}\ndocs_dir: modules\nhooks: [{BASE.parent / 'hook.py'}]\n"
        f"theme: {{custom_dir: {BASE.parent / 'theme'}}}\n",
        encoding="utf-8",
    )
    done = mkdocs("build", cwd=root)
    assert done.returncode != 0
    assert 'quiz("nowhere")' in done.stderr
    assert "goodterms validate" in done.stderr
    assert "Traceback" not in done.stderr


def free_address() -> str:
    """An address on loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def test_mkdocs_serve_at_the_top_shows_the_course(repository: Path, tmp_path: Path) -> None:
    address = free_address()
    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            stdout=log, stderr=subprocess.STDOUT, cwd=repository, env=QUIET,
        )  # fmt: skip
        try:
            page_with(f"http://{address}/01-receivables/three-facts.html", "site-part--tool")
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
    said = (tmp_path / "log").read_text()
    for watched in ("modules", "course", "quizzes"):
        assert f"'{watched}'" in said


@pytest.fixture
def preview(minimal_root: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of a course, shown by ``goodterms serve``; ended as a user ends it, by Ctrl+C."""
    root = tmp_path / "course"
    shutil.copytree(minimal_root, root)
    address = free_address()
    log = (tmp_path / "log").open("w")
    running = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from goodterms.cli import main; main()",
            "serve",
            "--root",
            str(root),
            "--out",
            str(tmp_path / "site"),
            "--address",
            address,
            "--lang",
            "ru",
        ],
        stdout=log,
        stderr=subprocess.STDOUT,
        env=QUIET,
    )
    yield root, f"http://{address}"
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 0, (tmp_path / "log").read_text()
    log.close()


def page_with(address: str, words: str, seconds: float = 120) -> str:
    """The page once it has these words."""
    until = time.monotonic() + seconds
    html = ""
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                html = answer.read().decode()
        except OSError:
            html = ""
        if words in html:
            return html
        time.sleep(0.2)
    raise AssertionError(f"{words!r} did not appear on {address}:\n{html[:500]}")


def test_the_preview_follows_changes_of_any_file(preview: tuple[Path, str]) -> None:
    root, address = preview
    lesson = "01-safe-to-ride/worn-or-not"
    first = page_with(f"{address}/{lesson}.html", "site-page--lesson")
    assert '<html lang="ru"' in first
    source = root / "modules" / f"{lesson}.ru.md"
    source.write_text(source.read_text(encoding="utf-8") + "\nНовая строка.\n", encoding="utf-8")
    page_with(f"{address}/{lesson}.html", "Новая строка.")
    glossary = root / "course" / "glossary.ru.yml"
    text = glossary.read_text(encoding="utf-8")
    terms = yaml.safe_load(text)["terms"]
    changed = text.replace(terms[0]["definition"], "Другое определение.")
    assert changed != text
    glossary.write_text(changed, encoding="utf-8")
    page_with(f"{address}/glossary.html", "Другое определение.")
    listed = {p.name for p in (root / "modules" / "01-safe-to-ride").iterdir()}
    assert "index.html" not in listed  # nothing is written beside the course's files


def test_an_address_that_cannot_be_served_is_named(minimal_root: Path, tmp_path: Path) -> None:
    done = goodterms(
        "serve", "--root", minimal_root, "--out", tmp_path / "site", "--address", "192.0.2.1:80"
    )
    assert done.returncode == 2
    assert "192.0.2.1:80" in done.stderr
    assert "--address" in done.stderr
    assert "Traceback" not in done.stderr
