"""How often somebody did something: a step, its days, and the name of the field that counts it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from segattr.segments.steps import LONGEST_WAIT, STEP, Step, read_step, written

_NAME: Final = re.compile(rf"times (?P<step>{STEP})(?: in the last (?P<days>\d{{1,5}}) days)?")


@dataclass(frozen=True)
class Count:
    """How often a step happened.

    Parameters
    ----------
    step : what is counted.
    last_days : what was this recent counts, as of the set's day; None for ever.

    Examples
    --------
    >>> asked = Count(Step("event", (("event", "signed_up"), ("plan", "pro"))), last_days=30)
    >>> asked.name
    'times event "event"="signed_up" "plan"="pro" in the last 30 days'
    >>> count_of(asked.name) == asked
    True
    """

    step: Step = field(default_factory=Step)
    last_days: int | None = None

    @property
    def name(self) -> str:
        """The field that says how often it happened; `count_of` reads it back."""
        return f"times {written(self.step)}{self.recent}"

    @property
    def recent(self) -> str:
        """The days in words, with a space before; empty for ever."""
        return f" in the last {self.last_days} days" if self.last_days is not None else ""

    def problem(self) -> str:
        """Return what is wrong or not yet said; empty where nothing is."""
        if self.last_days is not None and not 1 <= self.last_days <= LONGEST_WAIT:
            return f"the days of a count are 1 to {LONGEST_WAIT}"
        return self.step.problem()


def count_of(name: str) -> Count | None:
    """Return what a field's name says is to be counted; None for a name that says nothing of the kind.

    Examples
    --------
    >>> count_of('times order "product"="mug"').step.where, count_of("times order, then order") is None
    ((('product', 'mug'),), True)
    """
    said = _NAME.fullmatch(name)
    if said is None:
        return None
    found = Count(read_step(said["step"]), int(said["days"]) if said["days"] else None)
    return found if found.name == name and not found.problem() else None
