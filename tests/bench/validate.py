"""How long ``goodterms validate`` takes on a full-size course, and what share is start-up."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.synthetic import write_course

ROUNDS = 5
SIZE = {"modules": 11, "lessons": 7, "languages": ("en", "ru")}


def _seconds(*command: str | Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Interleave the command, its start-up and a bare interpreter; print medians and shares."""
    goodterms = Path(sys.executable).with_name("goodterms")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_course(root, **SIZE)
        files = sum(1 for p in root.rglob("*") if p.is_file())
        runs: dict[str, list[float]] = {"python": [], "start": [], "validate": []}
        for _ in range(ROUNDS):
            runs["python"].append(_seconds(sys.executable, "-c", "pass"))
            runs["start"].append(_seconds(goodterms, "rules"))
            runs["validate"].append(_seconds(goodterms, "validate", "--root", root))
        median = {name: statistics.median(values) for name, values in runs.items()}
    print(f"course: 11 modules x 7 lessons x 2 languages, {files} files")
    print(f"validate: {median['validate']:.2f} s")
    print(
        f"  start-up (imports, command line): {median['start']:.2f} s, "
        f"{median['start'] / median['validate']:.0%} of it"
    )
    print(f"  a bare interpreter: {median['python']:.2f} s")


if __name__ == "__main__":
    main()
