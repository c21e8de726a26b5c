"""Whether data carry a projection of repeat orders: what they have, what is needed, how far it was off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.io.cells import among
from segattr.value.order_worth import OrderWorth, order_worth
from segattr.value.repeat_buyers import RepeatBuyers, repeat_buyers

FEWEST_CUSTOMERS = 500
FEWEST_REPEATERS = 200
SHORTEST_DAYS = 182.0
MOST_CORRELATION = 0.3
HELD_OUT = 0.3  # last part of the time, kept from the fit and foretold
DAYS_PER_WEEK = 7.0


@dataclass(frozen=True)
class Gate:
    """One condition of a projection: what was found, what it needs, and whether that is enough."""

    name: str
    found: float
    needed: float
    passed: bool


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


def customers_of(dataset: Dataset, *, until: pd.Timestamp | None = None) -> pd.DataFrame:
    """Return what repeat orders are projected from: one row per customer.

    Returns
    -------
    DataFrame indexed by ``customer_id``: ``repeats`` (days with an order after the first such day), ``last``
    and ``age`` (weeks from the first order to the last, and to the end), ``average`` (value of a repeat day,
    0 without any). Orders of one day count as one.

    Raises
    ------
    UnsuitableData : no conversions, or none with a value.
    """
    orders = dataset.table("conversions").dropna(subset=["customer_id", "ts"])
    if "value" not in orders:
        raise UnsuitableData(
            "The orders carry no value; map a column to 'value' on the Data page.", column="value"
        )
    end = pd.Timestamp(orders["ts"].max() if until is None else until)
    dated = orders.assign(day=orders["ts"].dt.floor("D"))
    dated = dated[dated["ts"] <= end]
    days = dated.groupby(["customer_id", "day"], observed=True)["value"].sum().reset_index()
    each = days.groupby("customer_id", observed=True)["day"].agg(["min", "max", "size"])
    later = days[days["day"] > days["customer_id"].map(each["min"])]
    worth = later.groupby("customer_id", observed=True)["value"].mean().reindex(each.index).fillna(0.0)
    return pd.DataFrame(
        {
            "repeats": each["size"] - 1,
            "last": _weeks(each["max"] - each["min"]),
            "age": _weeks(end.floor("D") - each["min"]),
            "average": worth,
        }
    )


def _weeks(time: pd.Series) -> pd.Series:
    return pd.Series(time.dt.total_seconds() / (86_400 * DAYS_PER_WEEK))


def gates(customers: pd.DataFrame) -> list[Gate]:
    """Return the conditions under which repeat orders may be projected, passed or not.

    Parameters
    ----------
    customers : from `customers_of`.

    Notes
    -----
    The thresholds are those below which the fitted curve moved by more than it said: customers, customers who
    came back, time, and how much frequency and value go together, which the model takes to be independent.
    """
    came_back = customers[customers["repeats"] > 0]
    together = came_back["repeats"].corr(came_back["average"]) if len(came_back) > 2 else np.nan
    found = 0.0 if np.isnan(together) else abs(float(together))
    longest = float(customers["age"].max() * DAYS_PER_WEEK) if len(customers) else 0.0
    return [
        Gate("customers", len(customers), FEWEST_CUSTOMERS, len(customers) >= FEWEST_CUSTOMERS),
        Gate("customers who came back", len(came_back), FEWEST_REPEATERS, len(came_back) >= FEWEST_REPEATERS),
        Gate("days of data", longest, SHORTEST_DAYS, longest >= SHORTEST_DAYS),
        Gate("correlation of frequency and value", found, MOST_CORRELATION, found < MOST_CORRELATION),
    ]


def fitted(customers: pd.DataFrame) -> tuple[RepeatBuyers, OrderWorth]:
    """Fit both models to customers that pass every gate.

    Raises
    ------
    UnsuitableData : a gate is not passed, with what was found and what is needed.
    """
    closed = [gate for gate in gates(customers) if not gate.passed]
    if closed:
        told = "; ".join(f"{gate.name}: {gate.found:,.4g}, needed {gate.needed:,.4g}" for gate in closed)
        raise UnsuitableData(
            f"These data do not carry a projection of repeat orders ({told}). The observed ages still stand."
        )
    x, last, age = (customers[name].to_numpy(float) for name in ("repeats", "last", "age"))
    return repeat_buyers(x, last, age), order_worth(x, customers["average"].to_numpy(float))


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
    orders = dataset.table("conversions")
    begin, end = orders["ts"].min().floor("D"), orders["ts"].max().floor("D")
    cut = (begin + (end - begin) * (1 - part)).floor("D")
    before = customers_of(dataset, until=cut + pd.Timedelta(days=1, microseconds=-1))
    before = before if of is None else before[among(before.index.astype("str"), of.astype("str"))]
    x, last, age = (before[name].to_numpy(float) for name in ("repeats", "last", "age"))
    weeks = (end - cut) / pd.Timedelta(days=DAYS_PER_WEEK)
    expected = repeat_buyers(x, last, age).expected(x, last, age, ahead=weeks).sum()
    later = orders[
        (orders["ts"].dt.floor("D") > cut)
        & among(orders["customer_id"].astype("str"), before.index.astype("str"))
    ]
    happened = len(later.assign(day=later["ts"].dt.floor("D"))[["customer_id", "day"]].drop_duplicates())
    return Foretold(float(weeks), float(expected), float(happened))
