"""How far a projection of repeat orders would have been off: tried on a part of the time it has not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.io.cells import among
from segattr.value.order_days import DAYS_PER_WEEK, OrderDays, day_of, order_days
from segattr.value.repeat_buyers import repeat_buyers
from segattr.value.repeat_cells import repeat_cells
from segattr.value.repeat_spread import coming

HELD_OUT = 0.3  # last part of the time, kept from the fit and foretold


@dataclass(frozen=True, eq=False)
class Foretold:
    """Repeat orders foretold for the part of the time the model has not seen, beside what happened.

    Attributes
    ----------
    weeks : length of that part. expected, happened : repeat orders in it.
    """

    weeks: float
    expected: float
    happened: float

    @property
    def error(self) -> float:
        """By which part of what happened the expectation was off; nan where nothing happened."""
        return (self.expected - self.happened) / self.happened if self.happened else float("nan")


@dataclass(frozen=True, eq=False)
class Trial:
    """The earlier part of the time, and what came in the later one.

    Attributes
    ----------
    people : as they stood at the end of the earlier part, see `segattr.value.order_days.OrderDays.people`.
    came : repeat orders of each in the later part, which is ``weeks`` long.
    """

    people: pd.DataFrame
    came: np.ndarray
    weeks: float

    def foretold(self, of: np.ndarray | None = None) -> Foretold:
        """Fit on the earlier part and hold the expectation against the later one.

        Parameters
        ----------
        of : which of the people are looked at; None for all.

        Raises
        ------
        UnsuitableData : nothing to fit in the earlier part.
        """
        people, came = (self.people, self.came) if of is None else (self.people[of], self.came[of])
        x, last, age = (people[name].to_numpy(float) for name in ("repeats", "last", "age"))
        cells = repeat_cells(x, last, age)
        orders = coming(cells, ahead=self.weeks).expected(repeat_buyers(x, last, age))
        return Foretold(self.weeks, float((orders * cells.customers).sum()), float(came.sum()))


def trial(dataset: Dataset, days: OrderDays, *, part: float = HELD_OUT) -> Trial:
    """Split the time in two.

    Parameters
    ----------
    days : all of the dataset's. part : of the time that is held out (0-1).
    """
    orders = dataset.table("conversions")
    begin, end = orders["ts"].min().floor("D"), orders["ts"].max().floor("D")
    cut = (begin + (end - begin) * (1 - part)).floor("D")
    last = int(day_of(pd.Series([cut]))[0])
    before, after = days.until(last), days.after(last)
    came = np.bincount(after.customer, minlength=len(days.ids))
    people = before.people
    return Trial(people, came[people.index], float((end - cut) / pd.Timedelta(days=DAYS_PER_WEEK)))


def foretold(dataset: Dataset, *, part: float = HELD_OUT, of: pd.Index | None = None) -> Foretold:
    """Fit on the earlier part of the time and hold the expectation against the later part.

    Parameters
    ----------
    part : of the time that is held out (0-1).
    of : ids of the customers looked at; None for everybody. The time is split alike for all.

    Raises
    ------
    UnsuitableData : nothing to fit in the earlier part.
    """
    days = order_days(dataset)
    split = trial(dataset, days, part=part)
    return split.foretold(None if of is None else among(days.ids[split.people.index], of.astype("str")))
