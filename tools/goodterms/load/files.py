"""Reading text files of a course, with problems as findings and every path remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from goodterms.diagnostics import Finding, Position
from goodterms.errors import UnreadableInputError
from goodterms.load.markdown import MarkdownFile, read_markdown
from goodterms.load.nodes import Mapping, parse

#: No course file is larger; a larger one is a mistake (an image, a database dump).
MAX_BYTES = 8 * 1024 * 1024
COURSE_FILE = "course/course.yml"


def find_root(start: Path) -> Path:
    """The nearest folder from ``start`` upwards that holds ``course/course.yml``."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / COURSE_FILE).is_file():
            return folder
    raise UnreadableInputError(
        f"no course found: neither {start} nor a folder above it has {COURSE_FILE}",
        "change into the course's folder, or name it with --root DIR",
    )


@dataclass
class Files:
    """The files of one course. Paths are POSIX, relative to the root; each is read once."""

    root: Path
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    _yaml: dict[str, Mapping | None] = field(default_factory=dict)
    _markdown: dict[str, MarkdownFile | None] = field(default_factory=dict)

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return (self.root / path).is_file()

    def listing(self, folder: str, *suffixes: str) -> list[str]:
        """All files below ``folder`` with one of the endings, sorted; hidden ones left out."""
        base = self.root / folder
        if not base.is_dir():
            return []
        found = (p.relative_to(self.root) for p in base.rglob("*") if p.is_file())
        return sorted(
            p.as_posix()
            for p in found
            if p.suffix in suffixes and not any(part.startswith(".") for part in p.parts)
        )

    def text(self, path: str) -> str | None:
        """The text of a file; None and finding F001 if it cannot be read."""
        if path in self.texts:
            return self.texts[path]
        file = self.root / path
        problem = hint = ""
        try:
            if file.stat().st_size > MAX_BYTES:
                problem = f"the file is larger than {MAX_BYTES // 2**20} MiB"
                hint = "split it; a course file holds text only"
            else:
                self.texts[path] = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
                return self.texts[path]
        except UnicodeDecodeError as error:
            problem = f"the file is not UTF-8 text (byte {error.start})"
            hint = "open it in your editor and save it with the encoding UTF-8"
        except FileNotFoundError:
            self.missing(Position(COURSE_FILE), path)
            return None
        except OSError as error:
            problem = f"the file cannot be read: {error.strerror}"
            hint = "check that it is a file and that you may read it"
        self.findings.append(Finding(Position(path), "F001", problem, hint))
        return None

    def missing(self, named_at: Position, path: str) -> None:
        """Note that the file ``path``, named at a place, is not there."""
        self.findings.append(
            Finding(
                named_at, "F008", f"the file {path} is not there", "create it, or correct the name"
            )
        )

    def yaml(self, path: str) -> Mapping | None:
        """The root mapping of a YAML file."""
        if path not in self._yaml:
            self._yaml[path] = self._read_yaml(path)
        return self._yaml[path]

    def _read_yaml(self, path: str) -> Mapping | None:
        text = self.text(path)
        if text is None:
            return None
        node, findings = parse(text, path)
        self.findings.extend(findings)
        if node is None:
            if not findings:
                self.findings.append(
                    Finding(Position(path), "F006", "the file is empty", "write its fields")
                )
            return None
        if not isinstance(node, Mapping):
            self.findings.append(
                Finding(
                    node.position,
                    "F007",
                    "the file is not a list of fields",
                    "write one `field: value` per line",
                )
            )
            return None
        return node

    def markdown(self, path: str) -> MarkdownFile | None:
        """A Markdown file, parsed."""
        if path not in self._markdown:
            text = self.text(path)
            if text is None:
                self._markdown[path] = None
            else:
                parsed, findings = read_markdown(text, path)
                self.findings.extend(findings)
                self._markdown[path] = parsed
        return self._markdown[path]


def translated_path(path: str, lang: str) -> str:
    """Where the translation of a file stands: ``x.md`` -> ``x.ru.md``."""
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}.{lang}{dot}{suffix}"
