"""Google Analytics 4: reports, explorations and the BigQuery export."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

_OF_A_REPORT = ("Engaged sessions", "Engagement rate", "Average engagement time per session", "Event count")
_DIMENSIONS = (
    "Session default channel group",
    "Session default channel grouping",
    "Session primary channel group (Default channel group)",
    "Session source / medium",
    "Session source",
    "Session medium",
    "Session campaign",
    "First user default channel group",
    "First user primary channel group (Default channel group)",
    "First user source / medium",
    "First user source",
)
_NOTES = (
    "A report counts; it follows nobody. Its users are not additive over days, hours or channels.",
    "Conversions were renamed Key events; both count the same.",
)


def _report(dimension: str) -> Layout:
    value = {"outcomes": {"value": "Total revenue"}}
    return Layout("a GA4 report", (dimension,), _OF_A_REPORT, "outcomes", value, notes=_NOTES)


GA4 = Source(
    "ga4",
    "Google Analytics 4",
    (
        Layout(
            "a GA4 BigQuery export",
            ("event_name", "event_timestamp", "user_pseudo_id"),
            role="events",
            columns={
                "events": {"customer_id": "user_pseudo_id", "ts": "event_timestamp", "event": "event_name"},
                "conversions": {
                    "customer_id": "user_pseudo_id",
                    "ts": "event_timestamp",
                    "kind": "event_name",
                    "conversion_id": "ecommerce.transaction_id",
                    "value": "ecommerce.purchase_revenue",
                },
                "touchpoints": {
                    "customer_id": "user_pseudo_id",
                    "ts": "event_timestamp",
                    "event": "event_name",
                    "source": "collected_traffic_source.manual_source",
                    "medium": "collected_traffic_source.manual_medium",
                    "campaign": "collected_traffic_source.manual_campaign_name",
                },
            },
            notes=("traffic_source is where the user came from first, not in this session.",),
        ),
        *(_report(dimension) for dimension in _DIMENSIONS),
    ),
)
