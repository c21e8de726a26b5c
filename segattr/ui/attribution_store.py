"""The slower work of the Attribution page, each piece done once per data and settings."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from segattr.attribution.cost import Spend, spend_of
from segattr.attribution.ledger import Ledger, ledger_of
from segattr.attribution.order import OrderAdvice
from segattr.attribution.order import order_advice as advice_on_order
from segattr.attribution.pooled import pooled
from segattr.attribution.pooling import additivity_gap, pooling
from segattr.attribution.registry import find_models
from segattr.errors import UnsuitableData
from segattr.reduce.window import MAX_MARKOV_ORDER, Window
from segattr.segments.registry import find_segmentation
from segattr.ui import store
from segattr.ui.asks import ASKS
from segattr.words.summaries import NO_SPEND


def asked(key: str, segmentation: str, window: Window, touch_by: str, ask: str) -> pd.DataFrame:
    """Return what answers one of `segattr.ui.asks.ASKS`; shared, so leave it as it is."""
    wanted, where = ASKS[ask], (key, segmentation, window, touch_by)
    return store.kept(("asked", *where, ask), lambda: wanted.answer(store.with_tables(*where, wanted.tables)))


def spend(key: str, touch_by: str) -> Spend | None:
    """Return what was spent on what earns credit; None where nobody knows."""
    if store.opened(key) is not None:
        raise UnsuitableData(NO_SPEND)
    return store.kept(("spend", key, touch_by), lambda: spend_of(store.loaded(key), touch_by))


def one_fit(
    key: str, segmentation: str, window: Window, touch_by: str, model: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what one fit for everybody changes in each segment, and its gap to the sum of the segments."""

    def work() -> tuple[pd.DataFrame, pd.DataFrame]:
        (fitted,) = find_models(model)
        reduced = store.with_tables(key, segmentation, window, touch_by, pooled(fitted).needs)
        return pooling(reduced, fitted), additivity_gap(reduced, fitted)

    return store.kept(("one_fit", key, segmentation, window, touch_by, model), work)


def order_advice(key: str, window: Window, touch_by: str) -> OrderAdvice:
    """Return how many touches a Markov chain should remember."""
    longest = replace(window, markov_order=MAX_MARKOV_ORDER)
    return store.kept(
        ("order_advice", key, longest, touch_by),
        lambda: advice_on_order(store.summary(key, "", longest, touch_by, ("transitions",))),
    )


def ledger(key: str, segmentation: str, window: Window, touch_by: str) -> Ledger:
    """Return every conversion with the touches before it, from which any model's ledger is written."""

    def work() -> Ledger:
        dataset, rule = store.loaded(key), find_segmentation(segmentation or None)
        journeys = store.journeys(key, window, touch_by)
        with journeys.lock:
            return ledger_of(journeys, dataset, rule.of(dataset) if rule is not None else None)

    return store.kept(("ledger", key, segmentation, window, touch_by), work)
