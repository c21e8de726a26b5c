"""Where the best customers sit, each group beside everybody else and at equal age."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.statistics.comparison import compare_two
from segattr.value.concentration import best_customers, concentration
from segattr.value.purchases import purchases


def bought(spent, *, groups=None, month="2025-01"):
    ids = [f"c{place:04d}" for place in range(len(spent))]
    orders = pd.DataFrame({"customer_id": ids, "value": spent, "ts": f"{month}-05"})
    labels = None if groups is None else pd.Series(groups, index=ids)
    return purchases(sa.load(conversions=orders), labels=labels, until="2025-03-31")


def test_the_best_fifth_are_those_who_brought_most():
    assert best_customers(bought([10, 50, 20, 30, 40]), to_age=0).tolist() == [
        False,
        True,
        False,
        False,
        False,
    ]


def test_ties_at_the_limit_count_only_while_they_are_few():
    few = bought([50.0, 50, *[10] * 8])
    assert best_customers(few, to_age=0).sum() == 2
    many = bought([90.0, *[50] * 9])
    assert best_customers(many, to_age=0).sum() == 1


def test_customers_who_brought_alike_have_no_best_ones():
    with pytest.raises(sa.SegattrError, match="about alike"):
        best_customers(bought([50.0] * 10), to_age=0)


def test_each_group_is_beside_everybody_else_and_the_parts_add_up():
    groups = ["west"] * 40 + ["east"] * 60
    made = bought([100.0] * 15 + [10.0] * 25 + [90.0] * 5 + [11.0] * 55, groups=groups)
    found = concentration(made, best_customers(made, to_age=0), to_age=0)
    west, east = found.rows.to_dict("records")
    assert (west["segment"], west["best"], west["customers"]) == ("west", 15, 40)
    assert west["rest"] == pytest.approx(5 / 60)
    assert west["index"] == pytest.approx((15 / 40) / (5 / 60))
    assert west["p"] == pytest.approx(compare_two(15, 40, 5, 60).p)
    assert west["adjusted"] <= 0.05
    for name in ("of_customers", "of_best", "of_money"):
        assert west[name] + east[name] == pytest.approx(1)
    assert found.money == pytest.approx((1500 + 450) / (1500 + 250 + 450 + 605))


def test_customers_too_young_for_the_age_do_not_count():
    ids = [f"c{place}" for place in range(20)]
    orders = pd.DataFrame({"customer_id": ids, "value": np.arange(20.0) + 1})
    orders["ts"] = ["2025-01-05"] * 10 + ["2025-03-05"] * 10
    made = purchases(sa.load(conversions=orders), until="2025-03-31")
    picked = best_customers(made, to_age=2)
    assert picked.sum() == 2
    assert not picked[10:].any()
    assert concentration(made, picked, to_age=2).customers == 10


def test_small_groups_come_last_and_are_not_tested():
    made = bought([100.0] * 4 + [5.0] * 36 + [200.0] * 5, groups=["large"] * 40 + ["tiny"] * 5)
    rows = concentration(made, best_customers(made, to_age=0), to_age=0).rows
    assert rows["segment"].tolist() == ["large", "tiny"]
    assert rows["small"].tolist() == [False, True]
    assert np.isnan(rows["adjusted"].iloc[1])
