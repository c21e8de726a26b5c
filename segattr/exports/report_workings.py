"""What a report is worked out from: each piece once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

import pandas as pd

from segattr.checks.audit import audit
from segattr.checks.finding import Finding
from segattr.exports.report_credit import Credit, credit_of
from segattr.exports.report_found import Item, found_items
from segattr.exports.report_parts import Part, Subject
from segattr.exports.report_quarters import quarters
from segattr.exports.report_spend import quarterly_spend

T = TypeVar("T")


class Workings:
    """The costly pieces of a report; reports of other clients' names, sections or quarters share them.

    Parameters
    ----------
    subject : the data, with the segments, models and settings asked for. What else is asked is of no account.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._made: dict[str, object] = {}

    @cached_property
    def findings(self) -> list[Finding]:
        """What the audit found."""
        return audit(self.subject.dataset)

    @cached_property
    def credit(self) -> Credit | str:
        """Credit of all models, or in words why there is none."""
        return credit_of(self.subject)

    @cached_property
    def spend(self) -> pd.DataFrame:
        """What was spent, by quarter and segment."""
        return quarterly_spend(self.subject)

    @cached_property
    def by_quarter(self) -> Part:
        """The part every report tells its first sentence from."""
        return quarters(self.subject, self.spend)

    @cached_property
    def found(self) -> tuple[list[Item], int]:
        """What was found, ranked by money, and how much of it did not hold up."""
        return found_items(self.subject, self.credit, self.findings)

    def once(self, name: str, work: Callable[[], T]) -> T:
        """Return what a piece of work gives, done at the first call."""
        if name not in self._made:
            self._made[name] = work()
        return cast("T", self._made[name])

    def has(self, name: str) -> bool:
        """Whether a piece was worked out before."""
        return name in self._made or name in vars(self)
