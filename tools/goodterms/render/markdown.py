"""Markdown -> HTML with the one set of extensions that the site and the packages share."""

from __future__ import annotations

import html
import re
import threading
from functools import lru_cache
from typing import Any

from markdown import Markdown

from goodterms.render.extension import FENCE
from goodterms.render.quotes import curl_quotes, curly

#: What an author's Markdown may use. The site's mkdocs configuration takes the same list.
MARKDOWN_EXTENSIONS: tuple[str, ...] = (
    "admonition",
    "attr_list",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "goodterms.render.extension",
)
#: Settings of those extensions, by name. Colours of code would need a style sheet nobody uses.
MARKDOWN_CONFIGS: dict[str, dict[str, Any]] = {
    "toc": {"permalink": False},
    "pymdownx.highlight": {"use_pygments": False},
}

_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n]+")
#: Characters that could mean something to Markdown inside a line.
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>|~^&\"'!]")
#: Without any of these a line is its own HTML: nothing to mark up and nothing to escape.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>&]")
#: One line that begins with a letter and has no markup is a paragraph and nothing else.
_SENTENCE = re.compile(r"[^\W\d_](?: ?[^\s\\`*_{}\[\]<>&|])*")
#: What Python-Markdown reads at the beginning of a line; a line of ours has no such beginnings.
_BLOCKS = (
    "indent",
    "code",
    "hashheader",
    "setextheader",
    "hr",
    "olist",
    "ulist",
    "quote",
    "reference",
)
_local = threading.local()


@lru_cache(maxsize=4096)
def to_html(text: str) -> str:
    """HTML of a Markdown text with blocks."""
    # Remembered: red lines, rubrics and law facts stand on dozens of pages.
    if _SENTENCE.fullmatch(text):
        return f"<p>{curly(text)}</p>"
    return str(_converter("blocks").reset().convert(text)).strip()


def inline_html(text: str) -> str:
    """HTML of one line of Markdown: no paragraph, no list, whatever the line begins with."""
    line = _SPACES.sub(" ", text).strip()
    return _line_html(line) if _MARKUP.search(line) else curly(line)


@lru_cache(maxsize=4096)
def _line_html(line: str, kind: str = "line") -> str:
    rendered = str(_converter(kind).reset().convert(line)).strip()
    whole = _PARAGRAPH.fullmatch(rendered)
    return whole[1].strip() if whole else rendered


def is_one_paragraph(rendered: str) -> bool:
    """Whether HTML made by ``to_html`` is a single paragraph, so that it may stand in a line."""
    return _PARAGRAPH.fullmatch(rendered.strip()) is not None


def strip_paragraph(rendered: str) -> str:
    """The content of a single paragraph, or the HTML unchanged if it is more than that."""
    whole = _PARAGRAPH.fullmatch(rendered.strip())
    return whole[1] if whole else rendered


def html_block(fragment: str) -> str:
    """Markdown that yields this HTML fragment unchanged, at any depth of nesting.

    The lines are to be indented by whatever stands before them in the text (see ``embeds``).
    """
    longest = max((len(run) for run in re.findall(r"~+", fragment)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence} {FENCE}\n{fragment.strip()}\n{fence}"


def escape_text(text: str) -> str:
    """Plain text as Markdown that shows exactly this text inside a line."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", text)


def escape_attribute(text: str) -> str:
    """Plain text as the value of an attribute in HTML that stands inside Markdown."""
    return escape_text(_SPACES.sub(" ", text))


def plain_text(text: str) -> str:
    """The text of inline Markdown without any markup, for titles, labels and files."""
    return _without_tags(inline_html(text))


def typed_text(text: str) -> str:
    """The same with the author's own quotation marks: text that goes out as a message."""
    line = _SPACES.sub(" ", text).strip()
    return _without_tags(_line_html(line, "typed")) if _MARKUP.search(line) else line


def _without_tags(fragment: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", fragment)).strip()


def _converter(kind: str) -> Markdown:
    """This thread's converter: making one costs more than most texts do."""
    made: Markdown | None = getattr(_local, kind, None)
    if made is None:
        made = _make_blocks() if kind == "blocks" else _make_line(curled=kind == "line")
        setattr(_local, kind, made)
    return made


def _make_blocks() -> Markdown:
    return Markdown(extensions=list(MARKDOWN_EXTENSIONS), extension_configs=MARKDOWN_CONFIGS)


def _make_line(*, curled: bool) -> Markdown:
    converter = Markdown(extensions=["attr_list"])
    for name in _BLOCKS:
        converter.parser.blockprocessors.deregister(name)
    converter.preprocessors.deregister("html_block")
    if curled:
        curl_quotes(converter)
    return converter
