"""``goodterms validate``, ``rules``, ``explain``, ``schemas``: what is checked, and why."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import click

from goodterms.cli.options import (
    bank_option,
    load,
    out_option,
    resolve_root,
    root_option,
    with_bank,
)
from goodterms.lint import output, registry
from goodterms.lint.run import has_errors
from goodterms.lint.run import validate as run_rules
from goodterms.load.schema import editor_settings
from goodterms.load.schema import schemas as make_schemas


@click.command()
@root_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(output.FORMATS)),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors; drafts are listed.")
@bank_option
def validate(root: Path | None, format_: str, strict: bool, bank: Path | None) -> None:
    """Check the course and list what to repair.

    All findings come in one run, each with file, line and column, what is wrong, and what to do.
    `goodterms explain CODE` says why a rule exists. With --bank your own exam bank is checked as
    part of the course; its files are named without a folder.
    """
    findings = run_rules(with_bank(load(root), bank), strict)
    if format_ == "text":
        text = output.as_text(findings, _width())
    else:
        text = output.FORMATS[format_](findings)
    click.echo(text, nl=False)
    sys.exit(1 if has_errors(findings) else 0)


@click.command()
def rules() -> None:
    """List all rules by family, with their weight."""
    click.echo(output.rule_list(), nl=False)


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain the rule CODE: what it finds, why, a bad and a good example."""
    click.echo(output.explanation(registry.explain(code), _width()), nl=False)


@click.command()
@root_option
@out_option("build/schemas")
@click.option("--vscode", is_flag=True, help="Also write .vscode/settings.json.")
def schemas(root: Path | None, out: Path, vscode: bool) -> None:
    """Write JSON Schemas of all files, for editors that complete and check while you type.

    They are generated from the course model. Without --vscode the lines that switch them on are
    printed, for you to paste.
    """
    base = resolve_root(root)
    loaded = load(base)
    folder = (base / out).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    made = make_schemas()
    for name, schema in made.items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"Wrote {len(made)} schemas to {out}.")
    try:
        place = folder.relative_to(base).as_posix()
    except ValueError:
        place = folder.as_posix()
    codes = [language.code for language in loaded.settings.languages] if loaded.settings else []
    settings = editor_settings(codes, place)
    target = base / ".vscode" / "settings.json"
    if vscode and not target.exists():
        target.parent.mkdir(exist_ok=True)
        text = json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo("Wrote .vscode/settings.json. Install the extension YAML (Red Hat) to use it.")
        return
    if vscode:
        click.echo(".vscode/settings.json exists and was left alone. Add these lines to it:")
    click.echo(json.dumps(settings, ensure_ascii=False, indent=2))


def _width() -> int:
    """Columns to wrap hints to: those of the terminal, within reason."""
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 120))
