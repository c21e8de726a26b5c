"""Amazon Ads: the warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

AMAZON = Source(
    "amazon",
    "Amazon Ads",
    (
        Layout(
            "an Amazon Ads warehouse table",
            ("date", "cost", "impressions"),
            ("sales_7_d", "purchases_30_d", "sales_30_d"),
            "costs",
            {
                "costs": {
                    "start": "date",
                    "spend": "cost",
                    "clicks": "clicks",
                    "impressions": "impressions",
                }
            },
        ),
    ),
)
