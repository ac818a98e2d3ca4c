"""Putting the items of a form together: a fixed list, or a blueprint drawn with a seed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from goodterms.model.assessments import Assessment, Draw, ExamBlueprint, Form
from goodterms.model.course import Course
from goodterms.model.items import Bank, Item
from goodterms.scoring.blueprint import Candidate, FormError, draw_forms, draw_key


def assemble(
    assessment: Assessment, form: Form, course: Course, extra: Sequence[Bank] = ()
) -> list[Item]:
    """The items of a form, without retired ones, in the order they are asked.

    A fixed list keeps its order; a diagnostic leaves out items of modules that the edition lacks.
    A blueprint of the assessment gives all its forms (see ``blueprint.py``). One of the form takes,
    row by row, the items of the row's bank, use, level and objective that no earlier row took, and
    of these the first ``count`` in the order of SHA-256 of ``<seed>:<item id>`` (hexadecimal): the
    same on every machine and in every language, without a random number generator. Banks in
    ``extra`` (exam banks from outside) stand in for banks of the course with the same id, their
    items for items with the same id.

    Raises:
        FormError: an item or bank does not exist, a bank has too few items, nothing is left.
    """
    where = f"{assessment.id}, form {form.id}"
    replaced = {bank.id for bank in extra}
    banks = [bank for bank in course.all_banks if bank.id not in replaced] + list(extra)
    if assessment.blueprint is not None and not form.items and form.blueprint is None:
        homes = dict(course.home_of)
        homes.update((item.id, item.module) for b in extra for item in b.items if item.module)
        drawn = [one.id for one in assessment.forms if not one.items and one.blueprint is None]
        until = drawn[: drawn.index(form.id) + 1]  # later forms depend on this one, not it on them
        items = _outlined(assessment.blueprint, banks, homes, until, assessment.id)[-1]
    elif form.blueprint is None:
        optional = course.elsewhere if assessment.kind == "diagnostic" else ()
        items = _listed(form.items, banks, where, optional)
    else:
        items = _drawn(form.blueprint.seed, form.blueprint.draw, banks, where)
    if not items:
        raise FormError(f"{where} has no items", "List items or a blueprint under the form.")
    return items


def sound_forms(assessment: Assessment, course: Course) -> Iterator[tuple[Form, list[Item]]]:
    """The forms of an assessment that can be put together; rules say what is wrong with others."""
    for form in assessment.forms:
        try:
            items = assemble(assessment, form, course)
        except FormError:
            continue
        yield form, items


def _outlined(
    blueprint: ExamBlueprint,
    banks: Sequence[Bank],
    homes: Mapping[str, str],
    names: Sequence[str],
    where: str,
) -> list[list[Item]]:
    """The forms so called of an assessment's blueprint, of its banks or of all."""
    there = [bank.id for bank in banks]
    for name in blueprint.banks:
        if name not in there:
            raise _no_bank(where, name, there)
    pool = {
        item.id: Candidate(item, home)
        for bank in banks
        for item in bank.items
        if bank.id in blueprint.banks or not blueprint.banks
        if item.use == blueprint.use and not item.retired
        if (home := item.module or bank.module or homes.get(item.id, "")) in blueprint.modules
    }
    return draw_forms(blueprint, pool.values(), names, where)


def _listed(
    ids: Iterable[str], banks: Sequence[Bank], where: str, optional: Collection[str]
) -> list[Item]:
    known = {item.id: item for bank in banks for item in bank.items}
    ids = [item_id for item_id in ids if item_id in known or item_id not in optional]
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
            raise _no_bank(where, row.bank, by_id)
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


def _no_bank(where: str, name: str, there: Iterable[str]) -> FormError:
    return FormError(
        f"{where}: there is no bank {name}",
        f"Use one of {', '.join(sorted(there)) or 'the banks under quizzes/'}.",
    )


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


__all__ = ["FormError", "assemble", "draw_key", "sound_forms"]
