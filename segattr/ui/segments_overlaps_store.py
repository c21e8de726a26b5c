"""Who fits several segments, worked out once per data and set."""

from __future__ import annotations

import pandas as pd

from segattr.averages.population import Population
from segattr.segments.overlaps import overlap_matrix
from segattr.segments.overlaps import regions as regions_of
from segattr.segments.registry import read_segmentation
from segattr.segments.rules import Rules
from segattr.ui import store


def pairs(key: str, definition: str) -> pd.DataFrame:
    """Return how many of those who fit one rule fit another; see `segattr.segments.overlaps`."""
    return store.kept(("pairs of segments", key, definition), lambda: _pairs(key, definition))


def parts(key: str, definition: str, names: tuple[str, ...]) -> pd.DataFrame:
    """Return how many fit exactly these of the chosen rules and no other of them."""
    return store.kept(("parts of segments", key, definition, names), lambda: _parts(key, definition, names))


def _pairs(key: str, definition: str) -> pd.DataFrame:
    rules, everybody = _rules(key, definition)
    return overlap_matrix(everybody.fits(rules), rules.names, everybody.people)


def _parts(key: str, definition: str, names: tuple[str, ...]) -> pd.DataFrame:
    rules, everybody = _rules(key, definition)
    places = [rules.names.index(name) for name in names]
    return regions_of(everybody.fits(rules)[:, places], names, everybody.people)


def _rules(key: str, definition: str) -> tuple[Rules, Population]:
    rule = read_segmentation(definition)
    assert isinstance(rule, Rules)  # the page asks of no other
    rules = rule.of(store.loaded(key))
    return rules, store.population(key, rules.unit, rules.as_of)
