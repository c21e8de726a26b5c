"""Segment: calls as JSON, and the tables of its warehouse."""

from __future__ import annotations

from segattr.io.sources.layout import OPEN, Layout, Source

_CALL = {"ts": "timestamp", "event": "event"}
_APP_NOTE = (
    "App installs are put together per app instance, however often they were delivered; Averages → Funnel "
    "shows how far they go and what they cost."
)

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
            "a Segment warehouse table of app events",
            ("anonymous_id", "received_at", "event"),
            ("context_device_id", "context_app_name", "context_os_name", "build", "campaign_ad_group"),
            "events",
            {
                "events": {
                    "customer_id": "user_id | anonymous_id",
                    "ts": "timestamp | original_timestamp | received_at",
                    "event": "event_text | event",
                }
            },
            notes=(_APP_NOTE,),
        ),
        Layout(
            "a Segment warehouse table",
            ("anonymous_id", "received_at", "context_campaign_source"),
            columns={"events": {"ts": "timestamp | received_at"}},
        ),
        Layout(
            "a Segment export of app events",
            ("messageId", "type", "timestamp", "event"),
            (
                *("build", "from_background", "campaign.ad_group", "campaign.ad_creative"),
                *("properties.campaign.ad_group", "properties.campaign.ad_creative"),
            ),
            "events",
            {"events": {**_CALL, "customer_id": "userId | anonymousId"}},
            notes=(
                "A call without userId belongs to the user its anonymousId is seen with, else to the "
                "anonymousId.",
                _APP_NOTE,
            ),
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
