"""Reading ``course/calculators``: a page with its fields, and the scripts it names."""

from __future__ import annotations

from collections.abc import Callable

from goodterms.load.files import Files
from goodterms.model.calculators import Calculator, CalculatorFront
from goodterms.model.document import Document

FOLDER = "course/calculators"
ReadPage = Callable[[str, type[CalculatorFront]], tuple[CalculatorFront | None, Document] | None]


def read_calculators(files: Files, read: ReadPage, *, report: bool) -> tuple[Calculator, ...]:
    """The calculators of one edition, by file name; ``read`` reads a Markdown file of it.

    A script that is not there is a finding (F008), given once: where ``report`` is true.
    """
    found = []
    for path in files.listing(FOLDER, ".md"):
        slug = path.removeprefix(f"{FOLDER}/").removesuffix(".md")
        if "." in slug or "/" in slug:
            continue  # a translation is read with its source
        page = read(path, CalculatorFront)
        if page is None or page[0] is None:
            continue
        scripts = {}
        for index, name in enumerate(page[0].scripts):
            script = f"{FOLDER}/{name}.js"
            if files.exists(script):
                scripts[name] = files.text(script) or ""
            elif report:
                files.missing(page[0].at("scripts", index), script)
        found.append(Calculator(slug, page[0], page[1], scripts))
    return tuple(found)
