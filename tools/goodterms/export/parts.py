"""What of a module goes into its package: lessons, practice items, assessments with their forms."""

from __future__ import annotations

from dataclasses import dataclass

from goodterms.errors import FindingsError
from goodterms.model.assessments import Assessment
from goodterms.model.course import Course, Module
from goodterms.model.embeds import scan
from goodterms.model.items import Item, Written
from goodterms.model.roleplay import Simulation
from goodterms.scoring.forms import FormError, assemble


@dataclass(frozen=True)
class PackedForm:
    """One form of an assessment with its items in the order they are asked."""

    id: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class PackedAssessment:
    """An assessment of the module; ``attempts`` and ``pass_mark`` are resolved."""

    assessment: Assessment
    forms: tuple[PackedForm, ...]
    attempts: int
    pass_mark: float

    @property
    def id(self) -> str:
        """The assessment's permanent id."""
        return self.assessment.id

    @property
    def scored(self) -> bool:
        """Whether the browser can score it: it is open and no item waits for a person."""
        return self.assessment.delivery == "open" and not any(
            isinstance(item, Written) for form in self.forms for item in form.items
        )


@dataclass(frozen=True)
class Parts:
    """A module taken apart for one package. ``test`` is the assessment that decides the status."""

    course: Course
    module: Module
    practice: tuple[Item, ...]
    assessments: tuple[PackedAssessment, ...]
    test: PackedAssessment | None
    simulations: tuple[Simulation, ...]

    @property
    def identifier(self) -> str:
        """The package's stable identifier: course, module and language."""
        return f"{self.course.settings.id}-{self.module.id}-{self.course.lang}"


def collect(course: Course, module_id: str) -> Parts:
    """The parts of one module of an edition.

    Raises:
        FindingsError: the edition has no such module, or a form cannot be put together.
    """
    try:
        module = course.module(module_id)
    except KeyError:
        there = ", ".join(m.id for m in course.modules) or "none"
        raise FindingsError(
            f"there is no module {module_id!r} in the language {course.lang!r}",
            f"modules with content: {there}",
        ) from None
    assessments = tuple(
        _packed(course, a) for a in course.assessments.values() if a.module == module.id
    )
    tests = [a for a in assessments if a.assessment.kind in ("module-test", "final-exam")]
    return Parts(
        course=course,
        module=module,
        practice=tuple(_practice(course, module)),
        assessments=assessments,
        test=tests[0] if tests else None,
        simulations=tuple(module.simulations.values()),
    )


def texts_of(module: Module) -> list[str]:
    """The learner's texts of a module: overview and lessons."""
    return [module.document.body, *(lesson.document.body for lesson in module.lessons)]


def _practice(course: Course, module: Module) -> list[Item]:
    """Items that stand in the module's pages, each once, in reading order."""
    ids = dict.fromkeys(
        embed.id
        for text in texts_of(module)
        for embed in scan(text)
        if embed.name == "quiz" and embed.alone
    )
    return [course.items[item_id] for item_id in ids if item_id in course.items]


def _packed(course: Course, assessment: Assessment) -> PackedAssessment:
    settings = course.settings
    try:
        forms = tuple(
            PackedForm(form.id, tuple(assemble(assessment, form, course)))
            for form in assessment.forms
        )
    except FormError as error:
        raise FindingsError(str(error), error.hint) from error
    own = assessment.pass_mark
    return PackedAssessment(
        assessment,
        forms,
        attempts=assessment.attempts or settings.attempts.limit,
        pass_mark=settings.pass_mark if own is None else own,
    )
