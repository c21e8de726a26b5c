"""Rates by period, and changes between any two that add up to the last digit."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import segattr as sa
from segattr.averages.over_time import at, moved, revenue_moved, trend
from segattr.averages.period_cells import period_cells
from segattr.averages.periods import clocks
from segattr.averages.timing import timing_of
from segattr.errors import BadSetting, UnknownName, UnsuitableData


def shop(seed=0, size=300):
    rng = np.random.default_rng(seed)
    ids = np.array([f"c{i}" for i in range(size)])
    days = pd.Timestamp("2026-01-10") + pd.to_timedelta(rng.integers(0, 150, size * 3), unit="D")
    touches = pd.DataFrame({"customer_id": rng.choice(ids, size * 3), "ts": days, "channel": "Email"})
    bought = touches.sample(size // 3, random_state=seed)
    orders = bought[["customer_id", "ts"]].assign(value=rng.gamma(2, 30, size // 3))
    customers = pd.DataFrame({"customer_id": ids, "tier": rng.choice(["gold", "plain"], size)})
    return sa.load(touchpoints=touches, conversions=orders, customers=customers)


def slow(data, period, tier):
    """People, converters, visits and orders of one month and tier, counted one by one."""
    who = set(data.customers["customer_id"][data.customers["tier"] == tier])
    month = {n: t[t["ts"].dt.strftime("%Y-%m") == period] for n, t in data.tables.items() if "ts" in t}
    touched = [c for c in month["touchpoints"]["customer_id"] if c in who]
    ordered = [c for c in month["conversions"]["customer_id"] if c in who]
    return len({*touched, *ordered}), len(set(ordered)), len(touched), len(ordered)


def test_every_month_and_segment_is_what_a_slow_count_says():
    data = shop()
    found = trend(period_cells(data), ["tier"])
    assert found.attrs["periods"] == sorted(found["period"].unique())
    for row in found.itertuples():
        assert (row.people, row.converters, row.visits, row.orders) == slow(data, row.period, row.segment)
    assert found["value"].sum() == pytest.approx(data.conversions["value"].sum(), rel=1e-12)
    assert found["orders"].sum() == len(data.conversions)


def random_cells(seed):
    rng = np.random.default_rng(seed)
    index = pd.MultiIndex.from_product([["1", "2", "3"], list("abcd")], names=["period", "tier"])
    cells = index.to_frame(index=False)[rng.random(12) < 0.8]
    cells = cells.assign(people=rng.integers(1, 500, len(cells)))
    cells["converters"] = rng.binomial(cells["people"], 0.1)
    cells["Σ visits"] = (cells["people"] * rng.integers(1, 4, len(cells))).astype(float)
    cells["Σ orders"] = (cells["converters"] * rng.integers(1, 3, len(cells))).astype(float)
    cells["Σ value"] = cells["Σ orders"] * rng.gamma(2, 30, len(cells))
    return cells.assign(period=pd.Categorical(cells["period"], ordered=True))


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_any_two_points_add_up_to_the_change_of_rate_and_of_money(seed):
    cells = random_cells(seed)
    table, whole = trend(cells, ["tier"]), trend(cells)
    one, other = whole["period"].iloc[0], whole["period"].iloc[-1]
    rates, values = (whole.set_index("period")[name] for name in ("rate", "value"))
    assert moved(table, one, other)["total"].sum() == pytest.approx(rates[other] - rates[one], abs=1e-12)
    parts = revenue_moved(table, one, other)
    assert parts["total"].sum() == pytest.approx(values[other] - values[one], rel=1e-9, abs=1e-6)
    assert parts[["visits", "conversion", "order_value"]].sum(axis=1).to_numpy() == pytest.approx(
        parts["total"].to_numpy(), rel=1e-12
    )


def test_a_segment_that_one_period_lacks_is_all_visits():
    cells = pd.DataFrame(
        {
            "period": pd.Categorical(["1", "2", "2"], ordered=True),
            "tier": ["plain", "plain", "gold"],
            "people": [100, 100, 50],
            "converters": [10, 10, 5],
            "Σ visits": [200.0, 200.0, 80.0],
            "Σ orders": [10.0, 10.0, 5.0],
            "Σ value": [500.0, 500.0, 400.0],
        }
    )
    gold = revenue_moved(trend(cells, ["tier"]), "1", "2").set_index("segment").loc["gold"]
    assert gold[["visits", "conversion", "order_value", "total"]].tolist() == pytest.approx([400, 0, 0, 400])


def test_months_without_a_year_keep_their_names_and_stand_in_order():
    visits = pd.DataFrame({"Month": ["Nov", "Feb", "Mar", "Feb"], "converted": [1, 0, 1, 1]})
    found = trend(period_cells(sa.load(outcomes=visits)))
    assert found[["period", "people", "converters"]].values.tolist() == [
        ["Feb", 2, 1],
        ["Mar", 1, 1],
        ["Nov", 1, 1],
    ]


def test_dates_of_outcomes_are_read_in_the_order_they_prove():
    visits = pd.DataFrame(
        {"asked on": ["31.01.2026", "02.04.2026"] * 3, "age": ["12", "44"] * 3, "converted": [1, 0] * 3}
    )
    data = sa.load(outcomes=visits)
    assert clocks(data) == ("asked on",)
    assert trend(period_cells(data))["period"].tolist() == ["2026-01", "2026-04"]
    assert trend(period_cells(data, every="quarter"))["period"].tolist() == ["2026 Q1", "2026 Q2"]


def test_a_date_written_down_with_the_outcome_tells_no_time():
    visits = pd.DataFrame({"status date": ["2026-01-31", "2026-04-02"], "converted": [1, 0]})
    assert clocks(sa.load(outcomes=visits)) == ()


def test_what_has_no_time_no_such_period_or_no_money_says_so():
    still = sa.load(outcomes=pd.DataFrame({"age": ["a", "b"], "converted": [1, 0]}))
    with pytest.raises(UnsuitableData, match="tells the time"):
        period_cells(still)
    monthly = trend(
        period_cells(sa.load(outcomes=pd.DataFrame({"Month": ["Feb", "Mar"], "converted": [1, 0]})))
    )
    with pytest.raises(UnknownName, match="no period 'May'"):
        at(monthly, "May")
    with pytest.raises(UnsuitableData, match="order"):
        revenue_moved(monthly, "Feb", "Mar")
    with pytest.raises(UnknownName, match="'moon'"):
        period_cells(shop(), clock="moon")
    with pytest.raises(BadSetting, match="week, month, quarter"):
        period_cells(shop(), every="year")


def test_demand_that_comes_early_in_one_market_is_seen_there_and_noise_is_not():
    rng = np.random.default_rng(4)
    weeks = [f"w{i}" for i in range(8)]
    index = pd.MultiIndex.from_product([["North", "South", "East"], weeks], names=["market", "period"])
    cells = index.to_frame(index=False)
    cells["period"] = pd.Categorical(cells["period"], ordered=True)
    cells = cells.assign(people=1_000, converters=rng.poisson(40, len(cells)))
    assert not (timing_of(cells, "market")["adjusted"] < 0.01).any()
    cells.loc[(cells["market"] == "South") & (cells["period"] == "w2"), "converters"] = 110
    found = timing_of(cells, "market")
    first = found.loc[found["adjusted"].idxmin()]
    assert (first["market"], first["period"]) == ("South", "w2")
    assert first["low"] > 1.2
    by_market = found.groupby("market")[["orders", "usual"]].sum()
    assert by_market["orders"].to_numpy() == pytest.approx(by_market["usual"].to_numpy())
