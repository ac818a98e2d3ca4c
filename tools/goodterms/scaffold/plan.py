"""What ``goodterms new`` would write: new files, and lines added to existing ones. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from goodterms.errors import GoodTermsError
from goodterms.load.course import Loaded
from goodterms.load.files import COURSE_FILE
from goodterms.load.nodes import Mapping, Sequence
from goodterms.model.course import Course, Module, ModuleEntry
from goodterms.scaffold.items import item_text
from goodterms.scaffold.templates import fill, read


@dataclass
class Plan:
    """Texts by path: ``created`` must not exist yet, ``changed`` replace what is there."""

    created: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    what: str = ""


def plan_lesson(loaded: Loaded, module_id: str, slug: str, title: str) -> Plan:
    """A lesson of a module: a file with all required sections, named in ``index.md``."""
    course, module = _module(loaded, module_id)
    slug = _checked_slug(slug)
    number = _next_number(course.lessons, f"{module.id}-l")
    text = _lesson_text(course, f"{module.id}-l{number}", title, module.front.objectives[0].id)
    index = f"modules/{module.folder}/index.md"
    changed = _with_entry(loaded, index, "lessons", slug)
    minutes = sum(lesson.front.minutes for lesson in module.lessons) + 12
    changed = re.sub(r"(?m)^minutes:.*$", f"minutes: {minutes}", changed, count=1)
    return Plan(
        {f"modules/{module.folder}/{slug}.md": text},
        {index: changed},
        f"lesson {module.id}-l{number}",
    )


def plan_role_play(loaded: Loaded, module_id: str, slug: str, title: str) -> Plan:
    """A role-play with all its sheets, named in ``index.md``."""
    course, module = _module(loaded, module_id)
    slug = _checked_slug(slug)
    number = _next_number(course.role_plays, f"{module.id}-rp")
    text = fill(
        "role-play.md",
        id=f"{module.id}-rp{number}",
        title=_quoted(title),
        objective=module.front.objectives[0].id,
        sheet=read("sheet.txt").strip(),
    )
    index = f"modules/{module.folder}/index.md"
    return Plan(
        {f"modules/{module.folder}/role-plays/{slug}.md": text},
        {index: _with_entry(loaded, index, "role_plays", slug)},
        f"role-play {module.id}-rp{number}",
    )


def plan_item(loaded: Loaded, module_id: str, item_type: str, use: str) -> Plan:
    """An item of a given type at the end of the module's bank (which is begun if need be)."""
    course, module = _module(loaded, module_id)
    number = _next_number(course.items, f"{module.id}-q")
    item_id = f"{module.id}-q{number:02}"
    rubric = next(iter(course.rubrics), "")
    if item_type == "written" and not rubric:
        raise GoodTermsError("a written item needs a rubric", "write one in course/rubrics.yml")
    text = item_text(item_type, item_id, use, module.front.objectives[0].id, rubric)
    path = f"quizzes/{module.folder}.yml"
    old = loaded.files.texts.get(path)
    if old is None:
        return Plan(
            {path: f"id: {module.id}\nmodule: {module.id}\nitems:\n{text}"}, {}, f"item {item_id}"
        )
    return Plan({}, {path: old.rstrip("\n") + "\n" + text}, f"item {item_id}")


def plan_module(
    loaded: Loaded, module_id: str, folder: str | None = None, title: str | None = None
) -> Plan:
    """A draft module with one lesson; entered in ``course.yml`` unless it is planned there.

    A planned module has the folder and title of its entry; a new one takes its id for both.
    """
    settings = loaded.settings
    if settings is None:
        raise GoodTermsError(f"{COURSE_FILE} has errors", "run `goodterms validate` first")
    known = {entry.id: entry for entry in settings.modules}
    entry: ModuleEntry | None = known.get(module_id)
    plan = Plan(what=f"module {module_id}")
    source = loaded.source
    if entry is None:
        folder, title = _checked_slug(folder or module_id), title or module_id
        line = (
            f'  - {{id: {module_id}, folder: {folder}, title: "{_quoted(title)}", '
            f"status: {{{settings.source_language}: draft}}}}"
        )
        plan.changed[COURSE_FILE] = _after_list(loaded, COURSE_FILE, "modules", line)
    elif source is not None and any(m.id == module_id for m in source.modules):
        raise GoodTermsError(
            f"module {module_id} exists in modules/{entry.folder}",
            "choose another id, or add a lesson with `goodterms new lesson`",
        )
    else:
        folder, title = entry.folder, title or entry.title
    if source is None:
        raise GoodTermsError(
            "the course has no edition in its source language", "run `goodterms validate` first"
        )
    base = f"modules/{folder}"
    plan.created[f"{base}/index.md"] = fill("index.md", id=module_id, title=_quoted(title))
    plan.created[f"{base}/first-lesson.md"] = _lesson_text(
        source, f"{module_id}-l1", "First lesson", f"{module_id}-o1"
    )
    return plan


def _module(loaded: Loaded, module_id: str) -> tuple[Course, Module]:
    course = loaded.source
    if course is None:
        raise GoodTermsError("the course cannot be read", "run `goodterms validate` first")
    for module in course.modules:
        if module_id in (module.id, module.folder):
            if not module.front.objectives:
                raise GoodTermsError(
                    f"module {module.id} has no objectives", "write them in its index.md first"
                )
            return course, module
    raise GoodTermsError(
        f"there is no module {module_id!r} with files",
        f"the modules are {', '.join(m.id for m in course.modules) or 'none'}; "
        f"start one with `goodterms new module {module_id}`",
    )


def _checked_slug(slug: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", slug):
        raise GoodTermsError(
            f"{slug!r} cannot be a file name here",
            "use small letters, digits and hyphens, such as two-calls",
        )
    return slug


def _next_number(known: Iterable[str], prefix: str) -> int:
    numbers = [int(m[1]) for key in known if (m := re.fullmatch(re.escape(prefix) + r"(\d+)", key))]
    return max(numbers, default=0) + 1


def _quoted(title: str) -> str:
    return title.replace("\\", "\\\\").replace('"', '\\"')


def _lesson_text(course: Course, lesson_id: str, title: str, objective: str) -> str:
    """The lesson template, with exactly the sections that this course demands."""
    text = fill("lesson.md", id=lesson_id, title=_quoted(title), objective=objective)
    head, *sections = re.split(r"(?m)^(?=## )", text)
    by_id = {re.search(r"\{#([\w-]+)\}", s)[1]: s for s in sections}  # type: ignore[index]
    wanted = course.settings.lesson_sections or list(by_id)
    parts = [
        by_id[name].rstrip("\n") + "\n"
        if name in by_id
        else fill("section.md", id=name, title=name.replace("-", " ").capitalize()).lstrip("\n")
        for name in wanted
    ]
    return head + "\n".join(parts)


def _with_entry(loaded: Loaded, path: str, key: str, value: str) -> str:
    """The file's text with ``value`` added to the list under ``key`` of its front matter."""
    text = loaded.files.texts[path]
    parsed = loaded.files.markdown(path)
    front = parsed.front if parsed else None
    node = front.entries.get(key) if front else None
    lines = text.split("\n")
    if not isinstance(node, Sequence) or not node.items:
        if node is not None:
            row = front.keys[key].line - 1 if front else 0
            lines[row] = f"{key}: [{value}]"
        else:
            lines.insert(lines.index("---", 1), f"{key}: [{value}]")
        return "\n".join(lines)
    last = node.items[-1].position
    if lines[node.position.line - 1][node.position.column - 1] == "[":
        row, start = last.line - 1, last.column - 1
        end = lines[row].index("]", start)
        lines[row] = f"{lines[row][:end].rstrip()}, {value}{lines[row][end:]}"
    else:
        indent = lines[last.line - 1][: last.column - 1]
        lines.insert(last.line, f"{indent}{value}")
    return "\n".join(lines)


def _after_list(loaded: Loaded, path: str, key: str, line: str) -> str:
    """The file's text with a line put after the last entry of the list under ``key``."""
    text = loaded.files.texts[path]
    root = loaded.files.yaml(path)
    node = root.entries.get(key) if isinstance(root, Mapping) else None
    if not isinstance(root, Mapping) or not isinstance(node, Sequence) or not node.items:
        raise GoodTermsError(f"{path} has no list {key!r}", f"write `{key}:` with one entry first")
    lines = text.split("\n")
    following = [p.line for p in root.keys.values() if p.line > node.items[-1].position.line]
    row = min(following, default=len(lines) + 1) - 1
    while row > 0 and (not lines[row - 1].strip() or lines[row - 1].startswith("#")):
        row -= 1
    lines.insert(row, line)
    return "\n".join(lines)
