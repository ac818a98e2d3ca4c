"""What a reader's browser loads, compressed as a web server would send it.

The first page is loaded with an empty cache and nothing is touched: at most 350 KB. Every further
page, with the shared files in the cache, at most 60 KB. SCORM packages: at most 2 MB.
"""

from __future__ import annotations

import functools
import gzip
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, chromium_executable

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "site"
FIRST, FURTHER, PACKAGE = 350, 60, 2048


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _loaded(browser: Browser, address: str) -> dict[str, int]:
    """Compressed bytes by path of everything a page asks for before the reader does something."""
    sizes: dict[str, int] = {}
    context = browser.new_context()
    page = context.new_page()
    paths: list[str] = []
    page.on("request", lambda request: paths.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    for url in paths:
        name = url.split("//", 1)[1].split("/", 1)[1].split("?")[0].split("#")[0]
        file = SITE / name
        if file.is_dir():
            file = file / "index.html"
        # Fonts and pictures are compressed already; a server sends them as they are.
        data = file.read_bytes()
        sizes[name] = len(data) if file.suffix in (".woff2", ".png") else len(gzip.compress(data))
    context.close()
    return sizes


def main() -> None:
    """Print the first page of each language, the heaviest further page, and the packages."""
    goodterms = Path(sys.executable).with_name("goodterms")
    for command in (["build"], ["export", "scorm12", "--each-module"]):
        subprocess.run([goodterms, *command], cwd=ROOT, check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_executable(playwright), args=CHROMIUM_FLAGS
        )
        for lang in sorted(p.parent.name for p in SITE.glob("*/index.html")):
            first = _loaded(browser, f"{base}/{lang}/index.html")
            total = sum(first.values()) / 1024
            print(
                f"{lang}: first page {total:.0f} KB compressed in {len(first)} files "
                f"({total / FIRST:.0%} of {FIRST} KB)"
            )
            heaviest = ("", 0.0)
            for path in sorted((SITE / lang).rglob("*.html")):
                name = path.relative_to(SITE).as_posix()
                seen = _loaded(browser, f"{base}/{name}")
                own = sum(size for file, size in seen.items() if file not in first) / 1024
                heaviest = max(heaviest, (name, own), key=lambda pair: pair[1])
            print(
                f"  heaviest further page {heaviest[1]:.0f} KB ({heaviest[1] / FURTHER:.0%} of "
                f"{FURTHER} KB): {heaviest[0]}"
            )
        browser.close()
    server.shutdown()
    for package in sorted((ROOT / "build" / "packages").glob("*.zip")):
        size = package.stat().st_size / 1024
        print(f"{package.name}: {size:.0f} KB ({size / PACKAGE:.0%} of {PACKAGE} KB)")


if __name__ == "__main__":
    main()
