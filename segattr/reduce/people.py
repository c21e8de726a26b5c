"""People and converters by the values of columns: what conversion rates are made of."""

from __future__ import annotations

import pandas as pd

from segattr.reduce.door import col, pick, whole
from segattr.reduce.engines import to_pandas
from segattr.reduce.source import Source
from segattr.segments.columns import Columns


def count_people(source: Source, columns: tuple[str, ...]) -> pd.DataFrame:
    """Count everybody and everybody with a conversion, by the columns' values.

    People are the customers and the ids seen in touchpoints; a conversion of anybody else makes no converter.

    Returns
    -------
    DataFrame with the columns, ``people`` and ``converters``; one row in all where no column was named.
    """
    who = Columns(columns).parts(source) if columns else source.people
    bought = (
        source.conversions.filter(~col("customer_id").is_null())
        .select("customer_id", bought=whole(1))
        .unique()
    )
    flagged = who.join(bought, on="customer_id", how="left").with_columns(
        people=whole(1), converters=pick(col("bought").is_null(), whole(0), whole(1))
    )
    parts = [f"part_{i}" for i in range(len(columns))]
    sums = [col(c).sum() for c in ("people", "converters")]
    counted = to_pandas(flagged.group_by(*parts).agg(*sums) if columns else flagged.select(*sums))
    return (
        counted.fillna(0)
        .astype({"people": "int64", "converters": "int64"})
        .rename(columns=dict(zip(parts, columns, strict=True)))
    )
