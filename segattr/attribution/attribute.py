"""Models side by side: who gets how much credit, per segment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import numpy as np
import pandas as pd

from segattr.attribution.model import CREDIT, Measure, Model
from segattr.attribution.registry import find_models
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.summary import NO_TOUCH, Summary

COLUMNS = ["model", "segment", "channel", "conversions", "value", "share"]
DEFAULT_MODELS = ("first", "last", "linear")


def attribute(
    summary: Summary,
    models: Iterable[Model | str] | Model | str = DEFAULT_MODELS,
    *,
    interval: bool = False,
    share_of: Measure = "conversions",
    margin: bool = False,
) -> pd.DataFrame:
    """Split every conversion over the touches before it, by several models at once.

    Parameters
    ----------
    summary : from `segattr.summarise`.
    models : names from ``MODELS`` or models; a name may carry settings, see `find_models`:
        ``custom=30/40/30`` sets custom weights, ``markov=2`` remembers two touches.
    interval : add a 95 % interval of ``share``, by leaving out each of 64 random groups of customers in turn;
        none (nan) for ``shapley=rate``, whose channel sets carry no customers.
    share_of : what ``share`` and its interval are of: ``conversions``, or their ``value`` or ``margin``.
    margin : add the credit in ``margin`` after that in ``value``; 0 where the conversions carry none.

    Returns
    -------
    DataFrame ``model, segment, channel, conversions, value, share [, low, high]``, one row per model, segment
    and channel that was touched on the way to a conversion; conversions without an eligible touch stand in
    the row ``(no touch)``. ``share`` is of the segment's conversions (or money), 0 to 1, and adds up to 1; of
    money that adds up to nothing there is no share (nan).

    Raises
    ------
    UnknownName : no such model. UnsuitableData : the Summary lacks what a model, or an interval, needs.
    BadSetting : a share of something else.

    Notes
    -----
    Credit, not effect: every model here shares out conversions that happened, none says what would have
    happened without a channel. Models that agree may share a blind spot.
    """
    chosen = find_models(models)
    if share_of not in get_args(Measure):
        raise BadSetting(
            f"share_of is {share_of!r}; it takes {', '.join(get_args(Measure))}.", setting="share_of"
        )
    if interval and not summary.timed:
        raise UnsuitableData(
            "Counted conversion paths carry no customers, so there are no intervals to give."
        )
    totals = _totals(summary)
    rows = _credit(chosen, summary, totals, share_of)
    if interval:
        from segattr.attribution.intervals import share_intervals  # here: its SciPy costs every start 0.3 s

        parts = [rows[rows["model"] == model.name].reset_index(drop=True) for model in chosen]
        parts = [share_intervals(p, model, summary, share_of) for p, model in zip(parts, chosen, strict=True)]
        rows = pd.concat(parts, ignore_index=True)
    columns = [
        *COLUMNS[:-1],
        *(["margin"] if margin else []),
        "share",
        *(["low", "high"] if interval else []),
    ]
    return rows[columns].astype({"model": "str", "segment": "str", "channel": "str"})


def _totals(summary: Summary) -> pd.DataFrame:
    """Conversions of each segment, and those of them, with their money, that no touch came before."""
    measures = ["conversions", "value", "margin", "no_touch", "no_touch_value", "no_touch_margin"]
    return summary.conversions.groupby("segment", observed=True)[measures].sum()


def _credit(models: list[Model], summary: Summary, totals: pd.DataFrame, share_of: Measure) -> pd.DataFrame:
    """Return the rows of every model, segment by segment, ``(no touch)`` last, each with its share."""
    left = totals[totals["no_touch"] > 0].drop(columns=CREDIT[2:]).reset_index()
    untouched = left.set_axis(["segment", "conversions", "value", "margin"], axis=1).assign(channel=NO_TOUCH)
    each = [part for model in models for part in (model.credit(summary), untouched)]
    names = [model.name for model in models for _ in range(2)]
    columns = {name: np.concatenate([part[name].to_numpy() for part in each]) for name in CREDIT}
    model = np.repeat(np.arange(len(each)) // 2, [len(part) for part in each])
    segment = pd.CategoricalIndex(totals.index).categories.get_indexer(pd.Index(columns["segment"]))
    rows = pd.DataFrame({"model": np.array(names[::2], dtype=object)[model], **columns})
    rows = rows.take(np.lexsort((segment, model)))
    if NO_TOUCH in summary.channels:  # a channel of that very name keeps one row, as every channel does
        rows = rows.groupby(["model", "segment", "channel"], sort=False, as_index=False).sum()
    whole = totals[share_of].reindex(rows["segment"]).to_numpy(float)
    return rows.assign(share=rows[share_of].to_numpy(float) / np.where(whole == 0, np.nan, whole))
