"""Markdown of the course as one line of plain text, for tables and reports."""

from __future__ import annotations

import re


def plain(markdown: str, length: int = 160) -> str:
    """A stem as one line of plain text: embeds, marks and links reduced to their words."""
    text = re.sub(r"\{\{\s*\w+\(\"([^\"]*)\"(?:,\s*\"([^\"]*)\")?\)\s*\}\}", _embedded, markdown)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = " ".join(re.sub(r"[*_`#>]+", "", text).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _embedded(found: re.Match[str]) -> str:
    return found[2] or found[1]
