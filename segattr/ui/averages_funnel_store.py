"""Funnels and the timing of demand, each worked out once per data and settings."""

from __future__ import annotations

from functools import partial

import pandas as pd

from segattr.averages.funnel import funnel as funnel_of
from segattr.averages.steps import steps_off_the_way, steps_offered
from segattr.averages.steps import steps_there as all_steps
from segattr.averages.timing import demand_timing
from segattr.ui import store
from segattr.ui.averages_store import Named, labels


def steps(key: str) -> tuple[str, ...]:
    """Return the steps of a funnel the data hold, in the order proposed."""
    return store.kept(("steps", key), lambda: steps_offered(store.loaded(key)))


def steps_there(key: str) -> tuple[str, ...]:
    """Return everything the data hold that can be a step."""
    return store.kept(("all steps", key), lambda: all_steps(store.loaded(key)))


def steps_aside(key: str) -> tuple[str, ...]:
    """Return columns of yes and no that are steps only if the visitor says so."""
    return store.kept(("steps aside", key), lambda: steps_off_the_way(store.loaded(key)))


def funnel(key: str, chosen: tuple[str, ...], by: str, sets: Named, level: float) -> pd.DataFrame:
    """Return how far every segment comes."""
    return store.kept(
        ("funnel", key, chosen, by, sets, level),
        lambda: funnel_of(store.loaded(key), chosen, by, extra=labels(key, sets), level=level),
    )


def timing(key: str, market: str, sets: Named) -> pd.DataFrame:
    """Return when each market orders, week by week."""
    work = partial(demand_timing, store.loaded(key), market, extra=labels(key, sets))
    return store.kept(("timing", key, market, sets), work)
