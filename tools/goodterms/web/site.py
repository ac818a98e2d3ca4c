"""Writing an edition's files and running MkDocs on them: the one place that does."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from goodterms.errors import FindingsError, GoodTermsError
from goodterms.model.course import Course
from goodterms.scoring.forms import FormError
from goodterms.web.chooser import chooser_page
from goodterms.web.config import BASE, HOOK, THEME, site_config
from goodterms.web.files import course_files, site_files
from goodterms.web.live import SETTING
from goodterms.web.pages import Edition, edition

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

    Languages are built side by side, each by its own MkDocs. Languages that are not built now but
    lie in ``out`` from an earlier build stay and are linked.

    Raises FindingsError if a page cannot be made and GoodTermsError if MkDocs stops.
    """
    configs = prepare_site(root, editions, out, langs)
    runs = {lang: _start(path) for lang, path in configs.items()}
    outcomes = {lang: (run.communicate()[0], run.returncode) for lang, run in runs.items()}
    for lang, (said, status) in outcomes.items():
        if status:
            last = "\n".join(said.strip().splitlines()[-5:])
            raise GoodTermsError(
                f"MkDocs could not build the site in {lang!r}:\n{last}",
                "the lines above name the page; `goodterms validate` may say more",
            )
    _write(out / "index.html", chooser_page(_present(editions, out, langs)).encode())
    return [Built(lang, out / lang, _warnings(said)) for lang, (said, _) in outcomes.items()]


def prepare_site(
    root: Path, editions: Mapping[str, Course], out: Path, langs: Sequence[str]
) -> dict[str, Path]:
    """Write everything MkDocs needs, and return each language's configuration file.

    The files lie beside ``out``, in a folder of the same name that ends in ``.pages``; what is
    unchanged is not written, what is no longer needed is removed.
    """
    files = course_files(root / "modules")
    try:
        present = [c.lang for c in _present(editions, out, langs)]
        made = {lang: edition(editions[lang], files) for lang in present}
        written = {
            lang: site_files(made[lang], [e for e in made.values() if e is not made[lang]], files)
            for lang in langs
        }
    except FormError as error:
        raise FindingsError(str(error), error.hint) from None
    configs = {}
    for lang, contents in written.items():
        folder = pages_folder(out) / lang
        _write_all(folder / "docs", contents)
        configs[lang] = folder / CONFIG
        _write(configs[lang], _config(root, made[lang], folder, out / lang))
    return configs


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


def _mkdocs(command: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", command]


def _start(config: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*_mkdocs("build"), "--quiet", "--config-file", str(config)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """MkDocs must find this package also where it is not installed."""
    package = str(Path(__file__).resolve().parents[2])
    path = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": f"{package}{os.pathsep}{path}" if path else package,
    }


def _warnings(said: str) -> tuple[str, ...]:
    return tuple(line for line in said.splitlines() if line.startswith(("WARNING", "ERROR")))


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
