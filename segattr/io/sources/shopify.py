"""Shopify: orders and customers, as the shop exports them and as a warehouse keeps them."""

from __future__ import annotations

from segattr.io.sources.layout import Layout, Source

SHOPIFY = Source(
    "shopify",
    "Shopify",
    (
        Layout(
            "a Shopify orders export",
            ("Name", "Financial Status", "Total", "Lineitem name"),
            role="conversions",
            columns={
                "conversions": {
                    "customer_id": "Email",
                    "ts": "Created at | Paid at",
                    "conversion_id": "Name",
                    "value": "Total",
                    "product": "Lineitem name",
                }
            },
            notes=(
                "One row per line of an order; each order counts once.",
                "Orders that were refunded, voided or are not yet paid are among them: see Financial Status.",
            ),
        ),
        Layout(
            "a Shopify customers export",
            ("Email", "Accepts Email Marketing", "Total Spent", "Total Orders"),
            role="customers",
            columns={"customers": {"customer_id": "Email | Customer ID"}},
            notes=("Orders name customers by their e-mail, so that is who they are here.",),
        ),
        Layout(
            "a Shopify warehouse table of orders",
            ("customer_id", "display_financial_status", "total_price_set_shop_amount", "created_at"),
            role="conversions",
            columns={
                "conversions": {
                    "customer_id": "customer_id",
                    "ts": "created_at",
                    "conversion_id": "id",
                    "value": "total_price_set_shop_amount",
                }
            },
        ),
        Layout(
            "a Shopify warehouse table of customers",
            ("id", "orders_count", "total_spent", "verified_email", "created_at"),
            role="customers",
            columns={"customers": {"customer_id": "id", "created_ts": "created_at"}},
        ),
    ),
)
