"""Text in cells of a CSV, safe for spreadsheets."""

from __future__ import annotations

#: A cell that begins so is run as a formula by spreadsheets (OWASP "CSV injection"); the last
#: four are the full-width signs that some of them take for the plain ones.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula."""
    return "'" + text if text.startswith(_DANGEROUS) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` got."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_DANGEROUS) else text
