"""Where channels stand under each model, and how much of that depends on the model."""

from __future__ import annotations

import pandas as pd

from segattr.attribution.families import family_of
from segattr.reduce.summary import NO_TOUCH

SAME = 1e-9  # shares closer than this are a tie


def ranks(credit: pd.DataFrame) -> pd.DataFrame:
    """Rank the channels under every model, per segment.

    Parameters
    ----------
    credit : from `segattr.attribute`.

    Returns
    -------
    DataFrame ``model, segment, channel, rank``: 1 is the most credit; equal shares share the better rank.
    ``(no touch)`` is no channel and has none.

    Examples
    --------
    >>> rows = [("first", "all", "Email", 0.2), ("first", "all", "Post", 0.8)]
    >>> ranks(pd.DataFrame(rows, columns=["model", "segment", "channel", "share"]))["rank"].tolist()
    [2, 1]
    """
    named = credit[credit["channel"] != NO_TOUCH]
    even = (named["share"] / SAME).round()
    rank = even.groupby([named["model"], named["segment"]]).rank(method="min", ascending=False)
    rows = named[["model", "segment", "channel"]].assign(rank=rank.fillna(0).astype("int64"))
    return rows.reset_index(drop=True)


def rank_range(credit: pd.DataFrame) -> pd.DataFrame:
    """Return the best and the worst rank of each channel over the models, and who puts it first.

    Returns
    -------
    DataFrame ``segment, channel, best, worst, models_first, models, families_first, families``: ranks; the
    number of models that put the channel first, and of all; the same by what the models assume (see
    `segattr.attribution.families`), where a family counts for a channel only if all its models here do.
    """
    placed = ranks(credit)
    placed = placed.assign(first=placed["rank"] == 1, family=placed["model"].map(family_of))
    keys = ["segment", "channel"]
    by_channel = placed.groupby(keys, sort=False)
    rows = by_channel.agg(best=("rank", "min"), worst=("rank", "max"), models_first=("first", "sum"))
    whole = placed.groupby([*keys, "family"], sort=False)["first"].all().groupby(keys, sort=False).sum()
    counts = {"models": placed["model"].nunique(), "families": placed["family"].nunique()}
    rows = rows.assign(families_first=whole.astype("int64"), **counts).reset_index()
    return rows[[*keys, "best", "worst", "models_first", "models", "families_first", "families"]]
