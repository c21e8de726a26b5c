"""Kept journeys and a segmentation become a Summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from segattr.reduce import tables as table
from segattr.reduce.door import UNKNOWN, col, whole
from segattr.reduce.engines import Frame, Pins, to_pandas
from segattr.reduce.groups import GROUPS
from segattr.reduce.kept import Kept
from segattr.reduce.lookups import looked_up
from segattr.reduce.order import order_of
from segattr.reduce.summary import ALL, MEASURES, TABLES, Summary, label_order
from segattr.segments.segmentation import Segmentation

PATHS_KEPT = 1_000  # per segment: the path table is for the screen
FLOATS = frozenset({"credit", "value", "margin", "no_touch_value", "no_touch_margin"})


def summarise_journeys(
    journeys: Kept,
    segmentation: Segmentation | None = None,
    *,
    tables: Iterable[str] = TABLES,
    by_month: bool = False,
) -> Summary:
    """Reduce kept journeys to the `Summary` of a segmentation.

    Parameters
    ----------
    segmentation : who belongs to which segment; None puts everybody into ``all``.
    tables : the tables wanted; ``conversions`` is always among them.
    by_month : keep the conversion's month as a further key, for trends.

    Returns
    -------
    Summary : see there for its tables.
    """
    wanted = [name for name in TABLES if name in {*tables, "conversions"}]
    pins = Pins(journeys.root)
    with journeys.lock:
        try:
            seats = _Seats(journeys, segmentation, pins, by_month=by_month)
            rows = {name: _collect(seats.table(name)) for name in wanted}
        finally:
            pins.release()
    if "paths" in rows:
        rows["paths"] = most_walked(rows["paths"])
    unknown = any((table["segment"] == 0).any() for table in rows.values())
    segments = {
        code: name for code, name in enumerate(seats.names) if code or unknown or segmentation is None
    }
    return Summary(
        tables={name: _name(table, segments, journeys.channels) for name, table in rows.items()},
        window=journeys.window,
        segmentation=segmentation.describe() if segmentation else ALL,
        touch_by=journeys.touch_by,
        folded=journeys.folded,
        channels=journeys.channels,
        as_of=pd.Timestamp(journeys.until, unit="us").isoformat() if journeys.until else "",
    )


class _Seats:
    """The kept journeys with every row's segment and group: what one segmentation adds, for one reduce."""

    def __init__(
        self, journeys: Kept, segmentation: Segmentation | None, pins: Pins, *, by_month: bool
    ) -> None:
        self.journeys, self.pins, self.by_month = journeys, pins, by_month
        self.names: list[str] = [ALL if segmentation is None else UNKNOWN]
        self.labels: Frame | None = None
        if segmentation is not None:
            coded, names = journeys.coded(segmentation, pins)
            self.names += names
            self.labels = pins.keep(coded)
        self._ready: dict[str, Frame] = {}

    def _segmented(self, people: Frame, **more: nw.Expr) -> Frame:
        if self.labels is None:
            return people.with_columns(segment=whole(0), **more)
        found = looked_up(people, self.labels, "who", missing=0)
        return found.with_columns(**more) if more else found

    def _seated(self, name: str) -> Frame:
        """Return touches, conversions, steps, people or whole journeys with their segment; each made once."""
        if name not in self._ready:
            rows = self._monthly(self._seat(name))
            cheap = self.labels is None and not self.by_month and name in ("touches", "closed")
            once = name == "steps"
            # Constants added to what is kept, or read by one table only, need no keeping.
            self._ready[name] = rows if cheap or once else self.pins.keep(rows)
        return self._ready[name]

    def _monthly(self, rows: Frame) -> Frame:
        if not self.by_month:
            return rows
        return looked_up(rows, self.journeys.months, "journey", missing=0)

    def _seat(self, name: str) -> Frame:
        kept, month = self.journeys, {} if self.by_month else {"month": whole(0)}
        if name == "people":
            return self._segmented(kept.people, **month)
        if name in ("steps", "wholes"):
            who = self._segmented(kept.people).select("person", "segment", "group", **month)
            rows = kept.steps if name == "steps" else kept.wholes
            return looked_up(rows, who, "person")
        rows = kept.touches if name == "touches" else kept.closed
        group = col("customer") % GROUPS
        if self.labels is None:
            return rows.with_columns(segment=whole(0), group=group, **month)
        who = self._buyers.select("customer", "segment", group=group, **month)
        return looked_up(rows, who, "customer")

    @cached_property
    def _buyers(self) -> Frame:
        """Everybody with a conversion, and their segment: of touches and of conversions alike."""
        return self.pins.keep(self._segmented(self.journeys.converters))

    def table(self, name: str) -> Frame:
        """Return one of the Summary's tables, not yet collected."""
        window = self.journeys.window
        reducers: dict[str, tuple[str, Callable[[Frame], Frame]]] = {
            "positions": ("touches", table.positions),
            "decay": ("touches", partial(table.decay, window=window)),
            "non_direct": ("touches", table.non_direct),
            "milestones": ("touches", table.milestones),
            "transitions": ("steps", table.transitions),
            "set_sizes": ("touches", table.set_sizes),
            "sets": ("wholes", table.sets),
            "paths": ("wholes", table.paths),
            "conversions": ("closed", table.conversions),
            "rates": ("people", table.rates),
            "lags": ("touches", table.lags),
        }
        rows, reducer = reducers[name]
        return reducer(self._seated(rows))


def _collect(frame: Frame) -> pd.DataFrame:
    """Collect a table, keys first and in order, counts whole again: engines widen sums differently."""
    rows = to_pandas(frame)
    names = sorted(rows.columns, key=lambda name: name in MEASURES)  # keys as they came, then measures
    columns = {c: rows[c].to_numpy().astype(np.float64 if c in FLOATS else np.int64) for c in names}
    order = order_of(*(columns[name] for name in names if name not in MEASURES))
    return pd.DataFrame({name: values[order] for name, values in columns.items()}, copy=False)


def most_walked(paths: pd.DataFrame) -> pd.DataFrame:
    """Keep the thousand most frequent paths of each segment: the path table is for the screen."""
    ranked = paths.sort_values("journeys", ascending=False, kind="stable")
    return ranked.groupby("segment").head(PATHS_KEPT).sort_index(ignore_index=True)


def _name(rows: pd.DataFrame, segments: dict[int, str], channels: tuple[str, ...]) -> pd.DataFrame:
    order = sorted(segments, key=lambda code: label_order(segments[code]))
    place = pd.Series(range(len(order)), index=order)
    names = pd.Index([segments[code] for code in order])
    named = rows.assign(
        segment=pd.Categorical.from_codes(place.loc[rows["segment"]].to_numpy(), categories=names)
    )
    if "channel" in rows:
        codes = rows["channel"].to_numpy() - 1
        named["channel"] = pd.Categorical.from_codes(codes, categories=pd.Index(channels, dtype="str"))
    return named
