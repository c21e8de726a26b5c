from pathlib import Path

import pandas as pd
import pytest

from segattr.io.proposal import propose
from segattr.io.readers import read_table
from segattr.sample.procurement import make_procurement
from segattr.sample.write import write_sample

FILES = Path(__file__).parents[1] / "data_files"
ORDERS = {
    "customer_id": "Customer ID",
    "ts": "Order date",
    "conversion_id": "Order ID",
    "value": "Order value",
}
RECORDS = {
    "customer_id": "customer_id",
    "ts": "order_date",
    "conversion_id": "order_id",
    "value": "order_value",
}
CALLS = {
    "customer_id": "userId",
    "ts": "timestamp",
    "conversion_id": "order_id",
    "value": "total",
    "kind": "event",
}
EXPECTED = {
    "online_shoppers_intention_head.csv": ("outcomes", {"converted": "Revenue"}),
    "bank_marketing_10pct_head.csv": ("outcomes", {"converted": "y"}),
    "telco_customer_churn_head.csv": ("outcomes", {"converted": "Churn"}),
    "hotel_bookings_march_2016_head.csv": ("outcomes", {"converted": "is_canceled"}),
    "kidney_stones.csv": ("outcomes", {"people": "patients", "converters": "successes"}),
    "synth_touchpoints_head.csv": (
        "touchpoints",
        {"customer_id": "user_id", "ts": "ts", "channel": "channel"},
    ),
    "synth_conversions_head.csv": ("conversions", {"customer_id": "user_id", "ts": "ts", "value": "value"}),
    "synth_paths_head.csv": (
        "paths",
        {
            "path": "path",
            "conversions": "total_conversions",
            "value": "total_conversion_value",
            "nulls": "total_null",
        },
    ),
    "03_german_excel_semicolon_decimal_comma_cp1252.csv": (
        "conversions",
        {
            "customer_id": "Kundennummer",
            "ts": "Bestelldatum",
            "conversion_id": "Bestellnummer",
            "value": "Bestellwert (€)",
        },
    ),
    **{
        path.name: ("conversions", ORDERS) for path in FILES.glob("[01]*_*") if not path.name.startswith("03")
    },
    "11_array.json": ("conversions", RECORDS),
    "12_records.ndjson": ("conversions", CALLS),
    "13_wrapped.json": ("conversions", RECORDS),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_real_files_are_recognised_without_help(name):
    proposal = propose(read_table(FILES / name))
    role, columns = EXPECTED[name]
    assert proposal.role == role
    assert {field: guess.column for field, guess in proposal.columns.items()} == columns


def frame(**columns):
    return pd.DataFrame(columns)


WHO = {"user_id": ["1", "2", "3"]}
WHEN = {"date": ["2024-01-02", "2024-01-03", "2024-01-04"]}


@pytest.mark.parametrize(
    ("table", "role"),
    [
        (frame(**WHO, **WHEN, channel=["a", "b", "a"], converted=["0", "1", "0"]), "sessions"),
        (frame(**WHO, **WHEN, event_name=["open", "click", "open"]), "events"),
        (frame(channel=["a", "b"], date=["2024-01-01"] * 2, cost=["1", "2"], clicks=["5", "6"]), "costs"),
        (frame(Kanal=["a", "b"], Monat=["2024-01", "2024-02"], Kosten=["1", "2"]), "costs"),
        (frame(email=["a@x", "b@x", "c@x"], created_at=WHEN["date"], plan=["p", "q", "p"]), "customers"),
        (
            frame(**WHO, **WHEN, channel=["a", "b", "a"], order_id=["7", "8", "9"], total=["1", "2", "3"]),
            "conversions",
        ),
        (frame(channel=["a", "b"], Sessions=["10", "20"], Conversions=["1", "2"]), "outcomes"),
        (frame(Pfad=["A > B", "B"], Konversionen=["3", "4"]), "paths"),
    ],
)
def test_every_role_is_recognised(table, role):
    assert propose(table).role == role


def test_a_table_that_fits_nothing_gets_no_role():
    proposal = propose(frame(source=["a"], category=["b"]))
    assert proposal.role is None
    assert proposal.confidence == 0.0
    assert set(proposal.alternatives.values()) == {0.0}


def test_the_user_may_name_the_role():
    proposal = propose(read_table(FILES / "telco_customer_churn_head.csv"), role="customers")
    assert proposal.role == "customers"
    assert proposal.columns["customer_id"].column == "customerID"


def test_confidences_lie_between_0_and_1_best_first():
    proposal = propose(read_table(FILES / "01_utf8_comma_iso.csv"))
    fits = list(proposal.alternatives.values())
    assert fits == sorted(fits, reverse=True)
    assert 0 < proposal.confidence <= 1
    assert all(0 < guess.confidence <= 1 for guess in proposal.columns.values())


def test_a_buyers_orders_are_outcomes_by_what_came_on_time(tmp_path):
    write_sample(make_procurement(4_000), tmp_path)
    proposal = propose(read_table(tmp_path / "purchase_orders.csv"))
    chosen = {field: guess.column for field, guess in proposal.columns.items()}
    assert proposal.role == "outcomes"
    assert chosen == {"converted": "delivered_on_time", "value": "order_value"}
