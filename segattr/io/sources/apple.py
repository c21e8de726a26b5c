"""Apple Search Ads: the warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

APPLE = Source(
    "apple",
    "Apple Search Ads",
    (
        Layout(
            "an Apple Search Ads warehouse table",
            ("date", "local_spend_amount", "taps", "impressions"),
            role="costs",
            columns={
                "costs": {
                    "start": "date",
                    "spend": "local_spend_amount",
                    "clicks": "taps",
                    "impressions": "impressions",
                }
            },
            notes=("A click is called a tap.",),
        ),
    ),
)
