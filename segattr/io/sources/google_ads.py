"""Google Ads: downloads, the AdWords interface, warehouse tables, offline conversions."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

_AVERAGES = ("Avg. CPC", "Avg. CPM", "Avg. cost")

GOOGLE_ADS = Source(
    "google_ads",
    "Google Ads",
    (
        Layout(
            "a Google Ads report",
            ("Impr.", "Cost"),
            ("Campaign", "Ad group", *_AVERAGES),
            "costs",
            {"costs": {"start": "Day", "spend": "Cost", "clicks": "Clicks", "impressions": "Impr."}},
            notes=("Without the column Day a report says what was spent, not when.",),
        ),
        Layout(
            "an AdWords report",
            ("Customer ID", "Cost", "Clicks", "Impressions", "Avg. CPC", "Avg. CPM"),
            role="costs",
            columns={
                "costs": {
                    "start": "Day | Month",
                    "spend": "Cost",
                    "clicks": "Clicks",
                    "impressions": "Impressions",
                }
            },
            notes=("Cost is in millionths of the currency; its total row is not.",),
        ),
        Layout(
            "a Google Ads warehouse table",
            ("customer_id", "date", "cost_micros", "impressions", "view_through_conversions"),
            role="costs",
            columns={
                "costs": {
                    "start": "date",
                    "spend": "cost_micros",
                    "clicks": "clicks",
                    "impressions": "impressions",
                }
            },
            notes=("customer_id is the advertising account.",),
        ),
        Layout(
            "a Google Ads list of offline conversions",
            ("Google Click ID", "Conversion Name", "Conversion Time"),
            role="conversions",
            columns={
                "conversions": {
                    "customer_id": "Google Click ID",
                    "ts": "Conversion Time",
                    "kind": "Conversion Name",
                    "value": "Conversion Value",
                }
            },
            notes=("It knows clicks, not customers: it joins only files that carry the click id.",),
        ),
    ),
)
