"""One call from a client's tables, on any engine, to a Summary."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from narwhals.stable.v2.typing import IntoFrame

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.kept import journeys_of, journeys_of_frames
from segattr.reduce.paths import summarise_paths
from segattr.reduce.seats import summarise_journeys
from segattr.reduce.summary import TABLES, Summary
from segattr.reduce.window import Window
from segattr.segments.registry import find_segmentation
from segattr.segments.segmentation import Segmentation


def summarise(
    dataset: Dataset | None = None,
    segmentation: Segmentation | str | Path | None = None,
    window: Window | None = None,
    *,
    touchpoints: IntoFrame | None = None,
    conversions: IntoFrame | None = None,
    customers: IntoFrame | None = None,
    touch_by: str = "channel",
    by_month: bool = False,
    tables: Iterable[str] = TABLES,
    memory: str | None = None,
) -> Summary:
    """Reduce a client's events to the small, additive tables every later question is answered from.

    Parameters
    ----------
    dataset : loaded files, worked on by the embedded engine; or pass frames instead:
    touchpoints, conversions, customers : frames of one engine (pandas, Polars, DuckDB, PySpark …) under the
        canonical names of `segattr.schema`; the engine of the frames does the work. Times are UTC. An
        optional ``row`` column breaks ties; without it the channel's name does.
    segmentation : a column name, several joined by commas, a `Segmentation` or the path of a saved one; None
        puts everybody into ``all``.
    window : which touches count; see `Window` for the defaults.
    touch_by : what earns credit: ``channel``, ``campaign``, ``source_medium`` or ``content``.
    by_month : keep the conversion's month (YYYYMM, UTC) as a key, for trends.
    tables : names of the tables wanted, if not all: fewer tables read fewer events.
    memory : limit of the embedded engine, such as ``"4GB"``; above it, it works on disk.

    Returns
    -------
    Summary

    Raises
    ------
    UnsuitableData : neither touchpoints with conversions nor paths; or frames of an engine that cannot do it.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2026-03-01", "2026-03-02"])
    >>> touches = pd.DataFrame({"customer_id": ["a"], "ts": days[:1], "channel": ["Email"]})
    >>> orders = pd.DataFrame({"customer_id": ["a"], "ts": days[1:], "value": [40.0]})
    >>> summarise(touchpoints=touches, conversions=orders).attributed.to_dict()
    {'all': 1}
    """
    rule, window = find_segmentation(segmentation), window or Window()
    rule = rule.of(dataset) if rule is not None and dataset is not None else rule
    if touchpoints is not None and conversions is not None:
        frames = {"touchpoints": touchpoints, "conversions": conversions}
        frames |= {} if customers is None else {"customers": customers}
        journeys = journeys_of_frames(frames, window, touch_by)
    elif dataset is None:
        raise UnsuitableData("Credit needs touchpoints and conversions: pass a Dataset, or both as frames.")
    elif dataset.touchpoints is None and dataset.paths is not None:
        return summarise_paths(dataset.paths, rule, window=window)
    else:
        for role in ("touchpoints", "conversions"):
            dataset.table(role)  # says what is missing
        journeys = journeys_of(dataset, window, touch_by, memory=memory)
    try:
        return summarise_journeys(journeys, rule, tables=tables, by_month=by_month)
    finally:
        journeys.close()
