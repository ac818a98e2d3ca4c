"""Items of a question bank: one class per type, told apart by the field ``type``."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from goodterms.model.base import Authored, Id, Letter, Line, Prose, RedLineId, TopicId

Use = Literal["practice", "test", "exam", "diagnostic"]
#: Bloom's revised taxonomy (Anderson and Krathwohl 2001).
BloomLevel = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]


class Option(Authored, frozen=True, kw_only=True):
    """An answer option with the rationale shown after answering."""

    id: Letter
    text: Line
    why: Prose
    red_line: RedLineId | None = None


class Left(Authored, frozen=True, kw_only=True):
    """The left side of a pair: the thing to be matched or classified."""

    id: Letter
    text: Line
    why: Prose
    red_line: RedLineId | None = None


class Right(Authored, frozen=True, kw_only=True):
    """The right side of a pair: what left sides are matched to, or a class."""

    id: Letter
    text: Line


class NumericKey(Authored, frozen=True, kw_only=True):
    """The key of a numeric item; ``tolerance`` is absolute, ``unit: money`` follows the edition."""

    value: float
    tolerance: Annotated[float, Meta(ge=0)] = 0.0
    decimals: Annotated[int, Meta(ge=0, le=6)] = 0
    unit: str = ""


class WrongValue(Authored, frozen=True, kw_only=True):
    """A value that a known slip produces, with the explanation of the slip."""

    value: float
    why: Prose


class ItemBase(Authored, frozen=True, kw_only=True):
    """What items of all types have."""

    type_name: ClassVar[str] = ""
    #: Names of scoring rules this type allows; the first is the default.
    scoring_rules: ClassVar[tuple[str, ...]] = ("all-or-nothing",)

    id: Id
    #: Only in banks that belong to no module: the module whose objective the item asks for.
    module: Id | None = None
    use: Use
    objective: Id
    topics: list[TopicId]
    level: BloomLevel
    points: Annotated[float, Meta(gt=0, le=100)] = 1.0
    scoring: str = "default"
    law: list[Id] = []
    negative: bool = False
    retired: bool = False
    stem: Prose

    @property
    def type(self) -> str:
        """The type's name as authors write it."""
        return self.type_name

    @property
    def rule(self) -> str:
        """The scoring rule in force: ``default`` resolved."""
        return self.scoring_rules[0] if self.scoring == "default" else self.scoring


class Single(ItemBase, frozen=True, kw_only=True, tag_field="type", tag="single"):
    """One option is right."""

    type_name: ClassVar[str] = "single"
    options: list[Option]
    key: Letter


class Multiple(ItemBase, frozen=True, kw_only=True, tag_field="type", tag="multiple"):
    """Every option is decided on its own."""

    type_name: ClassVar[str] = "multiple"
    scoring_rules: ClassVar[tuple[str, ...]] = ("right-minus-wrong", "all-or-nothing")
    options: list[Option]
    key: list[Letter]


class Order(ItemBase, frozen=True, kw_only=True, tag_field="type", tag="order"):
    """All options are put into a sequence."""

    type_name: ClassVar[str] = "order"
    scoring_rules: ClassVar[tuple[str, ...]] = ("pairs", "all-or-nothing")
    options: list[Option]
    key: list[Letter]


class Match(ItemBase, frozen=True, kw_only=True, tag_field="type", tag="match"):
    """Each left side belongs to one right side, each right side to at most one left."""

    type_name: ClassVar[str] = "match"
    scoring_rules: ClassVar[tuple[str, ...]] = ("per-pair", "all-or-nothing")
    left: list[Left]
    right: list[Right]
    key: dict[str, str]


class Classify(ItemBase, frozen=True, kw_only=True, tag_field="type", tag="classify"):
    """Each left side belongs to a class; a class takes any number."""

    type_name: ClassVar[str] = "classify"
    scoring_rules: ClassVar[tuple[str, ...]] = ("per-pair", "all-or-nothing")
    left: list[Left]
    right: list[Right]
    key: dict[str, str]


class Numeric(ItemBase, frozen=True, kw_only=True, tag_field="type", tag="numeric"):
    """A number within an absolute tolerance."""

    type_name: ClassVar[str] = "numeric"
    key: NumericKey
    check: str
    wrong: list[WrongValue] = []
    why: Prose


class Short(ItemBase, frozen=True, kw_only=True, tag_field="type", tag="short"):
    """A short answer compared with literals after normalising."""

    type_name: ClassVar[str] = "short"
    accept: Annotated[list[str], Meta(min_length=1, extra={"text": True})]
    why: Prose


class Written(ItemBase, frozen=True, kw_only=True, tag_field="type", tag="written"):
    """A text marked by a person on a rubric."""

    type_name: ClassVar[str] = "written"
    scoring_rules: ClassVar[tuple[str, ...]] = ("rubric",)
    rubric: Id
    model: Prose


Item = Single | Multiple | Order | Match | Classify | Numeric | Short | Written
ITEM_TYPES: dict[str, type[Item]] = {
    cls.type_name: cls
    for cls in (Single, Multiple, Order, Match, Classify, Numeric, Short, Written)
}


class Bank(Authored, frozen=True, kw_only=True):
    """``quizzes/<folder>.yml``: the items of one module.

    A bank of the course as a whole (``banks`` of ``course.yml``), or one kept outside, names no
    module; its items do.
    """

    id: Id
    module: Id | None = None
    items: list[Item]


def in_currency(bank: Bank, factor: float) -> Bank:
    """The bank in an edition whose amounts are ``factor`` times those of the source.

    Keys, tolerances and known wrong values of numeric items with ``unit: money`` are multiplied,
    as ``money`` embeds are when a text is shown; everything else stays.
    """
    if factor == 1:
        return bank
    scaled = msgspec.structs.replace(bank, items=[_scaled(item, factor) for item in bank.items])
    scaled.attach(bank.at, bank.translated)
    return scaled


def _scaled(item: Item, factor: float) -> Item:
    if not isinstance(item, Numeric) or item.key.unit != "money":
        return item
    key = msgspec.structs.replace(
        item.key, value=item.key.value * factor, tolerance=item.key.tolerance * factor
    )
    key.attach(item.key.at, item.key.translated)
    wrong = []
    for old in item.wrong:
        new = msgspec.structs.replace(old, value=old.value * factor)
        new.attach(old.at, old.translated)
        wrong.append(new)
    scaled = msgspec.structs.replace(
        item, key=key, wrong=wrong, check=f"({item.check}) * {factor:g}"
    )
    scaled.attach(item.at, item.translated)
    return scaled


__all__ = [
    "ITEM_TYPES",
    "Bank",
    "BloomLevel",
    "Classify",
    "Item",
    "ItemBase",
    "Left",
    "Match",
    "Multiple",
    "Numeric",
    "NumericKey",
    "Option",
    "Order",
    "Right",
    "Short",
    "Single",
    "Use",
    "Written",
    "WrongValue",
]
