"""The few line icons of the site's own pages, drawn for a 24 by 24 grid."""

from __future__ import annotations

from markupsafe import Markup

_PATHS = {
    "lessons": "M4 5.5c3-1.2 5.5-.8 8 1v13c-2.5-1.8-5-2.2-8-1zM20 5.5c-3-1.2-5.5-.8-8 1v13"
    "c2.5-1.8 5-2.2 8-1z",
    "practice": "M4 12.5l4.5 4.5L20 6",
    "people": "M4 5h11v8H9l-3.5 3v-3H4zM18 9h2v8h-1.5v3L15 17h-4v-1.5",
    "tests": "M6 3.5h9l3 3v14H6zM9 10h6M9 13.5h6M9 17h4",
    "limits": "M12 3.5l8 4v5c0 4-3 6.8-8 8-5-1.2-8-4-8-8v-5zM9 9.5l6 6M15 9.5l-6 6",
    "yours": "M7 3.5h10v17H7zM10.5 17.5h3",
}


def icon(name: str) -> Markup:
    """An icon by name, hidden from assistive technology: words stand beside it."""
    return Markup(
        '<svg class="site-icon" viewBox="0 0 24 24" width="24" height="24" fill="none" '
        'stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" '
        f'aria-hidden="true" focusable="false"><path d="{_PATHS[name]}"/></svg>'
    )
