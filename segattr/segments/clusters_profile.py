"""What the groups are like, in the fields' own units."""

from __future__ import annotations

import pandas as pd

from segattr.segments.clusters import Clusters


def profile(clusters: Clusters, people: pd.DataFrame) -> pd.DataFrame:
    """Return how customers of each group are.

    Parameters
    ----------
    people : a row per customer, a column per field of the groups.

    Returns
    -------
    DataFrame : ``group, customers, share, field, known, median, low, high, level, level_share``: a row per
    group and field. ``low`` and ``high`` hold the middle half (quartiles) of a field of numbers; ``level`` is
    the most frequent value of a field of texts and ``level_share`` its share of those known.
    """
    labels = clusters.placed(people)["label"]
    rows: list[dict[str, object]] = []
    for group in clusters.labels_in_order:
        inside = people[labels == group]
        if len(inside):
            said = {"group": group, "customers": len(inside), "share": len(inside) / len(people)}
            rows += [{**said, **_numbers(inside[each.field])} for each in clusters.scaling.numbers]
            rows += [{**said, **_levels(inside[each.field])} for each in clusters.scaling.categories]
    columns = ["group", "customers", "share", "field", "known"]
    return pd.DataFrame(rows, columns=[*columns, "median", "low", "high", "level", "level_share"])


def heat(clusters: Clusters) -> pd.DataFrame:
    """Return ``group, field, z``: how many standard deviations each centre lies above everybody."""
    n = len(clusters.scaling.numbers)
    rows = [
        (name, number.field, at)
        for name, centre in zip(clusters.names, clusters.centres, strict=True)
        for number, at in zip(clusters.scaling.numbers, centre[:n], strict=True)
    ]
    return pd.DataFrame(rows, columns=["group", "field", "z"])


def _numbers(values: pd.Series) -> dict[str, object]:
    known = values.dropna().astype(float)
    low, median, high = (float(known.quantile(q)) for q in (0.25, 0.5, 0.75))
    return {"field": str(values.name), "known": len(known), "median": median, "low": low, "high": high}


def _levels(values: pd.Series) -> dict[str, object]:
    counted = values.dropna().astype("str").value_counts()
    said: dict[str, object] = {"field": str(values.name), "known": int(counted.sum())}
    if len(counted):
        said |= {"level": str(counted.index[0]), "level_share": float(counted.iloc[0] / counted.sum())}
    return said
