"""Writing the digest of today's source text into a translation, line by line.

The translator's file is edited as text, so that comments, order and quoting stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from goodterms.load.overlay import Entry, Translation

_DIGESTS = re.compile(r"^digests:.*\n(?:[ \t]+.*\n|[ \t]*\n)*", re.MULTILINE)
_DIGEST_KEY = re.compile(r"\bdigest:[ \t]*[\"']?[0-9A-Za-z]*[\"']?")


def settle(
    translation: Translation, text: str, ids: Collection[str] = ()
) -> tuple[str, list[Entry]]:
    """The file's text with digests of all its present entries (or of ``ids``) up to date.

    Returns the new text and the entries that were settled. Entries that the translation does not
    have, or that lack a text, are left as they are.
    """
    chosen = [
        entry
        for entry in translation.entries
        if entry.present and not entry.missing and (not ids or entry.id in ids)
    ]
    changed = [entry for entry in chosen if entry.stored != entry.current]
    if not changed:
        return text, []
    if translation.kind == "markdown":
        return _settle_markdown(translation, text, {e.id: e.current for e in changed}), changed
    return _settle_yaml(text, changed), changed


def _settle_markdown(translation: Translation, text: str, new: dict[str, str]) -> str:
    """All digests of a document stand in one block at the end of its front matter."""
    digests = {e.id: new.get(e.id, e.stored) for e in translation.entries}
    block = "digests:\n" + "".join(f"  {k}: {v}\n" for k, v in digests.items() if v)
    end = text.find("\n---", 3) + 1
    front = _DIGESTS.sub("", text[:end])
    return f"{front}{block}{text[end:]}"


def _settle_yaml(text: str, entries: Iterable[Entry]) -> str:
    lines = text.split("\n")
    # From the bottom up, so that the positions of entries above stay right.
    for entry in sorted(entries, key=lambda e: e.position, reverse=True):
        _settle_entry(lines, entry)
    return "\n".join(lines)


def _settle_entry(lines: list[str], entry: Entry) -> None:
    row, column = entry.position.line - 1, entry.position.column - 1
    digest = f"digest: {entry.current}"
    line = lines[row]
    if line[column : column + 1] == "{":
        head, rest = line[:column], line[column:]
        if entry.stored and _DIGEST_KEY.search(rest):
            lines[row] = head + _DIGEST_KEY.sub(digest, rest, count=1)
        else:
            lines[row] = f"{head}{{{digest}, {rest[1:].lstrip()}"
            after_id = re.match(r"\{[ \t]*id:[ \t]*[^,}\s]+(?=[ \t]*[,}])", rest)
            if after_id:
                cut = after_id.end()
                lines[row] = f"{head}{rest[:cut]}, {digest}{rest[cut:]}"
        return
    indent = " " * column
    if entry.stored:
        for i in range(row, len(lines)):
            body = lines[i] if i > row else " " * column + line[column:]
            if re.match(rf"{indent}digest:", body):
                lines[i] = _DIGEST_KEY.sub(digest, lines[i], count=1)
                return
    if re.match(r"id:[ \t]*\S+[ \t]*(?:#.*)?$", line[column:]):
        lines.insert(row + 1, indent + digest)
    else:
        lines[row] = line[:column] + digest
        lines.insert(row + 1, indent + line[column:])
