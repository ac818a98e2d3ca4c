"""Which ids an edition has, by kind, and which were written but could not be read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cached_property

from goodterms.load.course import Loaded
from goodterms.load.nodes import Mapping, Node, Sequence
from goodterms.model.course import Course


class Known:
    """The ids of one edition. Made once per edition; sets are computed when first asked for."""

    def __init__(self, loaded: Loaded, course: Course, source: Course) -> None:
        self._loaded = loaded
        self._course = course
        self._source = source

    @cached_property
    def embeds(self) -> dict[str, frozenset[str]]:
        """Ids that an embed of each name may have; ``fact`` and plain ``money`` apart."""
        course = self._course
        tasks = frozenset(a.id for a in course.assessments.values() if a.kind == "task")
        return {
            "quiz": frozenset(course.items),
            "assessment": frozenset(course.assessments) - tasks,
            "task": tasks,
            "role_play": frozenset(course.role_plays),
            "simulation": frozenset(course.simulations),
            "law": frozenset(course.law),
            "red_line": frozenset(course.red_lines),
            "term": frozenset(course.terms),
            "money": frozenset(course.amounts),
            "calculator": frozenset(c.front.id for c in course.calculators),
        }

    @cached_property
    def unread(self) -> frozenset[str]:
        """Ids of entries that are written but could not be read: the loader has said why."""
        source = self._source
        return frozenset(self._written).difference(
            source.items,
            source.assessments,
            source.role_plays,
            source.simulations,
            source.lessons,
            source.objectives,
            source.law,
            source.red_lines,
            source.terms,
            source.topics,
            source.rubrics,
            source.amounts,
            source.templates,
            *(template.blocks for template in source.templates.values()),
            *(
                [placeholder.id for placeholder in template.front.placeholders]
                for template in source.templates.values()
            ),
            (c.front.id for c in source.calculators),
        )

    @cached_property
    def _written(self) -> set[str]:
        found: set[str] = set()
        for path, root in source_nodes(self._loaded):
            if path.endswith(".md") and root.text("id"):
                found.add(root.text("id"))
            for entry in _entries(root):
                found.add(entry.text("id"))
        return found - {""}


def source_nodes(loaded: Loaded) -> Iterator[tuple[str, Mapping]]:
    """Path and root of every YAML file and front matter of the source language, as written."""
    for path in sorted(loaded.files.texts):
        if is_translation(path, loaded):
            continue
        if path.endswith(".md"):
            parsed = loaded.files.markdown(path)
            node = parsed.front if parsed else None
        elif path.endswith(".yml"):
            node = loaded.files.yaml(path)
        else:
            continue
        if node is not None:
            yield path, node


def is_translation(path: str, loaded: Loaded) -> bool:
    """Whether a path is that of a translation into a language of the course."""
    return translation_language(path, loaded) is not None


def translation_language(path: str, loaded: Loaded) -> str | None:
    """The language a path's name ends in, if it is one of the course's other languages."""
    if loaded.settings is None:
        return None
    stem = path.rpartition(".")[0]
    name, dot, last = stem.rpartition(".")
    codes = {language.code for language in loaded.settings.languages[1:]}
    return last if dot and name and last in codes else None


def source_path(path: str, loaded: Loaded) -> str:
    """The path of the file that this one translates, or the path itself."""
    lang = translation_language(path, loaded)
    if lang is None:
        return path
    stem, _, suffix = path.rpartition(".")
    return f"{stem.removesuffix(f'.{lang}')}.{suffix}"


def near(word: str, allowed: Iterable[str], lead: str) -> str:
    """A hint: the id that was probably meant, else some of those there are."""
    names = sorted(allowed)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.7)
    if close:
        return f"did you mean {close[0]!r}?"
    if not names:
        return f"{lead}: there are none yet"
    listed = ", ".join(names[:6]) + (", …" if len(names) > 6 else "")
    return f"{lead}: {listed}"


def _entries(node: Node) -> Iterator[Mapping]:
    """All mappings that stand in lists at the top of a file."""
    if isinstance(node, Mapping):
        for child in node.entries.values():
            if isinstance(child, Sequence):
                yield from (item for item in child.items if isinstance(item, Mapping))
