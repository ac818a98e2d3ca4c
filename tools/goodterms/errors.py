"""The errors that end a command: everything else is a finding and the run goes on."""

from __future__ import annotations


class GoodTermsError(Exception):
    """Ends the command with a message for the user; ``hint`` says what to do next."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UnreadableInputError(GoodTermsError):
    """A file or folder that the command was given cannot be read (exit status 2)."""


class FindingsError(GoodTermsError):
    """The course has errors, so the command would produce something wrong (exit status 1)."""

    exit_code = 1
