"""Writing an edition's files and running MkDocs on them: the one place that does."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from goodterms.errors import FindingsError, GoodTermsError
from goodterms.model.course import Course
from goodterms.scoring.forms import FormError
from goodterms.web.addresses import Addresses
from goodterms.web.chooser import chooser_page
from goodterms.web.config import BASE, HOOK, THEME, site_config
from goodterms.web.files import course_files, site_files
from goodterms.web.live import SETTING
from goodterms.web.pages import Edition, edition
from goodterms.web.parallel import side_by_side

CONFIG = "mkdocs.yml"


@dataclass(frozen=True)
class Built:
    """One language's finished site, and what MkDocs had to say."""

    lang: str
    folder: Path
    warnings: tuple[str, ...]


def build_site(
    root: Path, editions: Mapping[str, Course], out: Path, langs: Sequence[str]
) -> list[Built]:
    """Build the site of each language into ``out/<lang>`` and the language chooser beside them.

    Languages are built side by side. Languages that are not built now but lie in ``out`` from an
    earlier build stay and are linked.

    Raises FindingsError if a page cannot be made and GoodTermsError if MkDocs stops.
    """

    def build_one(lang: str) -> Built:
        config = prepare_site(root, editions, out, [lang], langs)[lang]
        return Built(lang, out / lang, _run_mkdocs(config, lang))

    built = side_by_side(build_one, langs)
    _write(out / "index.html", chooser_page(_present(editions, out, langs)).encode())
    return built


def prepare_site(
    root: Path,
    editions: Mapping[str, Course],
    out: Path,
    langs: Sequence[str],
    together: Sequence[str] | None = None,
) -> dict[str, Path]:
    """Write everything MkDocs needs for these languages; their configuration files by language.

    The files lie beside ``out``, in a folder of the same name that ends in ``.pages``; what is
    unchanged is not written, what is no longer needed is removed. ``together`` names all languages
    that are being built, if these are not all.
    """
    files = course_files(root / "modules")
    present = [Addresses(c) for c in _present(editions, out, together or langs)]
    configs = {}
    for lang in langs:
        others = [addresses for addresses in present if addresses.course.lang != lang]
        try:
            source = editions.get(editions[lang].settings.source_language)
            made = edition(editions[lang], files, source)
        except FormError as error:
            raise FindingsError(str(error), error.hint) from None
        folder = pages_folder(out) / lang
        configs[lang] = folder / CONFIG
        _write_all(folder / "docs", site_files(made, others, files))
        _write(configs[lang], _config(root, made, folder, out / lang))
    return configs


def _run_mkdocs(config: Path, lang: str) -> tuple[str, ...]:
    """Build the site of a configuration; the warnings MkDocs gave.

    Raises GoodTermsError with MkDocs' own words if it stops.
    """
    from mkdocs.commands.build import build  # noqa: PLC0415 - slow to import, see serve_site
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    said = _Words()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    logger.propagate = False
    try:
        loaded = load_config(config_file=str(config))
        loaded.plugins.on_startup(command="build", dirty=False)
        build(loaded)
        loaded.plugins.on_shutdown()
    except (MkDocsException, ValueError) as error:  # mkdocs-quiz raises ValueError
        words = "\n".join([*said.lines, str(error)])
        raise GoodTermsError(
            f"MkDocs could not build the site in {lang!r}:\n{words}",
            "the lines above name the page; `goodterms validate` may say more",
        ) from None
    finally:
        logger.removeHandler(said)
    return tuple(said.lines)


class _Words(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.lines.append(f"{record.levelname} {record.getMessage()}")


def pages_folder(out: Path) -> Path:
    """Where the files for MkDocs are written: beside the site, not in it."""
    return out.with_name(f"{out.name}.pages")


def serve_site(root: Path, lang: str, out: Path, address: str) -> None:
    """Show one language with live reload until interrupted.

    Raises GoodTermsError if the address cannot be served on or the course cannot be shown at all.
    """
    # MkDocs costs a third of a second to import, which only this command should pay.
    from mkdocs.commands.serve import serve  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    folder = pages_folder(out) / f"{lang}.preview"
    config = {
        "INHERIT": _relative(_inherited(root), folder),
        "docs_dir": str(root / "modules"),
        "site_dir": str(folder / "site"),
        "theme": {"custom_dir": str(THEME)},
        "hooks": [str(HOOK)],
        "watch": [str(root / name) for name in ("course", "quizzes") if (root / name).is_dir()],
        "extra": {SETTING: {"root": str(root), "lang": lang}},
    }
    _write(folder / CONFIG, _yaml(config))
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        serve(config_file=str(folder / CONFIG), livereload=True, dev_addr=address)
    except MkDocsException as error:
        raise GoodTermsError(
            str(error) or "the preview could not start", "`goodterms validate` names what to repair"
        ) from None
    except OSError as error:
        raise GoodTermsError(
            f"cannot serve on {address}: {error.strerror or error}",
            "choose another address with --address",
        ) from None


def _present(editions: Mapping[str, Course], out: Path, langs: Sequence[str]) -> list[Course]:
    """The languages of the finished site: those built now and those that lie there already."""
    return [
        course
        for lang, course in editions.items()
        if lang in langs or (course.modules and (out / lang / "index.html").is_file())
    ]


def _config(root: Path, made: Edition, folder: Path, site_dir: Path) -> bytes:
    inherit = _relative(_inherited(root), folder)
    return _yaml(site_config(made, inherit, "docs", _relative(site_dir, folder)))


def _inherited(root: Path) -> Path:
    """The course's own mkdocs.yml, or where it has none what all courses share."""
    own = root / CONFIG
    return own if own.is_file() else BASE


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _yaml(data: Mapping[str, object]) -> bytes:
    text = yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=100)
    return f"# Written by goodterms; changes are lost.\n{text}".encode()


def _write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    for name, content in contents.items():
        _write(folder / name, content)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in contents:
            path.unlink()


def _write(path: Path, content: bytes) -> None:
    """Write a file unless it says the same already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
