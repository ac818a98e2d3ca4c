"""Putting the items of a form together: a fixed list, or a blueprint drawn with a seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from goodterms.model.assessments import Assessment, Draw, Form
from goodterms.model.course import Course
from goodterms.model.items import Bank, Item


class FormError(ValueError):
    """A form cannot be put together; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def course_banks(course: Course) -> list[Bank]:
    """The banks of an edition, in the order of its modules."""
    return [module.bank for module in course.modules if module.bank is not None]


def assemble(
    assessment: Assessment, form: Form, course: Course, extra: Sequence[Bank] = ()
) -> list[Item]:
    """The items of a form, without retired ones, in the order they are asked.

    A fixed list keeps its order. A blueprint takes, row by row, the items of the row's bank, use,
    level and objective that no earlier row took, and of these the first ``count`` in the order
    of SHA-256 of ``<seed>:<item id>`` (hexadecimal): the same on every machine and in every
    language, without a random number generator. Banks in ``extra`` (exam banks from outside)
    stand in for banks of the course with the same id, their items for items with the same id.

    Raises:
        FormError: an item or bank does not exist, a bank has too few items, nothing is left.
    """
    where = f"{assessment.id}, form {form.id}"
    replaced = {bank.id for bank in extra}
    banks = [bank for bank in course_banks(course) if bank.id not in replaced] + list(extra)
    if form.blueprint is None:
        items = _listed(form.items, banks, where)
    else:
        items = _drawn(form.blueprint.seed, form.blueprint.draw, banks, where)
    if not items:
        raise FormError(f"{where} has no items", "List items or a blueprint under the form.")
    return items


def draw_key(seed: int, item_id: str) -> str:
    """What a blueprint sorts items by."""
    return hashlib.sha256(f"{seed}:{item_id}".encode()).hexdigest()


def _listed(ids: Iterable[str], banks: Sequence[Bank], where: str) -> list[Item]:
    known = {item.id: item for bank in banks for item in bank.items}
    missing = [item_id for item_id in ids if item_id not in known]
    if missing:
        raise FormError(
            f"{where}: no bank has {', '.join(missing)}",
            "Correct the ids in the form, or give the folder of the bank that has these items.",
        )
    return [known[item_id] for item_id in ids if not known[item_id].retired]


def _drawn(seed: int, rows: Iterable[Draw], banks: Sequence[Bank], where: str) -> list[Item]:
    by_id = {bank.id: bank for bank in banks}
    drawn: dict[str, Item] = {}
    for row in rows:
        bank = by_id.get(row.bank)
        if bank is None:
            raise FormError(
                f"{where}: there is no bank {row.bank}",
                f"Use one of {', '.join(sorted(by_id)) or 'the banks under quizzes/'}.",
            )
        fitting = [item for item in bank.items if item.id not in drawn and _fits(item, row)]
        if len(fitting) < row.count:
            raise FormError(
                f"{where}: bank {row.bank} has {len(fitting)} items {_described(row)}, "
                f"the blueprint draws {row.count}",
                "Write more such items, or lower the count.",
            )
        fitting.sort(key=lambda item: draw_key(seed, item.id))
        drawn.update((item.id, item) for item in fitting[: row.count])
    return list(drawn.values())


def _fits(item: Item, row: Draw) -> bool:
    return (
        not item.retired
        and item.use == row.use
        and row.level in (None, item.level)
        and row.objective in (None, item.objective)
    )


def _described(row: Draw) -> str:
    words = [f"of use {row.use}"]
    if row.level:
        words.append(f"level {row.level}")
    if row.objective:
        words.append(f"objective {row.objective}")
    return ", ".join(words) + " that are left"
