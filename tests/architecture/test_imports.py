"""The house has one direction: who may import whom, read from the code's own imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "tools" / "goodterms"

#: Room -> rooms it may import. ``base`` stands for the modules at the top of the package.
ALLOWED = {
    "base": {"base"},
    "model": {"base", "model"},
    "scoring": {"base", "model", "scoring"},
    "load": {"base", "model", "load"},
    "plan": {"base", "model", "scoring", "plan"},
    "render": {"base", "model", "scoring", "render"},
    # Rules measure what readers see: the length of a filled text message.
    "lint": {"base", "model", "scoring", "load", "plan", "render", "lint"},
    "web": {"base", "model", "scoring", "load", "plan", "render", "web"},
    "export": {"base", "model", "scoring", "load", "render", "export"},
    "assess": {"base", "model", "scoring", "load", "assess"},
    "translate": {"base", "model", "load", "translate"},
    "scaffold": {"base", "model", "scoring", "load", "scaffold"},
    "cli": {
        "base",
        "model",
        "scoring",
        "load",
        "render",
        "lint",
        "web",
        "export",
        "assess",
        "translate",
        "scaffold",
        "cli",
    },
}


def room_of(module: str) -> str:
    """The room of a dotted module name inside the package."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ALLOWED else "base"


def imports_of(path: Path) -> set[str]:
    """Modules of the package that a file imports, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; write the whole name"
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.name)
def test_rooms_import_only_what_the_direction_allows(path: Path) -> None:
    relative = path.relative_to(PACKAGE)
    room = relative.parts[0] if len(relative.parts) > 1 else "base"
    for name in imports_of(path):
        if name.split(".")[0] == "goodterms":
            target = room_of(name)
            assert target in ALLOWED[room], f"{relative} ({room}) imports {name} ({target})"


def test_click_lives_in_one_room() -> None:
    users = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if any(name.split(".")[0] == "click" for name in imports_of(path))
    }
    assert users == {"cli"}


def test_mkdocs_is_called_from_one_room() -> None:
    users = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if any(name.split(".")[0] in ("mkdocs", "mkdocs_quiz") for name in imports_of(path))
    }
    assert users <= {"web"}


def test_every_room_is_known() -> None:
    rooms = {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert rooms == set(ALLOWED) - {"base"}
