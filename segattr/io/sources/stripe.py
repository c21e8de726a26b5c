"""Stripe: payments, and the warehouse table of charges."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

_PAYMENT = {
    "conversions": {
        "ts": "Created date (UTC) | Created (UTC)",
        "conversion_id": "id",
        "value": "Amount",
    }
}
_MARKS = ("Seller Message", "PaymentIntent ID", "Statement Descriptor", "Card ID")
_NOTES = (
    "Amount is before refunds; Amount Refunded says what went back.",
    "Payments that failed are among them: see Status.",
)

STRIPE = Source(
    "stripe",
    "Stripe",
    (
        Layout(
            "a Stripe payments export",
            ("id", "Created date (UTC)", "Amount"),
            _MARKS,
            "conversions",
            _PAYMENT,
            notes=_NOTES,
        ),
        Layout(
            "a Stripe payments export",
            ("id", "Created (UTC)", "Amount"),
            _MARKS,
            "conversions",
            _PAYMENT,
            notes=_NOTES,
        ),
        Layout(
            "a Stripe warehouse table of charges",
            ("id", "amount_refunded", "balance_transaction_id", "payment_intent_id", "created"),
            role="conversions",
            columns={
                "conversions": {"customer_id": "customer_id", "ts": "created", "conversion_id": "id"},
            },
            notes=("Amounts may be in cents.", _NOTES[1]),
        ),
    ),
)
