"""Sites to test: the real course and the fixture courses, built once per test process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from goodterms.load.course import Loaded, load_course
from goodterms.web.files import course_files
from goodterms.web.pages import Edition, edition

FILE, HTTP = "file", "http"


def goodterms(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-c", "from goodterms.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=300,
    )


def build(root: Path, out: Path, *options: str) -> Path:
    """Build a course's site; the test fails with the command's own words if it cannot."""
    done = goodterms("build", "--root", root, "--out", out, *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def course_site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real course in all its languages."""
    return build(repository, tmp_path_factory.mktemp("course") / "site")


@pytest.fixture(scope="session")
def minimal_root(repository: Path) -> Path:
    """The smallest complete course."""
    return repository / "tests" / "courses" / "minimal"


@pytest.fixture(scope="session")
def minimal_site(minimal_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the smallest complete course."""
    return build(minimal_root, tmp_path_factory.mktemp("minimal") / "site")


@pytest.fixture(scope="session")
def minimal(minimal_root: Path) -> Loaded:
    """The smallest complete course, loaded."""
    return load_course(minimal_root)


@pytest.fixture(scope="session")
def course(repository: Path) -> Loaded:
    """The real course, loaded."""
    return load_course(repository)


@pytest.fixture(scope="session")
def editions(minimal: Loaded) -> dict[str, Edition]:
    """The pages of the smallest complete course by language."""
    files = course_files(minimal.root / "modules")
    return {lang: edition(found, files, minimal.source) for lang, found in minimal.editions.items()}


@pytest.fixture(scope="session")
def course_editions(course: Loaded) -> dict[str, Edition]:
    """The pages of the real course by language."""
    files = course_files(course.root / "modules")
    return {lang: edition(found, files, course.source) for lang, found in course.editions.items()}


@pytest.fixture(scope="session")
def address_of(course_site: Path, serve_folder: Callable[[Path], str]) -> Callable[[str], str]:
    """The address of the real course's site: ``file`` for the folder on disk, ``http`` served."""
    served = serve_folder(course_site)
    return lambda kind: course_site.as_uri() if kind == FILE else served


def started(page: Page) -> None:
    """Wait until the page's scripts have started, also where another page is just being left."""
    page.locator("html.gt-js").wait_for(state="attached")


@dataclass
class Visit:
    """A browser window and what went wrong in it."""

    context: BrowserContext
    page: Page
    said: list[str]
    asked: list[str]

    def open(self, address: str) -> Page:
        """Open a page and wait until its scripts have started."""
        self.page.goto(address)
        self.ready()
        return self.page

    def ready(self) -> None:
        """Wait until the page's scripts have started."""
        started(self.page)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens windows; at the end of the test none of them may have complained or asked outside."""
    visits: list[Visit] = []

    def start(**options: Any) -> Visit:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(reduced_motion="reduce", **options)
        made = Visit(context, context.new_page(), [], [])

        def watch(page: Page) -> None:
            page.on(
                "console", lambda m: m.type in ("error", "warning") and made.said.append(m.text)
            )
            page.on("pageerror", lambda error: made.said.append(str(error)))
            page.on("request", lambda request: made.asked.append(request.url))

        watch(made.page)
        visits.append(made)
        return made

    yield start
    for made in visits:
        outside = [
            u
            for u in made.asked
            if not u.startswith(("file:", "http://127.0.0.1:", "data:", "blob:"))
        ]
        made.context.close()
        assert made.said == []
        assert outside == []
