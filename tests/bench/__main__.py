"""All measurements of ``make bench``: ratios within one run, because machines are noisy."""

from __future__ import annotations

import sys

from tests.bench import build, grade, sizes, validate

PARTS = {
    "build": build.main,
    "validate": validate.main,
    "grade": grade.main,
    "sizes": sizes.main,
}


def main(names: list[str]) -> None:
    """Run the named measurements, or all of them."""
    for name in names or list(PARTS):
        print(f"\n== {name} ==", flush=True)
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
