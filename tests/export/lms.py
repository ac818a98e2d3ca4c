"""A learning platform for tests: scorm-again in a host page, the package in its frame."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Frame, Page, Request, Response

from goodterms.export.package import Package
from tests.export.strict import Call

HOST = Path(__file__).with_name("host") / "host.html"
FRAME = {"width": 700, "height": 560}


@dataclass
class Lms:
    """One platform with its address; every ``open`` is one launch in a browser of its own."""

    address: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        package: str,
        state: dict[str, Any] | None = None,
        *,
        context: BrowserContext | None = None,
        size: dict[str, int] | None = None,
        scheme: str = "light",
        reduced: bool = True,
        **options: Any,
    ) -> Session:
        """Launches a package for a learner; ``state`` is what the platform kept of them."""
        if context is None:
            context = self.browser.new_context(
                viewport=size or FRAME,
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce" if reduced else "no-preference",
            )
            self.contexts.append(context)
        page = context.new_page()
        session = Session(page, self.address)
        session.watch()
        page.goto(f"{self.address}/host.html")
        page.evaluate(
            "([address, state, options]) => launch(address, state, options)",
            [f"{self.address}/{package}/index.html", state or fresh(), options],
        )
        frame = page.wait_for_selector("iframe")
        assert frame is not None
        content = frame.content_frame()
        assert content is not None
        session.frame = content
        content.wait_for_selector("[data-page]:not([hidden]) h1")
        content.wait_for_function("document.documentElement.classList.contains('gt-js')")
        return session

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@dataclass
class Session:
    """One launch: the page of the platform, the package's frame, and what happened on the way."""

    page: Page
    address: str
    frame: Frame = None  # type: ignore[assignment]
    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        def request(one: Request) -> None:
            self.requests.append(one.url)

        def response(one: Response) -> None:
            if one.status >= 400:
                self.failed.append(f"{one.status} {one.url}")

        self.page.on("request", request)
        self.page.on("response", response)
        self.page.on("requestfailed", lambda one: self.failed.append(f"failed {one.url}"))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )

    def calls(self) -> list[Call]:
        """The calls of the package so far."""
        return [
            Call(one["method"], tuple(one["args"]), one["answer"])
            for one in self.page.evaluate("window.calls")
        ]

    def set_values(self, element: str) -> list[str]:
        """The values an element was given, in order."""
        return [
            call.args[1]
            for call in self.calls()
            if call.method == "LMSSetValue" and call.args[0] == element
        ]

    def state(self) -> dict[str, Any]:
        """What the platform has now, as it gives it to the next launch."""
        state: dict[str, Any] = self.page.evaluate("saved()")
        core = state["cmi"]["core"]
        core["entry"] = "resume" if core.get("exit") == "suspend" else ""
        core["exit"] = ""
        return state

    def wait_saved(self) -> None:
        """Waits until what was done last is with the platform."""
        self.page.wait_for_timeout(620)

    def leave(self) -> None:
        """The platform takes the frame away, as it does when the learner closes the player."""
        self.page.evaluate("document.querySelector('iframe').src = 'about:blank'")
        self.page.wait_for_function("calls.some((call) => call.method === 'LMSFinish')")

    def go(self, page: str) -> None:
        """Opens a page of the package by its key."""
        self.frame.evaluate("(id) => { location.hash = id; }", f"p-{page}")
        self.frame.wait_for_selector(f"#p-{page}:not([hidden])")

    def shown(self) -> str:
        """The key of the page that is shown; it is one."""
        keys: list[str] = self.frame.evaluate(
            "[...document.querySelectorAll('[data-page]:not([hidden])')].map(p => p.dataset.page)"
        )
        assert len(keys) == 1
        return keys[0]


def fresh(**core: str) -> dict[str, Any]:
    """What a platform knows of somebody who has never opened the package."""
    known = {
        "student_id": "e-1042",
        "student_name": "Example, Ada",
        "credit": "credit",
        "entry": "ab-initio",
        "lesson_mode": "normal",
        "lesson_status": "not attempted",
        **core,
    }
    return {"cmi": {"core": known, "suspend_data": "", "launch_data": ""}}


def site(packages: list[Package], folder: Path, npm_modules: Path) -> None:
    """Lays out what the platform serves: the host page, scorm-again, unpacked packages."""
    shutil.copyfile(HOST, folder / "host.html")
    library = folder / "scorm-again"
    library.mkdir()
    shutil.copyfile(npm_modules / "scorm-again/dist/scorm12.js", library / "scorm12.js")
    for package in packages:
        for name, content in package.files.items():
            path = folder / package.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
