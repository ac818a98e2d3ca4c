"""Markdown files: front matter as nodes, the body taken apart into sections, embeds, links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodterms.diagnostics import Finding, Position
from goodterms.load.nodes import Mapping, parse
from goodterms.model.document import Document, Embed, Heading, Link, Section
from goodterms.model.embeds import mask_code, scan

_HEADING = re.compile(
    r"^(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*"
    r"(?:\{[ \t]*:?[ \t]*#(?P<id>[A-Za-z][\w-]*)[^}\n]*\})?[ \t]*#*[ \t]*$",
    re.MULTILINE,
)
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]"
    r"\([ \t]*<?(?P<target>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:[ \t]+\"[^\"]*\")?[ \t]*\)"
)


@dataclass(frozen=True)
class MarkdownFile:
    """A parsed file: its front matter (None if missing or broken) and its document."""

    front: Mapping | None
    document: Document


def split(text: str, path: str) -> tuple[Mapping | None, str, int, list[Finding]]:
    """Front matter, body, the body's first line in the file, findings F002 to F004 and F009."""
    text = text.replace("\r\n", "\n")
    if not text.startswith("---\n"):
        where = Position(path, 1, 1)
        hint = "begin the file with a line ---, the fields, and another line ---"
        return None, text, 1, [Finding(where, "F009", "there is no front matter", hint)]
    end = text.find("\n---\n", 3)
    if end < 0:
        if not text.endswith("\n---"):
            where = Position(path, 1, 1)
            return (
                None,
                "",
                1,
                [
                    Finding(
                        where,
                        "F009",
                        "the front matter does not end",
                        "close it with a line that holds only ---",
                    )
                ],
            )
        end = len(text) - 4
    block = text[4 : end + 1]
    body = text[end + 5 :]
    node, findings = parse(block, path, first_line=2)
    if node is not None and not isinstance(node, Mapping):
        findings.append(
            Finding(
                node.position,
                "F009",
                "the front matter is not a list of fields",
                "write one `field: value` per line",
            )
        )
        node = None
    first_line = text.count("\n", 0, end + 5) + 1
    return node, body, first_line, findings


def read_markdown(text: str, path: str) -> tuple[MarkdownFile, list[Finding]]:
    """Parse a whole Markdown file."""
    front, body, first_line, findings = split(text, path)
    digests: dict[str, str] = {}
    if front is not None:
        node = front.entries.get("digests")
        if isinstance(node, Mapping):
            digests = {key: node.text(key) for key in node.entries}
    return MarkdownFile(front, take_apart(body, path, first_line, digests)), findings


def take_apart(body: str, path: str, first_line: int, digests: dict[str, str]) -> Document:
    """The document of a Markdown body that begins in line ``first_line`` of its file."""
    masked = mask_code(body)
    starts = [0]
    starts.extend(match.end() for match in re.finditer("\n", body))

    def position(offset: int) -> Position:
        low, high = 0, len(starts)
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (middle, high) if starts[middle] <= offset else (low, middle)
        return Position(path, first_line + low, offset - starts[low] + 1)

    marks = list(_HEADING.finditer(masked))
    headings = tuple(
        Heading(
            len(m["marks"]), body[m.start("text") : m.end("text")], m["id"], position(m.start())
        )
        for m in marks
    )
    tops = [(m, h) for m, h in zip(marks, headings, strict=True) if h.level == 2]
    sections = tuple(
        Section(
            id=heading.id or "",
            title=heading.text,
            text=body[mark.end() : tops[i + 1][0].start() if i + 1 < len(tops) else len(body)],
            position=heading.position,
        )
        for i, (mark, heading) in enumerate(tops)
    )
    embeds = tuple(
        Embed(m.name, m.id, m.label, m.start, m.end, position(m.start), m.alone) for m in scan(body)
    )
    links = tuple(
        Link(
            m["target"],
            body[m.start("text") : m.end("text")],
            bool(m["image"]),
            position(m.start()),
        )
        for m in _LINK.finditer(masked)
    )
    return Document(
        path=path,
        body=body,
        lead=body[: tops[0][0].start()] if tops else body,
        sections=sections,
        headings=headings,
        embeds=embeds,
        links=links,
        first_line=first_line,
        digests=digests,
    )
