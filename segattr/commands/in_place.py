"""Files larger than memory: what a command can answer without reading them whole."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from segattr.commands.files import files_named, mapping_said
from segattr.data.load import load
from segattr.errors import UnsuitableData
from segattr.reduce.engines import connect
from segattr.reduce.in_place import frames_in_place
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import Summary
from segattr.reduce.window import Window
from segattr.segments.columns import Columns
from segattr.segments.registry import find_segmentation

if TYPE_CHECKING:
    import duckdb

EVENTS: Final = {"touchpoints", "conversions"}


def summary_in_place(chosen: argparse.Namespace, window: Window, tables: Iterable[str]) -> Summary | None:
    """Return the Summary of Parquet files that are never held in memory; None where they have to be.

    It gives the numbers that loading the files would. Why they have to be read whole is said on the way.

    Parameters
    ----------
    chosen : what the command was told: its files, mapping, segments and ``memory``.
    """
    try:
        frames = _frames(chosen)
        rule = _rule(chosen.segment_by, frames)
    except UnsuitableData as reason:
        print(f"segattr: the files are read whole. {reason}", file=sys.stderr)
        return None
    return summarise(
        segmentation=rule,
        window=window,
        touchpoints=frames["touchpoints"],
        conversions=frames["conversions"],
        customers=frames.get("customers"),
        touch_by=chosen.touch_by,
        by_month=getattr(chosen, "by_month", False),
        tables=tables,
    )


def _frames(chosen: argparse.Namespace) -> dict[str, duckdb.DuckDBPyRelation]:
    files, said = files_named(chosen), mapping_said(chosen)
    if chosen.hash_personal or set(files) - {"customers"} != EVENTS:
        raise UnsuitableData("It takes touchpoints and conversions, no more than customers beside them.")
    engine = connect(chosen.memory)
    events = {role: path for role, path in files.items() if role in EVENTS}
    frames = frames_in_place(events, engine, mapping=said, touch_by=chosen.touch_by)
    if "customers" in files:
        loaded = load(customers=files["customers"], mapping={"customers": said.get("customers", {})})
        customers = pa.Table.from_pandas(loaded.table("customers"), preserve_index=False)
        frames["customers"] = engine.from_arrow(customers)
    return frames


def _rule(segment_by: str | None, frames: Mapping[str, duckdb.DuckDBPyRelation]) -> Columns | None:
    """Return the split by customers' columns that was asked for."""
    rule = find_segmentation(segment_by)
    there = frames["customers"].columns if "customers" in frames else []
    if rule is None or (isinstance(rule, Columns) and set(rule.columns) <= set(there)):
        return rule
    raise UnsuitableData("These segments are not told apart by columns of the customers alone.")
