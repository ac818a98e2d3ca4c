"""The package's scripts in Node."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "tools" / "goodterms" / "export" / "static" / "js"


def test_formats_and_decisions_in_node() -> None:
    ran = subprocess.run(
        ["node", "--test", str(HERE / "tracking.test.js")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "# pass 9" in ran.stdout


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.js")), ids=lambda p: p.name)
def test_scripts_are_classic_and_keep_to_themselves(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s*(import|export)\b", text, re.MULTILINE), (
        "a module, no classic script"
    )
    for word in (
        "fetch(",
        "XMLHttpRequest",
        "eval(",
        "document.write",
        "API_1484_11",
        '"unload"',
        "beforeunload",
        "http://",
        "https://",
    ):
        assert word not in text, f"{path.name} has {word!r}"
