"""The search index as a classic script: what ``search.js`` loads when the dialog first opens.

It is made from the index of the search plugin, which has a section for every heading, and loaded
as a script because browsers refuse to fetch data from ``file://``.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

FILE = "search_index.js"
_TAGS = re.compile(r"<[^>]+>")
_SPACES = re.compile(r"\s+")


def index_script(index: str) -> str:
    """The script for the plugin's ``search_index.json``.

    ``GoodTerms.searchIndex`` is a list of ``[address, page title, section title, text]``; the
    section title is empty where the text stands before the first heading.
    """
    docs: list[dict[str, Any]] = json.loads(index)["docs"]
    pages = {doc["location"]: plain(doc["title"]) for doc in docs if "#" not in doc["location"]}
    entries = []
    for doc in docs:
        page, _, anchor = doc["location"].partition("#")
        title, text = plain(doc["title"]), plain(doc["text"])
        if text or anchor:
            entries.append([doc["location"], pages.get(page, title), title if anchor else "", text])
    data = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    safe = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return (
        "(function (root) {\n"
        "  var GoodTerms = root.GoodTerms = root.GoodTerms || {};\n"
        f"  GoodTerms.searchIndex = {safe};\n"
        '})(typeof globalThis === "undefined" ? this : globalThis);\n'
    )


def plain(text: str) -> str:
    """Text without tags and with single spaces."""
    return _SPACES.sub(" ", html.unescape(_TAGS.sub(" ", text))).strip()
