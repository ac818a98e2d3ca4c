"""What rendering needs to know beside the text: the edition, the words, where things are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from goodterms.model.course import Course, RolePlay
from goodterms.model.items import Item
from goodterms.render.strings import Strings, load_strings

#: ``links(kind, id)`` is the address, as it must stand in the HTML of the page being rendered, of
#: an assessment, task, role_play, simulation, law, red_line, term, lesson or module; None if the
#: target has no page. Fragments are final HTML: nothing rewrites addresses afterwards.
Links = Callable[[str, str], str | None]


def no_links(_kind: str, _target: str) -> str | None:
    """Links of a target without pages, such as a printed sheet."""
    return None


@dataclass(frozen=True)
class Context:
    """One target (a page of the site, a page of a package, a printed sheet) of one edition.

    ``quiz`` gives the Markdown that stands for a practice item; by default our own form.
    ``role_play`` is set while its sheets are rendered, so that ``fact`` finds its values;
    ``fields`` while a template is, with what stands for each of its placeholders (Markdown).
    """

    course: Course
    links: Links = no_links
    quiz: Callable[[Item, Context], str] | None = None
    role_play: RolePlay | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def strings(self) -> Strings:
        """The interface's words in the edition's language."""
        return load_strings(self.course.lang)

    @property
    def lang(self) -> str:
        """The edition's language code."""
        return self.course.lang

    def within(self, role_play: RolePlay) -> Context:
        """The same target while a role-play's sheets are rendered."""
        return replace(self, role_play=role_play)
