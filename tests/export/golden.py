"""Renews the golden files: ``python -m tests.export.golden`` from the root of the repository."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.export import courses
from tests.export.outline import outline

GOLDEN = Path(__file__).with_name("golden")

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        package = courses.package_of(courses.changed(Path(folder), courses.TWO))
    for name in ("imsmanifest.xml", "codebook.csv"):
        (GOLDEN / name).write_bytes(package.files[name])
    (GOLDEN / "outline.txt").write_text(outline(package), encoding="utf-8")
