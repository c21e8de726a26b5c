"""Whether data carry a projection of repeat orders: what they have, and what is needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.value.order_days import DAYS_PER_WEEK, order_days
from segattr.value.order_worth import OrderWorth, order_worth
from segattr.value.repeat_buyers import RepeatBuyers, repeat_buyers

FEWEST_CUSTOMERS = 500
FEWEST_REPEATERS = 200
SHORTEST_DAYS = 182.0
MOST_CORRELATION = 0.3


@dataclass(frozen=True)
class Gate:
    """One condition of a projection: what was found, what it needs, and whether that is enough."""

    name: str
    found: float
    needed: float
    passed: bool


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
    days = order_days(dataset, until=until)
    people = days.people
    return people.set_axis(days.ids[people.index].rename("customer_id")).sort_index()


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
