"""How long ``goodterms build`` takes, against MkDocs alone on the very same configurations.

The bare run is one ``mkdocs build`` per language, one after the other, as an author would start
them by hand on the files that ``goodterms build`` has written. The two take turns, so that a busy
machine slows both; medians count. Validation is part of ``goodterms build`` but not of the
comparison: the command says how long it took, and that is shown apart.

Allowed: 1.15 times the bare run plus 0.3 seconds.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from goodterms.load.course import load_course
from goodterms.web.site import prepare_site

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
FACTOR, EXTRA = 1.15, 0.3
_VALIDATION = re.compile(r"validation ([0-9.]+) s")


def timed(command: Sequence[str]) -> tuple[float, str]:
    """Seconds a command takes from start to end, and what it says; it must succeed."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return seconds, done.stdout


def bare(configs: Sequence[Path], out: Path) -> float:
    """MkDocs alone, language after language."""
    total = 0.0
    for config in configs:
        site = str(out / config.parent.name)
        total += timed([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file",
                        str(config), "--site-dir", site])[0]  # fmt: skip
    return total


def ours(out: Path, lang: str | None) -> tuple[float, float]:
    """``goodterms build`` without its validation, and the validation."""
    options = ["--lang", lang] if lang else []
    seconds, said = timed([sys.executable, "-c", "from goodterms.cli import main; main()", "build",
                           "--root", str(ROOT), "--out", str(out), *options])  # fmt: skip
    found = _VALIDATION.search(said)
    validation = float(found[1]) if found else 0.0
    return seconds - validation, validation


def compare(lang: str | None, folder: Path) -> None:
    """Measure all languages, or one, and print one line."""
    loaded = load_course(ROOT)
    langs = [lang] if lang else [c for c, course in loaded.editions.items() if course.modules]
    out = folder / "site"
    configs = list(prepare_site(ROOT, loaded.editions, out, langs).values())
    rounds = []
    for _ in range(ROUNDS):
        alone = bare(configs, folder / "bare")
        rounds.append((alone, *ours(out, lang)))
    alone, built, validation = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(
        f"build {'+'.join(langs):6} bare mkdocs {alone:5.2f} s   goodterms build {built:5.2f} s"
        f"   × {built / alone:4.2f}   (validation {validation:.2f} s apart)"
    )
    if lang is None:
        allowed = FACTOR * alone + EXTRA
        kept = "kept" if built <= allowed else "EXCEEDED"
        print(
            f"      allowed for the course: {FACTOR} × bare + {EXTRA} s = {allowed:.2f} s: {kept}"
        )


def main() -> None:
    """All languages together, then the source language alone."""
    with tempfile.TemporaryDirectory() as name:
        compare(None, Path(name) / "all")
        compare(next(iter(load_course(ROOT).editions)), Path(name) / "one")


if __name__ == "__main__":
    main()
