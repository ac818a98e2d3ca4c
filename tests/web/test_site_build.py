"""The finished site: whole, the same every time, nothing from elsewhere, nothing twice."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from goodterms.load.course import Loaded
from goodterms.web.site import pages_folder
from tests.web.conftest import build, goodterms

#: Attributes with which a page makes the browser fetch something.
FETCHING = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("use", "href"),
    ("object", "data"),
    ("embed", "src"),
    ("form", "action"),
    ("dialog", "data-index"),
    ("dialog", "data-library"),
}
URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")


class Document(HTMLParser):
    """A page's ids, links and what it makes the browser fetch."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif tag == "a" and name == "href" and value:
                self.links.append(value)
            elif (tag, name) in FETCHING and value:
                self.fetched.append(value)
            elif name == "style" and value:
                self.fetched += URL.findall(value)


@pytest.fixture(scope="session")
def documents(course_site: Path) -> dict[Path, Document]:
    return {path.resolve(): Document(path) for path in course_site.rglob("*.html")}


def test_every_link_leads_somewhere(documents: dict[Path, Document]) -> None:
    broken = []
    for path, document in documents.items():
        for link in document.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                broken.append(f"{path}: {link}")
            elif parts.fragment and parts.fragment not in documents[target].ids:
                broken.append(f"{path}: {link} (no such place)")
    assert broken == []


def test_ids_are_unique_on_a_page(documents: dict[Path, Document]) -> None:
    for path, document in documents.items():
        twice = {i for i in document.ids if document.ids.count(i) > 1}
        assert twice == set(), path


def test_nothing_is_fetched_from_another_host(
    course_site: Path, documents: dict[Path, Document]
) -> None:
    for path, document in documents.items():
        for address in document.fetched:
            parts = urlsplit(address)
            assert not parts.netloc, f"{path}: {address}"
            if parts.scheme in ("data", "javascript"):
                continue
            assert not parts.path.startswith("/"), f"{path}: {address}"
            assert (path.parent / parts.path).resolve().is_file(), f"{path}: {address}"
    for style in course_site.rglob("*.css"):
        for address in URL.findall(style.read_text(encoding="utf-8")):
            assert address.startswith("data:") or (style.parent / address).is_file(), style


def test_there_is_no_file_of_the_server_or_of_the_day(course_site: Path) -> None:
    names = {path.name for path in course_site.rglob("*") if path.is_file()}
    assert not names & {"sitemap.xml", "sitemap.xml.gz", "404.html", "search_index.json"}
    assert not [name for name in names if name.endswith(".map") or name.startswith("lunr")]


def test_pages_carry_no_copy_of_the_quiz_plugin(course_site: Path) -> None:
    quiz_pages = 0
    for path in course_site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "quiz-progress-sidebar" not in text, path
        assert "mkdocsQuizTranslations" not in text, path
        assert "mkdocs-quiz-source" not in text, path
        linked = text.count("assets/site/quiz.js")
        assert linked == text.count("assets/site/quiz.css") == int('class="quiz"' in text), path
        quiz_pages += linked
    assert quiz_pages > 5
    for lang in ("en", "ru"):
        script = (course_site / lang / "assets/site/quiz.js").read_text(encoding="utf-8")
        assert script.count("window.mkdocsQuizTranslations =") == 1
        assert "confetti: false" in script


def test_what_players_must_not_read_is_not_in_the_search(course_site: Path, course: Loaded) -> None:
    for lang, edition in course.editions.items():
        index = (course_site / lang / "assets/site/search_index.js").read_text(encoding="utf-8")
        for path in ("/sheets/", "trainers.html", "facilitator.html", "/task-samples"):
            assert path not in index
        # A rationale may say what a lesson says; what no lesson says must not be found.
        lessons = "".join(lesson.document.body for lesson in edition.lessons.values())
        for item in edition.items.values():
            for option in getattr(item, "options", []):
                start = option.why[:50]
                assert start not in index or start in lessons, option.why


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_the_same_course_gives_the_same_site(
    minimal_root: Path, minimal_site: Path, tmp_path: Path
) -> None:
    again = build(minimal_root, tmp_path / "another" / "place")
    first, second = snapshot(minimal_site), snapshot(again)
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_unchanged_pages_are_not_written_again(minimal_root: Path, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(minimal_root, root)
    site = build(root, tmp_path / "site", "--lang", "en")
    docs = pages_folder(site) / "en" / "docs"
    stale = docs / "gone.md"
    stale.write_text("# Old\n", encoding="utf-8")
    before = {p: p.stat().st_mtime_ns for p in docs.rglob("*.md")}
    lesson = root / "modules" / "01-safe-to-ride" / "round-again.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\nAnother line.\n", encoding="utf-8")
    build(root, site, "--lang", "en")
    written = {p.name for p, at in before.items() if p.exists() and p.stat().st_mtime_ns != at}
    assert written == {"round-again.md"}
    assert not stale.exists()
    html = (site / "en" / "01-safe-to-ride" / "round-again.html").read_text(encoding="utf-8")
    assert "Another line." in html


def test_the_chooser_names_every_language_in_its_own_words(course_site: Path) -> None:
    chooser = (course_site / "index.html").read_text(encoding="utf-8")
    for lang, name in (("en", "English"), ("ru", "Русский")):
        assert f'href="{lang}/index.html" lang="{lang}"' in chooser
        assert name in chooser
        assert (course_site / lang / "index.html").is_file()


def test_one_language_alone_has_no_switch(minimal_root: Path, tmp_path: Path) -> None:
    site = build(minimal_root, tmp_path / "site", "--lang", "ru")
    home = (site / "ru" / "index.html").read_text(encoding="utf-8")
    assert "data-language" not in home
    build(minimal_root, site, "--lang", "en")
    assert "../ru/index.html" in (site / "en" / "index.html").read_text(encoding="utf-8")


def test_any_course_of_this_shape_becomes_a_site(repository: Path, tmp_path: Path) -> None:
    """A course with drafts, in Chinese, without syllabus, rubrics or cases."""
    site = build(repository / "tests" / "courses" / "library", tmp_path / "site")
    home = (site / "zh" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="zh"' in home


def test_errors_of_the_course_stop_the_build(repository: Path, tmp_path: Path) -> None:
    done = goodterms(
        "build", "--root", repository / "tests" / "courses" / "broken", "--out", tmp_path / "site"
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Error:" in done.stderr
    assert not (tmp_path / "site").exists()


def test_an_unknown_language_is_wrong_usage(minimal_root: Path, tmp_path: Path) -> None:
    done = goodterms("build", "--root", minimal_root, "--lang", "xx", "--out", tmp_path / "site")
    assert done.returncode == 2
    assert "en, ru" in done.stderr
