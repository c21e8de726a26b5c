"""A dataset with segments as columns of its own, for whatever splits by columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.segments.registry import find_segmentation, is_path
from segattr.segments.segment import segment, tells_rows_apart
from segattr.segments.segmentation import Segmentation

By = str | Path | Segmentation


def with_segments(dataset: Dataset, by: Sequence[By]) -> tuple[Dataset, tuple[str, ...]]:
    """Add a column per segmentation, and return the columns to split by.

    Parameters
    ----------
    by : column names, which stay what they are; segmentations, or paths of saved ones (ending in ``.json``),
        whose column carries the set's name.

    Returns
    -------
    Dataset : its customers, or the outcomes, with the labels; the same where only columns were named.
    tuple : a column per entry.

    Raises
    ------
    UnknownName : two entries are called alike.

    Examples
    --------
    >>> with_segments(Dataset(), ["device"])[1]
    ('device',)
    """
    names: list[str] = []
    for entry in by:
        if isinstance(entry, str) and not is_path(entry):
            names.append(entry)
            continue
        rule = find_segmentation(entry)
        assert rule is not None  # only None finds None
        fallback = rule.describe() if isinstance(entry, Segmentation) else Path(entry).stem
        names.append(getattr(rule, "name", "") or fallback)
        dataset = _with_column(dataset, names[-1], rule)
    again = next((name for name in names if names.count(name) > 1), None)
    if again is not None:
        raise UnknownName(f"Two splits are called {again!r}. Rename the segment set.", name=again)
    return dataset, tuple(names)


def _with_column(dataset: Dataset, name: str, rule: Segmentation) -> Dataset:
    labels = segment(dataset, rule)
    if dataset.outcomes is not None and tells_rows_apart(rule, dataset):
        return dataset.with_(outcomes=dataset.outcomes.assign(**{name: labels}))
    known = dataset.listed if dataset.listed is not None else pd.DataFrame({"customer_id": []}, dtype="str")
    seen = labels.index.difference(pd.Index(known["customer_id"].dropna().astype("str")))
    whole = {c: "Int64" for c in known.columns if pd.api.types.is_integer_dtype(known[c].dtype)}
    truth = {c: "boolean" for c in known.columns if pd.api.types.is_bool_dtype(known[c].dtype)}
    # Whoever was only seen in touchpoints has no value in the other columns; whole numbers stay whole.
    rows = known.astype(whole | truth).reset_index(drop=True).reindex(range(len(known) + len(seen)))
    rows.loc[len(known) :, "customer_id"] = seen
    return dataset.with_(customers=rows.assign(**{name: rows["customer_id"].map(labels)}))
