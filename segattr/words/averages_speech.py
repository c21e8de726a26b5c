"""Whose rate it is, in the words of who brought the data: bookings that were cancelled, orders on time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from segattr.words.averages_metrics import METRICS, PEOPLE

CUSTOMERS: Final = ("customer", "customers")  # whom orders alone are of


@dataclass(frozen=True)
class Speech:
    """How those who are counted, and what they did, are spoken of.

    Attributes
    ----------
    one, many : what one of them is called, and several.
    outcome : what they did, or the column that says so; empty where it is converting.
    said : whether ``outcome`` is a word of the visitor's, to stand in a sentence, not a column's name.
    """

    one: str = PEOPLE[0]
    many: str = PEOPLE[1]
    outcome: str = ""
    said: bool = False

    @classmethod
    def of(cls, called: Sequence[str], outcome: str) -> Speech:
        """Return the visitor's own words, where given, and the data's where not.

        Parameters
        ----------
        called : one, many, what they did; shorter or empty where nothing was said.
        outcome : the column that says who converted; empty where it says just that.

        Examples
        --------
        >>> Speech.of(("booking", "bookings"), "is_canceled")
        Speech(one='booking', many='bookings', outcome='is_canceled', said=False)
        """
        one, many, did = (*called, "", "", "")[:3]
        return cls(one or PEOPLE[0], many or one or PEOPLE[1], did or outcome, bool(did))

    def whom(self, metric: str = "rate") -> tuple[str, str]:
        """Return what those are called a metric is averaged over, one and many."""
        own = METRICS[metric].whom
        return (self.one, self.many) if own == PEOPLE else own

    def units(self, number: float, metric: str = "rate") -> str:
        """Return what so many of them are called.

        Examples
        --------
        >>> Speech().units(1), Speech().units(2), Speech().units(2, "order_value")
        ('person', 'people', 'customers')
        """
        return self.whom(metric)[int(number != 1)]

    @property
    def did(self) -> str:
        """What those who count did, after their number; a column's name is only what it is."""
        return self.outcome or "converted"

    @property
    def counted(self) -> str:
        """What those who count did, after *of them*: ``12 % of them …``.

        Examples
        --------
        >>> Speech().counted, Speech(outcome="Churn").counted, Speech.of(("", "", "cancelled"), "").counted
        ('converted', 'with Churn', 'cancelled')
        """
        return f"with {self.outcome}" if self.outcome and not self.said else self.did

    @property
    def who_did(self) -> str:
        """What those who count did, behind them: *the share …*.

        Examples
        --------
        >>> Speech().who_did, Speech(outcome="Churn").who_did, Speech.of(("", "", "cancelled"), "").who_did
        ('that converted', 'with Churn', 'that cancelled')
        """
        return self.counted if self.outcome and not self.said else f"that {self.did}"

    @property
    def stake(self) -> str:
        """What is at stake in a rate, after its number.

        Examples
        --------
        >>> Speech().stake, Speech(outcome="Churn").stake, Speech.of(("order", "orders", "on time"), "").stake
        ('conversions', 'people with Churn', 'orders on time')
        """
        if not self.outcome:
            return "conversions"
        return f"{self.many} {'' if self.said else 'with '}{self.outcome}"

    def title(self, metric: str) -> str:
        """Return what a metric is called where it is chosen.

        Examples
        --------
        >>> Speech().title("rate"), Speech(outcome="Churn").title("rate")
        ('Conversion rate', 'Rate of Churn')
        """
        return f"Rate of {self.outcome}" if metric == "rate" and self.outcome else METRICS[metric].title
