"""The slower work of the Averages page, each piece done once per data and settings."""

from __future__ import annotations

from functools import partial

import pandas as pd

from segattr.averages.cells import inside
from segattr.averages.discover import discover
from segattr.averages.known_before import standings as standings_of
from segattr.averages.period_cells import period_cells as period_cells_of
from segattr.averages.reversal import reversals as reversals_of
from segattr.averages.split import offered
from segattr.averages.standstill import standstills as standstills_of
from segattr.segments.registry import read_segmentation
from segattr.segments.segment import segment
from segattr.ui import store
from segattr.ui.choices import Every

Named = tuple[tuple[str, str], ...]


def found(key: str, metric: str) -> pd.DataFrame:
    """Return the groups an average hides, each measured again on those held out."""
    return store.kept(("found", key, metric), lambda: discover(store.loaded(key), metric=metric))


def standings(key: str) -> pd.DataFrame:
    """Return which columns were known before the outcome, as far as that can be told."""
    return store.kept(("standings", key), lambda: standings_of(store.units(key)))


def reversals(key: str, sets: Named, focus: Named, afterwards: tuple[str, ...]) -> pd.DataFrame:
    """Return every comparison of two values inside others, those that are not what they look like first."""
    work = partial(_reversals, key, sets, focus, afterwards)
    return store.kept(("reversals", key, sets, focus, afterwards), work)


def _reversals(key: str, sets: Named, focus: Named, afterwards: tuple[str, ...]) -> pd.DataFrame:
    there = inside(store.cells(key, sets), focus)
    return reversals_of(there, offered(there), afterwards=afterwards)


def period_cells(key: str, every: Every, clock: str, sets: Named) -> pd.DataFrame:
    """Return people, converters and sums by period and every dimension."""
    return store.kept(
        ("period cells", key, every, clock, sets), partial(_period_cells, key, every, clock, sets)
    )


def _period_cells(key: str, every: Every, clock: str, sets: Named) -> pd.DataFrame:
    return period_cells_of(store.loaded(key), every=every, clock=clock, extra=labels(key, sets))


def standstills(
    key: str, every: Every, clock: str, sets: Named, between: tuple[str, str], dims: tuple[str, ...]
) -> pd.DataFrame:
    """Return what moved apart between two periods beneath a total that stands still, by every column."""
    return store.kept(
        ("standstills", key, every, clock, sets, between, dims),
        partial(_standstills, key, every, clock, sets, between, dims),
    )


def _standstills(
    key: str, every: Every, clock: str, sets: Named, between: tuple[str, str], dims: tuple[str, ...]
) -> pd.DataFrame:
    cells = period_cells(key, every, clock, sets)
    before, after = (cells[cells["period"].astype("str") == period] for period in between)
    return standstills_of(before, after, dims)


def labels(key: str, sets: Named) -> dict[str, pd.Series]:
    """Return everybody's label in each segment set."""
    return {name: segment(store.loaded(key), read_segmentation(text)) for name, text in sets}
