"""Options that several commands share, and small helpers for output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from goodterms.diagnostics import Finding, Severity
from goodterms.errors import FindingsError, UnreadableInputError
from goodterms.load.course import Loaded, find_root, load_course
from goodterms.load.outside import laid_over, load_outside

F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")


def root_option(command: F) -> F:
    """``--root DIR``: which course."""
    return click.option(
        "--root",
        type=click.Path(file_okay=False, path_type=Path),
        help="The course's folder (default: found from here upwards).",
    )(command)


def lang_option(command: F) -> F:
    """``--lang L``: one language only."""
    return click.option("--lang", metavar="CODE", help="One language only, such as en.")(command)


def out_option(default: str) -> Callable[[F], F]:
    """``--out DIR``: where results are written."""
    return click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(default),
        show_default=True,
        help="Folder to write to, relative to the course.",
    )


def bank_option(command: F) -> F:
    """``--bank DIR``: exam banks from outside the course."""
    return click.option(
        "--bank",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder with your own exam banks and their assessments.yml, kept outside the course.",
    )(command)


def with_bank(loaded: Loaded, bank: Path | None) -> Loaded:
    """The course with the banks of a folder outside it in place of its own."""
    if bank is None or not loaded.editions:
        return loaded
    return laid_over(loaded, load_outside(bank, list(loaded.editions)))


def resolve_root(root: Path | None) -> Path:
    """The root given, or the one found from the current folder upwards."""
    if root is None:
        return find_root(Path.cwd())
    if not root.is_dir():
        raise UnreadableInputError(f"{root} is not a folder", "name the course's folder")
    return root.resolve()


def load(root: Path | None) -> Loaded:
    """Read the course."""
    return load_course(resolve_root(root))


def checked_languages(loaded: Loaded, lang: str | None) -> list[str]:
    """The languages to work on; raises if the course has no such language or edition."""
    codes = list(loaded.editions)
    if lang is not None and lang not in codes:
        raise click.UsageError(
            f"the course has no language {lang!r}; it has {', '.join(codes) or 'none'}"
        )
    return [lang] if lang else [c for c in codes if loaded.editions[c].modules]


def stop_on_errors(findings: Iterable[Finding]) -> None:
    """End the command if there are errors, naming the first ones."""
    errors = [f for f in findings if f.severity == Severity.ERROR]
    if not errors:
        return
    for finding in errors[:10]:
        click.echo(f"{finding}\n    {finding.hint}", err=True)
    more = f" (the first {10} are shown)" if len(errors) > 10 else ""
    raise FindingsError(
        f"the course has {len(errors)} error{'s' if len(errors) > 1 else ''}{more}",
        "repair them first; `goodterms validate` lists all of them",
    )


@contextmanager
def progress(label: str, items: Iterable[T], length: int | None = None) -> Iterator[Iterable[T]]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield items
        return
    with click.progressbar(items, label=label, length=length, file=sys.stderr) as bar:
        yield bar
