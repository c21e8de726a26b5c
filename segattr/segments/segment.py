"""Who is in which segment."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.reduce.door import UNKNOWN
from segattr.reduce.engines import to_pandas
from segattr.reduce.source import source_of_dataset
from segattr.segments.registry import find_segmentation
from segattr.segments.segmentation import Segmentation


def segment(dataset: Dataset, segmentation: Segmentation | str | Path) -> pd.Series:
    """Return every customer's segment.

    Parameters
    ----------
    segmentation : a column name, several joined by commas, a `Segmentation`, or the path of a saved one. A
        column is looked up in the customers, then in the touchpoints (value at the customer's first touch).

    Returns
    -------
    Series ``label``, indexed by ``customer_id``, sorted by it: customers and whoever was seen in touchpoints;
    ``(unknown)`` where the data do not say.
    """
    rule = find_segmentation(segmentation)
    assert rule is not None  # only None finds None
    rule = rule.of(dataset)
    source = source_of_dataset(dataset)
    found = source.people.join(rule.labels(source), on="customer_id", how="left")
    labels = to_pandas(found).astype({"customer_id": "str"}).set_index("customer_id")["label"]
    return labels.fillna(UNKNOWN).astype("str").sort_index()
