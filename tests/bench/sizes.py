"""What a reader's browser has to load, measured by a real Chromium over a loopback server.

The server compresses text with gzip, as web servers do; what counts is what comes over the wire,
headers left out. "First page" is everything the browser asks for, with an empty cache, before the
reader does anything; "further" is what the next page of the same visit adds. Packages are measured
as they lie on the disk.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright
from tests.conftest import CHROMIUM_FLAGS, chromium_executable

ROOT = Path(__file__).resolve().parents[2]
FIRST, FURTHER, PACKAGE = 350 * 1024, 60 * 1024, 2 * 1024 * 1024
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
         ".svg": "image/svg+xml", ".json": "application/json", ".csv": "text/csv",
         ".woff2": "font/woff2", ".png": "image/png"}  # fmt: skip
TEXT = (".html", ".css", ".js", ".svg", ".json", ".csv")


@contextmanager
def compressing_server(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Serves a folder, text gzipped; yields the address and the bytes sent by path."""
    sent: dict[str, int] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with a file, or 404."""
            path = unquote(urlsplit(self.path).path).lstrip("/")
            file = folder / path
            if not file.is_file():
                self.send_error(404)
                sent[path] = sent.get(path, 0)
                return
            body = file.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Cache-Control", "max-age=3600")
            if file.suffix in TEXT:
                body = gzip.compress(body, 6, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            sent[path] = len(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", sent
    finally:
        server.shutdown()
        server.server_close()


def visit(
    browser: Browser, address: str, sent: dict[str, int], pages: list[str]
) -> list[dict[str, int]]:
    """What each page of a visit makes the browser load, by path; the cache begins empty."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    loaded = []
    for name in pages:
        sent.clear()
        page.goto(f"{address}/{name}", wait_until="networkidle")
        loaded.append(dict(sent))
    context.close()
    return loaded


def verdict(size: int, limit: int) -> str:
    """The size against its limit."""
    return f"{size / 1024:6.1f} KB of {limit / 1024:.0f}: {'kept' if size <= limit else 'EXCEEDED'}"


def measure(site: Path) -> bool:
    """Print what pages of every kind cost; whether all limits are kept."""
    module = next(p.parent.name for p in sorted((site / "en").glob("*/index.html")))
    lesson = sorted(p for p in (site / "en" / module).glob("*.html") if p.name != "index.html")[-1]
    kept = True
    with compressing_server(site) as (address, sent), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_executable(playwright), args=CHROMIUM_FLAGS
        )
        for lang in sorted(p.name for p in site.iterdir() if p.is_dir()):
            pages = [
                f"{lang}/index.html",
                f"{lang}/{module}/{lesson.name}",
                f"{lang}/{module}/index.html",
                f"{lang}/glossary.html",
                f"{lang}/law.html",
            ]
            pages += sorted(
                f"{lang}/{p.relative_to(site / lang).as_posix()}"
                for p in (site / lang / module / "tests").glob("*.html")
            )[:1]
            for first in pages[:2]:
                size = sum(visit(browser, address, sent, [first])[0].values())
                kept = kept and size <= FIRST
                print(f"first page    {first:48} {verdict(size, FIRST)}")
            for name, loaded in zip(
                pages[1:], visit(browser, address, sent, pages)[1:], strict=True
            ):
                size = sum(loaded.values())
                kept = kept and size <= FURTHER
                print(f"further page  {name:48} {verdict(size, FURTHER)}")
            index = site / lang / "assets" / "site" / "search_index.js"
            packed = len(gzip.compress(index.read_bytes(), 6, mtime=0))
            print(f"search index, loaded when search is opened ({lang}) {packed / 1024:13.1f} KB")
        browser.close()
    return kept


def packages(folder: Path) -> None:
    """Print the sizes of the packages of all modules and languages."""
    done = subprocess.run(
        [sys.executable, "-c", "from goodterms.cli import main; main()", "export", "scorm12",
         "--each-module", "--root", str(ROOT), "--out", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    for package in sorted(folder.rglob("*.zip")):
        print(f"package       {package.name:48} {verdict(package.stat().st_size, PACKAGE)}")


def main() -> None:
    """Build the site and the packages of the course and measure them."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        subprocess.run(
            [sys.executable, "-c", "from goodterms.cli import main; main()", "build",
             "--root", str(ROOT), "--out", str(site)],
            check=True, capture_output=True,
        )  # fmt: skip
        measure(site)
        packages(Path(name) / "packages")


if __name__ == "__main__":
    main()
