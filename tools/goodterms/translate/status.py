"""How far each translation is, and which of its entries need a translator's eye."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodterms.load.overlay import Entry, Translation

STATES = ("current", "stale", "unmarked", "missing")


@dataclass(frozen=True)
class FileStatus:
    """Counts of one translation file by state."""

    translation: Translation
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """Number of entries there are to translate."""
        return sum(self.counts.values())


def file_statuses(translations: Iterable[Translation], lang: str | None = None) -> list[FileStatus]:
    """Counts per translation file, by path; only those of ``lang`` if given."""
    chosen = [t for t in translations if lang in (None, t.lang)]
    return [
        FileStatus(t, {state: sum(e.state == state for e in t.entries) for state in STATES})
        for t in sorted(chosen, key=lambda t: (t.lang, t.path))
    ]


def open_entries(
    translations: Iterable[Translation], lang: str | None = None
) -> list[tuple[Translation, Entry]]:
    """Every entry that is not current, in the order of files."""
    return [
        (status.translation, entry)
        for status in file_statuses(translations, lang)
        for entry in status.translation.entries
        if entry.state != "current"
    ]


def totals(statuses: Iterable[FileStatus]) -> dict[str, dict[str, int]]:
    """Counts by language and state."""
    result: dict[str, dict[str, int]] = {}
    for status in statuses:
        counts = result.setdefault(status.translation.lang, dict.fromkeys(STATES, 0))
        for state, number in status.counts.items():
            counts[state] += number
    return result
