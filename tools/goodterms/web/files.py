"""All files of an edition's site before MkDocs: pages, what browsers load, the course's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from goodterms.render.browser import CONFIG_SCRIPT, SCRIPTS, STYLES, config_script, static_file
from goodterms.web.addresses import ASSETS, Addresses
from goodterms.web.calculators import script_path
from goodterms.web.pages import Edition, texts

#: Files below ``modules/`` that are read as course text and are no files of the site.
_SOURCES = (".md", ".yml", ".yaml")


def course_files(modules: Path) -> dict[str, bytes]:
    """Pictures and data beside the modules, by path below ``modules``; hidden files left out."""
    found = {}
    for path in sorted(modules.rglob("*")):
        inside = path.relative_to(modules)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and path.suffix not in _SOURCES and not hidden:
            found[inside.as_posix()] = path.read_bytes()
    return found


def site_files(
    edition: Edition, others: Sequence[Addresses], course: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Everything MkDocs gets for one language, by path below its document folder."""
    made = {path: text.encode() for path, text in texts(edition, others).items()}
    made.update(course)
    for name in (*STYLES, *SCRIPTS):
        made[f"{ASSETS}/{name}"] = static_file(name).encode()
    made[f"{ASSETS}/{CONFIG_SCRIPT}"] = config_script(edition.course).encode()
    for calculator in edition.course.calculators:
        for name, script in calculator.scripts.items():
            made[f"{ASSETS}/{script_path(name)}"] = script.encode()
    made.update(_static(files("goodterms.web") / "static"))
    return made


def _static(folder: Traversable) -> dict[str, bytes]:
    """The room's own files: scripts, styles and pictures side by side, others in their folders."""
    found = {}
    for group in folder.iterdir():
        for entry in group.iterdir():
            inside = (
                entry.name if group.name in ("css", "js", "img") else f"{group.name}/{entry.name}"
            )
            found[f"{ASSETS}/{inside}"] = entry.read_bytes()
    return dict(sorted(found.items()))
