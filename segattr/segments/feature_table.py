"""What every customer did, as a table: for cutting limits where the customers are, and to look at."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.engines import to_pandas
from segattr.reduce.moments import day_number, source_on
from segattr.reduce.source import source_of_dataset
from segattr.segments.derived import answered, taken
from segattr.segments.fields import fields_of_people


def feature_table(dataset: Dataset, names: Sequence[str], *, day: str = "") -> pd.DataFrame:
    """Return fields that are worked out, a row per customer.

    Parameters
    ----------
    names : such as ``orders so far``; see `segattr.segments.derived.offered` for those the data can tell.
    day : the day as of which, as 2026-03-31; empty for the last a touch or conversion happened.

    Returns
    -------
    DataFrame indexed by ``customer_id``, sorted by it: customers and whoever was seen in touchpoints.

    Raises
    ------
    UnsuitableData : a field cannot be worked out, or the files have a column of their own of its name.
    """
    must_be_told(dataset, names)
    source = source_of_dataset(dataset)
    source = source_on(source, day_number(day)) if day else source
    people, fields = fields_of_people(source, names, today=day_number(day) if day else None)
    found = to_pandas(people).astype({"customer_id": "str"}).set_index("customer_id").sort_index()
    return found.rename(columns={field.column: name for name, field in fields.items()})[list(names)]


def must_be_told(dataset: Dataset, names: Sequence[str]) -> None:
    """Check that fields can be worked out.

    Raises
    ------
    UnsuitableData : one cannot, or the files have a column of their own of its name.
    """
    for name in names:
        own = taken(dataset, name)
        if own or not answered(dataset, name):
            why = "a file has a column of its own of that name" if own else "the data do not hold it"
            raise UnsuitableData(f"{name!r} cannot be worked out: {why}.", name=name)
