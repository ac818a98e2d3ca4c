"""``goodterms grade`` as a trainer uses it: everything that came in is accounted for."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from goodterms.cli.app import main
from goodterms.load.course import load_course
from goodterms.model.items import Single

MINIMAL = Path(__file__).resolve().parents[1] / "courses" / "minimal"


def submission(number: int, **changed: object) -> dict[str, object]:
    """A submission to the module test of the minimal course, with all single items right."""
    course = load_course(MINIMAL).editions["en"]
    test = next(a for a in course.assessments.values() if a.kind == "module-test")
    form = test.forms[0]
    keys = {i: course.items[i] for i in form.items}
    return {
        "format": "goodterms-submission/1",
        "id": f"s-{number}",
        "course": course.settings.id,
        "assessment": test.id,
        "form": form.id,
        "learner": {"id": f"e-{number}"},
        "attempt": 1,
        "submitted": "2026-11-21T09:21:30Z",
        "responses": {i: k.key for i, k in keys.items() if isinstance(k, Single)},
        **changed,
    }


def run(*args: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["grade", "--root", str(MINIMAL), *map(str, args)])
    return result.exit_code, result.output


def test_a_folder_is_graded_and_what_is_not_a_submission_is_named(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "good.json").write_text(json.dumps(submission(1)), encoding="utf-8")
    lines = [json.dumps(submission(2)), "{not json", json.dumps(submission(3, assessment="zzz"))]
    (inbox / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    code, output = run(inbox, "--out", out)
    assert code == 1
    assert "4 received = 2 graded + 2 rejected" in output
    assert "more.jsonl:2 not JSON" in output
    results = [json.loads(x) for x in (out / "results.jsonl").read_text("utf-8").splitlines()]
    assert {r["submission"] for r in results} == {"s-1", "s-2"}
    assert all(r["score"] > 0 for r in results)
    rejected = [json.loads(x) for x in (out / "rejected.jsonl").read_text("utf-8").splitlines()]
    assert [r["line"] for r in rejected] == [2, 3]
    assert (out / "report.html").is_file()
    assert (out / "results.csv").is_file()


def test_a_clean_inbox_ends_with_zero(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(submission(1)), encoding="utf-8")
    code, output = run(tmp_path / "a.json", "--out", tmp_path / "out")
    assert code == 0, output


def test_missing_paths_and_banks_are_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing", "--out", tmp_path / "out")[0] == 2
    (tmp_path / "a.json").write_text(json.dumps(submission(1)), encoding="utf-8")
    code, output = run(tmp_path / "a.json", "--out", tmp_path / "out", "--bank", tmp_path / "none")
    assert code == 2
    assert "bank" in output
