import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.averages.revenue_moves import product_moves
from segattr.errors import BadSetting, UnsuitableData

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "statistics" / "decomposition.json").read_text())


def period(side, order_value):
    people = sum(n for _, n in GOLDEN[side].values())
    orders = sum(x for x, _ in GOLDEN[side].values())
    return {"visits": people, "cr": orders / people, "aov": order_value}


BEFORE, AFTER = period("A", 70.0), period("B", 73.83)


def product(factors):
    return factors["visits"] * factors["cr"] * factors["aov"]


sizes = st.floats(0, 1e6, allow_subnormal=False)
periods = st.fixed_dictionaries({"visits": sizes, "cr": st.floats(0, 1, allow_subnormal=False), "aov": sizes})


@given(periods, periods, st.sampled_from(["lmdi", "shapley"]))
def test_the_moves_add_up_to_the_change(before, after, method):
    moves = product_moves(before, after, method=method)
    scale = max(product({name: max(before[name], after[name]) for name in before}), 1.0)
    assert moves.sum() == pytest.approx(
        product(after) - product(before), abs=1e-12 * scale + 1e-300, rel=1e-9
    )


def test_a_factor_of_nothing_is_shared_out_by_shapley():
    before, after = {"visits": 0, "cr": 0.1, "aov": 10}, {"visits": 100, "cr": 0.1, "aov": 10}
    assert product_moves(before, after).to_dict() == pytest.approx({"visits": 100, "cr": 0, "aov": 0})


def test_a_product_too_small_to_be_told_from_nothing_is_nothing():
    tiny = {"visits": 1.0, "cr": 1e-242, "aov": 1e-300}
    assert product_moves(tiny, dict.fromkeys(tiny, 1.0)).sum() == pytest.approx(1.0)


def test_factors_are_matched_by_name_not_by_place():
    turned = dict(reversed(AFTER.items()))
    assert product_moves(BEFORE, turned).to_dict() == pytest.approx(product_moves(BEFORE, AFTER).to_dict())


def test_other_factors_and_negative_ones_are_refused():
    with pytest.raises(UnsuitableData, match="same factors"):
        product_moves(BEFORE, {"visits": 1.0})
    with pytest.raises(UnsuitableData, match="at least 0"):
        product_moves(BEFORE, AFTER | {"aov": -1.0})
    with pytest.raises(BadSetting, match="'lmdi' or 'shapley'"):
        product_moves(BEFORE, AFTER, method="guess")
