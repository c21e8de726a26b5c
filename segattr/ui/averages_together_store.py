"""Channels met together and credit by month, each worked out once per data and settings."""

from __future__ import annotations

from functools import partial

import pandas as pd

from segattr.averages.credit_moves import credit_moved as moved
from segattr.averages.credit_moves import credit_over_time
from segattr.averages.pairs import pairs as pairs_of
from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from segattr.segments.registry import find_segmentation
from segattr.ui import store


def pairs(key: str) -> pd.DataFrame:
    """Return the pairs of channels that differ from what each alone leads to expect."""
    return store.kept(("pairs", key), lambda: pairs_of(store.loaded(key)))


def credit_moved(
    key: str,
    segmentation: str,
    window: Window,
    touch_by: str,
    models: tuple[str, ...],
    between: tuple[str, str],
) -> pd.DataFrame:
    """Return how the credit of each channel moved between two months, per model and segment."""
    return moved(credit_by_month(key, segmentation, window, touch_by, models), *between)


def credit_by_month(
    key: str, segmentation: str, window: Window, touch_by: str, models: tuple[str, ...]
) -> pd.DataFrame:
    """Return every month's credit under every model; shared, so leave it as it is."""
    what = ("credit by month", key, segmentation, window, touch_by, models)
    return store.kept(what, partial(_credit, key, segmentation, window, touch_by, models))


def _credit(
    key: str, segmentation: str, window: Window, touch_by: str, models: tuple[str, ...]
) -> pd.DataFrame:
    dataset = store.loaded(key)
    rule = find_segmentation(segmentation or None)
    rule = rule.of(dataset) if rule is not None else None
    summary = summarise(dataset, rule, window, touch_by=touch_by, by_month=True)
    return credit_over_time(summary, models)
