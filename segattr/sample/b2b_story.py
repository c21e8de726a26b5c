"""The story of a software firm that sells to other firms, as one literal: who is there, how they come to buy.

Change a number here and the sample, its truths and its sentences follow.
"""

from __future__ import annotations

import pandas as pd

VERSION = 1
"""Raised whenever the same size and seed would give other files."""

SMALLEST = 2_000
CURRENCY = "EUR"
LOOKBACK_DAYS = 150
"""Longer than any sale takes: the window under which the truths hold."""

SHORT_LOOKBACK_DAYS = 30
"""The window most tools begin with, which cuts the long sales."""

START, END = pd.Timestamp("2025-09-01"), pd.Timestamp("2026-08-31 18:00")

SIZES = {"Enterprise": 0.2, "Mid-market": 0.3, "Small business": 0.5}
WON = {"Enterprise": 0.10, "Mid-market": 0.04, "Small business": 0.016}
"""Share of contacts (0-1) that buy; over all of them it is 4 %."""

PER_DEAL = {"lost": 1.0, "open": 0.5, "lead": 3.0}
"""Contacts for each one that buys: opportunities lost or still open, and leads that went no further."""

CYCLE_DAYS = {"Enterprise": (70, 140), "Mid-market": (30, 75), "Small business": (6, 26)}
"""Days from the first touch to the last, from and to."""

VALUE = {"Enterprise": 24_000.0, "Mid-market": 6_000.0, "Small business": 1_200.0}
MARGIN = {"Enterprise": 0.55, "Mid-market": 0.62, "Small business": 0.70}

AGAIN = 0.25
"""Share of buyers who buy a second time."""

AGAIN_DAYS = (25, 60)
NOISE = {
    "industry": {"Manufacturing": 0.34, "Retail": 0.26, "Health": 0.22, "Public": 0.18},
    "region": {"North": 0.3, "South": 0.3, "East": 0.2, "West": 0.2},
}

PHASES = ("find", "lead", "nurture", "opportunity", "close", "last")
"""A sale in order; the touches called lead and opportunity are those after which the contact is one."""

WALKED = {
    "never": ("find",),
    "lead": ("find", "lead", "nurture"),
    "lost": ("find", "lead", "nurture", "opportunity", "close"),
    "open": ("find", "lead", "nurture", "opportunity", "close"),
    "won": PHASES,
}
TOUCHES = {
    "find": {1: 0.5, 2: 0.3, 3: 0.2},
    "lead": {1: 1.0},
    "nurture": {1: 0.4, 2: 0.4, 3: 0.2},
    "opportunity": {1: 1.0},
    "close": {0: 0.4, 1: 0.4, 2: 0.2},
    "last": {1: 1.0},
}
"""How many touches a phase has."""

_LATE = {
    "nurture": {"Email": 0.70, "Webinar": 0.15, "Organic Search": 0.15},
    "opportunity": {"Demo": 0.80, "Sales Call": 0.20},
    "close": {"Sales Call": 0.60, "Email": 0.40},
    "last": {"Direct": 0.65, "Email": 0.35},
}
BOOK = {
    "Enterprise": {
        "find": {"Trade Fair": 0.60, "LinkedIn Ads": 0.30, "Referral": 0.10},
        "lead": {"Webinar": 0.85, "LinkedIn Ads": 0.15},
        **_LATE,
    },
    "Mid-market": {
        "find": {"LinkedIn Ads": 0.55, "Organic Search": 0.30, "Referral": 0.15},
        "lead": {"Webinar": 0.60, "LinkedIn Ads": 0.40},
        **_LATE,
    },
    "Small business": {
        "find": {"Paid Search": 0.65, "Organic Search": 0.35},
        "lead": {"Paid Search": 0.50, "Organic Search": 0.30, "Webinar": 0.20},
        **_LATE,
    },
}
RENEWED = {"Email": 0.5, "Account Manager": 0.5}
"""The two touches before a second deal."""

PRICES = {"LinkedIn Ads": 6.5, "Paid Search": 3.2, "Trade Fair": 120.0, "Webinar": 18.0}
"""Cost of a touch, EUR; the others are not billed."""
