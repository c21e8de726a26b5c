"""Plausible: the tables of its export."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

PLAUSIBLE = Source(
    "plausible",
    "Plausible",
    (
        Layout(
            "a Plausible export",
            ("date", "visitors", "visits", "visit_duration", "bounces"),
            notes=("It counts visits by day; nobody in it can be followed, and nobody in it converts.",),
        ),
        Layout(
            "a Plausible export of goals",
            ("date", "name", "link_url", "path", "visitors", "events"),
            notes=("It counts visitors by day; visitors are not additive over days.",),
        ),
    ),
)
