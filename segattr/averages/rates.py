"""Conversion rates by segment, each with its count and its interval."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from segattr.averages.people_counts import people_counts
from segattr.data.columns import in_tables
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName, UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.reduce.people import count_people
from segattr.reduce.source import source_of_dataset
from segattr.reduce.summary import label_order
from segattr.segments.labelled import By, with_segments
from segattr.segments.segmentation import Segmentation
from segattr.statistics.intervals import wilson

FIGURES = ("people", "converters", "rate", "low", "high")


def rates(dataset: Dataset, by: Sequence[By] | By = ()) -> pd.DataFrame:
    """Return the conversion rate of every combination of the columns' values.

    Parameters
    ----------
    by : column names, in layers; none gives the blended rate in one row. Outcomes have their own columns;
        otherwise a column is looked up in the customers, then in the touchpoints (value at first touch).
        A segmentation, or the path of a saved one (``.json``), splits by its segments, under its name.

    Returns
    -------
    DataFrame with the columns of ``by``, ``people``, ``converters``, ``rate`` (0 to 1), and ``low`` and
    ``high``, its 95 % Wilson interval. A missing value is its own level, ``(unknown)``.

    Raises
    ------
    UnsuitableData : neither outcomes nor conversions. UnknownName : no such column.

    Notes
    -----
    In event data people are the customers and the ids seen in touchpoints, and a converter is a person with
    at least one conversion. In outcomes they are the rows, or the sum of ``people``; rows whose outcome is
    not known are nobody's. Rows that are visits of the same person make the interval too narrow. Comparing
    many segments by eye finds differences that are none.

    References
    ----------
    Wilson (1927), Probable inference, JASA 22:209. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> import segattr as sa
    >>> visits = pd.DataFrame({"device": ["mobile", "mobile", "desktop"], "converted": ["yes", "no", "no"]})
    >>> rates(sa.load(outcomes=visits), by="device")[["device", "people", "converters", "rate"]]
        device  people  converters  rate
    0  desktop       1           0   0.0
    1   mobile       2           1   0.5
    """
    entries = [by] if isinstance(by, str | Path | Segmentation) else list(by)
    require_rates(dataset)  # before a set puts whoever ordered on a list of customers
    dataset, columns = with_segments(dataset, entries)
    taken = [c for c in columns if c in FIGURES]
    if taken:
        raise UnknownName(
            f"A column named {taken[0]!r} cannot split the rates: the table has a figure of that name. "
            "Rename the column in the file.",
            name=taken[0],
        )
    return with_intervals(counts(dataset, columns), columns)


def counts(dataset: Dataset, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return ``*columns, people, converters``, the sufficient counts behind `rates`."""
    roles = ("outcomes",) if dataset.outcomes is not None else ("customers", "touchpoints")
    names = in_tables(dataset, columns, roles=roles)
    return _counts(dataset, names).rename(columns=dict(zip(names, columns, strict=True)))


def require_rates(dataset: Dataset) -> None:
    """Refuse data that do not say who could have converted.

    Raises
    ------
    UnsuitableData : neither outcomes, nor conversions with customers or touchpoints.
    """
    if not dataset.has_rates:
        raise UnsuitableData(
            "A conversion rate needs people and who of them converted: outcomes, or conversions with "
            f"customers or touchpoints. Loaded: {', '.join(dataset.tables) or 'nothing'}."
        )


def _counts(dataset: Dataset, columns: tuple[str, ...]) -> pd.DataFrame:
    if dataset.outcomes is not None:
        return _outcome_counts(dataset.outcomes, columns)
    require_rates(dataset)
    counted = people_counts(dataset, columns)
    return count_people(source_of_dataset(dataset), columns) if counted is None else counted


def with_intervals(counted: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Add ``rate, low, high`` to counts and put the segments in order (see `label_order`)."""
    low, high = wilson(counted["converters"], counted["people"])
    rate = counted["converters"] / counted["people"].where(counted["people"] > 0)
    table = counted.assign(rate=rate, low=low, high=high)[
        [*columns, "people", "converters", "rate", "low", "high"]
    ]
    order = sorted(range(len(table)), key=lambda i: [label_order(str(table[c].iloc[i])) for c in columns])
    return table.iloc[order].reset_index(drop=True)


def _outcome_counts(outcomes: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    missing = [c for c in columns if c not in outcomes]
    if missing:
        raise UnknownName(
            f"The outcomes have no column {missing[0]!r}. Found: {', '.join(outcomes.columns)}.",
            name=missing[0],
        )
    labels = {c: labels_of_outcomes(outcomes[c]) for c in columns}
    known = outcomes["converted"].notna() if "converted" in outcomes else outcomes["people"].notna()
    rows = pd.DataFrame(labels | people_of_outcomes(outcomes), index=outcomes.index)[known]
    if not columns:
        return rows[["people", "converters"]].sum().to_frame().T.astype("int64")
    counted = rows.groupby(list(columns), observed=True, as_index=False)[["people", "converters"]].sum()
    return counted.astype({"people": "int64", "converters": "int64"})


def people_of_outcomes(outcomes: pd.DataFrame) -> dict[str, pd.Series]:
    """Return ``people`` and ``converters`` of every row of the outcomes."""
    if "converted" not in outcomes:
        return {c: outcomes[c].fillna(0) for c in ("people", "converters")}
    people = outcomes["people"].fillna(0) if "people" in outcomes else pd.Series(1, index=outcomes.index)
    return {"people": people, "converters": people.where(outcomes["converted"].fillna(False).astype(bool), 0)}


def labels_of_outcomes(values: pd.Series) -> pd.Series:
    """Return a column of the outcomes as text, ``(unknown)`` where a cell is missing or empty."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        names = values.cat.categories.astype("str")
        text = pd.Series(
            pd.Categorical.from_codes(values.cat.codes.to_numpy(), categories=names), index=values.index
        )
        if not text.isna().any() and "" not in names:
            return text
        values = text
    text = values.astype("str")
    return text.where(values.notna() & (text != ""), UNKNOWN)
