"""Where a visit can come from, and what it costs."""

from __future__ import annotations

import pandas as pd

from segattr.sample.story import QUIET, WINNER

SPOTS = pd.DataFrame(
    [
        ("Summer Deal", "Paid Social", "Summer Deal", "instagram", "paid_social", None),
        ("Style Stories", "Paid Social", "Style Stories", "facebook", "paid_social", 0.20),
        ("Brand Film", "Display", "Brand Film", "adnet", "display", 0.12),
        ("Second Look", "Display", "Second Look", "adnet", "display", 0.25),
        ("Fit Guide", "Paid Search", "Fit Guide", "google", "cpc", None),
        ("Running Shoes", "Paid Search", "Running Shoes", "google", "cpc", 0.50),
        ("Shop Name", "Paid Search Brand", "Shop Name", "google", "cpc", 0.22),
        ("Organic Search", "Organic Search", None, "google", "organic", 0.0),
        ("Newsletter", "Email", "Newsletter", "crm", "email", 0.02),
        ("Cart Reminder", "Email", "Cart Reminder", "crm", "email", 0.02),
        ("Win Back", "Email", "Win Back", "crm", "email", 0.02),
        ("Welcome Series", "Email", "Welcome Series", "crm", "email", 0.02),
        ("Direct", "Direct", None, "(direct)", "(none)", 0.0),
        ("Partner Deals", "Affiliate", "Partner Deals", "partnernet", "affiliate", 0.30),
        ("Referral", "Referral", None, "trailblog", "referral", 0.0),
    ],
    columns=["spot", "channel", "campaign", "source", "medium", "cost_per_click"],
).set_index("spot")
CONTENTS = {"a": 0.5, "b": 0.3, "c": 0.2}
COST_PER_ORDER = {WINNER: 19.0, QUIET: 34.0}
"""Spend per customer whose first order began with the campaign; the others are paid per click."""
