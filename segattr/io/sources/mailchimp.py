"""Mailchimp: the audience."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

MAILCHIMP = Source(
    "mailchimp",
    "Mailchimp",
    (
        Layout(
            "a Mailchimp audience export",
            ("Email Address", "MEMBER_RATING", "LEID"),
            role="customers",
            columns={
                "customers": {"customer_id": "Email Address", "created_ts": "OPTIN_TIME | CONFIRM_TIME"}
            },
        ),
    ),
)
