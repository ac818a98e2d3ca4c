"""``goodterms translate``: the state of translations, and settling it."""

from __future__ import annotations

from pathlib import Path

import click

from goodterms.cli.options import lang_option, load, resolve_root, root_option
from goodterms.errors import GoodTermsError
from goodterms.translate.accept import settle
from goodterms.translate.status import STATES, file_statuses, open_entries, totals


@click.group()
def translate() -> None:
    """Show and settle the state of translations.

    A translation remembers the digest of the source text it was made from. When the source
    changes, the entry is stale until a translator has looked at it and accepted it.
    """


@translate.command()
@root_option
@lang_option
@click.option("--all", "show_all", is_flag=True, help="List files that are complete, too.")
def status(root: Path | None, lang: str | None, show_all: bool) -> None:
    """List what is missing, stale or not yet marked, with its place."""
    loaded = load(root)
    statuses = file_statuses(loaded.translations, lang)
    if not statuses:
        click.echo("No translations: the course has one language.")
        return
    for code, counts in totals(statuses).items():
        total = sum(counts.values())
        share = counts["current"] / total * 100 if total else 100.0
        rest = ", ".join(f"{counts[s]} {s}" for s in STATES[1:] if counts[s])
        click.echo(
            f"{code}: {counts['current']} of {total} entries current ({share:.0f}%)"
            + (f"; {rest}" if rest else "")
        )
    for item in statuses:
        if item.counts["current"] < item.total:
            translation = item.translation
            if not translation.exists:
                click.echo(f"  {translation.path}: not there yet ({item.total} entries)")
                continue
            click.echo(f"  {translation.path}")
            for owner, entry in open_entries([translation]):
                lacks = f", lacks {', '.join(entry.missing)}" if entry.missing else ""
                where = entry.position if entry.present else owner.path
                click.echo(f"    {entry.state:9} {entry.id or 'texts of the file'}  {where}{lacks}")
        elif show_all:
            click.echo(f"  {item.translation.path}: complete")


@translate.command()
@root_option
@lang_option
@click.option("--all", "everything", is_flag=True, help="Accept every translation as it is.")
@click.argument("names", nargs=-1)
def accept(root: Path | None, lang: str | None, everything: bool, names: tuple[str, ...]) -> None:
    """Say that translations fit the source text as it is today.

    NAMES are translation files (modules/…/x.ru.md) or ids of entries (m01-q07). Entries that
    lack a text are left open.
    """
    if not names and not everything:
        raise click.UsageError("name files or ids to accept, or say --all")
    loaded = load(root)
    base = resolve_root(root)
    unused = set(names)
    count = 0
    for translation in loaded.translations:
        if not translation.exists or lang not in (None, translation.lang):
            continue
        whole = everything or translation.path in unused
        ids = {entry.id for entry in translation.entries} & set(names)
        unused -= {translation.path, *ids}
        if not whole and not ids:
            continue
        text = loaded.files.text(translation.path)
        if text is None:
            continue
        changed, settled = settle(translation, text, () if whole else ids)
        if settled:
            (base / translation.path).write_text(changed, encoding="utf-8", newline="\n")
            count += len(settled)
            click.echo(f"{translation.path}: {len(settled)} accepted")
    click.echo(f"{count} entries accepted." if count else "Nothing to accept: all is current.")
    if unused:
        raise GoodTermsError(
            f"not found: {', '.join(sorted(unused))}",
            "give paths as `goodterms translate status` prints them, or ids of entries",
        )
