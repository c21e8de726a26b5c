"""X (Twitter) Ads: the warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

X_ADS = Source(
    "x_ads",
    "X Ads",
    (
        Layout(
            "an X Ads warehouse table",
            ("date", "billed_charge_local_micro", "billed_engagements"),
            role="costs",
            columns={
                "costs": {
                    "start": "date",
                    "spend": "billed_charge_local_micro",
                    "clicks": "clicks",
                    "impressions": "impressions",
                }
            },
        ),
    ),
)
