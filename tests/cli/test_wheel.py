"""The built wheel works on its own: in an empty environment, on a course that lies elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The ``bin`` folder of a new environment that holds the wheel and its locked dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            folder,
            repository,
        ],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    environment = folder / "env"
    venv.create(environment, with_pip=False, symlinks=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            scripts / "python",
            "--require-hashes",
            "-r",
            repository / "requirements.lock",
        ],
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", scripts / "python", "--no-deps", wheel],
        check=True,
        capture_output=True,
    )
    return scripts


def run(installed: Path, cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [installed / "goodterms", *args],
        cwd=cwd,
        env=CLEAN,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "--help")
    assert done.returncode == 0, done.stderr
    assert "validate" in done.stdout


def test_validate_and_build_a_course_elsewhere(
    installed: Path, tmp_path: Path, repository: Path
) -> None:
    course = tmp_path / "course"
    shutil.copytree(repository / "tests" / "courses" / "minimal", course)
    done = run(installed, course, "validate", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(installed, course, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (course / "build" / "site" / "index.html").is_file()
    done = run(installed, course, "export", "scorm12", "--each-module")
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((course / "build" / "packages").glob("*.zip"))


def test_without_a_course_it_says_what_to_do(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "validate")
    assert done.returncode == 2
    assert "--root" in done.stderr
    assert "Traceback" not in done.stderr
