"""Reddit Ads: the warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

REDDIT = Source(
    "reddit",
    "Reddit Ads",
    (
        Layout(
            "a Reddit Ads warehouse table",
            ("date", "spend", "impressions", "legacy_click_conversions_attribution_window_day"),
            role="costs",
            columns={"costs": {"start": "date", "clicks": "clicks", "impressions": "impressions"}},
            millionths=("spend",),
        ),
    ),
)
