"""Money per person: what is planted is found, the largest orders and noise are not taken for it."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.averages.discover import discover_in
from segattr.averages.likelihoods import OfAmounts
from segattr.averages.sides import capped, sides_of
from segattr.errors import UnsuitableData
from tests.averages.worlds import people, units


def spent(size, seed, *, planted, sigma=1.0):
    """3 % buy; ``planted``: returning people more often, mobile ones in the South for three times as much."""
    table, rng = people(size, seed)
    rate, value = np.full(size, 0.03), rng.lognormal(4, sigma, size)
    if planted:
        rate = np.where(table["visitor"] == "returning", 0.08, 0.02)
        value = np.where((table["device"] == "mobile") & (table["region"] == "South"), 3 * value, value)
    amount = np.where(rng.random(size) < rate, value, 0.0)
    world = units(table, amount > 0)
    return type(world)(world.index, world.labels, {**world.amounts, "value": amount})


def found_in(world, seed=0):
    return discover_in(world, list(world.labels), seed=seed, metric="value_per_person")


def test_segments_that_bring_more_per_person_are_found_and_confirmed():
    world = spent(25_000, 2, planted=True)
    found = found_in(world)
    sure = found[found["confirmed"]].set_index("segment")
    assert {"visitor=new", "visitor=returning"} & set(sure.index)
    assert any("device=mobile" in name and "region=South" in name for name in sure.index)
    name = next(name for name in ("visitor=new", "visitor=returning") if name in sure.index)
    line, inside = sure.loc[name], np.asarray(world.labels["visitor"] == name.removeprefix("visitor="))
    assert line["uncapped"] == pytest.approx(world.amounts["value"][inside].mean(), rel=1e-9)
    assert line["rate"] == pytest.approx(capped(world.amounts["value"])[inside].mean(), rel=1e-9)
    assert line["prize_low"] < line["prize"] < line["prize_high"]


@pytest.mark.parametrize("worlds", [6, pytest.param(100, marks=pytest.mark.slow)])
def test_noise_of_very_uneven_orders_is_answered_with_silence(worlds):
    said = [
        found_in(spent(8_000, 700 + s, planted=False, sigma=1.3), s)["confirmed"].any() for s in range(worlds)
    ]
    assert np.mean(said) <= 0.05


def test_one_enormous_order_makes_no_finding():
    world = spent(6_000, 3, planted=False)
    world.amounts["value"][10] = 1e6
    assert not found_in(world)["confirmed"].any()


def test_the_spread_of_the_worlds_is_that_of_the_model():
    world = spent(6_000, 4, planted=False)
    side = sides_of(world, ["device", "region"], metric="value_per_person").searched
    likelihood = side.likelihood
    assert isinstance(likelihood, OfAmounts)
    mean = np.full(len(side.people), side.amount.sum() / side.people.sum())
    drawn = likelihood.worlds(side.people, mean, np.random.default_rng(0), 2_000)
    assert drawn.mean(axis=1) == pytest.approx(
        0, abs=0.15 * np.sqrt(likelihood.weight(side.people, mean)).max()
    )
    assert drawn.var(axis=1) == pytest.approx(likelihood.weight(side.people, mean), rel=0.15)


def test_orders_per_person_of_event_data_can_be_searched_through_the_public_name():
    table, rng = people(4_000, 5)
    ids = np.array([f"c{row}" for row in range(len(table))])
    times = rng.poisson(np.where(table["visitor"] == "returning", 0.5, 0.05))
    orders = pd.DataFrame({"customer_id": np.repeat(ids, times), "ts": "2026-01-05"})
    data = sa.load(customers=table[["visitor", "device"]].assign(customer_id=ids), conversions=orders)
    found = sa.discover(data, metric="orders_per_person")
    assert found["segment"].iloc[0] in ("visitor=new", "visitor=returning")
    assert found["confirmed"].iloc[0]


def test_an_average_that_is_not_per_person_or_not_there_is_refused():
    world = spent(500, 1, planted=False)
    for metric in ("order_value", "margin_per_person"):
        with pytest.raises(UnsuitableData, match="per person"):
            discover_in(world, ["device"], metric=metric)


def test_nobody_who_spent_is_an_answer():
    world = spent(3_000, 1, planted=False)
    world.amounts["value"][:] = 0
    assert found_in(world).empty
