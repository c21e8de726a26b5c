"""Snapchat Ads: the hourly warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

SNAPCHAT = Source(
    "snapchat",
    "Snapchat Ads",
    (
        Layout(
            "a Snapchat Ads warehouse table",
            ("date", "spend", "impressions", "swipes", "swipe_up_percent"),
            role="costs",
            columns={"costs": {"start": "date", "clicks": "swipes", "impressions": "impressions"}},
            notes=("A click is called a swipe.",),
            millionths=("spend",),
        ),
    ),
)
