"""Where each segment leaves on the way, and which step's gap costs most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.cells import aligned
from segattr.averages.over_time import EVERYBODY
from segattr.averages.steps import Doers, doers_of
from segattr.averages.units import units_of
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnknownName
from segattr.reduce.summary import label_order
from segattr.schema import empty
from segattr.statistics.counts import Array
from segattr.statistics.intervals import wilson
from segattr.statistics.multiplicity import bh
from segattr.statistics.rest import each_versus_rest

ALPHA: Final = 0.05
COLUMNS: Final = (
    *("segment", "step", "place", "reached", "of", "rate", "low", "high", "whole"),
    *("rest", "gap", "cost", "p", "adjusted"),
)


def funnel(
    dataset: Dataset,
    steps: Sequence[str],
    by: str = "",
    *,
    extra: Mapping[str, pd.Series] | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return how many of each segment reach every step, and what each step's gap to the rest costs.

    Parameters
    ----------
    steps : in order, see `segattr.averages.steps.steps_offered`.
    by : the column that makes the segments; none gives everybody.
    extra : further columns: name -> label by customer id, or by row of the outcomes.
    level : confidence of the ranges (0-1).

    Returns
    -------
    DataFrame with a row per segment and step: ``place`` (0 …), ``reached`` (people there, who were at every
    step before it, in this order), ``of`` (people at the step before; at first, everybody), ``rate, low,
    high`` (reached ÷ of), ``whole`` (reached ÷ everybody in the segment), ``rest`` (rate of everybody else at
    that step), ``gap`` (rate − rest), ``cost`` (people at the last step because of the gap; below 0 where
    they are missing), ``p`` and ``adjusted`` (pooled z or Fisher, Benjamini-Hochberg over the table).

    Raises
    ------
    BadSetting : no step. UnknownName : no such step or column. UnsuitableData : nobody is in the data.

    Notes
    -----
    ``cost`` is what the segment's people at that step would have brought to the end at the rest's rate, the
    later steps at the segment's own; the costs of several steps do not add up. Steps in an order that people
    do not take make drop-offs that are none.

    References
    ----------
    Wilson (1927), JASA 22:209. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> visits = {"device": ["phone"] * 4 + ["desktop"] * 4, "cart": [1, 1, 1, 0] * 2}
    >>> visits = pd.DataFrame(visits | {"converted": pd.array([1, 0, 0, 0, 1, 1, 1, 0], dtype="boolean")})
    >>> found = funnel(Dataset(outcomes=visits), ["cart", "conversion"], "device")
    >>> found[["segment", "step", "reached", "of", "cost"]].values.tolist()[3]
    ['phone', 'conversion', 1.0, 3.0, -2.0]
    """
    if not steps:
        raise BadSetting("A funnel needs a step. Choose at least one.", setting="steps", value=tuple(steps))
    doers = doers_of(dataset)
    reached = doers.reached(tuple(steps))
    labels = _labels(dataset, doers, by, extra or {})
    there = np.bincount(labels.codes, doers.people, minlength=len(labels.categories)) > 0
    counts = [_added(labels, n, there) for n in (doers.people, *reached)]
    segments = labels.categories.astype("str")[there].tolist()
    parts = [_step(segments, name, place, counts, level) for place, name in enumerate(steps)]
    table = pd.concat(parts, ignore_index=True)
    table["adjusted"] = bh(table["p"].to_numpy(float))
    order = {name: place for place, name in enumerate(sorted(segments, key=label_order))}
    rows = table.assign(at=table["segment"].map(order)).sort_values(["at", "place"], ignore_index=True)
    return rows[list(COLUMNS)]


def costliest(table: pd.DataFrame, *, alpha: float = ALPHA) -> dict[str, Any] | None:
    """Return the row of a funnel whose gap to the rest costs most people, beyond chance; None for none."""
    missing = table[(table["cost"] < 0) & (table["adjusted"] < alpha)]
    if missing.empty:
        return None
    return {str(name): value for name, value in missing.nsmallest(1, "cost").iloc[0].items()}


def _added(labels: pd.Categorical, people: Array, there: NDArray[np.bool_]) -> Array:
    return np.bincount(labels.codes, people, minlength=len(there))[there].astype(np.float64)


def _labels(dataset: Dataset, doers: Doers, by: str, extra: Mapping[str, pd.Series]) -> pd.Categorical:
    if not by:
        return aligned(pd.Series(EVERYBODY, index=doers.index), doers.index)
    if by in extra:
        return aligned(extra[by], doers.index)
    counted = dataset
    if dataset.outcomes is None and dataset.conversions is None:
        counted = dataset.with_(conversions=empty("conversions"))
    units = units_of(counted)
    if by not in units.labels:
        raise UnknownName(f"People cannot be told apart by a column {by!r}.", name=by)
    return aligned(pd.Series(units.labels[by], index=units.index), doers.index)


def _step(segments: list[str], name: str, place: int, counts: list[Array], level: float) -> pd.DataFrame:
    of, reached = counts[place], counts[place + 1]
    low, high = wilson(reached, of, level=level)
    rate = _ratio(reached, of)
    rest = _ratio(reached.sum() - reached, of.sum() - of)
    onwards = _onwards(counts, place + 1)
    return pd.DataFrame(
        {
            "segment": segments,
            "step": name,
            "place": place,
            "reached": reached,
            "of": of,
            "rate": rate,
            "low": low,
            "high": high,
            "whole": _ratio(reached, counts[0]),
            "rest": rest,
            "gap": rate - rest,
            "cost": of * (rate - rest) * onwards,
            "p": _p(reached, of),
        }
    )


def _onwards(counts: list[Array], place: int) -> Array:
    """Return the share of those at a step who reach the last; that of everybody where nobody is there."""
    everybody = counts[-1].sum() / counts[place].sum() if counts[place].sum() else 0.0
    own: NDArray[np.float64] = _ratio(counts[-1], counts[place])
    return np.where(np.isnan(own), everybody, own)


def _p(reached: Array, of: Array) -> Array:
    if len(of) < 2:
        return np.full(len(of), np.nan)
    found = each_versus_rest(reached, of, reached.sum(), of.sum())["p"].to_numpy(float)
    return np.where((of > 0) & (of < of.sum()), found, np.nan)


def _ratio(part: Array, whole: Array) -> Array:
    return np.asarray(
        np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=np.asarray(whole) > 0)
    )
