"""Each audience whole, worked out once per data, set and settings."""

from __future__ import annotations

import pandas as pd

from segattr.attribution.audiences import credit_of_audiences
from segattr.attribution.orders import Orders, of_orders
from segattr.attribution.registry import find_models
from segattr.reduce.window import Window
from segattr.segments.audiences import audiences_of
from segattr.segments.registry import find_segmentation
from segattr.segments.rules import Rules
from segattr.ui import store


def overlapping(key: str, definition: str) -> Rules | None:
    """Return the set if its audiences may overlap; None for any other, and where a Summary holds no people.

    Parameters
    ----------
    definition : columns joined by commas, or a definition's text; empty for everyone as one group.
    """
    if not definition.lstrip().startswith("{") or store.opened(key) is not None:
        return None
    rule = find_segmentation(definition)
    return rule if isinstance(rule, Rules) and audiences_of(rule) else None


def credit(
    key: str, definition: str, window: Window, touch_by: str, models: tuple[str, ...], orders: Orders
) -> pd.DataFrame:
    """Return the credit of each audience; see `segattr.attribution.audiences.credit_of_audiences`."""
    what = ("audiences whole", key, definition, window, touch_by, models, orders)
    return store.kept(what, lambda: _credit(key, definition, window, touch_by, models, orders))


def _credit(
    key: str, definition: str, window: Window, touch_by: str, models: tuple[str, ...], orders: Orders
) -> pd.DataFrame:
    rule = overlapping(key, definition)
    assert rule is not None  # the page asks of no other
    chosen = find_models(models)
    needed = {name for model in chosen for name in model.needs}
    reduced = of_orders(store.with_tables(key, definition, window, touch_by, needed), orders)
    return credit_of_audiences(reduced, rule, chosen)
