"""The alarm of a still total: raised where it was planted, silent in noise and where the total moved."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segattr.averages.standstill import COLUMNS, standstills

DIMS = ["device", "region", "age", "source", "browser"]
LEVELS = {"device": "pdt", "region": "NSEW", "age": "12345", "source": "abcde", "browser": "xyz"}


def same(table):
    return np.full(len(table), 0.05)


def period(seed, size=30_000, rate=same, **weights):
    """Return cells: everybody falls into one by chance, and converts by chance at its rate."""
    rng = np.random.default_rng(seed)
    table = pd.MultiIndex.from_product([list(LEVELS[d]) for d in DIMS], names=DIMS).to_frame(index=False)
    share = np.ones(len(table))
    for name in DIMS:
        levels = list(LEVELS[name])
        share *= table[name].map(
            dict(zip(levels, weights.get(name, [1 / len(levels)] * len(levels)), strict=True))
        )
    people = rng.multinomial(size, share / share.sum())
    return table.assign(people=people, converters=rng.binomial(people, rate(table)))


def apart(table):
    return np.select([table["device"] == "p", table["device"] == "d"], [0.035, 0.065], 0.05)


def better(table):
    return np.where(table["device"] == "p", 0.02, 0.08)


def worse(table):
    return np.where(table["device"] == "p", 0.015, 0.06)


def test_parts_that_move_apart_under_a_still_total_are_found_in_the_split_they_were_planted_in():
    found = standstills(period(1), period(2, rate=apart), DIMS)
    first = found.iloc[0]
    assert (first["dimension"], first["kind"], first["up"], first["down"]) == (
        "device",
        "moved apart",
        "d",
        "p",
    )
    assert abs(first["relative"]) < 0.05
    assert found["alarm"].tolist() == [True] + [False] * 4
    assert len(found) == len(DIMS)


def test_a_better_mix_that_hides_worse_rates_is_told_as_such():
    before = period(3, rate=better, device=[0.5, 0.4, 0.1])
    after = period(4, rate=worse, device=[0.25, 0.65, 0.1])
    first = standstills(before, after, DIMS).iloc[0]
    assert (first["dimension"], first["kind"], bool(first["alarm"])) == ("device", "mix hides it", True)
    assert first["rate_effect"] < 0 < first["mix_effect"]
    assert first["rate_effect"] + first["mix_effect"] == pytest.approx(first["change"], abs=1e-12)


@pytest.mark.parametrize("worlds", [8, pytest.param(300, marks=pytest.mark.slow)])
def test_noise_raises_no_alarm(worlds):
    alarms = [
        standstills(period(2 * s, 8_000), period(2 * s + 1, 8_000), DIMS)["alarm"].any()
        for s in range(worlds)
    ]
    assert np.mean(alarms) <= 0.05


def test_a_total_that_moved_is_no_standstill():
    found = standstills(period(1), period(2, rate=lambda t: apart(t) * 1.5), DIMS)
    assert not found["alarm"].any()
    assert found["relative"].iloc[0] > 0.3


@settings(max_examples=8)
@given(st.integers(0, 1000))
def test_effects_add_up_to_the_change_in_every_split(seed):
    found = standstills(period(seed, 3_000, better), period(seed + 5000, 3_000, worse), DIMS)
    assert (found["rate_effect"] + found["mix_effect"]).to_numpy() == pytest.approx(
        found["change"].to_numpy(), abs=1e-12
    )


def test_small_segments_and_empty_periods_give_an_empty_table():
    few = period(1, 300)
    assert tuple(standstills(few, few, DIMS)) == COLUMNS
    assert standstills(few, few.iloc[:0], DIMS).empty
    assert standstills(period(1), period(2), []).empty
