"""What the cards of the Segments page need to know of the data, each worked out once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import inf, isfinite
from typing import Any, Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.segments.audiences import audiences_of, belongs, in_audience
from segattr.segments.cards import Card
from segattr.segments.fit import fit as fit_of
from segattr.segments.overlaps import overlaps
from segattr.segments.read_back import read_back
from segattr.segments.registry import find_segmentation, read_segmentation
from segattr.segments.rules import Rules
from segattr.segments.scores import Scores
from segattr.segments.segment import segment
from segattr.segments.segmentation import Segmentation
from segattr.ui import store
from segattr.words import cards as words

MOST_OFFERED: Final = 200  # campaigns in a list to choose from
DIGITS: Final = 4  # of a figure taken as baseline


def campaigns(dataset: Dataset) -> list[str]:
    """Return the campaigns in the data, those with most touches first."""
    return store.kept(("campaigns", dataset.key), lambda: _campaigns(store.loaded(dataset.key)))


def overlap(key: str, definition: str) -> pd.DataFrame | None:
    """Return how far a set's rules hold for the same people; None for a set that is no rules."""
    return store.kept(("overlap of segments", key, definition), lambda: _overlap(key, definition))


def served(dataset: Dataset, definition: str, card: Card, lookback_days: float) -> pd.DataFrame | None:
    """Return what came of the campaigns that serve a segment; None where no touch is of any of them."""
    there = {name.casefold() for name in campaigns(dataset)}
    names = tuple(name for name in card.serving if name.casefold() in there)
    if not names or dataset.conversions is None:
        return None
    what = ("read back", dataset.key, definition, card.segment, names, lookback_days)
    return store.kept(what, lambda: _served(dataset.key, definition, card.segment, names, lookback_days))


def money(dataset: Dataset, definition: str) -> pd.DataFrame:
    """Return ``spent, share`` by segment: what its people spent so far, and its part of all they spent.

    Audiences that overlap stand whole. Empty where no order says what it was worth.
    """
    return store.kept(("money of segments", dataset.key, definition), lambda: _money(dataset.key, definition))


def fit(key: str, definitions: tuple[str, ...]) -> pd.DataFrame:
    """Return what of some sets does not fit the data; see `segattr.segments.fit`."""
    rules = [read_segmentation(text) for text in definitions]
    return store.kept(("fit", key, definitions), lambda: fit_of(rules, store.loaded(key)))


def measured(metric: str, row: Mapping[Hashable, Any] | None) -> float | None:
    """Return what a metric is today, in its own unit; None where these data do not say.

    Examples
    --------
    >>> measured("conversion rate", {"rate": 0.0803, "people": 2_000})
    8.03
    """
    if row is None or not row["people"]:
        return None
    found = {
        words.RATE: 100 * row.get("rate", inf),
        words.SHARE: 100 * row.get("share", inf),
        words.PEOPLE: float(row["people"]),
        words.SPENT: row.get("spent", inf) / row["people"],
    }.get(metric, inf)
    if not isfinite(found):
        return None
    return found if metric == words.PEOPLE else float(f"{found:.{DIGITS}g}")


def _campaigns(dataset: Dataset) -> list[str]:
    touches = dataset.touchpoints
    if touches is None or "campaign" not in touches:
        return []
    counted = touches["campaign"].dropna().astype("str").value_counts()
    return [name for name in counted.index[:MOST_OFFERED] if name]


def _overlap(key: str, definition: str) -> pd.DataFrame | None:
    rule = read_segmentation(definition)
    if not isinstance(rule, Rules | Scores):
        return None
    rules = rule.of(store.loaded(key))
    everybody = store.population(key, rules.unit, rules.as_of)
    return overlaps(everybody.fits(rules), rules.names, everybody.people)


def _rule(definition: str) -> Segmentation:
    rule = find_segmentation(definition)
    assert rule is not None  # a definition is never nothing
    return rule


def _labels(key: str, definition: str) -> pd.Series:
    rule = _rule(definition)
    return store.kept(("segments", key, definition), lambda: segment(store.loaded(key), rule))


def _money(key: str, definition: str) -> pd.DataFrame:
    orders = store.loaded(key).conversions
    if orders is None or "value" not in orders or not orders["value"].notna().any():
        return pd.DataFrame(columns=["spent", "share"])
    whose = orders["customer_id"].astype("str").map(_labels(key, definition))
    spent = orders["value"].groupby(whose).sum()
    total, rule = spent.sum(), _rule(definition)
    whole = {name: spent.reindex(belongs(rule, name)).sum() for name in audiences_of(rule)}
    spent = pd.Series(dict(spent) | whole, dtype="float64")
    return pd.DataFrame({"spent": spent, "share": spent / total if total else spent})


def _served(
    key: str, definition: str, name: str, campaigns: tuple[str, ...], lookback_days: float
) -> pd.DataFrame:
    inside = in_audience(_rule(definition), _labels(key, definition), name)
    return read_back(store.loaded(key), inside, campaigns, lookback_days=lookback_days)
