"""What a package must keep before it is handed out: nothing missing, nothing twice, nothing far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from goodterms.errors import FindingsError
from goodterms.export.rewrite import Attributes, rewrite_tags

_LOADS = {"img": "src", "script": "src", "link": "href", "source": "src", "use": "href"}
_CSS_URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)""")
_TEMPLATE = re.compile(r"<template\b[^>]*>(.*?)</template>", re.DOTALL)
_IMPORT = re.compile(r"@import\b")


def require_sound(files: Mapping[str, bytes], launch: str) -> None:
    """Check a package.

    Raises:
        FindingsError: something is loaded that is not in the package, a link inside the page
            leads nowhere, or an id stands twice.
    """
    problems = page_problems(files[launch].decode(), files)
    for name, content in sorted(files.items()):
        if name.endswith(".css"):
            text = content.decode()
            problems += [
                f"{name} loads {url}" for url in _CSS_URL.findall(text) if url not in files
            ]
            problems += [f"{name} imports another style sheet"] * len(_IMPORT.findall(text))
    if problems:
        raise FindingsError(
            "the package would not be sound: "
            + "; ".join(problems[:5])
            + (f"; and {len(problems) - 5} more" if len(problems) > 5 else ""),
            "correct the links or ids in the module's texts and export again",
        )


def page_problems(html: str, files: Mapping[str, bytes]) -> list[str]:
    """What is wrong in the one page: in words, empty if nothing is."""
    page = _Found(_TEMPLATE.sub("", html))
    problems = page.problems(set(page.ids), files)
    for match in _TEMPLATE.finditer(html):  # of several templates one is in the page at a time
        part = _Found(match[1])
        twice = set(part.ids) & set(page.ids)
        problems += [f"the id {name} stands twice" for name in sorted(twice)]
        problems += part.problems({*page.ids, *part.ids}, files)
    return list(dict.fromkeys(problems))


class _Found:
    """Ids, links and loaded addresses of a piece of HTML."""

    def __init__(self, html: str) -> None:
        self.ids: Counter[str] = Counter()
        self.targets: list[str] = []
        self.loaded: list[str] = []
        rewrite_tags(html, self._note)

    def _note(self, tag: str, attributes: Attributes) -> None:
        if attributes.get("id"):
            self.ids[str(attributes["id"])] += 1
        attribute = _LOADS.get(tag)
        if attribute and attributes.get(attribute):
            self.loaded.append(str(attributes[attribute]))
        elif tag == "a" and attributes.get("href"):
            self.targets.append(str(attributes["href"]))

    def problems(self, anchors: set[str], files: Mapping[str, bytes]) -> list[str]:
        """Ids that stand twice, links that lead nowhere, files that are not there."""
        found = [f"the id {name} stands {n} times" for name, n in self.ids.items() if n > 1]
        for href in self.targets:
            if href.startswith("#"):
                if href[1:] not in anchors:
                    found.append(f"the link {href} leads nowhere")
            elif not urlsplit(href).scheme and unquote(href) not in files:
                found.append(f"the link {href} leads to no file of the package")
        found += [
            f"{address} is loaded but not in the package"
            for address in self.loaded
            if not address.startswith(("data:", "#")) and unquote(address) not in files
        ]
        return found
