"""``goodterms build`` against a bare sequential ``mkdocs build`` of the same configurations.

The target is at most 1.15 times the bare build plus 0.3 s; validation is reported apart. Both are
run in turns, from the same generated pages, into fresh folders.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def _seconds(*command: str | Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Print medians, the ratio, and the bound."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        out = Path(folder) / "site"
        _seconds(BIN / "goodterms", "build", "--out", out)
        configs = sorted(out.with_name("site.pages").glob("*/mkdocs.yml"))
        ours, bare, checks = [], [], []
        for round_ in range(ROUNDS):
            ours.append(_seconds(BIN / "goodterms", "build", "--out", out))
            checks.append(_seconds(BIN / "goodterms", "validate"))
            bare.append(
                sum(
                    _seconds(
                        BIN / "mkdocs",
                        "build",
                        "-q",
                        "-f",
                        config,
                        "-d",
                        Path(folder) / f"bare-{round_}" / config.parent.name,
                    )
                    for config in configs
                )
            )
    whole, validation, mkdocs = map(statistics.median, (ours, checks, bare))
    building = whole - validation
    print(f"mkdocs build, {len(configs)} languages one after the other: {mkdocs:.2f} s")
    print(f"goodterms build: {whole:.2f} s, of which validation (with start-up) {validation:.2f} s")
    print(f"  the building alone: {building:.2f} s, x {building / mkdocs:.2f} of mkdocs")
    bound = 1.15 * mkdocs + 0.3
    verdict = "kept" if building <= bound else "EXCEEDED"
    print(f"  bound 1.15 x + 0.3 s = {bound:.2f} s: {verdict}")


if __name__ == "__main__":
    main()
