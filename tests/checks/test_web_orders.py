"""Orders as the website told of them: what is missing, what is too much, and what is in one value only."""

import numpy as np
import pandas as pd
import pytest

from segattr.checks.evidence import Evidence
from segattr.checks.web_orders import tax_in_values, web_orders
from segattr.data.dataset import Dataset

TODAY = pd.Timestamp("2026-06-01", tz="UTC")
ORDERS = 100


def orders():
    return pd.DataFrame(
        {
            "customer_id": [f"c{n}" for n in range(ORDERS)],
            "ts": pd.date_range("2026-01-01", periods=ORDERS, freq="D", tz="UTC"),
            "conversion_id": pd.Series([f"A{n}" for n in range(ORDERS)], dtype="str"),
            "value": np.arange(ORDERS) + 20.0,
        }
    )


def reports(**changes):
    told = orders().rename(columns={"conversion_id": "transaction"}).assign(event="purchase", **changes)
    return told.astype({"event": "category"})


def found(check, events):
    dataset = Dataset(conversions=orders(), events=events)
    return [
        (each.finding.table, each.finding.count, each.finding.title)
        for each in check(Evidence(dataset, TODAY))
    ]


def test_reports_that_agree_give_nothing():
    assert found(web_orders, reports()) == found(tax_in_values, reports()) == []


def test_orders_before_the_first_report_and_a_few_lost_ones_are_fine():
    assert found(web_orders, reports().iloc[30:].drop(index=[40, 50, 60])) == []


def test_lost_and_made_up_reports_are_counted_each_against_its_own():
    more = reports().iloc[:10].assign(transaction=[f"X{n}" for n in range(10)])
    events = pd.concat([reports().drop(index=range(50, 60)), more], ignore_index=True)
    (table, lost, _), (other, extra, title) = found(web_orders, events.astype({"event": "category"}))
    assert (table, lost, other, extra) == ("conversions", 10, "events", 10)
    assert "10 orders (10 % of its own)" in title


def test_single_values_that_differ_are_no_matter_of_tax():
    value = orders()["value"].copy()
    value[:8] = value[:8] * np.linspace(1.2, 3, 8)
    assert [(table, count) for table, count, _ in found(web_orders, reports(value=value))] == [("events", 8)]
    assert found(tax_in_values, reports(value=value)) == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (orders()["value"] * 1.19, "is 1.19 times the order's"),
        (orders()["value"] + 4.9, "is 4.90 above the order's"),
        ((orders()["value"] / 1.2).round(2), "is 0.83 times the order's"),
    ],
)
def test_one_factor_or_amount_for_most_is_told_once_and_by_its_size(value, said):
    ((table, count, title),) = found(tax_in_values, reports(value=value))
    assert (table, count) == ("events", ORDERS)
    assert said in title
    assert found(web_orders, reports(value=value)) == []


def test_tickets_that_name_an_order_are_no_reports_of_orders():
    tickets = reports().iloc[:30].assign(event="ticket", value=None)
    assert found(web_orders, tickets.astype({"event": "category", "value": "float"})) == []


def test_an_order_told_of_twice_counts_once():
    twice = pd.concat([reports(), reports()], ignore_index=True).astype({"event": "category"})
    assert found(web_orders, twice) == []


def test_events_that_mostly_name_something_else_are_left_out():
    quotes = reports().iloc[:60].assign(event="quote", transaction=[f"Q{n}" for n in range(60)])
    both = pd.concat([reports(), quotes], ignore_index=True).astype({"event": "category"})
    assert found(web_orders, both) == []
