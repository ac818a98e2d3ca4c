"""The hook that MkDocs loads: everything of the site that must happen inside its build.

It settles what the packages share with the site (Markdown extensions, the quiz plugin's settings),
makes the pages where MkDocs runs on the course's own folders (``mkdocs build`` and ``mkdocs
serve`` at the top), and tidies what plugins and theme put out.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from goodterms.render.markdown import MARKDOWN_CONFIGS, MARKDOWN_EXTENSIONS
from goodterms.render.quiz_markup import QUIZ_PLUGIN_CONFIG
from goodterms.web.addresses import ASSETS
from goodterms.web.quiz_assets import SCRIPT_FILE, STYLE_FILE, QuizAssets, split_quiz_page
from goodterms.web.search_index import FILE as INDEX_FILE
from goodterms.web.search_index import index_script, page_entries
from goodterms.web.sections import wrap_sections
from goodterms.web.tidy import tidy

if TYPE_CHECKING:
    from goodterms.web.live import LiveSite

log = logging.getLogger("mkdocs.goodterms")

#: Files of the theme that no page of ours asks for: its search, source maps, its picture.
UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "assets/images/")
#: Templates of the theme that are not written: both carry addresses from the server's root, and
#: the site map the day of the build.
NOT_WRITTEN = ("404.html", "sitemap.xml")


class _State:
    """What one build remembers; MkDocs loads this file anew for every configuration."""

    live: LiveSite | None = None
    quiz: QuizAssets | None = None
    entries: list[list[str]] = []


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """One set of Markdown extensions and quiz settings; the course itself where it is read live."""
    config.markdown_extensions = list(MARKDOWN_EXTENSIONS)
    config.mdx_configs = {name: dict(options) for name, options in MARKDOWN_CONFIGS.items()}
    config.plugins["mkdocs_quiz"].config.update(QUIZ_PLUGIN_CONFIG)
    _State.live = _State.quiz = None
    _State.entries = []
    if "goodterms" not in config.extra:
        _State.live = _read_live(config)
    return config


def _read_live(config: MkDocsConfig) -> LiveSite:
    # Reading the course takes most of this package; a build of written pages needs none of it.
    from goodterms.web.live import LiveError, live_site  # noqa: PLC0415

    try:
        live = live_site(Path(config.config_file_path or "."), config.extra)
    except LiveError as error:
        raise PluginError(str(error)) from None
    for finding in live.warnings:
        log.warning(finding)
    live.configure(config)
    return live


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Drop what nobody asks for; on the course's own folders, put the made pages in place."""
    for file in list(files):
        unused = file.src_uri.startswith(UNUSED) or file.src_uri.endswith(".map")
        if unused or (_State.live and file.src_dir == config.docs_dir):
            files.remove(file)
    if _State.live:
        for path, content in _State.live.files.items():
            files.append(File.generated(config, path, content=content))
    return files


@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Without the quiz plugin's repeated parts; a lesson's parts as elements; to be found."""
    try:
        html, assets = split_quiz_page(html)
    except ValueError as error:
        raise PluginError(str(error)) from None
    _State.quiz = _State.quiz or assets
    if page.meta.get("goodterms", {}).get("kind") == "lesson":
        html = wrap_sections(html, config.extra["goodterms"]["parts"])
    html = tidy(html)
    if not page.meta.get("search", {}).get("exclude"):
        _State.entries += page_entries(page.url, str(page.meta.get("title", page.title)), html)
    return html


def on_post_template(output: str, template_name: str, **_: Any) -> str:
    """An empty text is a template that is not written."""
    return "" if template_name in NOT_WRITTEN else output


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """The shared files of the quiz plugin, and the search index as a script."""
    site = Path(config.site_dir)
    if _State.quiz:
        write_file(_State.quiz.style.encode(), str(site / ASSETS / STYLE_FILE))
        write_file(_State.quiz.script.encode(), str(site / ASSETS / SCRIPT_FILE))
    script = index_script(_State.entries)
    write_file(script.encode(), str(site / ASSETS / INDEX_FILE))
