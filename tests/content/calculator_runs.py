"""The calculators' computing scripts, run on cases in Node and in Chromium."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE.parents[1] / "course" / "calculators"
RUNNER = HERE / "calculators.js"
#: In the order in which a page loads them.
NAMES = ("calendar", "contact-rules", "interest-rules")
Case = dict[str, Any]
Run = Callable[[list[Case]], list[Any]]


def day(text: str | dt.date) -> int:
    """The number of a day as the scripts count it: 0 is 1 January 1970."""
    date = dt.date.fromisoformat(text) if isinstance(text, str) else text
    return date.toordinal() - dt.date(1970, 1, 1).toordinal()


def minute(text: str) -> int:
    """Minutes since midnight of a time such as 08:00."""
    time = dt.time.fromisoformat(text)
    return time.hour * 60 + time.minute


def in_node(cases: list[Case]) -> list[Any]:
    """The answers of Node."""
    done = subprocess.run(
        ["node", str(RUNNER), str(SCRIPTS)],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


def in_browser(browser: Browser) -> Run:
    """A function that gives the answers of Chromium, on a page of nothing but the scripts."""
    page = browser.new_page()
    page.evaluate("globalThis.GoodTerms = {calculators: {}}")
    for name in NAMES:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    page.add_script_tag(path=RUNNER)

    def run(cases: list[Case]) -> list[Any]:
        answers: list[Any] = page.evaluate("cases => runCases(cases)", cases)
        return answers

    return run
