"""Lines of orders, put together: money to the cent, and only where rows are lines."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.checks.fixes import fixed
from segattr.checks.order_lines import lines_of, put_together

FIX = "add_up:order_lines:conversions:conversion_id"
LINES = st.lists(
    st.tuples(st.sampled_from(["1", "2", "3", None]), st.integers(-3, 9), st.integers(0, 5000)), min_size=1
)


@given(LINES)
def test_each_order_is_worth_what_its_lines_add_up_to(lines):
    table = pd.DataFrame(
        {
            "conversion_id": pd.Series([number for number, _, _ in lines], dtype="str"),
            "quantity": [str(quantity) for _, quantity, _ in lines],
            "price": [f"{cents / 100:.2f}" for _, _, cents in lines],
        }
    )
    orders = put_together(table)
    alone = sum(number is None for number, _, _ in lines)
    assert len(orders) == alone + len({number for number, _, _ in lines} - {None})
    for number in {number for number, _, _ in lines} - {None}:
        by_hand = sum(quantity * cents / 100 for name, quantity, cents in lines if name == number)
        assert orders.set_index("conversion_id").loc[number, "value"] == pytest.approx(by_hand, abs=1e-9)
    assert orders["value"].sum() == pytest.approx(sum(q * c / 100 for _, q, c in lines), abs=1e-9)


def shop(**columns):
    day = pd.date_range("2026-01-02", periods=6)
    rows = pd.DataFrame({"order_id": list("112233"), "user_id": "u", "ts": day, **columns})
    return sa.load(conversions=rows)


def test_a_shops_lines_become_its_orders():
    after = fixed(shop(quantity=[1, 2] * 3, unit_price=[10.0, 5.0] * 3), FIX).conversions
    assert after["conversion_id"].tolist() == ["1", "2", "3"]
    assert after["value"].tolist() == [20.0] * 3
    assert lines_of(after) is None


def test_money_on_each_line_is_added_up_and_an_order_said_twice_is_none():
    assert fixed(shop(value=[3.0, 4.0] * 3), FIX).conversions["value"].tolist() == [7.0] * 3
    assert lines_of(shop(value=[3.0, 3.0] * 3).conversions) is None
    assert lines_of(shop().conversions) is None
