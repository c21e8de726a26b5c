"""Which channels open journeys, which close them, and which stand in between."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.reduce.groups import GROUPS
from segattr.reduce.summary import Summary
from segattr.statistics.intervals import wilson

FEWEST: Final = 20  # touches of journeys with several, below which nothing is said of a role
MIDDLE: Final = 2 / 3  # share of these in the middle from which a channel is one of the middle
LEVEL: Final = 0.95
PLACES: Final = ["opened", "assisted", "closed", "alone"]
Numbers = npt.NDArray[np.float64]


def roles(summary: Summary) -> pd.DataFrame:
    """Say whether a channel mostly opens journeys or mostly closes them, per segment.

    Parameters
    ----------
    summary : with ``positions``.

    Returns
    -------
    DataFrame ``segment, channel, opened, assisted, closed, alone, opener_share, low, high, role``: touches
    that were the first, in the middle, or the last of journeys with several touches, and those that were all
    there was; ``opener_share`` is opened ÷ (opened + closed), 0 to 1, with an interval that holds for all
    rows together with 95 %. ``role``: ``too few`` below 20 touches of journeys with several; ``assister``
    where two thirds of them stand in the middle; ``opener`` or ``closer`` where at least 20 stand at an end
    and the interval lies on one side of a half; else ``both``.

    Notes
    -----
    Journeys that converted only. The interval leaves out each of 64 random groups of customers in turn;
    counted paths have none of those, and get that of independent journeys. It is widened for the number of
    rows (Bonferroni), since a role is read off for each of them.

    References
    ----------
    Dunn (1961), Multiple comparisons among means, JASA 56:52. doi:10.1080/01621459.1961.10482090
    """
    cells = summary.positions
    first, last = cells["position"] == 1, cells["position"] == cells["length"]
    one = cells["length"] == 1
    place = np.select([one, first, last], [3, 0, 2], 1)
    keys = cells.groupby(["segment", "channel"], observed=True, sort=True)
    row = keys.ngroup().to_numpy()
    names = keys.size().index.to_frame(index=False)
    weights = cells["touches"].to_numpy(float)
    at = (row * len(PLACES) + place) * GROUPS + cells["group"].to_numpy("int64")
    flat: Numbers = np.bincount(at, weights, len(names) * len(PLACES) * GROUPS).astype(float)
    by_group = flat.reshape(len(names), len(PLACES), GROUPS)
    counts = dict(zip(PLACES, by_group.sum(axis=2).T, strict=True))
    ends = counts["opened"] + counts["closed"]
    share = np.divide(counts["opened"], ends, out=np.full(len(names), np.nan), where=ends > 0)
    low, high = _interval(by_group, share, ends, timed=summary.timed)
    touches = ends + counts["assisted"]
    middle, sided = counts["assisted"] >= MIDDLE * touches, ends >= FEWEST
    role = np.select(
        [touches < FEWEST, middle, sided & (low > 0.5), sided & (high < 0.5)],
        ["too few", "assister", "opener", "closer"],
        "both",
    )
    figures = {**counts, "opener_share": share, "low": low, "high": high, "role": role}
    return names.assign(**figures).astype({"segment": "str", "channel": "str"})


def _interval(by_group: Numbers, share: Numbers, ends: Numbers, *, timed: bool) -> tuple[Numbers, Numbers]:
    """Range of each share; where all customers agree, that of independent journeys stands in for none."""
    level = 1 - (1 - LEVEL) / max(int((ends >= FEWEST).sum()), 1)
    alike = wilson(np.nan_to_num(share) * ends, ends, level=level)
    if not timed:
        return alike
    from segattr.statistics.jackknife import jackknife_interval  # here: its SciPy costs every start 0.3 s

    opened, closed = (by_group[:, place].sum(axis=1, keepdims=True) - by_group[:, place] for place in (0, 2))
    both = opened + closed
    without = np.divide(opened, both, out=np.full_like(both, np.nan), where=both > 0)
    found = jackknife_interval(share, without.T, level=level)
    agreed = (share == 0) | (share == 1)
    low, high = (np.where(agreed, same, own) for same, own in zip(alike, found, strict=True))
    return low, high
