"""Spend and credit by channel and segment: the cells between which money can be moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from segattr.attribution.cost import Spend, spend_of
from segattr.attribution.next_touch import touches_of
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.reduce.summary import Summary
from segattr.value.acquisition import UNALLOCATED, placed

Basis = Literal["costs", "touches"]
CELL: Final = ["segment", "channel"]
MOST_LEVELS: Final = 200  # values of the costs' own column


@dataclass(frozen=True, eq=False)
class Budget:
    """What is spent and credited now, cell by cell.

    Attributes
    ----------
    cells : ``segment, channel, spend``, unique, spend above 0.
    credit : ``model, segment, channel, conversions, value, share [, low, high]`` as `segattr.attribute` gives
        it, of all cells, with spend and without; its share and range are of what is planned by.
    basis : ``costs`` where the bills name the segment, ``touches`` where a channel's spend is divided over
        the segments by all touches there.
    unplaced : spend on channels that nobody was seen in. outside : spend of days without data.
    """

    cells: pd.DataFrame
    credit: pd.DataFrame
    basis: Basis
    unplaced: float
    outside: float

    @property
    def spend(self) -> float:
        """What is spent in all cells."""
        return float(self.cells["spend"].sum())

    @property
    def models(self) -> list[str]:
        """The models credit is given by."""
        return [str(name) for name in self.credit["model"].unique()]

    def wide(self, measure: str) -> pd.DataFrame:
        """Return the credit of the cells that can be moved: a row per cell, a column per model.

        Parameters
        ----------
        measure : a column of the credit, such as ``conversions``, ``value``, ``low`` or ``high``.
        """
        there = pd.MultiIndex.from_frame(self.cells[CELL])
        wide, counted = (
            self.credit.pivot(index=CELL, columns="model", values=name).reindex(there, columns=self.models)
            for name in (measure, "conversions")
        )
        return wide.mask(counted.isna(), 0.0)  # no credit at all; a range nobody can give stays unknown


def budget(
    dataset: Dataset,
    summary: Summary,
    credit: pd.DataFrame,
    *,
    touch_by: str = "channel",
    column: str = "",
) -> Budget | None:
    """Put spend beside credit, by channel and segment; None where nobody knows what was spent.

    Parameters
    ----------
    summary : what the credit was worked out from, with ``transitions``.
    credit : from `segattr.attribute`.
    touch_by : ``channel`` or ``campaign``, what earned the credit.
    column : the costs' own column that holds the segment; empty where the bills do not name it.

    Raises
    ------
    UnsuitableData : that column has too many values to be segments.

    Notes
    -----
    Cells, unplaced and outside add up to all that was billed. Divided by touches, a segment's spend is what
    its people were shown in proportion; whether it can be steered there is for the channel to say.
    """
    if column and dataset.costs is not None and column in dataset.costs:
        table, unplaced, outside = _billed(dataset, touch_by, column)
        basis: Basis = "costs"
    else:
        spend = spend_of(dataset, touch_by)
        if spend is None:
            return None
        table, unplaced, outside = _by_touches(spend, summary)
        basis = "touches"
    cells = table[table["spend"] > 0].sort_values(CELL, ignore_index=True)
    return Budget(cells, credit, basis, unplaced, outside) if len(cells) else None


def _by_touches(spend: Spend, summary: Summary) -> tuple[pd.DataFrame, float, float]:
    weights = touches_of(summary).pivot_table(
        index="channel", columns="segment", values="touches", aggfunc="sum"
    )
    by_channel = spend.rows.set_index("channel")["spend"]
    table = placed(by_channel, weights.fillna(0.0))
    left = float(table[UNALLOCATED].sum() + spend.unplaced["spend"].sum())
    wide = table.drop(columns=UNALLOCATED).rename_axis(index="channel").reset_index()
    long = wide.melt(id_vars="channel", var_name="segment", value_name="spend")
    return long[[*CELL, "spend"]].astype({"segment": "str"}), left, float(spend.outside)


def _billed(dataset: Dataset, touch_by: str, column: str) -> tuple[pd.DataFrame, float, float]:
    costs = dataset.table("costs")
    names = costs[column].astype("str").where(costs[column].notna(), UNKNOWN)
    if names.nunique() > MOST_LEVELS:
        raise UnsuitableData(
            f"The costs' column {column!r} has {names.nunique():,} values; segments of a budget are at most "
            f"{MOST_LEVELS}. Choose another column to make segments by."
        )
    parts, unplaced, outside = [], 0.0, 0.0
    for name in sorted(names.unique()):
        spend = spend_of(dataset.with_(costs=costs[names == name]), touch_by)
        if spend is not None:
            parts.append(spend.rows.assign(segment=name))
            unplaced += float(spend.unplaced["spend"].sum())
            outside += float(spend.outside)
    rows = pd.concat(parts) if parts else pd.DataFrame(columns=["channel", "spend", "segment"])
    return rows.groupby(CELL)["spend"].sum().reset_index(), unplaced, outside
