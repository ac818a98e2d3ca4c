"""The one Markdown extension of the course: raw HTML fences, dialogue lines, curly quotes.

A resolved embed may stand anywhere Markdown allows a block: in an admonition, in a list. Raw HTML
there is taken apart by Python-Markdown, so fragments travel in a fence (``~~~ gt-html``) that
SuperFences lifts out at any depth and that comes back unchanged.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from pymdownx.superfences import SuperFencesCodeExtension  # type: ignore[import-untyped]

from goodterms.render.quotes import curl_quotes

#: The language word of a fence whose content is HTML.
FENCE = "gt-html"
#: Kinds of blocks whose paragraphs may be lines of a dialogue.
DIALOGUE_BLOCKS = ("badly", "well", "prohibited")
VOICES = 3
_SPEAKER = re.compile(r"^[^:]{1,40}:$")


def _raw(source: str, *_args: Any, **_options: Any) -> str:
    return source


class DialogueLines(Treeprocessor):
    """Marks paragraphs that begin with a bold name and a colon as lines of a dialogue.

    A speaker keeps one voice (a class ``gt-voice-1`` to ``gt-voice-3``) on the whole page, so that
    the same person looks the same in the bad and in the good version.
    """

    def run(self, root: Element) -> None:
        """Add the classes in place."""
        voices: dict[str, int] = {}
        for block in root.iter():
            classes = block.get("class", "").split()
            if any(kind in classes for kind in DIALOGUE_BLOCKS):
                for paragraph in block.iter("p"):
                    self._mark(paragraph, voices)

    def _mark(self, paragraph: Element, voices: dict[str, int]) -> None:
        if len(paragraph) == 0 or (paragraph.text or "").strip():
            return
        strong = paragraph[0]
        name = "".join(strong.itertext()).strip()
        if strong.tag != "strong" or paragraph.get("class"):
            return
        if not name.endswith(":") and (strong.tail or "").startswith(":"):
            name += ":"
        if not _SPEAKER.match(name):
            return
        voice = voices.setdefault(name, len(voices) % VOICES + 1)
        paragraph.set("class", f"gt-line gt-voice-{voice}")
        strong.set("class", "gt-speaker")


class GoodTermsExtension(Extension):
    """SuperFences with the HTML fence, dialogue lines, and curly quotes."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register them with a Markdown instance."""
        fences = SuperFencesCodeExtension(
            custom_fences=[{"name": FENCE, "class": FENCE, "format": _raw}]
        )
        fences.extendMarkdown(md)
        md.treeprocessors.register(DialogueLines(md), "goodterms-dialogue", 5)
        curl_quotes(md)


def makeExtension(**kwargs: Any) -> GoodTermsExtension:  # noqa: N802 - likewise
    """Entry for Python-Markdown, which finds extensions by module name."""
    return GoodTermsExtension(**kwargs)
