"""What the site tells people to type works: every command on its pages is understood."""

from __future__ import annotations

import re

import pytest

from goodterms.web.words import load_text
from tests.web.conftest import goodterms

COMMAND = re.compile(r"^\s*goodterms ([^\n]+)$", re.MULTILINE)


def commands() -> list[str]:
    """All command lines of the longer texts, with what is filled in made up."""
    found: set[str] = set()
    for lang in ("en", "ru"):
        for name in ("study", "trainers", "hr", "authors"):
            text = re.sub(r"\{\{[^}]*\}\}", "m01", load_text(name, lang))
            found.update(COMMAND.findall(text))
    return sorted(found)


def test_there_are_commands() -> None:
    assert len(commands()) > 8


@pytest.mark.parametrize("line", commands())
def test_the_command_and_its_options_exist(line: str) -> None:
    """The command, its part and every option of the line are among those it helps with."""
    words = line.split()
    options = [word for word in words if word.startswith("--")]
    names = [word for word in words[:2] if re.fullmatch(r"[a-z][a-z0-9-]*", word)]
    done = goodterms(*names[:1], "--help")
    assert done.returncode == 0, done.stderr
    if " COMMAND " in done.stdout:
        assert names[1] in done.stdout, line
        done = goodterms(*names[:2], "--help")
        assert done.returncode == 0, done.stderr
    for option in options:
        assert option in done.stdout, line
