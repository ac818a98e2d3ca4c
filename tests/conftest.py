"""What all tests share: a real Chromium, a loopback web server, the paths of the repository."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]
# A slow machine is not a wrong answer; and where a run decides whether a change lands, the same
# examples are drawn every time. Elsewhere new ones are tried.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

#: Chromium must not look for anything outside: no component updates, no sync, no QUIC.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_executable(playwright: Playwright) -> str:
    """The Chromium to test with; a missing one is a failure, never a skipped test."""
    named = os.environ.get("GOODTERMS_CHROMIUM")
    found = named or next(
        (
            path
            for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
            if (path := shutil.which(name))
        ),
        None,
    )
    if found is None and Path(playwright.chromium.executable_path).exists():
        found = playwright.chromium.executable_path
    assert found, "no Chromium: run tests/browser/ensure-chromium.sh, or set GOODTERMS_CHROMIUM"
    return found


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this repository, which is also the root of the real course."""
    return REPOSITORY


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real headless Chromium, one per test process."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium_executable(playwright), args=CHROMIUM_FLAGS
        )
        yield running
        running.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: requests are not part of a test's output."""


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[object]:
    """A function that serves a folder on loopback and returns its address; stopped at the end."""
    servers: list[ThreadingHTTPServer] = []

    def serve(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def npm_modules(repository: Path) -> Path:
    """The test-only npm packages: axe-core, scorm-again, the SCORM schemas."""
    modules = repository / "tests" / "browser" / "node_modules"
    assert modules.is_dir(), "run `make test`, which installs tests/browser/node_modules"
    return modules
