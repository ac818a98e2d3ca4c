"""What a diagnostic recommends: points by module, the band they fall in, and lessons to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from goodterms.model.assessments import Assessment, Band
from goodterms.model.course import Course, Module
from goodterms.model.items import Item
from goodterms.scoring.simulation import PASS_GUARD


@dataclass(frozen=True)
class Section:
    """The items of a diagnostic that belong to one module."""

    module: Module
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Advice:
    """What is recommended for one module.

    ``missed`` are the objectives of items that did not earn all their points, ``lessons`` the ids
    of the module's lessons that serve them, in their order.
    """

    module: str
    score: float
    max: float
    percent: float
    band: Band | None
    missed: tuple[str, ...]
    lessons: tuple[str, ...]


def sections(items: Iterable[Item], course: Course) -> list[Section]:
    """The items by module, in the order of the course."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(course.home_of.get(item.id, item.module or ""), []).append(item)
    return [Section(m, tuple(found[m.id])) for m in course.modules if m.id in found]


def band_of(percent: float, bands: Sequence[Band]) -> Band | None:
    """The first band that a percentage reaches; bands go from the highest to the lowest."""
    return next((band for band in bands if percent >= band.at_least - PASS_GUARD), None)


def lessons_for(objectives: Iterable[str], module: Module) -> tuple[str, ...]:
    """Ids of the module's lessons that serve any of these objectives."""
    wanted = set(objectives)
    return tuple(x.id for x in module.lessons if not wanted.isdisjoint(x.front.objectives))


def advise(
    assessment: Assessment, parts: Iterable[Section], scores: Mapping[str, float]
) -> list[Advice]:
    """The recommendation for every module; ``scores`` are points by item, nothing counts as 0."""
    found = []
    for part in parts:
        got = fsum(scores.get(item.id, 0.0) for item in part.items)
        full = fsum(item.points for item in part.items)
        percent = 100 * got / full
        missed = tuple(
            dict.fromkeys(
                item.objective
                for item in part.items
                if scores.get(item.id, 0.0) < item.points - PASS_GUARD
            )
        )
        found.append(
            Advice(
                module=part.module.id,
                score=got,
                max=full,
                percent=percent,
                band=band_of(percent, assessment.bands),
                missed=missed,
                lessons=lessons_for(missed, part.module),
            )
        )
    return found
