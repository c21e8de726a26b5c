"""The story of an app's installs as one literal; change a number and the sample and its truths follow."""

from __future__ import annotations

from typing import Final, NamedTuple

import pandas as pd

VERSION: Final = 1
"""Raised whenever the same size and seed would give other files."""

SMALLEST: Final = 2_000
CURRENCY: Final = "EUR"
START, END = pd.Timestamp("2026-03-01 00:10"), pd.Timestamp("2026-05-31 20:00")
LAST_INSTALL: Final = pd.Timestamp("2026-04-30 20:00")
"""Installs come until here, so that what follows them still lies within the data."""

WINDOW_DAYS, SAME_DAYS = 7.0, 1.0
"""The rule under which the truths hold."""


class Spot(NamedTuple):
    """One advert: whose, its share of the installs, what an install is billed, and how many become active."""

    source: str
    campaign: str
    ad_group: str
    creative: str
    share: float
    price: float
    active: float


ORGANIC: Final = Spot("", "", "", "", 0.30, 0.0, 0.42)
SPOTS: Final = (
    ORGANIC,
    Spot("Facebook Ads", "Summer Video", "Broad", "Hiker", 0.16, 1.10, 0.12),
    Spot("Facebook Ads", "Summer Video", "Lookalike", "Hiker", 0.08, 1.60, 0.26),
    Spot("Google Ads", "Brand Search", "Brand", "Text", 0.14, 2.40, 0.52),
    Spot("Apple Search Ads", "Category", "Hiking", "Default", 0.08, 3.20, 0.48),
    Spot("TikTok", "Creator Clips", "Outdoor", "Clip A", 0.12, 1.40, 0.40),
    Spot("TikTok", "Creator Clips", "Outdoor", "Clip B", 0.12, 1.40, 0.08),
)
ONLY_IOS: Final = ("Apple Search Ads",)
PLATFORMS: Final = {"iOS": 0.45, "Android": 0.55}
ON_PLATFORM: Final = {"iOS": 1.25, "Android": 0.75}
"""How many become active there, times the advert's own share: the form on Android is the hidden loss."""

APPS: Final = {"Trail": 0.8, "Trail Kids": 0.2}
COUNTRIES: Final = {"Germany": 0.5, "Austria": 0.2, "Switzerland": 0.3}
"""Neither says anything about who becomes active."""

OPENED: Final = 0.95
PAID: Final = 0.25
"""Share of those who became active."""

REVENUE: Final = (4.0, 12.0)
DOUBLE: Final = 0.40
"""Share of the installs that the app sends and a server sends again."""

RESENT: Final = 0.02
"""Share that the app sends twice itself, the same message again."""

AGAIN: Final = 0.03
"""Share on Android that is installed again later on the same phone."""

LATE, EARLY = 0.05, 0.01
"""Shares of the adverts' installs whose attribution comes after the window, or before the install."""

PROVIDER: Final = "Branch"
ON_DEVICE: Final = {"iOS": "analytics-ios", "Android": "analytics-android"}
ON_SERVER: Final = "branch-server"
SHOP_SERVER: Final = "analytics-node"
ELSEWHERE: Final = ("Podcast Ads", "Autumn Podcast", "Host read", 0.15)
"""A campaign on the bills that no install carries: channel, campaign, ad group, EUR per install of all."""

BEFOREHAND: Final = 0.05
"""Spend of the brand's campaign in the month before the data, EUR per install of all."""
