"""The exports of one made-up client, in the layouts of the tools they come out of."""

import csv
import io
from datetime import date, timedelta

START = date(2026, 4, 1)
GA4_HEAD = """# ----------------------------------------
# Traffic acquisition
# Account: Example
# Property: Example - GA4
# ----------------------------------------
#
# All Users
# Start date: 20260401
# End date: 20260630
"""
SHOPIFY = (
    *("Name", "Email", "Financial Status", "Paid at", "Currency", "Subtotal", "Shipping", "Taxes", "Total"),
    *("Discount Code", "Discount Amount", "Created at", "Lineitem quantity", "Lineitem name"),
    *("Lineitem price", "Id"),
)


def a_file(name, text):
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def ga4_report():
    """A GA4 report: counts by source, nobody in it."""
    rows = [
        ("Session source / medium", "Sessions", "Engaged sessions", "Key events", "Total revenue"),
        ("google / cpc", 4000, 2000, 80, 3200),
        ("google / organic", 6000, 3000, 150, 6000),
        ("newsletter / email", 1500, 750, 90, 3600),
        ("(direct) / (none)", 3000, 1500, 60, 2400),
    ]
    return a_file("ga4.csv", GA4_HEAD + _text(rows))


def google_ads_report():
    """A Google Ads report by day, one campaign spelled in two ways, with its total row."""
    rows = [("Campaign", "Day", "Currency code", "Clicks", "Impr.", "Cost", "Conversions")]
    spent = 0.0
    for day in range(60):
        for campaign, more in (("Brand", 0), ("Generic", 20)):
            cost = round(10 + day * 0.1 + more, 2)
            spent += cost
            name = campaign if day % 9 else campaign.upper()
            rows.append((name, _day(day), "EUR", 20, 900, f"{cost:.2f}", 1))
    rows.append(("Total: Account", "", "EUR", "", "", f"{spent:.2f}", ""))
    return a_file("ads.csv", "Campaign report\nApril 1, 2026 - June 30, 2026\n" + _text(rows))


def shopify_orders():
    """120 Shopify orders of 61 buyers, some with a second line."""
    rows = [SHOPIFY]
    for order in range(120):
        at, value = f"{_day(order % 90)} 09:58:12 +0000", f"{20 + order % 50:.2f}"
        money = (value, "0.00", "0.00", value, "", "0.00")
        row = (f"#{1001 + order}", f"buyer{order % 61}@shop.example", "paid", at, "EUR", *money, at)
        row += ("1", "Tee", value, str(5000 + order))
        rows += [row, row] if order < 12 else [row]
    return a_file("orders.csv", _text(rows))


def hubspot_contacts():
    """52 of the buyers and 18 others, their addresses with capitals, a country in three spellings."""
    rows = [("Record ID", "Email", "Create Date", "Lifecycle Stage", "Country/Region", "Original Source")]
    for place in range(70):
        who = f"Buyer{place if place < 52 else 100 + place}@Shop.Example"
        country = ("Germany", "DE", "France")[place % 3]
        rows.append((900 + place, who, "2026-03-01 10:00", "customer", country, "Organic Search"))
    return a_file("crm.csv", _text(rows))


def _day(number):
    return (START + timedelta(days=number)).isoformat()


def _text(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
