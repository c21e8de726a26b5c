"""How far a channel's share might be off: leave out a group of customers at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.attribution.model import LeavesOut, Measure, Model
from segattr.reduce.groups import GROUPS
from segattr.reduce.summary import NO_TOUCH, Summary, add_up
from segattr.statistics.jackknife import ROUNDING, jackknife_interval

Numbers = npt.NDArray[np.float64]
Scale = Literal["share", "plain"]


def share_intervals(
    credit: pd.DataFrame, model: Model, summary: Summary, measure: Measure = "conversions"
) -> pd.DataFrame:
    """Add ``low`` and ``high``, the 95 % interval of each share.

    Parameters
    ----------
    credit : one model's rows, with ``segment, channel, share``.
    measure : what the shares are of.

    Notes
    -----
    Delete-a-group jackknife over the Summary's 64 random customer groups: the customers, not the touches, are
    what chance dealt. It says nothing about whether the model is right, and is too narrow for segments with
    few conversions; see `segattr.statistics.jackknife`. Without a conversion to leave in, there is none; nor
    is there one for models of channel sets, which carry no customers.
    """
    if any("group" not in getattr(summary, name) for name in model.needs):
        return credit.assign(low=np.nan, high=np.nan)
    rows = pd.MultiIndex.from_frame(credit[["segment", "channel"]].astype("str"))
    whole = _whole_by_group(summary, rows, measure)
    earned = _without(model, summary, rows, measure)
    with np.errstate(invalid="ignore", divide="ignore"):
        worlds = earned / (whole.sum(axis=0) - whole)
    share = credit["share"].to_numpy(float)
    # Money of both signs, such as refunds, has shares below 0 and above 1.
    scale: Scale = "plain" if ((share < -ROUNDING) | (share > 1 + ROUNDING)).any() else "share"
    low, high = jackknife_interval(share, worlds, scale=scale)
    return credit.assign(low=low, high=high)


def _without(model: Model, summary: Summary, rows: pd.MultiIndex, measure: Measure) -> Numbers:
    """Credit of each row without each group, (groups, rows)."""
    if model.additive:
        return _by_group(model, summary, rows, measure)
    if isinstance(model, LeavesOut):
        alone = _untouched(summary, rows, measure)
        fitted = _table(model.without_each_group(summary, measure), measure, rows)
        return np.asarray(fitted + alone.sum(axis=0) - alone, float)
    return _refitted(model, summary, rows, measure)


def _by_group(model: Model, summary: Summary, rows: pd.MultiIndex, measure: Measure) -> Numbers:
    """Credit of each row without each group, (groups, rows): an additive model is asked once for all."""
    split = model.credit(summary.of({name: _split(summary, name) for name in model.needs}))
    parts = split["segment"].astype("str").str.rsplit("\n", n=1).str  # an empty frame has parts too
    earned = split.assign(segment=parts[0], group=parts[1].astype("int64"))
    alone = _table(earned, measure, rows) + _untouched(summary, rows, measure)
    without: Numbers = alone.sum(axis=0) - alone
    return without


def _refitted(model: Model, summary: Summary, rows: pd.MultiIndex, measure: Measure) -> Numbers:
    """Credit of each row without each group, the model fitted anew each time."""
    parts = _without_each_group(summary, model.needs)
    return np.vstack([_fitted(model, part, rows, measure) for part in parts])


def _fitted(model: Model, summary: Summary, rows: pd.MultiIndex, measure: Measure) -> Numbers:
    earned = model.credit(summary).astype({"segment": "str", "channel": "str"})
    credited = earned.set_index(["segment", "channel"])[measure].reindex(rows, fill_value=0.0)
    whole: Numbers = credited.to_numpy(float) + _untouched(summary, rows, measure).sum(axis=0)
    return whole


def _without_each_group(summary: Summary, needs: tuple[str, ...]) -> Iterator[Summary]:
    for group in range(GROUPS):
        kept = {name: getattr(summary, name) for name in (*needs, "conversions")}
        yield summary.of({name: table[table["group"] != group] for name, table in kept.items()})


def _split(summary: Summary, name: str) -> pd.DataFrame:
    """Return the table with every customer group as a segment of its own."""
    table: pd.DataFrame = getattr(summary, name)
    names = np.add.outer(
        table["segment"].cat.categories.astype(object) + "\n", np.arange(GROUPS).astype(str).astype(object)
    )
    codes = table["segment"].cat.codes.to_numpy().astype("int64") * GROUPS + table["group"].to_numpy()
    return table.assign(segment=pd.Categorical.from_codes(codes, categories=pd.Index(names.ravel())))


def _whole_by_group(summary: Summary, rows: pd.MultiIndex, measure: Measure) -> Numbers:
    totals = (
        summary.conversions.groupby(["segment", "group"], observed=True)[measure].sum().unstack(fill_value=0)
    )
    each = totals.reindex(columns=range(GROUPS), fill_value=0).set_axis(totals.index.astype("str"), axis=0)
    return each.reindex(rows.get_level_values(0), fill_value=0).to_numpy(float).T


def _untouched(summary: Summary, rows: pd.MultiIndex, measure: Measure) -> Numbers:
    name = "no_touch" if measure == "conversions" else f"no_touch_{measure}"
    counted = add_up(summary.conversions[["segment", "group", name]]).assign(channel=NO_TOUCH)
    return _table(counted, name, rows)


def _table(cells: pd.DataFrame, measure: str, rows: pd.MultiIndex) -> Numbers:
    """Spread ``segment, channel, group`` cells into (groups, rows)."""
    keyed = cells.astype({"segment": "str", "channel": "str"}).set_index(["segment", "channel", "group"])[
        measure
    ]
    wide = keyed.unstack(fill_value=0).reindex(index=rows, columns=range(GROUPS), fill_value=0.0)
    return wide.to_numpy(float).T
