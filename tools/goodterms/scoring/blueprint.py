"""Forms drawn from one blueprint: as many items per module and level as it says, little shared.

A form is the cheapest of all forms the banks allow. What costs, the dearest first: a level that is
off its share by more than one item; two items for one objective; an item of an earlier form; a
level that is off by one; an objective that an earlier form asked for; and last the place of the
item in the order of SHA-256 of ``<seed>:<item id>``. Where that form would share more items with
an earlier one than the blueprint allows, it is drawn again, and two items for one objective cost
less than an item of an earlier form. So the same files give the same forms on every machine and in
every language, and another seed gives other forms.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from goodterms.model.assessments import ExamBlueprint
from goodterms.model.items import Item
from goodterms.scoring.flow import Network

K = TypeVar("K", bound=Hashable)

FAR_OFF, REUSED, OFF_BY_ONE, ASKED_BEFORE = 10**12, 10**9, 10**8, 10**5
#: What a second item for one objective costs: at first, and where that shares too many items.
REPEATED = (10**10, 10**6)
#: Levels of Bloom's taxonomy that ask for more than remembering and understanding.
APPLICATION = frozenset(("apply", "analyse", "evaluate", "create"))


class FormError(ValueError):
    """A form cannot be put together; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Candidate:
    """An item that may be drawn, and the module it belongs to."""

    item: Item
    module: str


def shares(weights: Mapping[K, float], total: int) -> dict[K, int]:
    """``total`` shared out by weight, by largest remainder; of equal remainders the first."""
    whole = sum(Fraction(weight) for weight in weights.values())
    exact = {key: Fraction(weight) * total / whole for key, weight in weights.items()}
    found = {key: int(share) for key, share in exact.items()}
    left = total - sum(found.values())
    for key in sorted(exact, key=lambda key: found[key] - exact[key])[:left]:
        found[key] += 1
    return found


def draw_key(seed: int, item_id: str) -> str:
    """What a blueprint sorts items by."""
    return hashlib.sha256(f"{seed}:{item_id}".encode()).hexdigest()


def draw_forms(
    blueprint: ExamBlueprint, candidates: Iterable[Candidate], names: Sequence[str], where: str
) -> list[list[Item]]:
    """The items of the forms called ``names``, in the order of modules and then of the draw.

    Raises:
        FormError: a module has too few items, or two forms would share more than they may.
    """
    pool = sorted(candidates, key=lambda one: draw_key(blueprint.seed, one.item.id))
    wanted = shares(blueprint.modules, blueprint.items)
    there = Counter(one.module for one in pool)
    for module, count in wanted.items():
        if there[module] < count:
            raise FormError(
                f"{where}: {module} has {there[module]} items of use {blueprint.use}, "
                f"the blueprint draws {count}",
                "Write more such items, or lower the weight of the module.",
            )
    forms: list[list[Item]] = []
    for name in names:
        for repeated in REPEATED:
            form = _draw(blueprint, pool, wanted, forms, repeated)
            count, other = _most_shared(form, dict(zip(names, forms, strict=False)))
            if 100 * count <= blueprint.overlap * blueprint.items:
                break
        else:
            raise FormError(
                f"{where}: forms {other} and {name} would share {count} of "
                f"{blueprint.items} items, the blueprint allows {blueprint.overlap:g} percent",
                "Write more items where modules or levels have few, or have fewer forms.",
            )
        forms.append(form)
    return forms


def _most_shared(form: Iterable[Item], before: Mapping[str, Iterable[Item]]) -> tuple[int, str]:
    """How many items the form shares with the earlier form it shares most with, and its name."""
    ids = {item.id for item in form}
    counts = [(len(ids & {item.id for item in items}), name) for name, items in before.items()]
    return max(counts, default=(0, ""))


def _draw(
    blueprint: ExamBlueprint,
    pool: Sequence[Candidate],
    wanted: Mapping[str, int],
    before: Sequence[Sequence[Item]],
    repeated: int,
) -> list[Item]:
    used = {item.id for form in before for item in form}
    asked = {item.objective for form in before for item in form}
    weights: dict[str, float] = dict(blueprint.levels.items())
    levels = shares(weights, blueprint.items)
    network = Network()
    for module, count in wanted.items():
        network.arc("start", ("module", module), count)
    for module, objective in dict.fromkeys((one.module, one.item.objective) for one in pool):
        first = ASKED_BEFORE if objective in asked else 0
        ends = ("module", module), ("objective", module, objective)
        network.arc(*ends, 1, first)
        network.arc(*ends, blueprint.items, repeated + first)
    arcs = [
        network.arc(
            ("objective", one.module, one.item.objective),
            ("level", one.item.level),
            1,
            place + (REUSED if one.item.id in used else 0),
        )
        for place, one in enumerate(pool)
    ]
    for level in dict.fromkeys([*levels, *(one.item.level for one in pool)]):
        count = levels.get(level, 0)
        steps = (
            (max(0, count - 1), -FAR_OFF),
            (min(1, count), -OFF_BY_ONE),
            (1, OFF_BY_ONE),
            (blueprint.items, FAR_OFF),
        )
        for room, cost in steps:
            network.arc(("level", level), "end", room, cost)
    network.send("start", "end", blueprint.items)
    order = {module: place for place, module in enumerate(wanted)}
    drawn = [one for one, arc in zip(pool, arcs, strict=True) if network.used(arc)]
    return [one.item for one in sorted(drawn, key=lambda one: order[one.module])]
