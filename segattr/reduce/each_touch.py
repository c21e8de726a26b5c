"""Journeys touch by touch, under the names of the files: what a ledger is written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.reduce.engines import Pins, to_pandas
from segattr.reduce.memory import MemoryJourneys
from segattr.reduce.summary import ALL
from segattr.reduce.tables import decayed, marked

if TYPE_CHECKING:
    from segattr.reduce.kept import Kept
    from segattr.segments.segmentation import Segmentation

CARRIES = ["position", "length", "named_at", "credit", "here", "present", "marked", "last_apart"]


@dataclass(frozen=True, eq=False)
class EachTouch:
    """Every conversion of some files, and every touch that serves one.

    Attributes
    ----------
    conversions : one row per dated conversion, in the order of the file; the index is its row there:
        ``conversion_id`` (its row counted from 1 where the file gives none), ``customer_id``, ``segment``,
        ``converted_ts``, ``touches``, ``value``, ``margin``, ``repeat``.
    touches : one row per touch and conversion it serves, in the order of their journeys: ``at`` (the
        conversion), ``channel``, ``ts``, ``position``, ``length``, and what models go by: ``decay`` and
        ``non_direct`` (shares those models give), ``here``, ``present``, ``marked``, ``last_apart`` (see
        `segattr.reduce.tables.marked`), ``size`` (different channels of the journey) and ``alike`` (touches
        of this one's channel in it).
    """

    conversions: pd.DataFrame
    touches: pd.DataFrame


def each_touch(journeys: Kept, dataset: Dataset, segmentation: Segmentation | None = None) -> EachTouch:
    """Return the journeys of a dataset touch by touch.

    Parameters
    ----------
    journeys : of this very dataset, kept in memory; hold its ``lock``.
    segmentation : what makes the segments; None puts everybody into ``all``.

    Raises
    ------
    UnsuitableData : journeys that were not kept in memory.
    """
    if not isinstance(journeys, MemoryJourneys):
        raise UnsuitableData("A ledger is written from tables in memory; leave the memory limit out.")
    touch_row, conversion_row = journeys.rows
    seated = to_pandas(marked(decayed(journeys.touches, journeys.window)))
    closed = to_pandas(journeys.closed)
    at = conversion_row[seated["journey"].to_numpy()]
    touched = np.bincount(seated["journey"], minlength=len(closed))
    conversions = _conversions(dataset.table("conversions"), conversion_row).assign(
        touches=touched, **{name: closed[name].to_numpy() for name in ("value", "margin", "repeat")}
    )
    labels = _segments(journeys, segmentation, closed["customer"])
    conversions.insert(2, "segment", labels)
    names = np.array(journeys.channels, dtype=object)
    touches = pd.DataFrame(
        {
            "at": at,
            "channel": names[seated["channel"].to_numpy() - 1] if len(seated) else [],
            "ts": dataset.table("touchpoints")["ts"].array[touch_row],
            **{name: seated[name].to_numpy() for name in CARRIES},
        }
    ).rename(columns={"credit": "decay"})
    return EachTouch(conversions.sort_index(), _counted(touches))


def _counted(touches: pd.DataFrame) -> pd.DataFrame:
    same = touches.groupby(["at", "channel"], sort=False)["position"]
    first = (same.cumcount() == 0).groupby(touches["at"])
    last_named = (touches["position"] == touches["named_at"]).astype(float)
    return touches.assign(
        channel=touches["channel"].astype("str"),
        non_direct=last_named,
        size=first.transform("sum").astype("int64"),
        alike=same.transform("size").astype("int64"),
    ).drop(columns="named_at")


def _conversions(table: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
    chosen = table.iloc[rows]
    numbered = pd.Series(rows + 1, index=chosen.index).astype("str")
    ids = chosen["conversion_id"].fillna(numbered) if "conversion_id" in table else numbered
    return pd.DataFrame(
        {
            "conversion_id": ids.to_numpy(),
            "customer_id": chosen["customer_id"].to_numpy(),
            "converted_ts": chosen["ts"].array,
        },
        index=pd.Index(rows, name="at"),
    )


def _segments(journeys: Kept, segmentation: Segmentation | None, customer: pd.Series) -> np.ndarray:
    """Return the segment of each conversion's customer."""
    if segmentation is None:
        return np.full(len(customer), ALL, dtype=object)
    pins = Pins(journeys.root)
    try:
        coded, names = journeys.coded(segmentation, pins)
        found = to_pandas(journeys.converters.join(coded, on="who", how="inner"))
    finally:
        pins.release()
    known = found.set_index("customer")["segment"]
    return np.array([UNKNOWN, *names], dtype=object)[customer.map(known).fillna(0).astype("int64")]
