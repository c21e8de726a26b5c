"""Everybody is counted once in a migration, and its intervals hold what they say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData
from segattr.segments.conditions import Condition, Group
from segattr.segments.drift import drift, psi
from segattr.segments.migration import GONE, NEW, change_between, migration, moved
from segattr.segments.rules import Rule, Rules
from segattr.statistics.intervals import newcombe

LABELS = st.dictionaries(st.sampled_from("abcdefghij"), st.sampled_from(["x", "y", "z", "(unknown)"]))


def series(labels):
    return pd.Series(labels, dtype="object")


@given(LABELS, LABELS)
def test_everybody_moves_once_and_sums_are_those_of_each_date(before, after):
    found = migration(series(before), series(after))
    then, now = ({who: s for who, s in d.items() if s != "(unknown)"} for d in (before, after))
    slowly = {}
    for who in {*then, *now}:
        pair = (then.get(who, NEW), now.get(who, GONE))
        slowly[pair] = slowly.get(pair, 0) + 1
    got = {(b, a): n for b, a, n in found.moves[["before", "after", "customers"]].to_numpy()}
    assert got == slowly
    assert int(found.shares["before"].sum()) == len(then)
    assert int(found.shares["after"].sum()) == len(now)
    inside = found.shares.dropna()
    assert ((inside["low"] <= inside["change"]) & (inside["change"] <= inside["high"])).all()


def test_the_interval_of_two_groups_of_other_people_is_newcombes():
    low, high = newcombe(20, 100, 10, 80)
    assert change_between((10, 20), (80, 100), together=0.0) == pytest.approx((float(low), float(high)))


def test_customers_who_stayed_make_the_interval_narrower():
    alone = change_between((100, 130), (1_000, 1_000), together=0.0)
    same = change_between((100, 130), (1_000, 1_000), together=0.8)
    assert alone[0] < same[0] < 0.03 < same[1] < alone[1]


@pytest.mark.slow
def test_nineteen_of_twenty_intervals_hold_the_true_change():
    random, held = np.random.default_rng(3), []
    for _ in range(600):
        then = random.random(400) < 0.2
        now = np.where(random.random(400) < 0.7, then, random.random(400) < 0.4)  # to 0.26
        who = np.arange(400)
        was, be = (pd.Series(np.where(x, "in", "out"), index=who, dtype="object") for x in (then, now))
        row = migration(was[40:], be[:360]).shares.set_index("segment").loc["in"]
        held.append(row["low"] <= 0.06 <= row["high"])
    assert 0.93 <= np.mean(held) <= 0.975


def test_who_bought_in_between_moves_by_the_same_rule():
    days = pd.to_datetime(["2024-01-01", "2024-01-01", "2024-02-20"], utc=True)
    seen = pd.DataFrame({"customer_id": ["ann", "bob", "cem"], "ts": days, "channel": "Ads"})
    bought = pd.DataFrame({"customer_id": ["ann", "bob", "ann"], "value": 10.0})
    bought["ts"] = pd.to_datetime(["2024-01-02", "2024-01-03", "2024-02-10"], utc=True)
    loyal = Rule("loyal", Group("all", (Condition("orders so far", "at_least", (2,)),)))
    dataset = Dataset(touchpoints=seen, conversions=bought)
    found = moved(dataset, Rules((loyal,)), "2024-01-31", "2024-02-28")
    others = "everyone else"
    assert found.moves[["before", "after", "customers"]].to_numpy().tolist() == [
        [others, "loyal", 1],
        [others, others, 1],
        [NEW, others, 1],
    ]
    assert found.stayed == 0.5
    assert found.table.loc[others, "loyal"] == 1
    assert found.table.to_numpy().sum() == 3
    with pytest.raises(BadSetting):
        moved(dataset, Rules((loyal,)), "2024-02-28", "2024-01-31")


def test_nobody_moves_twice():
    twice = pd.Series(["x", "y"], index=["a", "a"])
    with pytest.raises(UnsuitableData, match="listed twice"):
        migration(twice, twice)


VALUES = st.lists(st.one_of(st.floats(-5, 5), st.just(float("nan"))), min_size=1, max_size=40)


@given(VALUES, VALUES)
def test_drift_is_never_below_nothing_and_none_against_oneself(before, after):
    first, second = pd.Series(before, dtype=float), pd.Series(after, dtype=float)
    assert psi(first, first) == pytest.approx(0)
    assert psi(first, second) >= -1e-12 or len(first) + len(second) < 20  # half customers in tiny tables


def test_drift_is_that_of_the_formula_and_says_how_much():
    before, after = pd.Series(["a"] * 60 + ["b"] * 40), pd.Series(["a"] * 30 + ["b"] * 70)
    assert psi(before, after) == pytest.approx(-0.3 * np.log(0.5) + 0.3 * np.log(0.7 / 0.4))
    table = drift(pd.DataFrame({"device": before}), pd.DataFrame({"device": after}))
    assert table[["field", "change"]].to_numpy().tolist() == [["device", "large"]]
    random = np.random.default_rng(1)
    same = drift(pd.DataFrame({"x": random.normal(size=60)}), pd.DataFrame({"x": random.normal(size=60)}))
    assert same["change"].tolist() == ["none"]  # ten bins of sixty people drift by chance
    assert np.isnan(psi(pd.Series([], dtype=float), pd.Series([1.0])))
