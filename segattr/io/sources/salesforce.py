"""Salesforce: opportunities, contacts and leads of a data export or a warehouse."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

_OPEN_DEALS = (
    "An opportunity that is still open has the date it is hoped to close; one that was lost, too.",
)

SALESFORCE = Source(
    "salesforce",
    "Salesforce",
    (
        Layout(
            "a Salesforce export of opportunities",
            ("Id", "StageName", "CloseDate", "Amount"),
            role="conversions",
            columns={"conversions": {"ts": "CloseDate", "conversion_id": "Id", "value": "Amount"}},
            likely={"conversions": {"customer_id": "ContactId | AccountId"}},
            notes=_OPEN_DEALS,
        ),
        Layout(
            "a Salesforce warehouse table of opportunities",
            ("id", "stage_name", "close_date", "amount", "is_won"),
            role="conversions",
            columns={"conversions": {"ts": "close_date", "conversion_id": "id", "value": "amount"}},
            likely={"conversions": {"customer_id": "account_id"}},
            notes=_OPEN_DEALS,
        ),
        Layout(
            "a Salesforce warehouse table of people",
            ("id", "system_modstamp", "lead_source", "email", "created_date"),
            role="customers",
            columns={"customers": {"created_ts": "created_date"}},
        ),
    ),
)
