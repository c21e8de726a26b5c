"""The condition that one thing came after another, or that it did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import narwhals.stable.v2 as nw

from segattr.errors import BadSetting
from segattr.reduce.door import col
from segattr.segments.fields import Field
from segattr.segments.step_definitions import json_of_step, step_of
from segattr.segments.steps import Follow, Step, with_article

KEYS: Final = ("kind", "first", "last_days", "then", "within_days", "followed")


@dataclass(frozen=True)
class Sequence:
    """Whoever did one thing, and then did another, or did not.

    Parameters
    ----------
    asked : the two steps and their days.
    followed : True for those who did the second after the first at least once; False for those who did the
        first and never the second after it. Whoever never did the first is in neither.

    Examples
    --------
    >>> ticket = Step("event", (("event", "ticket"),))
    >>> Sequence(Follow(Step("order"), ticket, last_days=90, within_days=30)).describe()
    'an order in the last 90 days, and after it an event ticket within 30 days'
    >>> Sequence(Follow(Step("order"), ticket), followed=False).describe()
    'an order, and after it no event ticket'
    """

    asked: Follow = field(default_factory=Follow)
    followed: bool = True

    @property
    def steps(self) -> tuple[Step, ...]:
        """What it asks the tables for."""
        return (self.asked.first, self.asked.then)

    def fields(self) -> Iterator[str]:
        """Yield the field that counts how often it happened."""
        yield self.asked.name

    def renamed(self, names: Mapping[str, str]) -> Sequence:  # noqa: ARG002 - its columns are of other tables
        """Return the same: it asks about tables of its own, not about columns of the customers."""
        return self

    def problem(self) -> str:
        """Return what is wrong or not yet said."""
        return self.asked.problem()

    def describe(self) -> str:
        """Return the condition in words."""
        last = f" in the last {self.asked.last_days} days" if self.asked.last_days is not None else ""
        within = f" within {self.asked.within_days} days" if self.asked.within_days is not None else ""
        then = with_article(self.asked.then) if self.followed else f"no {self.asked.then.describe()}"
        return f"{with_article(self.asked.first)}{last}, and after it {then}{within}"

    def to_json(self) -> dict[str, object]:
        """Return the condition as plain JSON; what goes without saying is left out."""
        days = {"last_days": self.asked.last_days, "within_days": self.asked.within_days}
        said = {name: value for name, value in days.items() if value is not None}
        negated = {} if self.followed else {"followed": False}
        steps = {name: json_of_step(step) for name, step in zip(("first", "then"), self.steps, strict=True)}
        return {"kind": "sequence", **steps, **said, **negated}

    def holds(self, fields: Mapping[str, Field]) -> nw.Expr:
        """Return whether it happened; of those who never did the first, neither that nor the opposite."""
        times = col(fields[self.asked.name].column)
        return (times >= 1 if self.followed else times == 0).fill_null(False)


def read_sequence(definition: dict[str, Any]) -> Sequence:
    """Return the sequence that plain JSON says.

    Raises
    ------
    BadSetting : it says something else, or something this version does not know.
    """
    unknown = [key for key in definition if key not in KEYS]
    if unknown:
        raise BadSetting(f"A sequence has {unknown[0]!r}, which this version does not know.")
    days = [definition.get(name) for name in ("last_days", "within_days")]
    if not all(each is None or type(each) is int for each in days):
        raise BadSetting("The days of a sequence are whole numbers.")
    followed = definition.get("followed", True)
    if not isinstance(followed, bool):
        raise BadSetting("A sequence is followed or not: true or false.")
    first, then = (step_of(definition.get(name)) for name in ("first", "then"))
    return Sequence(Follow(first, then, *days), followed)
