"""TikTok Ads: the warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

TIKTOK = Source(
    "tiktok",
    "TikTok Ads",
    (
        Layout(
            "a TikTok Ads warehouse table",
            ("STAT_TIME_HOUR", "SPEND", "IMPRESSIONS"),
            role="costs",
            columns={
                "costs": {
                    "start": "STAT_TIME_HOUR",
                    "spend": "SPEND",
                    "clicks": "CLICKS",
                    "impressions": "IMPRESSIONS",
                }
            },
        ),
    ),
)
