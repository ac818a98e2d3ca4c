"""Translations of YAML as overlays: same ids, text only, laid over the source's nodes.

The merged tree is bound like any other file, so that keys, points and references come from the
source by construction and positions of translated text point into the translation.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field

from msgspec import inspect as mi

from goodterms.diagnostics import Finding, Position
from goodterms.load.bind import is_text, may_stay, struct_of, type_info, unwrap
from goodterms.load.nodes import Mapping, Node, Scalar, Sequence
from goodterms.model.base import Authored

DIGEST_LENGTH = 12


@dataclass(frozen=True)
class Entry:
    """A part of a translation that is kept up to date as a whole: an item, a state, a section.

    ``stored`` is the digest written in the translation ("" if none), ``current`` that of the
    source text today; ``missing`` names texts the source has and the translation lacks.
    """

    id: str
    stored: str
    current: str
    position: Position
    missing: tuple[str, ...] = ()
    present: bool = True

    @property
    def state(self) -> str:
        """``missing``, ``unmarked`` (no digest yet), ``stale`` or ``current``."""
        if not self.present:
            return "missing"
        if not self.stored:
            return "unmarked"
        return "current" if self.stored == self.current else "stale"


@dataclass(frozen=True)
class Translation:
    """One translation file and the state of its entries; ``exists`` is false if it is absent."""

    path: str
    source: str
    lang: str
    kind: str
    entries: tuple[Entry, ...] = ()
    exists: bool = True


def text_digest(texts: list[tuple[str, str]]) -> str:
    """Digest of source texts: NFC, white space folded, 12 hexadecimal digits of SHA-256."""
    hasher = hashlib.sha256()
    for name, text in texts:
        folded = " ".join(unicodedata.normalize("NFC", text).split())
        hasher.update(f"{name}\0{folded}\0".encode())
    return hasher.hexdigest()[:DIGEST_LENGTH]


@dataclass
class Merge:
    """Lays one overlay over one source tree and notes what it found on the way."""

    findings: list[Finding]
    entries: list[Entry] = field(default_factory=list)

    def document(self, source: Mapping, overlay: Mapping | None, struct: type[Authored]) -> Mapping:
        """The merged tree of a whole file whose root is of type ``struct``."""
        info = type_info(struct)
        assert isinstance(info, mi.StructType)
        texts: list[tuple[str, str]] = []
        own_missing: list[str] = []
        merged = Mapping(dict(source.entries), source.position, dict(source.keys))
        overlay_entries = overlay.entries if overlay else {}
        fields = {f.encode_name: f.type for f in info.fields}
        self._unknown(overlay, fields, "digest", "digests")
        for key, tp in fields.items():
            here = source.entries.get(key)
            there = overlay_entries.get(key)
            if here is None:
                if there is not None:
                    self._extra(there, key)
                continue
            item = _item_type(tp)
            if isinstance(here, Sequence) and item is not None and _keyed(here):
                merged.entries[key] = self._keyed_list(here, there, item, key)
            elif is_text(tp) or there is not None or _holds_text(here, tp):
                merged.entries[key] = self._value(here, there, tp, key, texts, own_missing)
        if texts:
            stored = overlay.text("digest") if overlay else ""
            self.entries.append(
                Entry(
                    source.text("id"),
                    stored,
                    text_digest(texts),
                    overlay.position if overlay else source.position,
                    tuple(own_missing),
                    overlay is not None,
                )
            )
        return merged

    def _keyed_list(
        self, source: Sequence, overlay: Node | None, tp: mi.Type, name: str
    ) -> Sequence:
        """Entries of a list whose members have ids: each is translated as a whole."""
        if not any(_holds_text(node, tp) for node in source.items):
            return source
        others = self._by_id(overlay, name)
        merged: list[Node] = []
        for node in source.items:
            assert isinstance(node, Mapping)
            entry_id = node.text("id")
            other = others.pop(entry_id, None)
            texts: list[tuple[str, str]] = []
            missing: list[str] = []
            info = struct_of(tp, node)
            if info is None:
                merged.append(node)
                continue
            merged.append(self._struct(node, other, info, "", texts, missing))
            self.entries.append(
                Entry(
                    entry_id,
                    other.text("digest") if other else "",
                    text_digest(texts),
                    other.position if other else node.position,
                    tuple(missing),
                    other is not None,
                )
            )
        self._not_in_source(others, name)
        return Sequence(merged, source.position)

    def _struct(
        self,
        source: Mapping,
        overlay: Mapping | None,
        info: mi.StructType,
        at: str,
        texts: list[tuple[str, str]],
        missing: list[str],
    ) -> Mapping:
        merged = Mapping(dict(source.entries), source.position, dict(source.keys))
        fields = {f.encode_name: f.type for f in info.fields}
        self._unknown(overlay, fields, "id", "digest", info.tag_field or "")
        for key, tp in fields.items():
            here = source.entries.get(key)
            there = overlay.entries.get(key) if overlay else None
            if here is None:
                if there is not None:
                    self._extra(there, key)
            elif key != "id":
                name = f"{at}.{key}" if at else key
                merged.entries[key] = self._value(here, there, tp, name, texts, missing)
        return merged

    def _value(
        self,
        here: Node,
        there: Node | None,
        tp: mi.Type,
        name: str,
        texts: list[tuple[str, str]],
        missing: list[str],
    ) -> Node:
        """One field: text is replaced, containers are walked, anything else must stay away."""
        if is_text(tp):
            texts.append((name, _plain(here)))
            if there is None:
                if not may_stay(tp) and any(character.isalpha() for character in _plain(here)):
                    missing.append(name)  # numbers are the same in every language
                return here
            if type(there) is not type(here):
                self.findings.append(
                    Finding(
                        there.position,
                        "T003",
                        f"{name}: the source has another form here",
                        "a text replaces a text, a list replaces a list",
                    )
                )
                return here
            return there
        info = struct_of(tp, here)
        if info is not None and isinstance(here, Mapping):
            other = there if isinstance(there, Mapping) else None
            return self._struct(here, other, info, name, texts, missing)
        item = _item_type(tp)
        if isinstance(here, Sequence) and item is not None and _holds_text(here, tp):
            return self._list(here, there, item, name, texts, missing)
        if there is not None:
            self._extra(there, name)
        return here

    def _list(
        self,
        here: Sequence,
        there: Node | None,
        item: mi.Type,
        name: str,
        texts: list[tuple[str, str]],
        missing: list[str],
    ) -> Sequence:
        merged: list[Node] = []
        keyed = _keyed(here)
        others = self._by_id(there, name) if keyed else {}
        listed = there.items if isinstance(there, Sequence) and not keyed else []
        if not keyed and there is not None and len(listed) != len(here.items):
            self.findings.append(
                Finding(
                    there.position,
                    "T003",
                    f"{name}: {len(listed)} entries, the source has {len(here.items)}",
                    "a list without ids is translated entry by entry, in the same order",
                )
            )
        for index, node in enumerate(here.items):
            info = struct_of(item, node)
            if info is None or not isinstance(node, Mapping):
                merged.append(node)
                continue
            if keyed:
                label = node.text("id")
                other = others.pop(label, None)
            else:
                label = str(index + 1)
                candidate = listed[index] if index < len(listed) else None
                other = candidate if isinstance(candidate, Mapping) else None
            merged.append(self._struct(node, other, info, f"{name}.{label}", texts, missing))
        self._not_in_source(others, name)
        return Sequence(merged, here.position)

    def _not_in_source(self, entries: dict[str, Mapping], name: str) -> None:
        for entry_id, extra in entries.items():
            self.findings.append(
                Finding(
                    extra.position,
                    "T002",
                    f"{name}: {entry_id!r} is not in the source file",
                    "correct the id, or remove the entry",
                )
            )

    def _by_id(self, node: Node | None, name: str) -> dict[str, Mapping]:
        found: dict[str, Mapping] = {}
        if node is None:
            return found
        if not isinstance(node, Sequence):
            self.findings.append(
                Finding(
                    node.position,
                    "T003",
                    f"{name}: the source has a list here",
                    "write one `- id: …` per entry",
                )
            )
            return found
        for item in node.items:
            entry_id = item.text("id") if isinstance(item, Mapping) else ""
            if not isinstance(item, Mapping) or not entry_id:
                self.findings.append(
                    Finding(
                        item.position,
                        "T003",
                        f"{name}: an entry without an id",
                        "begin every entry with the id of the source entry it translates",
                    )
                )
            elif entry_id in found:
                self.findings.append(
                    Finding(
                        item.position,
                        "T003",
                        f"{name}: {entry_id!r} stands twice",
                        f"keep one; the first is in line {found[entry_id].position.line}",
                    )
                )
            else:
                found[entry_id] = item
        return found

    def _unknown(self, overlay: Mapping | None, fields: dict[str, mi.Type], *known: str) -> None:
        if overlay is None:
            return
        for key, where in overlay.keys.items():
            if key not in fields and key not in known:
                self.findings.append(
                    Finding(
                        where,
                        "F005",
                        f"{key!r} is not a field here",
                        f"the fields are {', '.join(fields)}",
                    )
                )

    def _extra(self, node: Node, name: str) -> None:
        if isinstance(node, Scalar) and node.plain and not node.value:
            return
        self.findings.append(
            Finding(
                node.position,
                "T001",
                f"{name} is not text, a translation may not set it",
                "remove it: it comes from the source file",
            )
        )


def _item_type(tp: mi.Type) -> mi.Type | None:
    tp = unwrap(tp)
    if isinstance(tp, mi.UnionType):
        for part in map(unwrap, tp.types):
            if isinstance(part, mi.ListType):
                return part.item_type
        return None
    return tp.item_type if isinstance(tp, mi.ListType) else None


def _keyed(node: Sequence) -> bool:
    return bool(node.items) and all(
        isinstance(item, Mapping) and item.text("id") for item in node.items
    )


def _holds_text(node: Node, tp: mi.Type) -> bool:
    """Whether anything under this node is text to translate."""
    if is_text(tp):
        return True
    info = struct_of(tp, node)
    if info is not None and isinstance(node, Mapping):
        return any(
            f.encode_name in node.entries and _holds_text(node.entries[f.encode_name], f.type)
            for f in info.fields
        )
    item = _item_type(tp)
    if item is not None and isinstance(node, Sequence):
        return any(_holds_text(child, item) for child in node.items)
    return False


def _plain(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return "\n".join(_plain(item) for item in node.items)
    return "\n".join(f"{key}: {_plain(value)}" for key, value in node.entries.items())
