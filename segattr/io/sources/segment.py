"""Segment: calls as JSON, and the tables of its warehouse."""

from __future__ import annotations

from segattr.io.sources.layout import OPEN, Layout, Source

_CALL = {"ts": "timestamp", "event": "event"}

SEGMENT = Source(
    "segment",
    "Segment",
    (
        Layout(
            "a Segment warehouse table of pages",
            ("anonymous_id", "received_at", "context_campaign_source", "url", "path", "referrer"),
            role="touchpoints",
            columns={
                "touchpoints": {
                    "ts": "timestamp | received_at",
                    "source": OPEN,  # it is the channel
                    "medium": "context_campaign_medium",
                    "campaign": "context_campaign_name",
                    "content": "context_campaign_content",
                    "landing_page": "url",
                },
            },
            likely={"touchpoints": {"channel": "context_campaign_source"}},
            notes=("user_id is empty until a visitor says who they are; anonymous_id never is.",),
        ),
        Layout(
            "a Segment warehouse table",
            ("anonymous_id", "received_at", "context_campaign_source"),
            columns={"events": {"ts": "timestamp | received_at"}},
        ),
        Layout(
            "a Segment export",
            ("messageId", "type", "timestamp"),
            ("anonymousId", "userId"),
            columns={"events": _CALL, "conversions": {"ts": "timestamp"}, "touchpoints": _CALL},
            notes=("userId is empty until a visitor says who they are; anonymousId never is.",),
        ),
    ),
)
