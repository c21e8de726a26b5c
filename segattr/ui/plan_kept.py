"""What a visitor sets on the Plan page, as one frozen value that is saved with the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from math import isfinite
from typing import Any, Final, Literal, get_args

from segattr.errors import BadSetting
from segattr.plan.control import Control
from segattr.plan.potential import Comparable
from segattr.plan.priorities import WEIGHTS
from segattr.plan.response import ELASTICITIES, SHORT_TERM
from segattr.plan.what_if import Cell, Measure
from segattr.words.plan import Part
from segattr.words.plan_budget import SHARES

MOST_PLANNED: Final = 500  # cells
LONGEST: Final = 300  # characters of a name


@dataclass(frozen=True)
class Plan:
    """What is set on the Plan page.

    Attributes
    ----------
    part : which part is open; empty for the first that the data allow.
    elasticity, share, measure : of the budget: the response assumed, how much of a cell a move takes, and
        what is counted.
    planned : the visitor's plan, (segment, channel, money); of the cells under `planned_for` only.
    planned_for : the segmentation and what earns credit when it was made.
    comparable, equal : of the potential; ``equal`` empty for what is proposed.
    weights : of the priority list: (part, weight), empty for those proposed.
    audience, called : the segment, and what the audience is called; empty for what is proposed.
    control : share held out.
    traits : columns a data platform is told.
    country : dialling code of phone numbers without one.

    Examples
    --------
    >>> read_plan(Plan(elasticity=0.5).to_json()).elasticity
    0.5
    """

    part: Part | Literal[""] = ""
    elasticity: float = SHORT_TERM
    share: float = 0.1
    measure: Measure = "conversions"
    planned: tuple[tuple[str, str, float], ...] = ()
    planned_for: str = ""
    comparable: Comparable = "rest"
    equal: str = ""
    weights: tuple[tuple[str, float], ...] = ()
    audience: str = ""
    called: str = ""
    control: float = 0.1
    traits: tuple[str, ...] = ()
    country: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)

    def amounts(self, where: str) -> dict[Cell, float]:
        """Return the visitor's plan, empty where it was made for other cells."""
        return {(a, b): money for a, b, money in self.planned} if self.planned_for == where else {}

    def with_amounts(self, amounts: Mapping[Cell, float], where: str) -> Plan:
        """Return it with another plan."""
        rows = tuple((a, b, float(money)) for (a, b), money in amounts.items())
        return replace(self, planned=rows[:MOST_PLANNED], planned_for=where if rows else "")


UNPLANNED: Final = Plan()


def read_plan(said: object) -> Plan:
    """Return what plain JSON says; what makes no sense keeps its default.

    Examples
    --------
    >>> read_plan({"part": "cellar", "share": 0.2}) == Plan(share=0.2)
    True
    """
    if not isinstance(said, Mapping):
        return Plan()
    plan = Plan()
    for field in fields(Plan):
        if field.name in said:
            try:
                plan = replace(plan, **{field.name: _READ[field.name](said[field.name])})
            except (TypeError, ValueError, KeyError, BadSetting):
                continue
    return plan


def _one_of(allowed: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a reader of any of these
    return lambda value: allowed[allowed.index(value)]


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
        raise ValueError(value)
    return value


def _long_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _amount(value: object) -> float:
    amount = float(value)  # type: ignore[arg-type]
    if not isfinite(amount) or amount < 0:
        raise ValueError(value)
    return amount


_READ: Final = {
    "part": _one_of(("", *get_args(Part))),
    "elasticity": _one_of(ELASTICITIES),
    "share": _one_of(SHARES),
    "measure": _one_of(get_args(Measure)),
    "planned": lambda rows: tuple((_text(a), _text(b), _amount(n)) for a, b, n in rows[:MOST_PLANNED]),
    "planned_for": _long_text,
    "comparable": _one_of(get_args(Comparable)),
    "equal": _text,
    "weights": lambda rows: tuple((_one_of(tuple(WEIGHTS))(name), _amount(n)) for name, n in rows),
    "audience": _text,
    "called": _text,
    "control": lambda value: Control(float(value)).share,
    "traits": lambda names: tuple(_text(name) for name in names),
    "country": lambda value: value if _text(value) == "" or value.isdigit() else _text(None),
}
