"""A package before it is a zip: its files, and what is to be told about it."""

from __future__ import annotations

from dataclasses import dataclass

from goodterms.export.compact import WorstCase
from goodterms.export.zip import zip_bytes


@dataclass(frozen=True)
class Report:
    """What the export command shows: sizes in bytes, and what could not be taken along."""

    suspend_data: WorstCase
    interactions: int
    files: int
    unpacked: int
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Package:
    """One package: ``name`` without ending, ``files`` by path, HR's codebook with all keys."""

    name: str
    files: dict[str, bytes]
    codebook: bytes
    report: Report

    def zipped(self) -> bytes:
        """The package as an LMS takes it."""
        return zip_bytes(self.files)
