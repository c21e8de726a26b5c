"""The condition that somebody did something so and so often, or never."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

import narwhals.stable.v2 as nw

from segattr.errors import BadSetting
from segattr.reduce.door import col
from segattr.segments.counts import Count
from segattr.segments.fields import Field
from segattr.segments.step_definitions import json_of_step, step_of
from segattr.segments.steps import Step, with_article

HowOften = Literal["at_least", "at_most", "exactly"]
KEYS: Final = ("kind", "did", "last_days", *get_args(HowOften))
MOST_TIMES: Final = 1_000_000
HOLDS: Final[dict[HowOften, Callable[[nw.Expr, int], nw.Expr]]] = {
    "at_least": lambda found, times: found >= times,
    "at_most": lambda found, times: found <= times,
    "exactly": lambda found, times: found == times,
}


@dataclass(frozen=True)
class Times:
    """Whoever did something at least, at most or exactly so often.

    Parameters
    ----------
    asked : what is counted, and of how many days.
    how_often : ``at_least``, ``at_most`` or ``exactly``.
    times : how often; at most 0 for those who never did.

    Examples
    --------
    >>> pro = Step("event", (("event", "signed_up"), ("plan", "pro")))
    >>> Times(Count(pro, last_days=30), times=2).describe()
    'at least 2 times an event signed_up where plan is pro in the last 30 days'
    >>> Times(Count(pro), "at_most", 0).describe()
    'no event signed_up where plan is pro'
    """

    asked: Count = field(default_factory=Count)
    how_often: HowOften = "at_least"
    times: int = 1

    @property
    def steps(self) -> tuple[Step, ...]:
        """What it asks the tables for."""
        return (self.asked.step,)

    def fields(self) -> Iterator[str]:
        """Yield the field that counts how often it happened."""
        yield self.asked.name

    def renamed(self, names: Mapping[str, str]) -> Times:  # noqa: ARG002 - its columns are of other tables
        """Return the same: it asks about tables of its own, not about columns of the customers."""
        return self

    def problem(self) -> str:
        """Return what is wrong or not yet said."""
        least = 1 if self.how_often == "at_least" else 0
        if self.how_often not in HOLDS:
            return f"something is done {', '.join(HOLDS)} so often, not {self.how_often!r}"
        if not least <= self.times <= MOST_TIMES:
            return f"the times of a count are {least} to {MOST_TIMES:,}"
        return self.asked.problem()

    def describe(self) -> str:
        """Return the condition in words."""
        if self.times == 0:
            return f"no {self.asked.step.describe()}{self.asked.recent}"
        often = f"{self.how_often.replace('_', ' ')} {'once' if self.times == 1 else f'{self.times:,} times'}"
        return f"{often} {with_article(self.asked.step)}{self.asked.recent}"

    def to_json(self) -> dict[str, object]:
        """Return the condition as plain JSON; what goes without saying is left out."""
        days = {"last_days": self.asked.last_days} if self.asked.last_days is not None else {}
        return {"kind": "count", "did": json_of_step(self.asked.step), self.how_often: self.times, **days}

    def holds(self, fields: Mapping[str, Field]) -> nw.Expr:
        """Return whether it happened so often; who never did it did it 0 times."""
        found = col(fields[self.asked.name].column)
        return HOLDS[self.how_often](found, self.times).fill_null(False)


def read_times(definition: dict[str, Any]) -> Times:
    """Return the condition that plain JSON says.

    Raises
    ------
    BadSetting : it says something else, or something this version does not know.

    Examples
    --------
    >>> read_times({"kind": "count", "did": {"what": "order"}, "at_least": 2}).describe()
    'at least 2 times an order'
    """
    unknown = [key for key in definition if key not in KEYS]
    if unknown:
        raise BadSetting(f"A count has {unknown[0]!r}, which this version does not know.")
    said = [how for how in get_args(HowOften) if how in definition]
    if len(said) != 1 or type(definition[said[0]]) is not int:
        raise BadSetting("A count says one of at_least, at_most and exactly, with a whole number.")
    days = definition.get("last_days")
    if days is not None and type(days) is not int:
        raise BadSetting("The days of a count are whole numbers.")
    return Times(Count(step_of(definition.get("did")), days), said[0], definition[said[0]])
