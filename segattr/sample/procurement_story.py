"""The purchase orders' story as one literal; change a number here and the sample and its truths follow."""

from __future__ import annotations

import pandas as pd

VERSION = 1
"""Raised whenever the same size and seed would give other files."""

SMALLEST = 4_000
CURRENCY = "EUR"
START, END = pd.Timestamp("2026-01-01"), pd.Timestamp("2026-06-30")

SUPPLIERS = {"Contract": 0.55, "Spot": 0.30, "New": 0.15}
REGIONS = {"North": 0.30, "South": 0.20, "East": 0.25, "West": 0.25}
APPROVALS = {
    "Contract": {"Standard": 0.85, "Full review": 0.15},
    "Spot": {"Standard": 0.25, "Full review": 0.75},
    "New": {"Standard": 0.30, "Full review": 0.70},
}
"""Risky orders get the full review, which therefore looks slower than it is."""

ON_TIME = {
    "Contract": {"Standard": 0.95, "Full review": 0.98},
    "Spot": {"Standard": 0.82, "Full review": 0.87},
    "New": {"Standard": 0.76, "Full review": 0.82},
}
"""Share delivered on time (0-1) by supplier type and approval stage: always better with a full review."""

HIDDEN, LATE_REGION = "Spot", "South"
HIDDEN_ON_TIME = {"Standard": 0.46, "Full review": 0.52}
"""The cell nobody looks at: spot suppliers to the South."""

VALUES = {"Contract": (400.0, 40_000.0), "Spot": (150.0, 12_000.0), "New": (200.0, 8_000.0)}
CATEGORIES = {"Packaging": 0.3, "Raw material": 0.3, "Services": 0.2, "IT": 0.2}
BUYERS = {"Team A": 0.4, "Team B": 0.35, "Team C": 0.25}
"""Neither says anything about delivery."""
