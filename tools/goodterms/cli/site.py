"""``goodterms build`` and ``goodterms serve``: the site, one per language."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from goodterms.cli.options import (
    bank_option,
    checked_languages,
    lang_option,
    load,
    out_option,
    resolve_root,
    root_option,
    stop_on_errors,
    with_bank,
)
from goodterms.errors import FindingsError
from goodterms.lint.run import validate
from goodterms.web.site import build_site, serve_site

DEFAULT_OUT = "build/site"


@click.command()
@root_option
@lang_option
@out_option(DEFAULT_OUT)
@bank_option
def build(root: Path | None, lang: str | None, out: Path, bank: Path | None) -> None:
    """Build the site, one per language, with a language chooser beside them.

    The site works from a web server and from a folder on disk. Stops on errors of the course.
    With --bank the pages of sealed exams ask the questions of your own bank, without its keys.
    """
    base = resolve_root(root)
    loaded = with_bank(load(base), bank)
    started = time.monotonic()
    stop_on_errors(validate(loaded, strict=False))
    checked = time.monotonic() - started
    langs = checked_languages(loaded, lang)
    if not langs:
        raise FindingsError(
            "there is no module to build yet", "write one with `goodterms new module`"
        )
    target = (base / out).resolve()
    if sys.stderr.isatty():
        click.echo(f"Checked in {checked:.1f} s. Building {', '.join(langs)} …", err=True)
    started = time.monotonic()
    for built in build_site(base, loaded.editions, target, langs):
        for warning in built.warnings:
            click.echo(warning, err=True)
    spent = time.monotonic() - started
    click.echo(f"Built {', '.join(langs)} in {spent:.1f} s (validation {checked:.1f} s).")
    click.echo(f"Open {_shown(target / 'index.html')} in a browser.")


@click.command()
@root_option
@lang_option
@out_option(DEFAULT_OUT)
@click.option(
    "--address",
    metavar="HOST:PORT",
    default="127.0.0.1:8000",
    show_default=True,
    help="Where to serve.",
)
def serve(root: Path | None, lang: str | None, out: Path, address: str) -> None:
    """Preview the site in one language and rebuild it at every change.

    Errors of the course are shown and do not stop the preview. Ctrl+C ends it.
    """
    base = resolve_root(root)
    loaded = load(base)
    langs = checked_languages(loaded, lang)
    if not langs:
        raise FindingsError(
            "there is no module to show yet", "write one with `goodterms new module`"
        )
    serve_site(base, langs[0], (base / out).resolve(), address)


def _shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
