"""The texts that new files begin with, as package data."""

from __future__ import annotations

from importlib.resources import files
from string import Template


def read(name: str) -> str:
    """A template as it stands."""
    return (files("goodterms.scaffold") / "texts" / name).read_text(encoding="utf-8")


def fill(name: str, **values: str) -> str:
    """A template with its ``$names`` replaced."""
    return Template(read(name)).substitute(values)
