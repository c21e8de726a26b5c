"""AppsFlyer: raw data of installs and in-app events."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

APPSFLYER = Source(
    "appsflyer",
    "AppsFlyer",
    (
        Layout(
            "an AppsFlyer raw data export",
            ("AppsFlyer ID", "Attributed Touch Time", "Install Time", "Event Time", "Media Source"),
            role="conversions",
            columns={
                "conversions": {
                    "customer_id": "AppsFlyer ID",
                    "ts": "Event Time",
                    "kind": "Event Name",
                    "value": "Event Revenue",
                },
                "touchpoints": {
                    "customer_id": "AppsFlyer ID",
                    "ts": "Attributed Touch Time",
                    "channel": "Media Source",
                    "campaign": "Campaign",
                    "content": "Ad",
                    "event": "Attributed Touch Type",
                    "cost": "Cost Value",
                },
            },
            notes=(
                "One row is an install or event with the last touch before it and up to three contributors; "
                "these become touchpoints, each once, where no other file holds touches.",
            ),
        ),
    ),
)
