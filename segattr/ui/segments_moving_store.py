"""Who moved between two days, worked out once per data, set and days."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.segments.clusters import Clusters
from segattr.segments.derived import derived, offered
from segattr.segments.drift import drift
from segattr.segments.feature_table import feature_table
from segattr.segments.migration import Dated, Migration
from segattr.segments.migration import moved as moved_of
from segattr.segments.registry import read_segmentation
from segattr.segments.rules import Rules
from segattr.segments.scores import Scores
from segattr.ui import store

MOST_FIELDS: Final = 12
USUAL: Final = ("orders so far", "spent so far", "average order", "days since last order", "touches so far")
SURE: Final = 0.95


def moved(key: str, definition: str, first: str, second: str) -> Migration:
    """Return who moved; the ranges of all segments hold together."""
    rule = dated(definition)
    assert rule is not None  # the page asks of no other
    level = 1 - (1 - SURE) / max(len(rule.labels_in_order), 1)
    what = ("moved", key, definition, first, second)
    return store.kept(what, lambda: moved_of(store.loaded(key), rule, first, second, level=level))


def drifted(key: str, definition: str, first: str, second: str) -> pd.DataFrame:
    """Return how far the fields of the set have changed, and the usual ones; see `drift`."""
    what = ("drift", key, definition, first, second)
    return store.kept(what, lambda: _drifted(store.loaded(key), dated(definition), first, second))


def dated(definition: str) -> Dated | None:
    """Return the set if it can be read as of a day, else None."""
    rule = read_segmentation(definition)
    return rule if isinstance(rule, Rules | Scores | Clusters) else None


def span(dataset: Dataset) -> tuple[str, str]:
    """Return the first and the last day anything happened; empty where nothing says when."""
    if dataset.span is None:
        return "", ""
    first, last = (end.date().isoformat() for end in dataset.span)
    return first, last


def proposed(first: str, last: str) -> tuple[str, str]:
    """Return the last day and the one a quarter earlier, or half the way back in data of less.

    Examples
    --------
    >>> proposed("2026-03-01", "2026-08-30"), proposed("2026-08-01", "2026-08-31")
    (('2026-05-30', '2026-08-30'), ('2026-08-16', '2026-08-31'))
    """
    begin, end = pd.Timestamp(first), pd.Timestamp(last)
    earlier = end - pd.DateOffset(months=3)
    earlier = earlier if earlier >= begin else begin + (end - begin) / 2
    return earlier.date().isoformat(), last


def _drifted(dataset: Dataset, rule: Dated | None, first: str, second: str) -> pd.DataFrame:
    own = rule.rules.fields if isinstance(rule, Scores) else rule.fields if rule is not None else ()
    there = offered(dataset)
    wanted = [name for name in (*own, *USUAL) if name in there or (derived(name) and name in own)]
    names = list(dict.fromkeys(wanted))[:MOST_FIELDS]
    return drift(*(feature_table(dataset, names, day=day) for day in (first, second)))
