"""``goodterms export``: packages for an LMS."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from goodterms.cli.options import (
    checked_languages,
    lang_option,
    load,
    out_option,
    progress,
    resolve_root,
    root_option,
    stop_on_errors,
)
from goodterms.errors import FindingsError
from goodterms.export.package import Package
from goodterms.export.scorm12 import scorm12_package
from goodterms.lint.run import validate
from goodterms.load.course import Loaded

DEFAULT_OUT = "build/packages"


@click.group()
def export() -> None:
    """Write packages for an LMS.

    A package holds one module in one language: lessons, practice, the simulation and the test.
    Upload the zip to your LMS.
    """


@export.command()
@root_option
@lang_option
@click.option("--module", "module_id", metavar="ID", help="One module only, such as m01.")
@click.option("--each-module", is_flag=True, help="Every module, each as a package (default).")
@out_option(DEFAULT_OUT)
def scorm12(
    root: Path | None, lang: str | None, module_id: str | None, each_module: bool, out: Path
) -> None:
    """Write SCORM 1.2 packages, one per module and language.

    Beside each zip stands a codebook (CSV) that tells HR which question and which answers stand
    behind the ids and letters of an LMS report. Stops on errors of the course.
    """
    if module_id and each_module:
        raise click.UsageError("say --module or --each-module, not both")
    base = resolve_root(root)
    loaded = load(base)
    stop_on_errors(validate(loaded))
    wanted = _wanted(loaded, checked_languages(loaded, lang), module_id)
    target = (base / out).resolve()
    target.mkdir(parents=True, exist_ok=True)
    read = _reader(base)
    with progress("Writing packages", wanted, len(wanted)) as pairs:
        made = [
            _written(scorm12_package(loaded.editions[code], name, read), target)
            for code, name in pairs
        ]
    _report(made, target)


def _wanted(loaded: Loaded, langs: Iterable[str], module_id: str | None) -> list[tuple[str, str]]:
    """Languages and modules to pack; raises if there is nothing to pack."""
    there = [(code, m.id) for code in langs for m in loaded.editions[code].modules]
    if not there:
        raise FindingsError(
            "there is no module to pack yet", "write one with `goodterms new module`"
        )
    chosen = [pair for pair in there if module_id in (None, pair[1])]
    if not chosen:
        names = ", ".join(dict.fromkeys(name for _, name in there))
        raise click.UsageError(f"there is no module {module_id!r} to pack; there is {names}")
    return chosen


def _reader(base: Path) -> Callable[[str], bytes | None]:
    """Gives pictures and other files of the course, and nothing outside of it."""
    top = base.resolve()

    def read(path: str) -> bytes | None:
        file = (top / path).resolve()
        return file.read_bytes() if file.is_relative_to(top) and file.is_file() else None

    return read


def _written(package: Package, target: Path) -> tuple[Package, int]:
    """Writes a package and its codebook; gives back the size of the zip in bytes."""
    content = package.zipped()
    (target / f"{package.name}.zip").write_bytes(content)
    (target / f"{package.name}-codebook.csv").write_bytes(package.codebook)
    return package, len(content)


def _report(made: list[tuple[Package, int]], target: Path) -> None:
    for package, size in made:
        report = package.report
        click.echo(
            f"{package.name}.zip: {size / 1024:,.0f} KiB, {report.files} files, "
            f"{report.interactions} test questions"
        )
        click.echo(f"  suspend_data at most {report.suspend_data}")
        for link in report.dropped:
            click.echo(f"  not in the package, shown as text: {link}", err=True)
    plural = "package" if len(made) == 1 else "packages"
    click.echo(f"{len(made)} {plural} with codebooks in {_shown(target)}")


def _shown(path: Path) -> str:
    """A path as people like to read it: from here if it is below here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
