"""Models beside each other, and where they disagree."""

from __future__ import annotations

import pandas as pd

from segattr.reduce.summary import NO_TOUCH

DISAGREEMENT = ["lowest", "highest", "disagreement"]


def side_by_side(credit: pd.DataFrame, *, measure: str = "share") -> pd.DataFrame:
    """Put the models' credit into one row per segment and channel.

    Parameters
    ----------
    credit : from `segattr.attribute`.
    measure : ``share`` (0 to 1), ``conversions`` or ``value``.

    Returns
    -------
    DataFrame ``segment, channel``, one column per model, ``lowest`` and ``highest`` over the models, and
    ``disagreement``, the difference of the two; within a segment, the most credited channel first and
    ``(no touch)``, on which all models agree, last.

    Examples
    --------
    >>> rows = [("first", "all", "Email", 0.2), ("last", "all", "Email", 0.5)]
    >>> credit = pd.DataFrame(rows, columns=["model", "segment", "channel", "share"])
    >>> side_by_side(credit)["disagreement"].tolist()
    [0.3]
    """
    models = list(credit["model"].unique())
    wide = credit.pivot(index=["segment", "channel"], columns="model", values=measure)[models]
    table = wide.assign(lowest=wide.min(axis=1), highest=wide.max(axis=1)).reset_index()
    table["disagreement"] = table["highest"] - table["lowest"]
    place = {name: i for i, name in enumerate(credit["segment"].unique())}
    table = table.assign(
        _place=table["segment"].map(place),
        _last=table["channel"] == NO_TOUCH,
        _mean=-wide.mean(axis=1).to_numpy(),
    )
    ordered = table.sort_values(["_place", "_last", "_mean"], kind="stable", ignore_index=True)
    return ordered.drop(columns=["_place", "_last", "_mean"]).rename_axis(columns=None)


def reallocated(credit: pd.DataFrame) -> pd.DataFrame:
    """Return how much credit changes hands between any two models.

    Returns
    -------
    DataFrame ``segment, model, other, share``: the share of the segment's conversions, 0 to 1, that one model
    gives to other channels than the other does (half the sum of absolute differences).
    """
    wide = credit.pivot(index=["segment", "channel"], columns="model", values="share").fillna(0.0)
    models = list(credit["model"].unique())
    pairs = [(a, b) for i, a in enumerate(models) for b in models[i + 1 :]]
    parts = [
        (wide[a] - wide[b])
        .abs()
        .groupby("segment", sort=False)
        .sum()
        .div(2)
        .rename("share")
        .reset_index()
        .assign(model=a, other=b)
        for a, b in pairs
    ]
    empty = pd.DataFrame(columns=["segment", "model", "other", "share"])
    return pd.concat(parts, ignore_index=True)[list(empty.columns)] if parts else empty
