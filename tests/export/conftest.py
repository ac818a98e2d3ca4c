"""Packages made once per run, unpacked behind a learning platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from goodterms.export.package import Package
from tests.export import courses
from tests.export.lms import Lms, site


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with a test of two forms over all types."""
    return courses.changed(tmp_path_factory.mktemp("small"), courses.TWO)


@pytest.fixture(scope="session")
def small(small_root: Path) -> Package:
    """Its English package."""
    return courses.package_of(small_root)


@pytest.fixture(scope="session")
def real(repository: Path) -> dict[str, Package]:
    """The packages of module 1 of the real course, by language."""
    return {lang: courses.package_of(repository, lang) for lang in ("en", "ru")}


@pytest.fixture(scope="session")
def platform_of(
    browser: Browser,
    serve_folder: Callable[[Path], str],
    npm_modules: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Lms]]:
    """A function that gives a platform serving these packages."""
    made: list[Lms] = []

    def platform(*packages: Package) -> Lms:
        folder = tmp_path_factory.mktemp("platform")
        site(list(packages), folder, npm_modules)
        made.append(Lms(serve_folder(folder), browser))
        return made[-1]

    yield platform
    for one in made:
        one.close()


@pytest.fixture(scope="session")
def lms(platform_of: Callable[..., Lms], small: Package) -> Lms:
    """The platform with the small course's package."""
    return platform_of(small)
