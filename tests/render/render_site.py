"""A real site of mkdocs-material and mkdocs-quiz around the sample lesson."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from goodterms.model.course import Course
from goodterms.render.browser import (
    CONFIG_SCRIPT,
    SCRIPTS,
    STYLES,
    config_script,
    static_file,
)
from goodterms.render.context import Context
from goodterms.render.embeds import resolve
from goodterms.render.forms import assessment_form
from goodterms.render.markdown import MARKDOWN_CONFIGS, MARKDOWN_EXTENSIONS, html_block
from goodterms.render.progress import lesson_end
from goodterms.render.quiz_markup import QUIZ_PLUGIN_CONFIG, site_quiz


def build_site(course: Course, links: object, folder: Path, first: str = "") -> Path:
    """Build the site into ``folder``/site; ``first`` is Markdown put before the lesson."""
    docs = folder / "docs"
    assets = docs / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    for name in (*SCRIPTS, *STYLES):
        (assets / name).write_text(static_file(name), encoding="utf-8")
    (assets / CONFIG_SCRIPT).write_text(config_script(course), encoding="utf-8")
    ctx = Context(course=course, links=links, quiz=site_quiz)  # type: ignore[arg-type]
    lesson = course.modules[0].lessons[0]
    text = f"# {lesson.front.title}\n\n{first}\n\n{resolve(lesson.document.body, ctx)}\n\n"
    (docs / "index.md").write_text(text + html_block(lesson_end(lesson, ctx)), encoding="utf-8")
    test = course.assessments["s1-test"]
    chosen = [course.items[item_id] for item_id in test.forms[0].items]
    body = html_block(assessment_form(test, "a", chosen, ctx))
    (docs / "test.md").write_text(f"# {test.title}\n\n{body}\n", encoding="utf-8")
    config = {
        "site_name": "Sample",
        "site_url": "",
        "use_directory_urls": False,
        "docs_dir": str(docs),
        "site_dir": str(folder / "site"),
        "theme": {
            "name": "material",
            "font": False,
            "language": course.lang,
            "palette": [{"scheme": "default", "primary": "custom", "accent": "custom"}],
        },
        "plugins": [{"mkdocs_quiz": dict(QUIZ_PLUGIN_CONFIG)}],
        "markdown_extensions": [
            {name: MARKDOWN_CONFIGS[name]} if name in MARKDOWN_CONFIGS else name
            for name in MARKDOWN_EXTENSIONS
        ],
        "extra_css": [f"assets/{name}" for name in STYLES],
        "extra_javascript": [f"assets/{name}" for name in (CONFIG_SCRIPT, *SCRIPTS)],
    }
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(path)],
        check=True,
        timeout=120,
    )
    return folder / "site"
