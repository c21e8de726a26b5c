"""What makes lifetime values lie is said where it is so, and not where it is not."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.value.acquisition import payback, placed, worth_to_cost
from segattr.value.alarms import ages_differ, left_truncation
from segattr.value.purchases import purchases


def shop(*, cut: int, months: int = 30, per_month: int = 80, seed: int = 3):
    """Orders of a shop that wins as many customers each month, exported from month ``cut`` on."""
    random = np.random.default_rng(seed)
    rows = []
    for begin in range(months):
        for who in range(per_month):
            for month in range(begin, months):
                if month == begin or random.random() < 0.12:
                    rows.append((f"{begin}-{who}", month))
    orders = pd.DataFrame(rows, columns=["customer_id", "month"])
    orders = orders[orders["month"] >= cut]
    first = pd.Timestamp("2023-01-10")
    orders["ts"] = [first + pd.DateOffset(months=int(month)) for month in orders["month"]]
    return sa.load(conversions=orders.assign(value=20.0)[["customer_id", "ts", "value"]])


def test_an_export_that_begins_in_the_middle_is_told():
    found = left_truncation(purchases(shop(cut=18), until="2025-06-30"))
    assert found.alarm
    assert found.fall > 0.1


@pytest.mark.parametrize("seed", range(5))
def test_a_whole_history_raises_no_alarm(seed):
    assert not left_truncation(purchases(shop(cut=0, seed=seed), until="2025-06-30")).alarm


def crm(dataset, old):
    """Return a shop whose customers' table knew so many of four from before, the others since an order."""
    first = dataset.conversions.groupby("customer_id")["ts"].min().reset_index(name="created_ts")
    before = np.arange(len(first)) % 4 < old
    first.loc[before, "created_ts"] = pd.Timestamp("2019-05-05", tz="UTC")
    return dataset.with_(customers=first)


def test_customers_known_before_the_data_begin_give_the_alarm_where_numbers_alone_do_not():
    found = left_truncation(purchases(crm(shop(cut=0), old=1), until="2025-06-30"))
    assert found.known_before == pytest.approx(0.25, abs=0.001)
    assert (found.alarm, found.old, found.falling) == (True, True, False)


def test_customers_known_since_an_order_or_a_while_before_it_give_none():
    new = crm(shop(cut=0), old=0)
    lead = new.customers["created_ts"].clip(lower=new.customers["created_ts"].min() + pd.Timedelta(days=90))
    for created in (new.customers["created_ts"], lead - pd.Timedelta(days=60)):
        dataset = new.with_(customers=new.customers.assign(created_ts=created))
        found = left_truncation(purchases(dataset, until="2025-06-30"))
        assert (found.known_before, found.alarm) == (0.0, False)


def test_a_table_that_knows_nobody_says_nothing():
    new = crm(shop(cut=0), old=0)
    blank = pd.Series([pd.NaT] * len(new.customers), dtype="datetime64[us, UTC]")
    dataset = new.with_(customers=new.customers.assign(created_ts=blank))
    assert np.isnan(left_truncation(purchases(dataset, until="2025-06-30")).known_before)


def test_a_younger_segment_is_marked():
    orders = pd.DataFrame(
        {
            "customer_id": ["a", "b", "b"],
            "ts": ["2024-01-05", "2024-06-05", "2024-12-01"],
            "value": [1.0, 2.0, 3.0],
        }
    )
    labels = pd.Series({"a": "old", "b": "young"})
    ages = ages_differ(purchases(sa.load(conversions=orders), labels=labels, until="2024-12-31"))
    assert ages.set_index("segment")["younger"].to_dict() == {"old": False, "young": True}


def test_the_range_of_worth_to_cost_narrows_with_customers():
    random = np.random.default_rng(0)
    few, many = (worth_to_cost(random.gamma(0.6, 100, n), cost=30) for n in (40, 4_000))
    assert few.high - few.low > 5 * (many.high - many.low)
    assert few.low < few.ratio < few.high


def test_worth_needs_a_cost():
    with pytest.raises(sa.SegattrError, match="a cost above 0"):
        worth_to_cost(np.ones(3), cost=0)


def test_negative_weights_are_refused():
    with pytest.raises(sa.SegattrError, match="below 0"):
        placed(pd.Series({"tv": 1.0}), pd.DataFrame({"a": [-1]}, index=["tv"]))


def test_what_is_not_paid_back_is_not_extrapolated():
    assert payback(pd.Series([10.0, 20.0]), cost=25) is None
