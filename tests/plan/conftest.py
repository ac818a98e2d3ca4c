"""Courses to plan with: the real one and the smallest complete one."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodterms.load.course import Loaded, load_course


@pytest.fixture(scope="session")
def course(repository: Path) -> Loaded:
    """The real course, loaded."""
    return load_course(repository)


@pytest.fixture(scope="session")
def minimal(repository: Path) -> Loaded:
    """The smallest complete course, loaded."""
    return load_course(repository / "tests" / "courses" / "minimal")
