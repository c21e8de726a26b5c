"""The sums behind every average, as columns that add up: of amounts, their squares, cubes and products."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Final

import pandas as pd

from segattr.averages.metrics import METRICS, Metric, carried
from segattr.averages.units import COUNTS, SUM
from segattr.statistics.counts import Array
from segattr.statistics.sums import Sums

HIGHEST: Final = 3  # the power that a range of a skewed average needs
NEGATIVE: Final = " below 0"  # ends the name of the count of negative amounts, there where any is
LARGEST: Final = "largest"  # the one amount that is not summed: the largest value of one order
READ: Final = ((1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3))  # as `Sums` has them


def metrics_of(cells: pd.DataFrame) -> list[str]:
    """Return the metrics these cells carry; the rate always."""
    there = {
        name
        for m in METRICS.values()
        for name in (m.top, m.bottom)
        if name in COUNTS or f"{SUM}{name}" in cells
    }
    return carried(there)


def sums_of(counted: pd.DataFrame, metric: Metric) -> Sums:
    """Return the sums of one metric, one place per row of what `summed` returns."""

    def read(top: int, bottom: int) -> Array:
        name = _product(metric, top, bottom)
        if name not in counted:  # everybody counts once: what is multiplied by 1 is itself
            name = _product(metric, top, 0) if top else "people"
        return counted[name].to_numpy(float)

    n, spent = (f"{SUM}with {amount}" for amount in (metric.bottom, metric.top))
    return Sums(
        counted[n if n in counted else "people"].to_numpy(float),
        counted[spent if spent in counted else metric.top].to_numpy(float),
        *(read(top, bottom) for top, bottom in READ),
    )


def _product(metric: Metric, top: int, bottom: int) -> str:
    if (top, bottom) in ((1, 0), (0, 1)):
        name = metric.top if top else metric.bottom
        return name if name in COUNTS else f"{SUM}{name}"
    powers = ((metric.top, top), (metric.bottom, bottom))
    return SUM + "·".join(f"{name}^{power}" for name, power in powers if power)


def powers(amounts: Mapping[str, Array]) -> dict[str, Array]:
    """Return per person every product the metrics need, by the name of its sum."""
    found = {name: amounts[name] for name in COUNTS}
    once = bool((amounts["people"] == 1).all())
    for metric in (METRICS[name] for name in carried(amounts)):
        a, b = amounts[metric.top], amounts[metric.bottom]
        if metric.is_rate:
            continue
        alone = once and metric.bottom == "people"
        for top, bottom in product(range(HIGHEST + 1), repeat=2):
            if 0 < top + bottom <= HIGHEST and not (alone and bottom):
                found[_product(metric, top, bottom)] = a**top * b**bottom
        found[f"{SUM}with {metric.top}"] = (a != 0).astype(float)
        if (a < 0).any():
            found[f"{SUM}{metric.top}{NEGATIVE}"] = (a < 0).astype(float)
        if not alone:
            found[f"{SUM}with {metric.bottom}"] = (b != 0).astype(float)
    if "visits" in amounts:  # how often people came in a period: no metric of its own
        found[f"{SUM}visits"] = amounts["visits"]
    return found


def figures_of(cells: pd.DataFrame, metric: Metric) -> list[str]:
    """Return the columns of cells that one metric is worked out from; a view need not sum the others.

    Examples
    --------
    >>> figures_of(pd.DataFrame(columns=["visitor", "people", "converters", "Σ orders"]), METRICS["rate"])
    ['people', 'converters']
    """
    if metric.is_rate:
        return list(COUNTS)
    amounts = {metric.top, metric.bottom}
    wanted = {_product(metric, *powers) for powers in READ} | {f"{SUM}with {name}" for name in amounts}
    wanted |= {*COUNTS, f"{SUM}{metric.top}{NEGATIVE}", f"{SUM}{LARGEST}"}
    wanted |= {_product(metric, top, 0) for top in range(1, HIGHEST + 1)}
    return [name for name in cells.columns if name in wanted]


def never_negative(counted: pd.DataFrame, metric: Metric) -> bool:
    """Whether nobody's amount is below 0, so that no average of it can be."""
    return f"{SUM}{metric.top}{NEGATIVE}" not in counted
