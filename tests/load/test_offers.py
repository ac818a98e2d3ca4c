"""Banks of the course as a whole, banks from outside, and what an edition cannot offer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from goodterms.errors import UnreadableInputError
from goodterms.load.course import Loaded, load_course
from goodterms.load.outside import laid_over, load_outside
from goodterms.model.items import Numeric, Short
from goodterms.scoring.forms import assemble

STALL = Path(__file__).resolve().parents[1] / "courses" / "stall"
LANGS = ["en", "ru"]


@pytest.fixture(scope="module")
def stall() -> Loaded:
    return load_course(STALL)


def outside(folder: Path) -> Path:
    """A bank of its own with a money key and an accepted answer, translated into Russian."""
    folder.mkdir()
    (folder / "own.yml").write_text(
        """id: own
items:
  - {id: o1, module: m01, use: exam, type: short, objective: m01-o1, topics: [], level: apply,
     stem: "What do you look at?", accept: [clock], why: "The clock says when."}
  - {id: o2, module: m02, use: exam, type: numeric, objective: m02-o1, topics: [], level: apply,
     stem: "What is one and one?", key: {value: 2, unit: money}, check: "1 + 1", why: "Add."}
""",
        encoding="utf-8",
    )
    (folder / "own.ru.yml").write_text(
        'items:\n  - {id: o1, stem: "На что смотрите?", accept: ["на часы"], why: "Часы."}\n',
        encoding="utf-8",
    )
    (folder / "assessments.yml").write_text(
        """assessments:
  - {id: final-exam, kind: final-exam, title: Ours, delivery: sealed,
     forms: [{id: a, items: [o1, o2]}]}
""",
        encoding="utf-8",
    )
    return folder


def test_a_bank_of_the_course_belongs_to_its_items_modules(stall: Loaded) -> None:
    source = stall.source
    assert source is not None
    assert [bank.id for bank in source.banks] == ["diagnostic"]
    assert source.home_of["dg-m02-1"] == "m02"
    assert source.home_of["m02-x1"] == "m02"
    assert source.items["dg-m03-2"].objective == "m03-o2"


def test_an_edition_without_a_module_leaves_its_items_out_of_the_diagnostic(stall: Loaded) -> None:
    russian = stall.editions["ru"]
    diagnostic = russian.assessments["diagnostic"]
    drawn = assemble(diagnostic, diagnostic.forms[0], russian)
    assert [item.id for item in drawn] == ["dg-m01-1", "dg-m01-2"]
    assert drawn[0].stem.startswith("Сколько времени")
    assert russian.elsewhere["dg-m02-1"] == "m02"


def test_an_edition_without_a_module_withholds_the_exam_and_knows_who_offers_it(
    stall: Loaded,
) -> None:
    russian, source = stall.editions["ru"], stall.source
    assert source is not None and not source.withheld
    assert "final-exam" not in russian.assessments
    withheld = russian.withheld["final-exam"]
    assert withheld.lacking == ("m02", "m03")
    assert withheld.offered_in == ("en",)
    assert withheld.assessment.title == "Итоговый экзамен"


def test_a_planned_module_withholds_the_exam_from_the_source_edition_too(tmp_path: Path) -> None:
    root = tmp_path / "stall"
    shutil.copytree(STALL, root)
    shutil.rmtree(root / "modules" / "03-serve")
    loaded = load_course(root)
    assert loaded.source is not None
    assert loaded.source.withheld["final-exam"].lacking == ("m03",)
    assert loaded.source.withheld["final-exam"].offered_in == ()
    diagnostic = loaded.source.assessments["diagnostic"]
    assert len(assemble(diagnostic, diagnostic.forms[0], loaded.source)) == 4


def test_banks_from_outside_are_read_in_all_languages(tmp_path: Path) -> None:
    read = load_outside(outside(tmp_path / "own"), LANGS)
    assert read.findings == ()
    accepted = {}
    for lang in LANGS:
        (bank,) = read.editions[lang].banks
        item = bank.items[0]
        assert isinstance(item, Short)
        accepted[lang] = item.accept
        assert read.editions[lang].assessments["final-exam"].title == "Ours"
    assert accepted == {"en": ["clock"], "ru": ["на часы"]}


def test_a_folder_without_banks_is_said(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UnreadableInputError, match="holds no bank"):
            load_outside(folder, LANGS)


def test_laid_over_the_course_a_bank_stands_in_and_is_scaled(stall: Loaded, tmp_path: Path) -> None:
    laid = laid_over(stall, load_outside(outside(tmp_path / "own"), LANGS))
    for lang, value in (("en", 2), ("ru", 200)):
        course = laid.editions[lang]
        exam = course.assessments["final-exam"]
        items = assemble(exam, exam.forms[0], course)
        assert [item.id for item in items] == ["o1", "o2"]
        assert isinstance(items[1], Numeric)
        assert items[1].key.value == value
        assert not course.withheld
        assert course.items["dg-m01-1"], "the course's own banks stay"
    assert stall.editions["ru"].withheld, "the course itself is as it was"
