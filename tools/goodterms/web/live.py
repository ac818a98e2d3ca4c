"""The site made on the fly, for ``mkdocs serve`` and ``mkdocs build`` on the course's folders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from goodterms.diagnostics import Severity
from goodterms.errors import GoodTermsError
from goodterms.load.course import load_course
from goodterms.load.files import find_root
from goodterms.scoring.forms import FormError
from goodterms.web.config import own_settings, theme_language
from goodterms.web.files import course_files, site_files
from goodterms.web.pages import Edition, edition

#: Where a configuration says which course and language it previews.
SETTING = "preview"
SHOWN = 10


class LiveError(Exception):
    """The course cannot be shown; the message says why and what to do."""


@dataclass(frozen=True, eq=False)
class LiveSite:
    """One language of the course, its files made, and what is wrong with the course."""

    edition: Edition
    files: Mapping[str, bytes]
    warnings: tuple[str, ...]

    def configure(self, config: MkDocsConfig) -> None:
        """Set in MkDocs' configuration what a generated one would say."""
        for name, value in own_settings(self.edition).items():
            if name == "extra":
                config.extra.update(value)
            else:
                config[name] = value
        config.theme["language"] = theme_language(self.edition.course)


def live_site(config_file: Path, extra: Mapping[str, Any]) -> LiveSite:
    """Read the course and make its pages.

    Raises LiveError if there is no course, if it lacks the language, or if a page of it cannot be
    made.
    """
    wanted = extra.get(SETTING) or {}
    try:
        root = Path(wanted["root"]) if "root" in wanted else find_root(config_file.parent)
        loaded = load_course(root)
        source = loaded.source
        course = loaded.editions.get(wanted["lang"]) if "lang" in wanted else source
        if course is None:
            raise LiveError("the course cannot be read; `goodterms validate` says why")
        files = course_files(root / "modules")
        made = edition(course, files, source)
        everything = site_files(made, [], files)
    except (GoodTermsError, FormError) as error:
        raise LiveError(f"{error}: {error.hint}" if error.hint else str(error)) from None
    errors = [str(f) for f in loaded.findings if f.severity == Severity.ERROR]
    return LiveSite(made, everything, tuple(errors[:SHOWN]))
