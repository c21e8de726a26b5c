"""Days with an order, counted without a table of them: as a loop over the customers counts them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.value.gates import customers_of
from segattr.value.order_days import order_days

BEGIN = pd.Timestamp("2025-01-01", tz="UTC")
ORDERS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 24 * 40), st.integers(-5, 50)), min_size=1, max_size=40
)


def slowly(orders, end):
    """Customer by customer, day by day."""
    found = {}
    for name, hour, value in sorted(orders):
        days = found.setdefault(name, {})
        days[hour // 24] = days.get(hour // 24, 0.0) + value
    for name, days in sorted(found.items()):
        first, *later = sorted(days)
        worth = sum(days[day] for day in later) / len(later) if later else 0.0
        yield name, (len(later), (max(days) - first) / 7, (end - first) / 7, worth)


@given(ORDERS, st.integers(0, 24 * 40))
def test_customers_are_those_of_a_loop_over_them(orders, until):
    table = pd.DataFrame(orders, columns=["customer_id", "hour", "value"])
    table["ts"] = BEGIN + pd.to_timedelta(table.pop("hour"), unit="h")
    dataset = sa.load(conversions=table)
    seen = [row for row in orders if row[1] <= until]
    people = customers_of(dataset, until=BEGIN + pd.Timedelta(hours=until))
    wanted = dict(slowly(seen, until // 24))
    assert people.index.tolist() == list(wanted)
    for name, row in wanted.items():
        assert people.loc[name].tolist() == pytest.approx(row)
    days = order_days(dataset)
    assert days.spent.sum() == pytest.approx(sum(row[2] for row in orders))
    assert sum(len(part.day) for part in (days.until(days.end - 9), days.after(days.end - 9))) == len(
        days.day
    )
