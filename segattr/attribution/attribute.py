"""Models side by side: who gets how much credit, per segment."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from segattr.attribution.model import Model
from segattr.attribution.registry import find_models
from segattr.errors import UnsuitableData
from segattr.reduce.summary import NO_TOUCH, Summary

COLUMNS = ["model", "segment", "channel", "conversions", "value", "share"]
DEFAULT_MODELS = ("first", "last", "linear")


def attribute(
    summary: Summary, models: Iterable[Model | str] | Model | str = DEFAULT_MODELS, *, interval: bool = False
) -> pd.DataFrame:
    """Split every conversion over the touches before it, by several models at once.

    Parameters
    ----------
    summary : from `segattr.summarise`.
    models : names from ``MODELS`` or models; ``custom=30/40/30`` sets custom weights.
    interval : add a 95 % interval of ``share``, by leaving out each of 64 random groups of customers in turn.

    Returns
    -------
    DataFrame ``model, segment, channel, conversions, value, share [, low, high]``, one row per model, segment
    and channel that was touched on the way to a conversion; conversions without an eligible touch stand in
    the row ``(no touch)``. ``share`` is of the segment's conversions, 0 to 1, and adds up to 1.

    Raises
    ------
    UnknownName : no such model. UnsuitableData : the Summary lacks what a model, or an interval, needs.

    Notes
    -----
    Credit, not effect: every model here shares out conversions that happened, none says what would have
    happened without a channel. Models that agree may share a blind spot.
    """
    chosen = find_models(models)
    if interval and not summary.timed:
        raise UnsuitableData(
            "Counted conversion paths carry no customers, so there are no intervals to give."
        )
    untouched = _untouched(summary)
    parts = [_with_share(_credit(model, summary, untouched), summary) for model in chosen]
    if interval:
        from segattr.attribution.intervals import share_intervals  # here: its SciPy costs every start 0.3 s

        parts = [share_intervals(part, model, summary) for part, model in zip(parts, chosen, strict=True)]
    columns = COLUMNS + (["low", "high"] if interval else [])
    return pd.concat(parts, ignore_index=True)[columns].astype(
        {"model": "str", "segment": "str", "channel": "str"}
    )


def _credit(model: Model, summary: Summary, untouched: pd.DataFrame) -> pd.DataFrame:
    credit = model.credit(summary).astype({"channel": "str"})
    rows = pd.concat([credit, untouched], ignore_index=True).assign(model=model.name)
    return rows.sort_values("segment", kind="stable", ignore_index=True)


def _untouched(summary: Summary) -> pd.DataFrame:
    """Conversions nobody can be credited with, one row per segment that has any."""
    totals = summary.conversions.groupby("segment", observed=True, as_index=False)[
        ["no_touch", "no_touch_value", "no_touch_margin"]
    ].sum()
    named = totals.set_axis(["segment", "conversions", "value", "margin"], axis=1)
    return named[named["conversions"] > 0].assign(channel=NO_TOUCH)


def _with_share(credit: pd.DataFrame, summary: Summary) -> pd.DataFrame:
    totals = summary.conversions.groupby("segment", observed=True)["conversions"].sum()
    return credit.assign(share=credit["conversions"] / credit["segment"].map(totals).astype(float))
