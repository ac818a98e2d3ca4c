"""Data for the browser inside a page: JSON that no text can break out of."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

#: JavaScript of old took the last two for ends of lines.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def to_json(data: Any) -> str:
    """Compact JSON that may stand inside ``<script>``; keys keep their order."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _ESCAPES.items():
        text = text.replace(char, escape)
    return text


def json_script(data: Any, css: str = "gt-data") -> Markup:
    """A data block that browsers do not run (and need not: it is no script)."""
    return Markup(f'<script type="application/json" class="{css}">{to_json(data)}</script>')
