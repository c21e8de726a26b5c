"""The shop's story as one literal: who there is, who buys, what, and how often.

Change a number here and the sample, its truths and its sentences follow.
"""

from __future__ import annotations

import pandas as pd

VERSION = 1
"""Raised whenever the same size and seed would give other files."""

SMALLEST = 2_000
CURRENCY = "EUR"
LOOKBACK_DAYS = 30

# ── who there is ────────────────────────────────────────────────────────────────────────────────────
VISITORS = {"returning": 2 / 7, "new": 5 / 7}
RATES = {"all": 0.03, "returning": 0.08, "mobile & South": 0.003}
"""Conversion rates (0-1); what the new visitors convert at (1 %) is what is left."""

CELL_CONVERTERS = {"returning": 13, "new": 5}
"""How the few buyers on mobile in the South split; per 70,000 people there are 18."""

DEVICES = {
    "returning": {"desktop": 0.72, "mobile": 0.20, "tablet": 0.08},
    "new": {"desktop": 0.52, "mobile": 0.40, "tablet": 0.08},
}
REGIONS = {"North": 0.25, "South": 0.25, "East": 0.25, "West": 0.25}
NOISE = {
    "age_band": {"18-24": 0.14, "25-34": 0.26, "35-44": 0.23, "45-54": 0.18, "55-64": 0.12, "65+": 0.07},
    "browser": {"Chrome": 0.56, "Safari": 0.27, "Firefox": 0.09, "Edge": 0.08},
    "interest": {"Running": 0.34, "Hiking": 0.24, "Fitness": 0.22, "Everyday": 0.20},
}

# ── when ────────────────────────────────────────────────────────────────────────────────────────────
START, END = pd.Timestamp("2026-03-01"), pd.Timestamp("2026-08-31 23:00")
FLIGHT = pd.Timestamp("2026-05-01"), pd.Timestamp("2026-07-31 23:00")
"""Both campaigns of the story run at the same time, so that neither has longer to be bought from again."""

KNOWN_SINCE = pd.Timestamp("2024-01-01"), pd.Timestamp("2026-02-25")

WINNER, QUIET = "Summer Deal", "Fit Guide"
"""The campaign everybody loves, and the one of nearly the same revenue that nobody talks about."""

# ── what is bought, and how often ───────────────────────────────────────────────────────────────────
PRODUCTS = pd.DataFrame(
    [
        ("Trail Shoe", "Shoes", 119.0, 0.48),
        ("Road Shoe", "Shoes", 109.0, 0.48),
        ("Rain Jacket", "Jackets", 139.0, 0.52),
        ("Fleece", "Jackets", 79.0, 0.50),
        ("Running Tee", "Tops", 35.0, 0.45),
        ("Shorts", "Tops", 39.0, 0.45),
        ("Cap", "Accessories", 22.0, 0.42),
    ],
    columns=["product", "category", "price", "cost_share"],
).set_index("product")
EXTRAS, HANDLING = 20.0, 6.5
"""Small things added to a basket (up to, EUR) and what packing and sending one order costs (EUR)."""

BASKETS = {
    WINNER: {"Road Shoe": 25, "Fleece": 27, "Rain Jacket": 14, "Running Tee": 19, "Shorts": 15},
    QUIET: {"Trail Shoe": 40, "Road Shoe": 42, "Rain Jacket": 4, "Running Tee": 14},
    "other": dict(zip(PRODUCTS.index, (18, 20, 12, 16, 16, 11, 7), strict=True)),
}
DISCOUNTS: dict[str, dict[float, float]] = {
    WINNER: {0.30: 0.95, 0.0: 0.05},
    QUIET: {0.10: 0.08, 0.0: 0.92},
    "other": {0.10: 0.20, 0.0: 0.80},
}
AGAIN = {WINNER: 0.04, QUIET: 0.40, "other": 0.14}
"""Share of customers who order a second time, by what led to their first order."""

ONCE_MORE = 0.25
"""Share of those who order a third time."""

GAP_DAYS = (14, 60)
"""Days between two orders of one customer."""
