"""WooCommerce: the orders of its analytics."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

WOOCOMMERCE = Source(
    "woocommerce",
    "WooCommerce",
    (
        Layout(
            "a WooCommerce orders export",
            ("Date", "Order #", "Customer", "Customer type"),
            ("N. Revenue (formatted)", "N. Revenue", "Net Sales"),
            "conversions",
            {
                "conversions": {
                    "customer_id": "Customer",
                    "ts": "Date",
                    "conversion_id": "Order #",
                    "value": "Net Sales | N. Revenue (formatted) | N. Revenue",
                }
            },
            notes=("Customers are told apart by their names alone: two of one name are one customer.",),
        ),
    ),
)
