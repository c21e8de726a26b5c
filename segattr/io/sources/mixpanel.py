"""Mixpanel: raw events, and the warehouse table of them."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

_EVENT = {"events": {"customer_id": "distinct_id", "ts": "time", "event": "event | name"}}

MIXPANEL = Source(
    "mixpanel",
    "Mixpanel",
    (
        Layout(
            "a Mixpanel event export",
            ("event", "time", "distinct_id"),
            ("$insert_id", "mp_country_code", "$browser", "$initial_referrer", "$initial_referring_domain"),
            "events",
            _EVENT,
            notes=("Older projects write times in their own time zone, not in UTC.",),
        ),
        Layout(
            "a Mixpanel warehouse table",
            ("name", "time", "distinct_id", "mp_processing_time_ms"),
            role="events",
            columns=_EVENT,
        ),
    ),
)
