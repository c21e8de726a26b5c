"""What customers may bring in the time to come, and how far that may be off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.statistics.counts import two_sided_quantile
from segattr.value.best_fit import STEP, Array, curvature
from segattr.value.order_worth import OrderValues, OrderWorth
from segattr.value.repeat_buyers import RepeatBuyers, penalised
from segattr.value.repeat_cells import repeat_cells
from segattr.value.repeat_spread import Coming, coming

LEVEL: Final = 0.95
WIDEST: Final = 1.0  # standard error as a part of the figure; beyond, a range would say nothing


@dataclass(frozen=True)
class Expected:
    """A figure per customer in the time to come, and the range it may be expected in.

    Attributes
    ----------
    figure : expected. low, high : nan where the customers carry no range.
    """

    figure: float
    low: float = float("nan")
    high: float = float("nan")


@dataclass(frozen=True, eq=False)
class Ahead:
    """Orders and money per customer in the time to come."""

    orders: Expected
    money: Expected


def ahead(
    people: pd.DataFrame, buyers: RepeatBuyers, worth: OrderWorth, *, weeks: float, level: float = LEVEL
) -> Ahead:
    """Return orders and money to be expected per customer, each with its range.

    Parameters
    ----------
    people : from `segattr.value.gates.customers_of`. buyers, worth : fitted to them.
    weeks : how far ahead. level : how often what these customers do should lie in the range.

    Notes
    -----
    What may come differs from what is expected for two reasons, and the range holds both. The customers seen
    could have been others, so the parameters are uncertain: each customer's pull on them, and through them on
    the figure, is squared and added up, which needs no likelihood to be true and knows that orders and their
    value come from the same people. And with parameters known for certain, people still would not do what is
    expected of them: the variance of each customer's own future, given what was seen of that customer. The
    range is taken on the logarithm. It holds only while customers behave as they did.

    Where the values of orders differ so much that their variance has no bound (q ≤ 2), there is no range of
    the money, and none where its standard error is larger than the figure.

    References
    ----------
    White (1982), Maximum likelihood estimation of misspecified models, Econometrica 50:1. doi:10.2307/1912526
    Fader, Hardie, Lee (2005), Marketing Science 24:275. doi:10.1287/mksc.1040.0098
    """
    x, last, age, average = (people[name].to_numpy(float) for name in ("repeats", "last", "age", "average"))
    unit = float(age.max()) or 1.0  # as in the fit
    cells = repeat_cells(x, last / unit, age / unit)
    scaled = replace(buyers, alpha=buyers.alpha / unit)
    soon = coming(cells, ahead=weeks / unit)
    values, orders = worth.expected(x, average), soon.expected(scaled)[cells.place]
    pulls = _pulls(soon, scaled, np.array([np.ones(len(x)), values]))
    by_value = pull_of_values(x, average, orders, worth)
    squared = soon.squared(scaled)[cells.place]
    own = (squared - orders**2, money_variance(worth, x, average, orders=orders, squared=squared))
    return Ahead(
        _expected(orders, pulls[0], own[0], level),
        _expected(orders * values, pulls[1] + by_value, own[1], level),
    )


def _expected(each: Array, pull: Array, own: Array, level: float) -> Expected:
    """Return the average of what is expected of each, with the range made of both variances."""
    n, figure = len(each), float(each.mean())
    variance = ((pull**2).sum() + own.sum()) / n**2
    error = float(np.sqrt(variance)) / figure if variance >= 0 and figure > 0 else float("nan")
    if not error <= WIDEST:
        return Expected(figure)
    apart = float(np.exp(two_sided_quantile(level) * error))
    return Expected(figure, figure / apart, figure * apart)


def _pulls(soon: Coming, buyers: RepeatBuyers, weights: Array) -> Array:
    """Return how far each customer pulls weighted averages of the expected orders, through the parameters.

    Parameters
    ----------
    weights : per average a weight of every customer.
    """
    cells, logs = soon.cells, np.log([buyers.r, buyers.alpha, buyers.a, buyers.b])
    at = [np.bincount(cells.place, weights=each, minlength=len(cells.customers)) for each in weights]

    def averages(place: Array) -> Array:
        r, alpha, a, b = np.exp(place)
        orders = soon.expected(RepeatBuyers(r, alpha, a, b, float("nan")))
        return np.array([(orders * weight).mean() for weight in at]) * len(orders) / len(cells.place)

    steep = np.array([(averages(logs + e) - averages(logs - e)) / (2 * STEP) for e in np.eye(4) * STEP])
    bent = curvature(lambda place: penalised(place, cells)[1], logs)
    scores = cells.log_likelihood(np.exp(logs))[1] * np.exp(logs)[:, None]
    turned = _turned(bent, steep)
    return np.array([(scores * each[:, None]).sum(axis=0)[cells.place] for each in turned.T])


def pull_of_values(x: Array, average: Array, orders: Array, worth: OrderWorth) -> Array:
    """Return how far each customer pulls the expected money through what an order is worth.

    Parameters
    ----------
    x, average : repeat orders and their average value. orders : expected of each.
    """
    there = (x > 0) & (average > 0)
    unit = float(average[there].mean())
    known, logs = OrderValues(x[there], average[there] / unit), np.log([worth.p, worth.q, worth.v / unit])

    def money(place: Array) -> float:
        p, q, v = np.exp(place)
        return float((orders * OrderWorth(p, q, v * unit, float("nan")).expected(x, average)).mean())

    steep = np.array([(money(logs + e) - money(logs - e)) / (2 * STEP) for e in np.eye(3) * STEP])
    turned = _turned(curvature(lambda place: known.loss(place)[1], logs), steep)
    pull = np.zeros(len(x))
    pull[there] = (known.slopes(logs) * turned[:, None]).sum(axis=0) * len(x) / there.sum()
    return pull


def _turned(bent: Array, steep: Array) -> Array:
    """Return how a figure moves with the slopes of a loss; nan where these do not fix every parameter."""
    fixed = np.linalg.eigvalsh(bent).min() > 0
    return np.asarray(np.linalg.solve(bent, steep)) if fixed else np.full(steep.shape, np.nan)


def money_variance(
    worth: OrderWorth, repeats: Array, average: Array, *, orders: Array, squared: Array
) -> Array:
    """Return the variance of what each customer brings, were the parameters known for certain.

    Parameters
    ----------
    repeats, average : of the orders seen, see `segattr.value.order_worth.OrderWorth.expected`.
    orders, squared : expected orders of each to come, and their expected square.

    Returns
    -------
    array : nan where it has no bound, as for those who have not come back yet with q ≤ 2.
    """
    p, shape = worth.p, worth.p * repeats + worth.q
    if worth.q <= 2:  # whose variance has no bound, for those who have not come back yet
        return np.full(len(repeats), np.nan)
    rate = worth.v + repeats * np.where(repeats > 0, average, 0.0)
    once = rate / (shape - 1)
    twice = rate**2 / ((shape - 1) * (shape - 2))
    return np.asarray(orders * p * twice + p**2 * (squared * twice - orders**2 * once**2))
