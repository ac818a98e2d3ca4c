"""A package in lines that people can compare: pages, headings, links, data; no markup."""

from __future__ import annotations

import json
import re

from goodterms.export.package import Package
from goodterms.export.rewrite import Attributes, rewrite_tags


def outline(package: Package) -> str:
    """Names of files, then the one page as sections with what stands in them, then its data."""
    html = package.files["index.html"].decode()
    lines = [*sorted(package.files), ""]

    def note(tag: str, attributes: Attributes) -> None:
        if tag == "section" and attributes.get("data-page"):
            lines.append(f"page {attributes['data-page']} “{attributes['data-title']}”")
        elif tag in ("h1", "h2", "h3") and attributes.get("id"):
            lines.append(f"  {tag} {attributes['id']}")
        elif tag == "div" and attributes.get("data-item"):
            lines.append(f"  item {attributes['data-item']} {attributes['data-type']}")
        elif tag == "template":
            lines.append(f"  form {attributes['data-form']}")
        elif tag == "a" and attributes.get("href"):
            lines.append(f"  to {attributes['href']}")
        elif attributes.get("data-simulation"):
            lines.append(f"  simulation {attributes['data-simulation']}")
        elif attributes.get("data-lesson"):
            lines.append(f"  end of {attributes['data-lesson']}")

    body = re.search(r"<main.*</main>", html, re.DOTALL)
    assert body is not None
    rewrite_tags(body[0], note)
    block = html.split('class="gtp-data">')[1].split("</script>")[0]
    data = json.loads(block)
    return "\n".join(lines) + "\n\n" + json.dumps(data, indent=1, ensure_ascii=False) + "\n"
