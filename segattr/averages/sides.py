"""The people of a search, added up by every combination of values: all, those searched, those held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.halves import held_out, parts
from segattr.averages.likelihoods import Likelihood, OfAmounts, OfRates
from segattr.averages.metrics import METRICS, Metric
from segattr.averages.units import COUNTS, Units
from segattr.errors import UnsuitableData
from segattr.statistics.clustered import clustered_rate
from segattr.statistics.counts import Array

KEPT: Final = (
    0.995  # share of the amounts that are left as they are; the others are cut to the highest of these
)


@dataclass(frozen=True, eq=False)
class Side:
    """Some of the people, a place per cell.

    Attributes
    ----------
    people, converters : how many, and how many of them converted.
    amount : what is averaged: the converters, or money.
    likelihood : how it varies by chance.
    """

    people: Array
    converters: Array
    amount: Array
    likelihood: Likelihood


@dataclass(frozen=True, eq=False)
class Sides:
    """What a search works from.

    Attributes
    ----------
    cells : a row per combination of values that occurs.
    whole, searched, held : everybody, the part searched, and the part held out.
    uncapped : the amounts of everybody before the largest were cut.
    design_effect : how many rows tell as much as one independent row.
    """

    cells: pd.DataFrame
    whole: Side
    searched: Side
    held: Side
    uncapped: Array
    design_effect: float = 1.0

    @property
    def of_rates(self) -> bool:
        """Whether the outcome is converting, and not an amount."""
        return isinstance(self.whole.likelihood, OfRates)


def sides_of(units: Units, dims: Sequence[str], *, seed: int = 0, metric: str = "rate") -> Sides:
    """Return everybody by combination of values, divided in two.

    Parameters
    ----------
    metric : what is averaged: ``rate``, or an amount per person.

    Raises
    ------
    UnsuitableData : the data do not carry the metric, or it is not per person.
    """
    measured = _searchable(units, metric)
    place, cells = _places(units, dims)
    make = _of_rates if measured.is_rate else _of_amounts
    return make(units, measured, place, cells, seed)


def _searchable(units: Units, metric: str) -> Metric:
    found = METRICS[metric]
    if found.bottom != "people" or found.top not in units.amounts:
        raise UnsuitableData(
            f"Hidden groups cannot be searched by {metric!r}: an average per person is needed, and data that "
            "hold it. Choose the conversion rate, or revenue, orders or margin per person.",
            metric=metric,
        )
    return found


def _places(units: Units, dims: Sequence[str]) -> tuple[NDArray[np.int64], pd.DataFrame]:
    labels = pd.DataFrame({name: units.labels[name] for name in dims}, index=range(len(units.index)))
    if not dims:
        return np.zeros(len(labels), dtype=np.int64), labels.iloc[:1]
    place = labels.groupby(list(dims), observed=True, sort=True).ngroup().to_numpy()
    first = np.unique(place, return_index=True)[1]
    return place.astype(np.int64), labels.iloc[first].reset_index(drop=True)


def _of_rates(
    units: Units, metric: Metric, place: NDArray[np.int64], cells: pd.DataFrame, seed: int
) -> Sides:
    effect = design_effect(units)
    likelihood = OfRates(effect)
    searched, held = (
        {name: _added(place, part[name], cells) for name in COUNTS} for part in parts(units, seed=seed)
    )
    whole = {name: searched[name] + held[name] for name in COUNTS}
    everybody, seen, kept = (
        Side(part["people"], part["converters"], part[metric.top], likelihood)
        for part in (whole, searched, held)
    )
    return Sides(cells, everybody, seen, kept, whole["converters"], effect)


def _of_amounts(
    units: Units, metric: Metric, place: NDArray[np.int64], cells: pd.DataFrame, seed: int
) -> Sides:
    amount = capped(units.amounts[metric.top])
    held = held_out(units.whose, seed=seed)
    effect = _effect_of_amounts(units, amount)

    def side(inside: NDArray[np.bool_]) -> Side:
        people, converters = (units.amounts[name][inside] for name in COUNTS)
        own = place[inside]
        likelihood = OfAmounts.of(people, amount[inside], own, alike=effect)
        people, converters, spent = (_added(own, v, cells) for v in (people, converters, amount[inside]))
        return Side(people, converters, spent, likelihood)

    uncapped = _added(place, units.amounts[metric.top], cells)
    return Sides(cells, side(np.ones(len(held), dtype=bool)), side(~held), side(held), uncapped, effect)


def _added(place: NDArray[np.int64], values: Array, cells: pd.DataFrame) -> Array:
    return np.bincount(place, values, minlength=len(cells)).astype(np.float64)


def capped(amount: Array) -> Array:
    """Return amounts with the largest cut: the highest 0.5 % of those there are, of negative ones the lowest.

    References
    ----------
    Dixon (1960), Simplified estimation from censored normal samples, Annals of Mathematical Statistics
    31:385. doi:10.1214/aoms/1177705900

    Examples
    --------
    >>> float(capped(np.array([0.0] * 800 + [10.0] * 199 + [9000.0])).max())
    10.0
    """
    there = amount[amount != 0]
    if not len(there):
        return amount
    high = np.quantile(there, KEPT, method="lower")
    low = np.quantile(there, 1 - KEPT, method="higher") if (there < 0).any() else -np.inf
    return np.asarray(np.clip(amount, low, max(high, 0.0)))


def design_effect(units: Units) -> float:
    """Return how many rows tell as much as one independent row: 1 where every row is another person.

    Examples
    --------
    >>> visits = {"people": np.ones(4), "converters": np.array([1.0, 1, 0, 0])}
    >>> alike = Units(pd.RangeIndex(4), {}, visits, person=pd.Index(["a", "a", "b", "b"]))
    >>> design_effect(alike)
    4.0
    """
    if units.person is None:
        return 1.0
    whose = pd.factorize(units.person)[0]
    converters, visits = (np.bincount(whose, units.amounts[name]) for name in ("converters", "people"))
    effect = clustered_rate(converters, visits).design_effect
    return float(max(effect, 1.0)) if np.isfinite(effect) else 1.0


def _effect_of_amounts(units: Units, amount: Array) -> float:
    if units.person is None or not amount.sum():
        return 1.0
    people = units.amounts["people"]
    left = amount - amount.sum() / people.sum() * people
    by_person = np.bincount(pd.factorize(units.person)[0], left)
    return float(max((by_person**2).sum() / (left**2).sum(), 1.0)) if (left**2).sum() > 0 else 1.0
