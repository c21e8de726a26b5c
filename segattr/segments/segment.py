"""Who is in which segment."""

from __future__ import annotations

from pathlib import Path
from typing import TypeGuard

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.reduce.door import UNKNOWN
from segattr.reduce.engines import enter, to_pandas
from segattr.reduce.source import source_of_dataset
from segattr.segments.registry import find_segmentation
from segattr.segments.segmentation import OfRows, Segmentation


def segment(dataset: Dataset, segmentation: Segmentation | str | Path) -> pd.Series:
    """Return every customer's segment.

    Parameters
    ----------
    segmentation : a column name, several joined by commas, a `Segmentation`, or the path of a saved one. A
        column is looked up in the customers, then in the touchpoints (value at the customer's first touch);
        where there are orders alone, in the orders (value at the first one).

    Returns
    -------
    Series ``label``, indexed by ``customer_id``, sorted by it: customers and whoever was seen in touchpoints,
    where there are neither whoever ordered;
    ``(unknown)`` where the data do not say. Of a set of visits, and where there are only outcomes, the label
    of every row of ``dataset.outcomes``, under the row's index.
    """
    rule = find_segmentation(segmentation)
    assert rule is not None  # only None finds None
    rule = rule.of(dataset)
    if dataset.outcomes is not None and tells_rows_apart(rule, dataset):
        return _of_rows(rule, dataset.outcomes)
    source = source_of_dataset(dataset)
    found = source.people.join(rule.labels(source), on="customer_id", how="left")
    labels = to_pandas(found).astype({"customer_id": "str"}).set_index("customer_id")["label"]
    return labels.fillna(UNKNOWN).astype("str").sort_index()


def tells_rows_apart(rule: Segmentation, dataset: Dataset) -> TypeGuard[OfRows]:
    """Whether the rule labels the rows of the outcomes rather than customers."""
    if not isinstance(rule, OfRows):
        return False
    of_visits = getattr(rule, "unit", "customer") == "visit"
    return of_visits or not {"customers", "touchpoints"} & dataset.tables.keys()


def _of_rows(rule: OfRows, outcomes: pd.DataFrame) -> pd.Series:
    labels = to_pandas(rule.row_labels(enter(outcomes)))["label"]  # pandas keeps the order of its rows
    return labels.fillna(UNKNOWN).astype("str").set_axis(outcomes.index)
