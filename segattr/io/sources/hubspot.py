"""HubSpot: contacts and deals, and the warehouse table of contacts."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

HUBSPOT = Source(
    "hubspot",
    "HubSpot",
    (
        Layout(
            "a HubSpot contacts export",
            ("Record ID", "Lifecycle Stage"),
            ("Lead Status", "Contact owner", "Original Source", "Original Traffic Source", "Create Date"),
            "customers",
            {"customers": {"customer_id": "Email | Record ID", "created_ts": "Create Date"}},
            notes=("Several values in one cell are joined with a semicolon.",),
        ),
        Layout(
            "a HubSpot deals export",
            ("Record ID", "Deal Name", "Deal Stage"),
            ("Close Date", "Deal owner", "Pipeline"),
            "conversions",
            {"conversions": {"ts": "Close Date", "conversion_id": "Record ID", "value": "Amount"}},
            {"conversions": {"customer_id": "Associated Contact IDs"}},
            (
                "A deal that is still open has the date it is hoped to close: see Deal Stage.",
                "A deal of several contacts lists them in one cell.",
            ),
        ),
        Layout(
            "a HubSpot warehouse table of contacts",
            ("id", "property_email", "property_createdate"),
            role="customers",
            columns={"customers": {"created_ts": "property_createdate"}},
        ),
    ),
)
