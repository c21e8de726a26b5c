"""Averages of an export of orders alone: what each customer brought, by what the first order says."""

import pandas as pd
import pytest
from numpy.random import default_rng

import segattr as sa
from segattr.averages.cells import cells
from segattr.averages.means import means
from segattr.averages.telling import decided, telling_splits
from segattr.averages.units import dimensions, units_of
from segattr.errors import UnsuitableData


@pytest.fixture(scope="module")
def orders():
    """Coats are worth more than anything else, to Germans only."""
    draw = default_rng(4)
    lands, first = draw.choice(["DE", "FR"], 2_000), draw.choice(["coat", "hat"], 2_000)
    who = draw.integers(0, 2_000, 6_000)
    scale = pd.Series(30.0, range(2_000)).mask((lands == "DE") & (first == "coat"), 80.0).to_numpy()
    days = pd.to_timedelta(draw.integers(0, 360, len(who)), unit="D")
    return pd.DataFrame(
        {
            "customer_id": [f"c{n}" for n in who],
            "ts": pd.Timestamp("2025-01-01") + days,
            "value": draw.gamma(2.0, scale[who]).round(2),
            "country": lands[who],
            "product": first[who],
            "colour": draw.choice(["red", "blue"], len(who)),
        }
    )


def test_customers_are_told_apart_by_their_first_order(orders):
    dataset = sa.load(conversions=orders)
    assert set(dimensions(dataset)) == {"country", "product", "colour"}
    assert units_of(dataset).amounts["people"].sum() == orders["customer_id"].nunique()


@pytest.mark.parametrize("metric", ["value_per_person", "order_value", "orders_per_person"])
@pytest.mark.parametrize("by", ["country", "colour"])
def test_averages_are_those_of_a_loop_over_the_customers(orders, metric, by):
    table = means(cells(sa.load(conversions=orders)), [by], metric=metric).set_index(by)["figure"]
    first = (
        orders.sort_values("ts", kind="stable").drop_duplicates("customer_id").set_index("customer_id")[by]
    )
    for label, figure in table.items():
        own = orders[orders["customer_id"].map(first) == label]
        customers = own["customer_id"].nunique()
        by_hand = {
            "value_per_person": own["value"].sum() / customers,
            "order_value": own["value"].mean(),
            "orders_per_person": len(own) / customers,
        }
        assert figure == pytest.approx(by_hand[metric])


def test_a_split_of_what_everybody_brought_is_not_the_outcome_itself(orders):
    found = telling_splits(cells(sa.load(conversions=orders)), "value_per_person").set_index("dimension")
    assert found["verdict"].to_dict() == {"product": "telling", "country": "telling", "colour": "chance"}
    assert not decided(pd.DataFrame({"people": [40, 960], "converters": [40, 960]}))
    assert not decided(pd.DataFrame({"people": [40, 960], "converters": [0, 0]}))


def test_what_hides_in_them_is_found_and_confirmed(orders):
    found = sa.discover(sa.load(conversions=orders), metric="value_per_person")
    confirmed = found[found["confirmed"]]
    assert set(confirmed["segment"].iloc[0].split(" & ")) == {"country=DE", "product=coat"}
    assert confirmed["prize"].iloc[0] > 0
    assert "colour" not in "".join(confirmed["segment"])


def test_a_rate_is_refused(orders):
    with pytest.raises(UnsuitableData, match="who of them converted"):
        sa.discover(sa.load(conversions=orders))
