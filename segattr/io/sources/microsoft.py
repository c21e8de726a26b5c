"""Microsoft Advertising: reports and the warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

_COUNTED = {"clicks": "Clicks", "impressions": "Impressions"}

MICROSOFT = Source(
    "microsoft",
    "Microsoft Ads",
    (
        Layout(
            "a Microsoft Ads report",
            ("TimePeriod", "Spend", "Impressions"),
            ("AccountName", "CampaignName"),
            "costs",
            {"costs": {"start": "TimePeriod", "spend": "Spend", **_COUNTED}},
            {"costs": {"channel": "CampaignName | AccountName"}},
        ),
        Layout(
            "a Microsoft Ads warehouse table",
            ("date", "spend", "top_vs_other", "bid_match_type"),
            role="costs",
            columns={"costs": {"start": "date", "spend": "spend", **_COUNTED}},
        ),
    ),
)
