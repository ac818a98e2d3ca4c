"""``goodterms grade``: submissions in, results out, nothing lost."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import click

from goodterms.assess.prepared import ExamBank
from goodterms.assess.run import grade_paths
from goodterms.cli.options import bank_option, load, root_option, stop_on_errors
from goodterms.load.outside import load_outside


@click.command()
@root_option
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for results.jsonl, results.csv, rejected.jsonl and report.html.",
)
@bank_option
@click.option(
    "--marks",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A marker's sheet (CSV) for written items; may be given more than once.",
)
def grade(
    root: Path | None,
    paths: tuple[Path, ...],
    out: Path,
    bank: Path | None,
    marks: tuple[Path, ...],
) -> None:
    """Score submissions: files (.json, .jsonl), folders or zips in PATHS.

    Every submission ends in results.jsonl or, with the reason and what to do, in rejected.jsonl.
    Written items wait for a marker: fill in the sheet to-mark.csv and give it back with --marks.
    Exit status 1 if something was rejected.
    """
    loaded = load(root)
    source = loaded.settings.source_language if loaded.settings else ""
    editions = dict(sorted(loaded.editions.items(), key=lambda pair: pair[0] != source))
    outside = None
    if bank is not None and editions:
        read = load_outside(bank, list(editions))
        stop_on_errors(read.findings)
        own = {lang: ExamBank(e.banks, e.assessments) for lang, e in read.editions.items()}
        first = own[source]
        outside = ExamBank(first.banks, first.assessments, own)
    show = _count if sys.stderr.isatty() else None
    summary = grade_paths(paths, out, editions, markers=marks, bank=outside, progress=show)
    if show:
        click.echo("\r\033[K", nl=False, err=True)
    for line in summary.lines():
        click.echo(line)
    for rejected in summary.rejected[:10]:
        click.echo(f"{rejected.file}:{rejected.line} {rejected.reason}")
        click.echo(textwrap.indent(textwrap.fill(rejected.hint, 76), "    "))
    if len(summary.rejected) > 10:
        click.echo(f"  and {len(summary.rejected) - 10:,} more: see rejected.jsonl")
    sys.exit(summary.exit_code)


def _count(number: int) -> None:
    click.echo(f"\r{number:,} read", nl=False, err=True)
