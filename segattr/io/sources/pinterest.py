"""Pinterest Ads: the warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import OPEN, Layout, Source

PINTEREST = Source(
    "pinterest",
    "Pinterest Ads",
    (
        Layout(
            "a Pinterest Ads warehouse table",
            ("date", "spend_in_micro_dollar", "impression_1"),
            role="costs",
            columns={"costs": {"start": "date", "spend": "spend_in_micro_dollar", "impressions": OPEN}},
            likely={"costs": {"channel": "campaign_name"}},
            notes=("Impressions stand in two columns that would have to be added; they are left out.",),
        ),
    ),
)
