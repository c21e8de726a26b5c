"""LinkedIn Campaign Manager: performance reports and the warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import OPEN, Layout, Source

LINKEDIN = Source(
    "linkedin",
    "LinkedIn Ads",
    (
        Layout(
            "a LinkedIn Ads report",
            ("Total Spent", "Impressions"),
            ("Campaign Group Name", "Total Social Actions", "Viral Impressions", "Lead Forms Opened"),
            "costs",
            {
                "costs": {
                    "start": "Start Date (in UTC)",
                    "end": OPEN,  # Campaign End Date is the plan of the campaign
                    "spend": "Total Spent",
                    "clicks": "Clicks",
                    "impressions": "Impressions",
                }
            },
            {"costs": {"channel": "Campaign Name | Campaign Group Name"}},
            ("A report broken down by Conversion Name repeats the spend of a day on each row.",),
        ),
        Layout(
            "a LinkedIn Ads warehouse table",
            ("day", "cost_in_usd", "cost_in_local_currency", "impressions"),
            role="costs",
            columns={
                "costs": {
                    "start": "day",
                    "spend": "cost_in_local_currency",
                    "clicks": "clicks",
                    "impressions": "impressions",
                }
            },
        ),
    ),
)
