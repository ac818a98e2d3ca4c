"""Pages of the sample course on disk, and browser contexts to open them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from goodterms.model.course import Course
from goodterms.render.context import Context
from tests.render.render_pages import write_pages
from tests.render.render_sample import links, sample_course
from tests.render.render_site import build_site

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def course() -> Course:
    """The sample course in English."""
    return sample_course("en")


@pytest.fixture(scope="session")
def ctx(course: Course) -> Context:
    """A target with links for it."""
    return Context(course=course, links=links)


@pytest.fixture(scope="session")
def russian() -> Context:
    """The same in Russian and roubles."""
    return Context(course=sample_course("ru"), links=links)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every kind of page in both languages, as files."""
    folder = tmp_path_factory.mktemp("render-pages")
    for lang in ("en", "ru"):
        write_pages(sample_course(lang), links, folder / lang)
    return folder


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of mkdocs-material and mkdocs-quiz around the sample lesson."""
    return build_site(sample_course("en"), links, tmp_path_factory.mktemp("render-site"))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile."""
    made = browser.new_context(viewport={"width": 800, "height": 900})
    yield made
    made.close()


@pytest.fixture
def open_page(context: BrowserContext, pages: Path) -> Iterator[OpenPage]:
    """Opens a page from disk in the profile; any script error fails the test."""
    errors: list[str] = []

    def opened(name: str, lang: str = "en") -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{name}: {error}"))
        page.goto((pages / lang / f"{name}.html").as_uri())
        page.wait_for_function("document.documentElement.classList.contains('gt-js')")
        return page

    yield opened
    assert errors == []
