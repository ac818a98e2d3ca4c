"""The command line: help for everything, exit statuses, no traceback."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from goodterms.cli.app import COMMANDS, SUMMARIES, main


def all_commands(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    """A command and everything below it, with full names."""
    found = [(name, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child_name in command.list_commands(context):
            child = command.get_command(context, child_name)
            assert child is not None
            found.extend(all_commands(child, f"{name} {child_name}"))
    return found


@pytest.mark.parametrize(("name", "command"), all_commands(main, "goodterms"))
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    assert command.help, f"{name} has no help"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help or parameter.name in ("use", "item_type"), (name, parameter.name)


def test_summaries_fit_the_commands() -> None:
    assert set(SUMMARIES) == set(COMMANDS)


def test_help_fits_eighty_columns() -> None:
    for name in ("", *COMMANDS):
        result = CliRunner().invoke(main, [name, "--help"] if name else ["--help"])
        assert result.exit_code == 0, result.output
        assert max(map(len, result.output.splitlines())) <= 80


@pytest.fixture
def course(tmp_path: Path, repository: Path) -> Path:
    """A copy of the minimal fixture course."""
    return Path(shutil.copytree(repository / "tests" / "courses" / "minimal", tmp_path / "c"))


def bank_of(course: Path) -> Path:
    """The bank in the source language."""
    return next(p for p in (course / "quizzes").glob("[0-9]*.yml") if p.name.count(".") == 1)


def invoke(*args: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(a) for a in args])
    assert not isinstance(result.exception, Exception) or isinstance(
        result.exception, SystemExit
    ), result.exc_info
    return result.exit_code, result.output


def test_validate_is_clean_and_says_so(course: Path) -> None:
    code, output = invoke("validate", "--strict", "--root", course)
    assert code == 0, output


def test_validate_finds_an_error_with_place_and_hint(course: Path) -> None:
    bank = bank_of(course)
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("use: practice", "use: practise", 1), encoding="utf-8")
    code, output = invoke("validate", "--root", course)
    assert code == 1
    line = text[: text.index("use: practice")].count("\n") + 1
    assert f"quizzes/{bank.name}:{line}:" in output
    assert "did you mean 'practice'" in output


def test_build_and_export_stop_on_errors_only(course: Path) -> None:
    bank = bank_of(course)
    bank.write_text("items: [", encoding="utf-8")
    for command in (["build"], ["export", "scorm12", "--each-module"]):
        code, output = invoke(*command, "--root", course)
        assert code == 1
        assert "goodterms validate" in output
        assert not (course / "build" / "site").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["validate", "--root", "/no/such/folder"],
        ["validate", "--format", "xml"],
        ["explain", "Q999"],
        ["grade"],
        ["build", "--lang", "xx"],
        ["nonsense"],
    ],
)
def test_wrong_usage_ends_with_two_and_a_sentence(course: Path, args: list[str]) -> None:
    if args[0] == "build":
        args = [*args, "--root", str(course)]
    code, output = invoke(*args)
    assert code == 2, output
    assert "Traceback" not in output
    assert output.strip()


def test_rules_and_explain_know_every_code() -> None:
    code, listed = invoke("rules")
    assert code == 0
    codes = re.findall(r"^  ([A-Z][0-9]{3})  ", listed, re.MULTILINE)
    assert len(codes) > 50
    assert len(set(codes)) == len(codes)
    for rule_code in codes:
        code, text = invoke("explain", rule_code)
        assert code == 0
        assert rule_code in text
        assert "Why" in text


def test_new_things_validate_at_once(course: Path) -> None:
    def ids(pattern: str) -> set[str]:
        return {p.name for p in course.rglob(pattern)}

    assert invoke("new", "lesson", "m01", "second-look", "--root", course)[0] == 0
    assert invoke("new", "role-play", "m01", "a-late-call", "--root", course)[0] == 0
    for item_type in (
        "single",
        "multiple",
        "order",
        "match",
        "classify",
        "numeric",
        "short",
        "written",
    ):
        code, output = invoke("new", "item", "m01", "--type", item_type, "--root", course)
        assert code == 0, output
    assert (
        invoke(
            "new",
            "module",
            "m77",
            "--folder",
            "77-more",
            "--title",
            'A "quoted" one',
            "--root",
            course,
        )[0]
        == 0
    )
    assert {"second-look.md", "a-late-call.md", "first-lesson.md"} <= ids("*.md")
    code, output = invoke("validate", "--root", course)
    assert code == 0, output
    code, output = invoke("new", "lesson", "m01", "second-look", "--root", course)
    assert code == 2
    assert "exists already" in output


def test_a_planned_module_begins_with_the_title_and_folder_of_its_plan(
    tmp_path: Path, repository: Path
) -> None:
    root = tmp_path / "library"
    shutil.copytree(repository / "tests" / "courses" / "library", root)
    assert invoke("new", "module", "m03", "--root", root)[0] == 0
    index = root / "modules" / "03-reading-room" / "index.md"
    assert "阅览室" in index.read_text(encoding="utf-8")


def test_translate_status_and_accept(course: Path) -> None:
    lesson = next(p for p in (course / "modules").rglob("*.md") if p.name.count(".") == 2)
    source = lesson.with_name(lesson.name.split(".")[0] + ".md")
    source.write_text(
        source.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8"
    )
    code, output = invoke("translate", "status", "--root", course)
    assert code == 0
    assert "1 stale" in output
    name = lesson.relative_to(course).as_posix()
    assert name in output
    code, output = invoke("translate", "accept", name, "--root", course)
    assert (code, "1 accepted" in output) == (0, True)
    assert "stale" not in invoke("translate", "status", "--root", course)[1]
    assert invoke("translate", "accept", "no-such", "--root", course)[0] == 2


def test_schemas_are_written_and_switched_on(course: Path) -> None:
    code, output = invoke("schemas", "--vscode", "--root", course)
    assert code == 0, output
    folder = course / "build" / "schemas"
    settings = json.loads((course / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    named = {Path(name).name for name in settings["yaml.schemas"]}
    assert named <= {p.name for p in folder.glob("*.json")}
    assert {"bank.json", "bank-overlay.json", "lesson.json"} - named == {"lesson.json"}
    assert (folder / "lesson.json").is_file()
    bank = json.loads((folder / "bank.json").read_text(encoding="utf-8"))
    assert "items" in json.dumps(bank)
    code, output = invoke("schemas", "--vscode", "--root", course)
    assert (code, "left alone" in output) == (0, True)
