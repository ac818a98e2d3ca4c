"""Forms drawn from one blueprint: shares, bounds, and the same draw everywhere."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.model.assessments import Assessment, ExamBlueprint
from goodterms.model.items import Bank, Item
from goodterms.scoring.blueprint import Candidate, FormError, draw_forms, shares
from goodterms.scoring.flow import Network
from goodterms.scoring.forms import assemble
from tests.scoring.table import item_of
from tests.scoring.test_forms import course, single

LEVELS = ("apply", "analyse", "evaluate")


def pool(
    per_module: int = 8, modules: int = 4, levels: tuple[str, ...] = LEVELS
) -> list[Candidate]:
    """So many items a module, levels and objectives in turn."""
    return [
        Candidate(
            item_of(
                single(
                    f"m{m}-x{n}",
                    use="exam",
                    level=LEVELS[(n + m) % len(LEVELS)],
                    objective=f"m{m}-o{n % 6}",
                )
            ),
            f"m{m}",
        )
        for m in range(1, modules + 1)
        for n in range(per_module)
    ]


def blueprint(**changes: Any) -> ExamBlueprint:
    record = {
        "seed": 5,
        "items": 12,
        "modules": {f"m{m}": 1 for m in range(1, 5)},
        "levels": {"apply": 1, "analyse": 1, "evaluate": 1},
        **changes,
    }
    return msgspec.convert(record, ExamBlueprint)


def ids(form: list[Item]) -> list[str]:
    return [item.id for item in form]


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 9), min_size=1),
    st.integers(1, 60),
)
def test_shares_add_up_and_miss_no_weight_by_a_whole_item(
    weights: dict[str, int], total: int
) -> None:
    found = shares({key: float(weight) for key, weight in weights.items()}, total)
    assert sum(found.values()) == total
    for key, weight in weights.items():
        assert abs(Fraction(weight) * total / sum(weights.values()) - found[key]) < 1


def items_on(objectives: str) -> list[Candidate]:
    """Items of one module and level, one for each letter: the objective it asks for."""
    return [
        Candidate(
            item_of(single(f"m1-x{n}", use="exam", level="apply", objective=f"m1-{letter}")), "m1"
        )
        for n, letter in enumerate(objectives)
    ]


@pytest.mark.parametrize(
    ("objectives", "overlap", "shared", "asked"),
    [
        ("abccde", 50, 2, 4),  # two items again, rather than c twice
        ("abccdddd", 0, 0, 2),  # nothing may be shared: objectives are repeated instead
        ("abcdefgh", 50, 0, 4),
    ],
)
def test_a_form_asks_for_many_objectives_as_long_as_the_overlap_allows(
    objectives: str, overlap: int, shared: int, asked: int
) -> None:
    one = blueprint(items=4, modules={"m1": 1}, levels={"apply": 1}, overlap=overlap)
    first, second = draw_forms(one, items_on(objectives), ["a", "b"], "exam")
    assert len({item.objective for item in first}) == 4
    assert len({item.objective for item in second}) == asked
    assert len(set(ids(first)) & set(ids(second))) == shared


def test_forms_keep_to_modules_and_levels_and_share_nothing_they_need_not() -> None:
    forms = draw_forms(blueprint(), pool(), ["a", "b"], "exam")
    for form in forms:
        assert Counter(item.id.split("-")[0] for item in form) == dict.fromkeys(
            ("m1", "m2", "m3", "m4"), 3
        )
        assert Counter(item.level for item in form) == dict.fromkeys(LEVELS, 4)
        assert len({item.objective for item in form}) == 12, (
            "no objective twice while there are others"
        )
    assert not set(ids(forms[0])) & set(ids(forms[1]))


def test_the_draw_does_not_depend_on_the_order_of_files_and_changes_with_the_seed() -> None:
    first = [ids(form) for form in draw_forms(blueprint(), pool(), ["a", "b"], "exam")]
    again = [ids(form) for form in draw_forms(blueprint(), pool()[::-1], ["a", "b"], "exam")]
    assert first == again
    other = [ids(form) for form in draw_forms(blueprint(seed=6), pool(), ["a", "b"], "exam")]
    assert first != other


def test_the_draw_is_pinned() -> None:
    """What a blueprint draws is part of the format: this list must never change."""
    forms = draw_forms(blueprint(items=4, modules={"m1": 1, "m2": 1}), pool(4, 2), ["a"], "exam")
    assert ids(forms[0]) == PINNED


def test_what_the_forms_must_share_they_share_and_no_more() -> None:
    forms = draw_forms(blueprint(overlap=50), pool(5), ["a", "b"], "exam")
    assert len(set(ids(forms[0])) & set(ids(forms[1]))) == 4  # 5 items a module, 3 a form


@pytest.mark.parametrize(
    ("changes", "per_module", "words"),
    [
        ({"overlap": 30}, 5, "forms a and b would share 4 of 12 items, the blueprint allows 30"),
        ({}, 2, "m1 has 2 items of use exam, the blueprint draws 3"),
        ({"modules": {"m1": 1, "m9": 1}}, 8, "m9 has 0 items"),
    ],
)
def test_what_cannot_be_drawn_is_said(changes: dict[str, Any], per_module: int, words: str) -> None:
    with pytest.raises(FormError, match=words) as caught:
        draw_forms(blueprint(**changes), pool(per_module), ["a", "b"], "exam")
    assert caught.value.hint


def test_the_draw_is_the_cheapest_there_is() -> None:
    """Against all possible forms of a small pool: no other has the levels with newer items."""
    candidates = pool(4, 2)
    plan = blueprint(items=4, modules={"m1": 1, "m2": 1}, overlap=100)
    first, second = draw_forms(plan, candidates, ["a", "b"], "exam")
    used = set(ids(first))

    def quality(form: tuple[Candidate, ...]) -> tuple[int, int]:
        wanted = shares(dict(plan.levels.items()), 4)
        levels = Counter(one.item.level for one in form)
        off = sum(max(0, abs(levels[name] - count) - 1) for name, count in wanted.items())
        return off, sum(one.item.id in used for one in form)

    per_module = Counter({"m1": 2, "m2": 2})
    possible = [
        form
        for form in combinations(candidates, 4)
        if Counter(one.module for one in form) == per_module
    ]
    mine = tuple(one for one in candidates if one.item in second)
    assert quality(mine) == min(map(quality, possible))


def test_an_assessment_with_a_blueprint_draws_all_its_forms_and_only_from_its_banks() -> None:
    banks = [
        Bank(id=f"m{m}", module=f"m{m}", items=[c.item for c in pool() if c.module == f"m{m}"])
        for m in range(1, 5)
    ]
    own = Bank(
        id="own",
        items=[
            msgspec.structs.replace(c.item, id=f"own-{c.item.id}", module=c.module) for c in pool()
        ],
    )
    record = {
        "id": "exam",
        "kind": "final-exam",
        "title": "-",
        "delivery": "sealed",
        "blueprint": msgspec.to_builtins(blueprint()),
        "forms": [{"id": "a"}, {"id": "b"}],
    }
    exam = msgspec.convert(record, Assessment)
    here = course(*banks)
    drawn = [item.id for item in assemble(exam, exam.forms[1], here)]
    assert drawn == ids(draw_forms(blueprint(), pool(), ["a", "b"], "exam")[1])
    record["blueprint"]["banks"] = ["own"]  # type: ignore[index]
    exam = msgspec.convert(record, Assessment)
    with pytest.raises(FormError, match="there is no bank own"):
        assemble(exam, exam.forms[0], here)
    outside = [item.id for item in assemble(exam, exam.forms[0], here, [own])]
    assert len(outside) == 12
    assert all(name.startswith("own-") for name in outside)


def test_a_network_sends_the_cheapest_way_and_takes_back_what_stands_in_the_way() -> None:
    network = Network()
    cheap = network.arc("s", "a", 1, 1)
    network.arc("s", "b", 1, 2)
    cross = network.arc("a", "x", 1, 0)
    network.arc("a", "y", 1, 5)
    network.arc("b", "x", 1, 1)
    network.arc("x", "t", 1, 0)
    network.arc("y", "t", 1, 0)
    assert network.send("s", "t", 1) == 1
    assert network.used(cheap) == network.used(cross) == 1
    assert network.send("s", "t", 5) == 1
    assert network.used(cross) == 0, "the second unit pushes the first onto the dearer way"


PINNED = ["m1-x3", "m1-x2", "m2-x0", "m2-x1"]
