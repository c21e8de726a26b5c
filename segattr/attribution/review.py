"""Does the credit hold? What the first half of the data says, held against what the second half saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.attribution.attribute import attribute
from segattr.attribution.cost import spend_of
from segattr.attribution.foretold import forecast, losses, moves_of
from segattr.attribution.model import Model
from segattr.attribution.next_touch import touches_of
from segattr.attribution.registry import find_models
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import NO_TOUCH, Summary
from segattr.reduce.window import Window

FEWEST: Final = 30  # conversions in each half
LEAST_CHANNELS: Final = 3  # two can only be in one order or the other
SIDES: Final = ("before", "after")


@dataclass(frozen=True, eq=False)
class Review:
    """What the later half says of the earlier one.

    Attributes
    ----------
    cut : the moment between the halves, which are equally long.
    conversions : in the earlier half and in the later one.
    losses, forecast : see `segattr.attribution.foretold`.
    ranks : ``model, correlation`` (Spearman's, of the channels' shares in both halves; missing with fewer
        than three channels), ``leader_before, leader_after``.
    credit : ``model, channel, before, after`` (share of the conversions), ``spend_before, spend_after``
        (missing where nobody knows), ``touches_before, touches_after``.
    """

    cut: pd.Timestamp
    conversions: tuple[int, int]
    losses: pd.DataFrame
    forecast: pd.DataFrame
    ranks: pd.DataFrame
    credit: pd.DataFrame

    @property
    def told(self) -> float:
        """How much of what the last touch can tell of a later move the earlier half knew: 1 all, 0 nothing.

        Below 0 where the earlier half misleads; missing where the last touch tells nothing.
        """
        blind, earlier, later = self.losses["loss"]
        return float((blind - earlier) / (blind - later)) if blind > later else float("nan")


def review(
    dataset: Dataset,
    models: Sequence[str | Model],
    window: Window | None = None,
    *,
    touch_by: str = "channel",
) -> Review:
    """Fit on the earlier half of the time, hold against the later half.

    Parameters
    ----------
    dataset : touchpoints and conversions with their moments.
    models : as `segattr.attribute` takes them.
    window : which touches count.
    touch_by : what earns credit.

    Returns
    -------
    Review

    Raises
    ------
    UnsuitableData : no touchpoints or conversions, or fewer than 30 conversions in a half.

    Notes
    -----
    The halves are equally long, and each is read as if the other did not exist: journeys across the middle
    are cut there, as all are at the ends of the data, so that both halves miss as much. Ranges come from
    leaving out each of 64 random groups of customers in turn; who is in both halves is in one group.

    A forecast that holds says that tomorrow looks like yesterday. It does not say that the credit is the
    effect of anything: a model can foretell journeys well and credit them wrongly.

    References
    ----------
    Shao, Li (2011), Data-driven multi-touch attribution models, KDD: variability as a yardstick of models.
    doi:10.1145/2020408.2020453

    Examples
    --------
    >>> import segattr as sa
    >>> from segattr.sample.shop import make_shop
    >>> tables = make_shop(4_000).tables
    >>> data = sa.load(touchpoints=tables["touchpoints"], conversions=tables["orders"])
    >>> review(data, ["first", "last"]).ranks.columns.tolist()
    ['model', 'correlation', 'leader_before', 'leader_after']
    """
    cut, halves = _halves(dataset)
    settings = replace(window or Window(), markov_order=1)
    chosen = find_models(models)
    needs = {"transitions", *(name for model in chosen for name in model.needs)}
    summaries = [summarise(half, None, settings, touch_by=touch_by, tables=needs) for half in halves]
    before, after = (int(summary.conversions["conversions"].sum()) for summary in summaries)
    if min(before, after) < FEWEST:
        raise UnsuitableData(
            f"Each half of the data needs {FEWEST} conversions to be held against the other: before "
            f"{cut.day} {cut:%B %Y} there are {before:,}, from then on {after:,}. Bring a longer export.",
            table="conversions",
        )
    names, moves = moves_of(summaries)
    credit = _credit(summaries, chosen)
    return Review(
        cut,
        (before, after),
        losses(*moves),
        forecast(names, *moves),
        _ranks(credit),
        _beside(credit, halves, summaries, touch_by),
    )


def _halves(dataset: Dataset) -> tuple[pd.Timestamp, list[Dataset]]:
    touches, orders = dataset.table("touchpoints"), dataset.table("conversions")
    moments = pd.concat([touches["ts"], orders["ts"]]).dropna()
    if moments.empty:
        raise UnsuitableData("Nothing here has a moment, so no half is the earlier one.", table="touchpoints")
    begin, end = moments.min(), moments.max()
    cut = (begin + (end - begin) / 2).ceil("D")
    sides = ((touches["ts"] < cut, orders["ts"] < cut), (touches["ts"] >= cut, orders["ts"] >= cut))
    return cut, [
        dataset.with_(touchpoints=touches[seen], conversions=orders[bought]) for seen, bought in sides
    ]


def _credit(summaries: Sequence[Summary], models: Sequence[Model]) -> pd.DataFrame:
    """Return ``model, channel, before, after``: shares of the conversions some channel earned."""
    shares = [
        attribute(summary, list(models)).set_index(["model", "channel"])["share"].rename(side)
        for summary, side in zip(summaries, SIDES, strict=True)
    ]
    both = pd.concat(shares, axis=1).fillna(0.0).reset_index()
    return both[both["channel"] != NO_TOUCH].astype({"model": "str", "channel": "str"}).reset_index(drop=True)


def _ranks(credit: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for model, own in credit.groupby("model", sort=False):
        places = own[list(SIDES)].rank()
        alike = places["before"].corr(places["after"]) if len(own) >= LEAST_CHANNELS else np.nan
        leaders = [own["channel"].iloc[int(own[side].to_numpy().argmax())] for side in SIDES]
        rows.append((model, alike, *leaders))
    return pd.DataFrame(rows, columns=["model", "correlation", "leader_before", "leader_after"])


def _beside(
    credit: pd.DataFrame, halves: Sequence[Dataset], summaries: Sequence[Summary], touch_by: str
) -> pd.DataFrame:
    """Put spend and touches of both halves beside the shares."""
    credit = credit.copy()
    for side, half, summary in zip(SIDES, halves, summaries, strict=True):
        spend = spend_of(half, touch_by)
        paid = {} if spend is None else dict(zip(spend.rows["channel"], spend.rows["spend"], strict=True))
        touched = touches_of(summary).groupby("channel")["touches"].sum()
        credit[f"spend_{side}"] = credit["channel"].map(paid).astype(float)
        credit[f"touches_{side}"] = credit["channel"].map(touched).fillna(0).astype("int64")
    return credit
