"""Cohorts against a slow oracle, and what holds whatever the orders."""

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.data.dataset import Dataset
from segattr.value.cohorts import cohorts, wide
from segattr.value.lifetime import lifetime, retention
from segattr.value.purchases import purchases

ORDERS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 400), st.integers(-20, 100)), min_size=1, max_size=40
)
BEGIN = pd.Timestamp("2024-01-01")


def loaded(orders):
    rows = [(f"c{who}", BEGIN + pd.Timedelta(days=day), float(money)) for who, day, money in orders]
    frame = pd.DataFrame(rows, columns=["customer_id", "ts", "value"])
    return Dataset(conversions=frame.assign(ts=frame["ts"].dt.tz_localize("UTC")))


def oracle(orders, until):
    """Cumulative money per month of first order and age, by counting one order after another."""
    months = [(who, (BEGIN + pd.Timedelta(days=day)).to_period("M"), money) for who, day, money in orders]
    first = {}
    for who, month, _ in months:
        first[who] = min(first.get(who, month), month)
    brought = defaultdict(float)
    for who, month, money in months:
        brought[first[who], (month - first[who]).n] += money
    found = {}
    for cohort in {month for month in first.values() if month <= until}:
        for age in range((until - cohort).n + 1):
            found[str(cohort), age] = sum(brought[cohort, earlier] for earlier in range(age + 1))
    return found


@given(ORDERS)
def test_cohorts_equal_orders_counted_one_by_one(orders):
    until = pd.Period("2024-12", "M")
    wanted = oracle(orders, until)
    if not any(BEGIN + pd.Timedelta(days=day) <= until.end_time for _, day, _ in orders):
        return
    table = cohorts(purchases(loaded(orders), until="2024-12-31"))
    got = {(row.cohort, row.age): row.cumulative for row in table.itertuples()}
    assert got == pytest.approx(wanted)


@given(ORDERS)
def test_segments_add_up_to_everybody(orders):
    dataset = loaded(orders)
    labels = pd.Series({f"c{who}": "even" if who % 2 == 0 else "odd" for who in range(7)})
    try:
        whole = cohorts(purchases(dataset, until="2025-03-31"))
    except sa.SegattrError:
        return
    parts = cohorts(purchases(dataset, until="2025-03-31", labels=labels))
    keys, sums = ["cohort", "age"], ["customers", "active", "orders", "money", "cumulative"]
    added = parts.groupby(keys)[sums].sum()
    np.testing.assert_allclose(added, whole.set_index(keys)[sums].sort_index(), atol=1e-9)


def test_a_month_that_is_not_over_is_left_out_and_counted():
    made = purchases(loaded([(0, 0, 10), (0, 40, 10), (1, 70, 10)]))  # the data end on 11 March
    assert made.left_out == 1
    assert cohorts(made)["age"].max() == 1


def test_ages_not_observed_are_missing_never_zero():
    triangle = wide(cohorts(purchases(loaded([(0, 0, 10), (1, 40, 10)]), until="2024-03-31")))
    assert triangle.loc["2024-01"].tolist() == [10.0, 10.0, 10.0]
    assert triangle.loc["2024-02"].tolist()[:2] == [10.0, 10.0]
    assert np.isnan(triangle.loc["2024-02", 2])


def test_retention_is_of_the_acquired_and_of_cohorts_old_enough():
    curve = retention(
        cohorts(purchases(loaded([(0, 0, 9), (1, 1, 9), (0, 40, 9), (2, 62, 9)]), until="2024-03-31"))
    )
    assert curve.set_index("age")["customers"].to_dict() == {0: 3, 1: 2, 2: 2}
    assert curve.set_index("age")["share"].to_dict() == {0: 1.0, 1: 0.5, 2: 0.0}


def test_lifetime_holds_its_own_range_and_counts_who_is_too_young():
    orders = [(who, 4 * who, 30 + 7 * who) for who in range(7)] + [(6, 60, 500)]
    row = lifetime(purchases(loaded(orders), until="2024-03-31"), to_age=2).iloc[0]
    assert row["low"] < row["ltv"] < row["high"]
    assert (row["customers"], row["left_out"]) == (7, 0)


def test_orders_without_money_are_refused_with_the_way_out():
    with pytest.raises(sa.SegattrError, match="Map a column to 'margin'"):
        purchases(loaded([(0, 0, 10)]), money="margin")
