"""Matomo: reports."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

MATOMO = Source(
    "matomo",
    "Matomo",
    (
        Layout(
            "a Matomo report",
            ("label", "nb_visits", "nb_visits_converted"),
            role="outcomes",
            columns={"outcomes": {"people": "nb_visits", "converters": "nb_visits_converted"}},
            notes=("People are visits here, converters the visits that reached a goal.",),
        ),
    ),
)
