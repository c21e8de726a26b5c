"""PostHog: exported events."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

POSTHOG = Source(
    "posthog",
    "PostHog",
    (
        Layout(
            "a PostHog event export",
            ("uuid", "event", "distinct_id", "timestamp"),
            role="events",
            columns={"events": {"customer_id": "distinct_id", "ts": "timestamp", "event": "event"}},
        ),
    ),
)
