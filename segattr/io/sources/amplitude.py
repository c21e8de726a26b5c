"""Amplitude: exported events."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

AMPLITUDE = Source(
    "amplitude",
    "Amplitude",
    (
        Layout(
            "an Amplitude event export",
            ("amplitude_id", "event_type", "event_time"),
            role="events",
            columns={"events": {"ts": "event_time", "event": "event_type"}},
            notes=("user_id is empty for visitors who never signed in; amplitude_id never is.",),
        ),
    ),
)
