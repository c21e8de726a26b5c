"""Any average by segment, each with its count and its interval: the sibling of `segattr.averages.rates`."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from segattr.averages.cells import summed
from segattr.averages.metrics import METRICS
from segattr.averages.yardsticks import yardstick_of
from segattr.reduce.summary import label_order


def means(cells: pd.DataFrame, by: Sequence[str] = (), *, metric: str, level: float = 0.95) -> pd.DataFrame:
    """Return one metric of every combination of the dimensions' values.

    Parameters
    ----------
    cells : see `segattr.averages.cells.cells`.
    by : dimensions, in layers; none gives the blended figure in one row.
    metric : its name, see `segattr.averages.metrics.METRICS`; the cells must carry it.
    level : confidence of the ranges (0-1).

    Returns
    -------
    DataFrame with the columns of ``by``, ``n`` (people averaged over; for the order value, people with an
    order), ``figure``, ``low`` and ``high``.

    Notes
    -----
    Money is skewed and most people spend nothing: see `segattr.statistics.sums.average_interval` for the
    range, and how far it can be trusted with few orders.

    Examples
    --------
    >>> import segattr as sa
    >>> from segattr.averages.cells import cells
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "ts": ["2026-03-01"] * 3})
    >>> orders["value"] = [10, 30, 50]
    >>> customers = pd.DataFrame({"customer_id": ["a", "b", "c"], "tier": ["gold", "gold", "plain"]})
    >>> counted = cells(sa.load(customers=customers, conversions=orders))
    >>> means(counted, ["tier"], metric="value_per_person")[["tier", "n", "figure"]]
        tier    n  figure
    0   gold  2.0    45.0
    1  plain  1.0     0.0
    """
    counted, yardstick = summed(cells, by), yardstick_of(METRICS[metric])
    figures = yardstick.figures(counted, level=level).set_axis(counted.index)
    labels = counted[list(by)].astype("str")
    table = labels.assign(n=yardstick.base(counted)["n"].to_numpy(), **figures)
    names = list(zip(*(labels[name] for name in by), strict=True)) or [()]
    order = sorted(range(len(table)), key=lambda row: [label_order(name) for name in names[row]])
    return table.iloc[order].reset_index(drop=True)
