"""A course as somebody plans with it: its own modules, and the source's where it has none yet."""

from __future__ import annotations

from dataclasses import dataclass

from goodterms.model.assessments import Assessment
from goodterms.model.course import Course, Module, ModuleEntry, RolePlay
from goodterms.model.roleplay import Simulation


@dataclass(frozen=True, eq=False)
class Outline:
    """An edition and the source edition behind it (the same one where nothing is translated)."""

    course: Course
    source: Course

    def module(self, module_id: str) -> Module | None:
        """The module in this edition, else in the source; None while it is only planned."""
        for edition in (self.course, self.source):
            for module in edition.modules:
                if module.id == module_id:
                    return module
        return None

    def own(self, module_id: str) -> bool:
        """Whether this edition has the module itself."""
        return any(module.id == module_id for module in self.course.modules)

    def entry(self, module_id: str) -> ModuleEntry | None:
        """The module's place in ``course.yml``."""
        return next((e for e in self.course.settings.modules if e.id == module_id), None)

    def number(self, module_id: str) -> int:
        """The module's place in the course, from 1; 0 if it has none."""
        return self.course.settings.numbers.get(module_id, 0)

    def edition_of(self, module_id: str) -> Course:
        """The edition from which the module is taken."""
        return self.course if self.own(module_id) else self.source

    def tests(self, module_id: str) -> list[Assessment]:
        """The module tests of a module."""
        return [
            a
            for a in self.course.assessments.values()
            if a.module == module_id and a.kind == "module-test"
        ]


def role_play_of(module: Module, slug: str) -> RolePlay | None:
    """A role-play of a module by slug."""
    return next((play for play in module.role_plays if play.slug == slug), None)


def simulation_of(module: Module, slug: str) -> Simulation | None:
    """A simulation of a module by slug."""
    return module.simulations.get(slug)
