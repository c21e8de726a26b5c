"""Who leads, and where models disagree: the few facts an answer is made of, out of many rows of credit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from segattr.reduce.door import NOT_SET, UNKNOWN
from segattr.reduce.summary import NO_TOUCH
from segattr.words.leads import ENOUGH, Lead, Spread

SAME = 1e-9  # shares closer than this are a tie
# What exports write where a tag was lost; credit of such touches is nobody's to lead with.
NAMELESS = frozenset(
    {NOT_SET, UNKNOWN, "(none)", "(other)", "(not provided)", "(data not available)", "Unassigned"}
)


def has_name(channel: str) -> bool:
    """Whether somebody can be credited under this name: not where there was no touch, or its tag was lost.

    Examples
    --------
    >>> has_name("Email"), has_name("(not set) / (not set)"), has_name("google / (none)")
    (True, False, True)
    """
    return channel != NO_TOUCH and not NAMELESS.issuperset(channel.split(" / "))


def shares_of(credit: pd.DataFrame, measure: str = "share") -> pd.DataFrame:
    """Return the credit with ``share`` of what is measured: of conversions, or of their value.

    Parameters
    ----------
    credit : from `segattr.attribute`.
    measure : ``share`` and ``conversions`` give the share of conversions, ``value`` that of the value,
        ``margin`` that of the margin.

    Examples
    --------
    >>> rows = [("last", "all", "Email", 1.0, 30.0, 0.5), ("last", "all", "Post", 1.0, 10.0, 0.5)]
    >>> columns = ["model", "segment", "channel", "conversions", "value", "share"]
    >>> shares_of(pd.DataFrame(rows, columns=columns), "value")["share"].tolist()
    [0.75, 0.25]
    """
    if measure not in ("value", "margin"):
        return credit
    whole = credit.groupby(["model", "segment"])[measure].transform("sum")
    return credit.assign(share=(credit[measure] / whole.where(whole != 0)).fillna(0.0))


def lead(credit: pd.DataFrame, *, segment: str, titles: Mapping[str, str], measure: str = "share") -> Lead:
    """Return who stands first in one segment.

    Parameters
    ----------
    credit : rows of that segment, of all models; from `shares_of`.
    segment : what to call it; empty for everybody.
    titles : name of each model -> its title.
    measure : what was shared out.

    Examples
    --------
    >>> rows = [("first", "Email", 9.0, 0.9), ("first", "Post", 1.0, 0.1)]
    >>> credit = pd.DataFrame(rows, columns=["model", "channel", "conversions", "share"])
    >>> lead(credit, segment="new", titles={"first": "First touch"}).leader
    ('Email',)
    """
    by_model = _by_model(credit)
    models = [model for model in titles if model in by_model]
    one = by_model[models[0]] if models else []
    touched = {model: [row for row in by_model[model] if row[0] != NO_TOUCH] for model in models}
    named = {model: [row for row in rows if has_name(row[0])] for model, rows in touched.items()}
    found = Lead(
        segment=segment,
        conversions=round(sum(conversions for _, conversions, _ in one), 6),
        untouched=sum(conversions for channel, conversions, _ in one if channel == NO_TOUCH),
        channels=len({row[0] for rows in touched.values() for row in rows}),
        firsts={titles[model]: _first(named[model]) for model in models},
        measure=measure,
        unnamed=max((_unnamed(rows) for rows in touched.values()), default=0.0),
    )
    of_leader = [row[2] for rows in named.values() for row in rows if row[0] in found.leader[:1]]
    if not of_leader:
        return found
    return replace(found, lowest=min(of_leader), highest=max(of_leader))


def widest(credit: pd.DataFrame, *, segmented: bool) -> Spread | None:
    """Return the channel whose share differs most between the models; segments with enough conversions first.

    Parameters
    ----------
    credit : from `segattr.attribute`, of at least two models; fewer give None.
    segmented : False where everybody is one group.
    """
    named = credit[credit["channel"].map(has_name).astype(bool)]
    if named["model"].nunique() < 2:
        return None
    sizes = credit.groupby(["segment", "model"])["conversions"].sum().groupby("segment").max()
    enough = named[named["segment"].map(sizes) >= ENOUGH]
    ends = (enough if len(enough) else named).groupby(["segment", "channel"], as_index=False)["share"]
    ranges = ends.agg(["min", "max"])
    most = ranges.iloc[int((ranges["max"] - ranges["min"]).to_numpy().argmax())]
    whom = str(most["segment"]) if segmented else ""
    return Spread(whom, str(most["channel"]), float(most["min"]), float(most["max"]))


def times_first(credit: pd.DataFrame) -> pd.Series:
    """Return for each row how many of the models put its channel first in its segment.

    Parameters
    ----------
    credit : from `segattr.attribute`, or `shares_of` it.

    Returns
    -------
    Series by ``(segment, channel)``; channels that tie for the first place are all first.

    Examples
    --------
    >>> rows = [("first", "all", "Email", 0.9), ("last", "all", "Email", 0.4), ("last", "all", "Post", 0.6)]
    >>> times_first(pd.DataFrame(rows, columns=["model", "segment", "channel", "share"])).to_dict()
    {('all', 'Email'): 1, ('all', 'Post'): 1}
    """
    named = credit[credit["channel"].map(has_name).astype(bool)]
    most = named.groupby(["model", "segment"])["share"].transform("max")
    is_first = (named["share"] >= most - SAME) & (named["share"] > 0)
    return is_first.astype("int64").groupby([named["segment"], named["channel"]], sort=False).sum()


def _by_model(credit: pd.DataFrame) -> dict[str, list[tuple[str, float, float]]]:
    """Return ``channel, conversions, share`` of each model; few rows, for which a group-by would be slow."""
    found: dict[str, list[tuple[str, float, float]]] = {}
    columns = (credit[name].tolist() for name in ("model", "channel", "conversions", "share"))
    for model, channel, conversions, share in zip(*columns, strict=True):
        found.setdefault(str(model), []).append((str(channel), float(conversions), float(share)))
    return found


def _first(rows: list[tuple[str, float, float]]) -> tuple[str, ...]:
    most = max((share for _, _, share in rows), default=0.0)
    return tuple(sorted(channel for channel, _, share in rows if share >= most - SAME and share > 0))


def _unnamed(rows: list[tuple[str, float, float]]) -> float:
    """Return the share of one model's credit that goes to touches whose tag was lost."""
    return sum(share for channel, _, share in rows if not has_name(channel))
