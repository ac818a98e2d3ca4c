"""The command line: Click lives here and nowhere else."""

from goodterms.cli.app import main

__all__ = ["main"]
