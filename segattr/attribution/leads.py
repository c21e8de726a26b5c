"""Who leads, and where models disagree: the few facts an answer is made of, out of many rows of credit."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from segattr.reduce.summary import NO_TOUCH
from segattr.words.leads import ENOUGH, Lead, Spread

SAME = 1e-9  # shares closer than this are a tie


def shares_of(credit: pd.DataFrame, measure: str = "share") -> pd.DataFrame:
    """Return the credit with ``share`` of what is measured: of conversions, or of their value.

    Parameters
    ----------
    credit : from `segattr.attribute`.
    measure : ``share`` and ``conversions`` give the share of conversions, ``value`` that of the value.

    Examples
    --------
    >>> rows = [("last", "all", "Email", 1.0, 30.0, 0.5), ("last", "all", "Post", 1.0, 10.0, 0.5)]
    >>> columns = ["model", "segment", "channel", "conversions", "value", "share"]
    >>> shares_of(pd.DataFrame(rows, columns=columns), "value")["share"].tolist()
    [0.75, 0.25]
    """
    if measure != "value":
        return credit
    whole = credit.groupby(["model", "segment"])["value"].transform("sum")
    return credit.assign(share=(credit["value"] / whole.where(whole != 0)).fillna(0.0))


def lead(credit: pd.DataFrame, *, segment: str, titles: Mapping[str, str]) -> Lead:
    """Return who stands first in one segment.

    Parameters
    ----------
    credit : rows of that segment, of all models.
    segment : what to call it; empty for everybody.
    titles : name of each model -> its title.

    Examples
    --------
    >>> rows = [("first", "Email", 9.0, 0.9), ("first", "Post", 1.0, 0.1)]
    >>> credit = pd.DataFrame(rows, columns=["model", "channel", "conversions", "share"])
    >>> lead(credit, segment="new", titles={"first": "First touch"}).leader
    ('Email',)
    """
    models = [model for model in titles if model in set(credit["model"])]
    one = credit[credit["model"] == models[0]] if models else credit
    named = credit[(credit["channel"] != NO_TOUCH)]
    found = Lead(
        segment=segment,
        conversions=round(float(one["conversions"].sum()), 6),
        untouched=float(one.loc[one["channel"] == NO_TOUCH, "conversions"].sum()),
        channels=named["channel"].nunique(),
        firsts={titles[model]: _first(named[named["model"] == model]) for model in models},
    )
    of_leader = named.loc[named["channel"].isin(found.leader[:1]), "share"]
    if of_leader.empty:
        return found
    ends = float(of_leader.min()), float(of_leader.max())
    return Lead(segment, found.conversions, found.untouched, found.channels, found.firsts, *ends)


def widest(credit: pd.DataFrame, *, segmented: bool) -> Spread | None:
    """Return the channel whose share differs most between the models; segments with enough conversions first.

    Parameters
    ----------
    credit : from `segattr.attribute`, of at least two models; fewer give None.
    segmented : False where everybody is one group.
    """
    named = credit[credit["channel"] != NO_TOUCH]
    if named["model"].nunique() < 2:
        return None
    sizes = credit.groupby(["segment", "model"])["conversions"].sum().groupby("segment").max()
    enough = named[named["segment"].map(sizes) >= ENOUGH]
    ends = (enough if len(enough) else named).groupby(["segment", "channel"], as_index=False)["share"]
    ranges = ends.agg(["min", "max"])
    most = ranges.iloc[int((ranges["max"] - ranges["min"]).to_numpy().argmax())]
    whom = str(most["segment"]) if segmented else ""
    return Spread(whom, str(most["channel"]), float(most["min"]), float(most["max"]))


def _first(rows: pd.DataFrame) -> tuple[str, ...]:
    most = rows["share"].max()
    leading = rows.loc[(rows["share"] >= most - SAME) & (rows["share"] > 0), "channel"]
    return tuple(sorted(leading.astype("str")))
