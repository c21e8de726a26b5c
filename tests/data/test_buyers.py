"""Whoever ordered as a list of customers: once each, with what their first order says."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.data.buyers import buyers

ORDERS = pd.DataFrame(
    {
        "customer_id": ["b", "a", None, "a", "b", "c"],
        "ts": pd.to_datetime(
            ["2026-03-05", "2026-03-02", "2026-03-01", "2026-03-01", "2026-03-05", None], utc=True
        ),
        "value": [10.0, 20.0, 30.0, 40.0, 50.0, 60.0],
        "product": ["shoe", "hat", "coat", "sock", "hat", "tie"],
        "country": ["DE", "AT", "FR", "CH", "IT", None],
        "sent": pd.to_datetime(["2026-03-06"] * 6, utc=True),
        "pieces": [1, 2, 3, 4, 5, 6],
        "age": [30, 40, 20, 40, 30, 50],
        "gift": [True, False, True, True, False, True],
    }
)


def test_the_first_order_says_what_is_known_of_a_customer():
    found = buyers(ORDERS).set_index("customer_id")
    assert found["country"].dropna().to_dict() == {"b": "DE", "a": "CH"}
    assert found["product"].to_dict() == {"b": "shoe", "a": "sock", "c": "tie"}
    assert found["gift"].to_dict() == {"b": True, "a": True, "c": True}


def test_amounts_that_were_read_as_text_are_amounts():
    texts = ORDERS.astype({"pieces": "str", "age": "category"})
    assert set(buyers(texts)) == set(buyers(ORDERS))


def test_money_dates_and_what_changes_from_order_to_order_are_the_orders():
    assert set(buyers(ORDERS)) == {"customer_id", "product", "country", "age", "gift"}


@pytest.mark.parametrize(("again", "known"), [(True, False), (False, True)])
def test_what_differs_in_every_order_is_the_orders_name_where_customers_came_again(again, known):
    who = [f"c{n // 2 if again else n}" for n in range(40)]
    orders = pd.DataFrame({"customer_id": who, "ts": pd.Timestamp("2026-03-01", tz="UTC")})
    assert ("Name" in buyers(orders.assign(Name=[f"#{n}" for n in range(40)]))) is known


def test_of_customers_with_one_order_each_no_number_is_known_to_stay():
    once = ORDERS.dropna(subset=["customer_id"]).drop_duplicates("customer_id")
    assert "age" not in buyers(once)


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.sampled_from(["DE", "FR", ""])), min_size=1
    )
)
def test_it_is_what_one_would_find_by_looking_row_by_row(rows):
    orders = pd.DataFrame(rows, columns=["customer_id", "day", "country"])
    orders = orders.assign(ts=pd.Timestamp("2026-03-01", tz="UTC") + pd.to_timedelta(orders.pop("day"), "D"))
    by_hand = {}
    for row in orders.itertuples():
        if row.customer_id not in by_hand or row.ts < by_hand[row.customer_id].ts:
            by_hand[row.customer_id] = row
    found = buyers(orders).set_index("customer_id")["country"].to_dict()
    assert found == {who: row.country for who, row in by_hand.items()}


@pytest.mark.parametrize(
    "beside",
    [
        {"customers": pd.DataFrame({"customer_id": ["a"], "tier": ["x"]})},
        {"touchpoints": pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-01"], "channel": ["Ads"]})},
    ],
)
def test_who_is_listed_or_touched_goes_before(beside):
    orders = ORDERS.dropna(subset=["ts"])[["customer_id", "ts", "country"]]
    alone, both = sa.load(conversions=orders), sa.load(conversions=orders, **beside)
    assert list(alone.of_people) == ["customers"]
    assert set(alone.listed["customer_id"]) == {"a", "b"}
    assert list(both.of_people) == list(beside)
    assert both.listed is both.customers
