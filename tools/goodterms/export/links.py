"""Where everything of a module stands inside its package, and what the links of its texts become.

All pages are sections of one HTML file, so addresses are fragments: ``#p-<page>`` for a page,
``#<page>.<heading>`` for a heading in it, ids of their own for terms, law facts and red lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from goodterms.errors import FindingsError
from goodterms.export.figures import figure, inline_svg
from goodterms.export.parts import Parts
from goodterms.export.rewrite import Attributes, rewrite_tags, start_tag

#: Gives the content of a course file by its path below the root, or None if there is none.
Read = Callable[[str], bytes | None]

_EXTERNAL = ("http", "https", "mailto", "tel")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LOADING = ("iframe", "object", "embed", "script", "link", "video", "audio", "source", "track")
#: Attributes that name ids of other elements.
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
_LONE_IMAGE = re.compile(r"<p>\s*<img\b([^>]*?)/?>\s*</p>")
#: Tables of an author's text; those of render have a class and a holder of their own.
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_EMPTY_HEADING = re.compile(r"<th\b[^>]*>\s*</th>")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def page_id(key: str) -> str:
    """The id of a page's section."""
    return f"p-{key}"


def term_id(term: str) -> str:
    """The id of a glossary entry; law facts and red lines have their own ids."""
    return f"term-{term}"


@dataclass
class Links:
    """The addresses of one package, and what was asked for.

    ``used`` collects terms, law facts and red lines as pages are rendered, so that the package
    explains exactly what it mentions; ``files`` collects what pages need beside the HTML.
    """

    parts: Parts
    read: Read
    used: dict[str, dict[str, None]] = field(
        default_factory=lambda: {"term": {}, "law": {}, "red_line": {}}
    )
    files: dict[str, bytes] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        module = self.parts.module
        self.pages = {("module", module.id): "overview"}
        self.pages |= {("lesson", lesson.id): lesson.slug for lesson in module.lessons}
        self.pages |= {("role_play", r.id): r.id for r in module.role_plays}
        self.pages |= {("simulation", s.id): s.id for s in self.parts.simulations}
        for packed in self.parts.assessments:
            kind = "task" if packed.assessment.kind == "task" else "assessment"
            self.pages[kind, packed.id] = packed.id
        # Authors link to the source files, also from a translation; its own files count, too.
        folder = f"modules/{module.folder}"
        documents = [(f"{folder}/index.md", module.document.path, "overview")]
        documents += [(f"{folder}/{x.slug}.md", x.document.path, x.slug) for x in module.lessons]
        documents += [
            (f"{folder}/role-plays/{r.slug}.md", r.document.path, r.id) for r in module.role_plays
        ]
        self.sources = {path: key for *paths, key in documents for path in paths}

    def link(self, kind: str, target: str) -> str | None:
        """The address of a thing, for render; None if it is not in this package."""
        course = self.parts.course
        known: dict[str, Collection[str]] = {
            "term": course.terms,
            "law": course.law,
            "red_line": course.red_lines,
        }
        if kind in known:
            if target not in known[kind]:
                return None
            self.used[kind][target] = None
            return f"#{term_id(target) if kind == 'term' else target}"
        key = self.pages.get((kind, target))
        return None if key is None else f"#{page_id(key)}"

    def settle(self, html: str, key: str, source: str) -> str:
        """A page's HTML with ids, links and images as they must be in the package.

        ``source`` is the file the text comes from, relative to the course's root.
        """
        html = str(html)  # plain text: a Markup would escape what is put into it
        own = self._heading_ids(html)
        pictures = 0

        def change(tag: str, attributes: Attributes) -> str | None:
            nonlocal pictures
            if tag == "img":
                pictures += 1
                return self._image(attributes, source, f"{key}-{pictures}-")
            if tag == "a" and attributes.get("href"):
                return self._anchor(attributes, key, source, own)
            if tag in _LOADING and any(attributes.get(name) for name in ("src", "href", "data")):
                raise FindingsError(
                    f"{source}: <{tag}> loads something from elsewhere, which a package cannot",
                    "take it out, or put the file beside the lesson and link to it",
                )
            changed = attributes | _prefixed(attributes, own, key)
            return start_tag(tag, changed) if changed != attributes else None

        html = _LONE_IMAGE.sub(r"<img data-lone\1>", html)
        return rewrite_tags(_TABLE.sub(_table, html), change)

    def _heading_ids(self, html: str) -> set[str]:
        found: set[str] = set()

        def note(tag: str, attributes: Attributes) -> None:
            if tag in _HEADINGS and attributes.get("id"):
                found.add(str(attributes["id"]))

        rewrite_tags(html, note)
        return found

    def _anchor(self, attributes: Attributes, key: str, source: str, own: set[str]) -> str | None:
        href = str(attributes["href"])
        if href.startswith("#"):
            if href[1:] not in own:
                return None
            return start_tag("a", attributes | {"href": f"#{key}.{href[1:]}"})
        parts = urlsplit(href)
        if parts.scheme in _EXTERNAL or parts.netloc:
            return start_tag("a", attributes | {"target": "_blank", "rel": "noopener noreferrer"})
        path = normpath(join(dirname(source), unquote(parts.path)))
        page = self.sources.get(path)
        if page is not None:
            inside = f"{page}.{parts.fragment}" if parts.fragment else page_id(page)
            return start_tag("a", attributes | {"href": f"#{inside}"})
        name = None if path.endswith(".md") else self._packed(path)
        if name is None:
            self.dropped.append(f"{source}: link to {href}")
            return start_tag("a", {k: v for k, v in attributes.items() if k != "href"})
        return start_tag("a", attributes | {"href": name, "download": None})

    def _image(self, attributes: Attributes, source: str, prefix: str) -> str | None:
        lone = "data-lone" in attributes
        src = str(attributes.get("src") or "")
        parts = urlsplit(src)
        if parts.scheme == "data":
            return None
        if parts.scheme or parts.netloc:
            raise FindingsError(
                f"{source}: the picture {src} comes from another host",
                "put the picture beside the lesson, in the module's img/",
            )
        path = self._translated(normpath(join(dirname(source), unquote(parts.path))))
        alt = str(attributes.get("alt") or "")
        if path.endswith(".svg"):
            svg = self._content(path, source).decode("utf-8")
            return figure(svg, alt, prefix) if lone else inline_svg(svg, alt, prefix)
        self._content(path, source)
        packed: Attributes = {k: v for k, v in attributes.items() if k != "data-lone"}
        return start_tag("img", packed | {"src": self._packed(path), "loading": "lazy"})

    def _translated(self, path: str) -> str:
        """The picture's translation where there is one, else the picture."""
        stem, dot, suffix = path.rpartition(".")
        own = f"{stem}.{self.parts.course.lang}{dot}{suffix}"
        return path if self.read(own) is None else own

    def _content(self, path: str, source: str) -> bytes:
        content = self.read(path)
        if content is None:
            raise FindingsError(
                f"{source}: there is no picture {path}",
                "correct the path; it is relative to the file that names it",
            )
        return content

    def _packed(self, path: str) -> str | None:
        """A course file taken into the package; None if there is none below the root."""
        content = None if path.startswith(("../", "/")) else self.read(path)
        if content is None:
            return None
        name = f"files/{_UNSAFE.sub('-', path.removeprefix('modules/').replace('/', '-'))}"
        self.files[name] = content
        return name


def _table(match: re.Match[str]) -> str:
    """A table that scrolls by itself; an empty corner is no heading (of what would it be one?)."""
    return f'<div class="gtp-table">{_EMPTY_HEADING.sub("<td></td>", match[0])}</div>'


def _prefixed(attributes: Attributes, own: set[str], key: str) -> Attributes:
    """The attributes that name ids of the page's own headings, with the page's key before them."""
    changed: Attributes = {}
    for name in ("id", *_REFERENCES):
        value = attributes.get(name)
        if value and any(token in own for token in value.split()):
            tokens = [f"{key}.{t}" if t in own else t for t in value.split()]
            changed[name] = " ".join(tokens)
    return changed
