"""Where the events come from: one client's tables as frames of one engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import pyarrow as pa
from narwhals.stable.v2.typing import IntoFrame

from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.reduce.engines import Frame, Pins, by_letters, connect, enter
from segattr.schema import empty

_ID = nw.col("customer_id").cast(nw.String)


@dataclass(frozen=True, eq=False)
class Source:
    """Touchpoints, conversions, customers and events under their canonical names, all on one engine.

    Attributes
    ----------
    own : the engine was started for these tables, so that what is asked for often may be kept on it.
    """

    touchpoints: Frame
    conversions: Frame
    customers: Frame | None = None
    events: Frame | None = None
    own: bool = False

    @cached_property
    def people(self) -> Frame:
        """Everybody the rates count, once each: ``customer_id, exposed``.

        They are the ids of the customers table and the ids seen in touchpoints, who are exposed (1, else 0).
        """
        dated = nw.when(nw.col("ts").is_null()).then(nw.lit(0)).otherwise(nw.lit(1)).cast(nw.Int64)
        rows = [self.touchpoints.select(_ID, exposed=dated)]
        if self.customers is not None:
            rows.append(self.customers.select(_ID, exposed=nw.lit(0).cast(nw.Int64)))
        everybody = nw.concat(rows, how="vertical").filter(~nw.col("customer_id").is_null())
        people = everybody.group_by("customer_id").agg(nw.col("exposed").max())
        return Pins(self.conversions).keep(people) if self.own else people


def source_of_frames(
    touchpoints: IntoFrame,
    conversions: IntoFrame,
    customers: IntoFrame | None = None,
    events: IntoFrame | None = None,
) -> Source:
    """Wrap frames of any one engine; the frames decide where the work is done."""
    people, done = (None if frame is None else by_letters(enter(frame)) for frame in (customers, events))
    return Source(by_letters(enter(touchpoints)), by_letters(enter(conversions)), people, done)


def source_of_dataset(dataset: Dataset, *, engine: str = "duckdb", memory: str | None = None) -> Source:
    """Put a Dataset's tables on the embedded engine; rows are numbered, so that the file's order breaks ties.

    A missing touchpoints or conversions table stands in as an empty one. Where neither customers nor
    touchpoints say who there is, those who ordered are the customers (`Dataset.listed`).

    Parameters
    ----------
    engine : ``"duckdb"`` or ``"pandas"``; both give the same numbers.
    memory : DuckDB's memory limit, such as ``"4GB"``.
    """
    present = dataset.tables
    tables = {role: _numbered(present.get(role, empty(role))) for role in ("touchpoints", "conversions")}
    if dataset.listed is not None:
        tables["customers"] = dataset.listed
    if dataset.events is not None:
        tables["events"] = dataset.events
    if engine == "pandas":
        return source_of_frames(**{role: _plain(table) for role, table in tables.items()})
    if engine != "duckdb":
        raise UnknownName(
            f"There is no engine {engine!r} for loaded files; choose duckdb or pandas.", name=engine
        )
    connection = connect(memory)
    arrow = {role: pa.Table.from_pandas(table, preserve_index=False) for role, table in tables.items()}
    frames = source_of_frames(**{role: connection.from_arrow(table) for role, table in arrow.items()})
    return replace(frames, own=True)


def _numbered(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(row=np.arange(len(table)))


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with categories as text: Narwhals cannot join the two on pandas."""
    categories = table.select_dtypes("category").columns
    return table.astype(dict.fromkeys(categories, "str"))
