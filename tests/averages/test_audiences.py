"""Each audience whole on the Averages page: exactly the people who fit, held against everybody else."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.averages.audiences import audience_figures
from segattr.averages.cells import cells
from segattr.averages.split import split
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from segattr.statistics.intervals import wilson
from segattr.statistics.multiplicity import bh

SET = "@Audiences"


def asks(name, field, *values):
    return Rule(name, Group("all", (Condition(field, "one_of", values),)))


RULES = (
    asks("Gold", "tier", "gold"),
    asks("Mail", "mail", "yes"),
    asks("Far", "region", "North", "East"),
)
RULE = Rules(RULES, name="Audiences", mode="overlapping")


@pytest.fixture(scope="module")
def shop():
    dice = np.random.default_rng(3)
    ids = [f"c{i}" for i in range(400)]
    people = pd.DataFrame(
        {
            "customer_id": ids,
            "tier": dice.choice(["gold", "plain"], 400, p=[0.3, 0.7]),
            "mail": dice.choice(["yes", "no"], 400),
            "region": dice.choice(["North", "East", "South", "West"], 400),
        }
    )
    odds = 0.05 + 0.2 * (people["tier"] == "gold") + 0.1 * (people["mail"] == "yes")
    buyers = people.loc[dice.random(400) < odds, "customer_id"]
    orders = pd.DataFrame({"customer_id": [*buyers, *buyers[:40]], "ts": "2026-03-01"})
    orders["value"] = dice.integers(5, 200, len(orders)).astype(float)
    return sa.load(customers=people, conversions=orders)


@pytest.fixture(scope="module")
def counted(shop):
    return cells(shop, {SET: segment(shop, RULE)})


def test_rates_are_those_of_slow_loops(shop, counted):
    found = audience_figures(counted, SET, RULE).set_index("audience")
    bought = set(shop.conversions["customer_id"])
    rows = shop.customers.to_dict("records")
    fits = {
        "Gold": lambda row: row["tier"] == "gold",
        "Mail": lambda row: row["mail"] == "yes",
        "Far": lambda row: row["region"] in ("North", "East"),
    }
    for name, holds in fits.items():
        inside = [row["customer_id"] in bought for row in rows if holds(row)]
        rest = [row["customer_id"] in bought for row in rows if not holds(row)]
        assert found.loc[name, "people"] == len(inside)
        assert found.loc[name, "share"] == pytest.approx(len(inside) / len(rows))
        assert found.loc[name, "figure"] == pytest.approx(sum(inside) / len(inside))
        assert found.loc[name, "rest"] == pytest.approx(sum(rest) / len(rest))
        low, high = wilson(sum(inside), len(inside))
        assert found.loc[name, ["low", "high"]].tolist() == pytest.approx([float(low), float(high)])
    assert found["people"].sum() > len(rows)


@pytest.fixture(scope="module")
def alone(shop):
    """Audience -> cells of a set of it and everybody else."""
    sets = {rule.name: segment(shop, Rules((rule,), name="Alone")) for rule in RULES}
    return {name: cells(shop, {"Alone": labels}) for name, labels in sets.items()}


@pytest.mark.parametrize("metric", ["rate", "order_value"])
def test_any_average_is_that_of_a_split_into_the_audience_and_the_rest(counted, alone, metric):
    found = audience_figures(counted, SET, RULE, metric=metric, level=0.9).set_index("audience")
    p = []
    for rule in RULES:
        rows = split(alone[rule.name], ["Alone"], metric=metric, level=0.9).rows
        own = rows.set_index("segment").loc[rule.name]
        mine = found.loc[rule.name]
        assert mine["figure"] == pytest.approx(own["rate"], rel=1e-12)
        for name in ("n", "contributors", "low", "high", "difference", "difference_low", "difference_high"):
            assert mine[name] == pytest.approx(own[name], rel=1e-9)
        assert (mine["enough"], mine["faded"]) == (own["enough"], own["faded"])
        p.append(own["adjusted"])  # two groups have one p-value, so the adjusted one is as it was
    assert found["adjusted"].tolist() == pytest.approx(bh(p).tolist(), rel=1e-9)


def test_an_audience_of_nobody_and_one_of_everybody_are_not_tested():
    rows = pd.DataFrame({"set": ["only Gold", "Gold + Mail"], "people": [60, 40], "converters": [6, 4]})
    found = audience_figures(rows, "set", RULE).set_index("audience")
    assert found["people"].tolist() == [100, 40, 0]
    assert found["adjusted"].isna().tolist() == [True, False, True]
    assert np.isnan(found.loc["Far", "figure"])
    assert found["faded"].tolist() == [False, False, True]


def test_a_column_of_the_clients_called_people_does_no_harm():
    rows = pd.DataFrame([["only Gold", "x", 60, 6], ["only Mail", "y", 40, 4]])
    rows.columns = ["set", "people", "people", "converters"]
    assert audience_figures(rows, "set", RULE)["people"].tolist() == [60, 40, 0]
