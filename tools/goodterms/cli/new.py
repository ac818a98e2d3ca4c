"""``goodterms new``: start a module, lesson, role-play or item that validates at once."""

from __future__ import annotations

from pathlib import Path

import click

from goodterms.cli.options import load, resolve_root, root_option
from goodterms.errors import GoodTermsError
from goodterms.scaffold.items import TYPES
from goodterms.scaffold.plan import Plan, plan_item, plan_lesson, plan_module, plan_role_play


@click.group()
def new() -> None:
    """Start a module, lesson, role-play or item.

    What is written validates at once; replace its words with your own.
    """


def _write(root: Path, plan: Plan) -> None:
    for path in plan.created:
        if (root / path).exists():
            raise GoodTermsError(f"{path} exists already", "choose another name")
    for path, text in {**plan.created, **plan.changed}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"New {plan.what}:")
    for path in plan.created:
        click.echo(f"  wrote   {path}")
    for path in plan.changed:
        click.echo(f"  changed {path}")
    click.echo("Next: replace the words with yours, then run `goodterms validate`.")


@new.command()
@root_option
@click.argument("module_id", metavar="ID")
@click.option("--folder", help="Folder below modules/ (default: the id).")
@click.option("--title", help="Title (default: as planned in course.yml, else the id).")
def module(root: Path | None, module_id: str, folder: str | None, title: str | None) -> None:
    """Start a draft module with one lesson. ID is new, or planned in course.yml (m02)."""
    loaded = load(root)
    plan = plan_module(loaded, module_id, folder, title)
    _write(resolve_root(root), plan)


@new.command()
@root_option
@click.argument("module_id", metavar="MODULE")
@click.argument("slug")
@click.option("--title", help="Title (default: made from the slug).")
def lesson(root: Path | None, module_id: str, slug: str, title: str | None) -> None:
    """Start a lesson SLUG in MODULE, with all the sections a lesson must have."""
    loaded = load(root)
    _write(resolve_root(root), plan_lesson(loaded, module_id, slug, title or _title(slug)))


@new.command("role-play")
@root_option
@click.argument("module_id", metavar="MODULE")
@click.argument("slug")
@click.option("--title", help="Title (default: made from the slug).")
def role_play(root: Path | None, module_id: str, slug: str, title: str | None) -> None:
    """Start a role-play SLUG in MODULE, with a sheet per party, observer and debrief."""
    loaded = load(root)
    _write(resolve_root(root), plan_role_play(loaded, module_id, slug, title or _title(slug)))


@new.command()
@root_option
@click.argument("module_id", metavar="MODULE")
@click.option("--type", "item_type", type=click.Choice(TYPES), default="single", show_default=True)
@click.option(
    "--use", type=click.Choice(["practice", "test", "exam"]), default="test", show_default=True
)
def item(root: Path | None, module_id: str, item_type: str, use: str) -> None:
    """Add an item at the end of MODULE's bank."""
    loaded = load(root)
    _write(resolve_root(root), plan_item(loaded, module_id, item_type, use))


def _title(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
