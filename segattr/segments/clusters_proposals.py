"""Which fields to look for groups in: three ways to begin, as far as the data allow."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.segments.clusters_scaling import MOST_CATEGORIES, MOST_LEVELS
from segattr.segments.derived import answered, taken

BOUGHT: Final = ("days since last order", "orders so far", "average order")
SEEN: Final = ("days since last touch", "touches so far", "days since first seen")
MOST_NUMBERS: Final = 4
FEWEST: Final = 2  # fields; in one alone, groups are tiers


def proposals(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Return ways to tell customers apart: ``seen``, ``told`` (the customers' own columns), ``bought``.

    Returns
    -------
    dict : way -> fields, of which there are at least two. ``bought`` is last: what is worked out from the
        orders goes in circles once the question is who orders.

    Examples
    --------
    >>> people = pd.DataFrame({"customer_id": ["a", "b"], "plan": ["s", "l"], "seats": [1.0, 9.0]})
    >>> proposals(Dataset(customers=people))
    {'told': ('seats', 'plan')}
    """
    ways = {
        "seen": _worked_out(dataset, SEEN) if dataset.touchpoints is not None else (),
        "told": _own(dataset.listed),
        "bought": _worked_out(dataset, BOUGHT),
    }
    return {way: fields for way, fields in ways.items() if len(fields) >= FEWEST}


def _worked_out(dataset: Dataset, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if taken(dataset, name) or answered(dataset, name))


def _own(customers: pd.DataFrame | None) -> tuple[str, ...]:
    if customers is None:
        return ()
    columns = {str(name): customers[name] for name in customers if name != "customer_id"}
    numbers = [name for name, values in columns.items() if is_measure(values)]
    texts = [name for name, values in columns.items() if is_category(values)]
    return (*numbers[:MOST_NUMBERS], *texts[:MOST_CATEGORIES])


def is_measure(values: pd.Series) -> bool:
    """Whether a column holds numbers that differ."""
    numeric = pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype)
    return numeric and values.nunique() >= FEWEST


def is_category(values: pd.Series) -> bool:
    """Whether a column holds a few different texts, and at least two."""
    plain = not pd.api.types.is_numeric_dtype(values.dtype)
    plain = plain and not pd.api.types.is_datetime64_any_dtype(values.dtype)
    return plain and FEWEST <= values.nunique() <= MOST_LEVELS
