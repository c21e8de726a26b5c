"""What both libraries of paths need first: one path per journey, with its conversions, value and losses."""

from __future__ import annotations

from pathlib import Path

import pandas as pd


def journey_paths(folder: Path, separator: str) -> pd.DataFrame:
    """Return ``path, conversions, value, losses``, a row per different path, by sort and groupby."""
    flat = pd.read_parquet(folder / "flat.parquet").sort_values(["customer_id", "ts"])
    flat["journey"] = flat.groupby("customer_id")["converted"].cumsum() - flat["converted"]
    journeys = flat.groupby(["customer_id", "journey"]).agg(
        path=("channel", separator.join), conversions=("converted", "max"), value=("value", "sum")
    )
    journeys["losses"] = 1 - journeys["conversions"]
    return journeys.groupby("path", as_index=False)[["conversions", "value", "losses"]].sum()
