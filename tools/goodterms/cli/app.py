"""The ``goodterms`` command: its groups, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from goodterms import __version__
from goodterms.errors import GoodTermsError

#: New objects between two looks for cycles. A course is hundreds of thousands of small objects
#: that live as long as the command; at Python's own 700, a tenth of a build went into looking.
COLLECT_AFTER = 100_000
#: Where each command lives; modules are imported when their command is called, so that
#: ``goodterms --help`` and ``goodterms validate`` do not pay for the site generator.
COMMANDS = {
    "validate": "goodterms.cli.validate:validate",
    "rules": "goodterms.cli.validate:rules",
    "explain": "goodterms.cli.validate:explain",
    "schemas": "goodterms.cli.validate:schemas",
    "build": "goodterms.cli.site:build",
    "serve": "goodterms.cli.site:serve",
    "export": "goodterms.cli.export:export",
    "grade": "goodterms.cli.grade:grade",
    "translate": "goodterms.cli.translate:translate",
    "new": "goodterms.cli.new:new",
}
SUMMARIES = {
    "validate": "Check the course and list what to repair.",
    "rules": "List all rules with their codes.",
    "explain": "Explain one rule: what, why, a bad and a good example.",
    "schemas": "Write JSON Schemas for editors that complete and check while you type.",
    "build": "Build the site, one per language.",
    "serve": "Preview the site and rebuild it at every change.",
    "export": "Write packages for an LMS.",
    "grade": "Score submissions.",
    "translate": "Show and settle the state of translations.",
    "new": "Start a module, lesson, role-play or item.",
}


class CommandGroup(click.Group):
    """A group that imports a command only when it is needed and turns our errors into exits."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run; any error that is not a bug ends with its message, hint and exit status."""
        try:
            return super().main(args, *rest, **extra)
        except GoodTermsError as error:
            _complain(str(error), error.hint)
            sys.exit(error.exit_code)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                sys.exit(0)
            _complain(
                f"{error.filename or 'file'}: {error.strerror or error}",
                "check the path, the space on the disk and your permissions",
            )
            sys.exit(2)


def _complain(message: str, hint: str) -> None:
    click.echo(f"{click.style('Error:', fg='red', bold=True)} {message}", err=True)
    if hint:
        click.echo(f"  {hint}", err=True)


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="goodterms")
def main() -> None:
    """Validate, build, package and grade a course.

    The course is found from the current folder upwards; name another with --root DIR after the
    command. Exit status: 0 clean, 1 errors found or submissions rejected, 2 wrong usage or
    unreadable input.
    """
    gc.set_threshold(COLLECT_AFTER)
