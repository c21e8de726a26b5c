"""First and repeat conversions apart: each adds its part, and together they are the whole."""

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.orders import of_orders
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.summarise import summarise
from segattr.reduce.tables import LOST
from tests.attribution.worlds import log, made, shop
from tests.reduce.rows import orders, touches


@pytest.mark.parametrize("model", ["first", "linear", "time_decay", "w_shaped", "shapley"])
def test_first_and_repeat_add_up_to_all(model):
    parts = [attribute(of_orders(shop(), which), model) for which in ("first", "repeat")]
    keys, money = ["segment", "channel"], ["conversions", "value"]
    whole = attribute(shop(), model).groupby(keys)[money].sum()
    pd.testing.assert_frame_equal(pd.concat(parts).groupby(keys)[money].sum(), whole, rtol=1e-9)


def test_first_conversions_are_one_per_customer():
    summary = of_orders(shop(), "first")
    buyers = log()["conversions"]["customer_id"].nunique()
    assert summary.conversions["conversions"].sum() == buyers


def test_a_journey_lost_after_a_purchase_is_one_of_the_repeats():
    seen = touches(("a", "2024-01-01", "A"), ("a", "2024-02-01", "B"), ("b", "2024-01-01", "B"))
    bought = orders(("a", "2024-01-02", 1))
    summary = summarise(touchpoints=seen, conversions=bought, tables=["transitions", "positions"])
    for which, lost in (("first", 1), ("repeat", 1)):
        moves = of_orders(summary, which).transitions
        assert moves.loc[moves["target"] == LOST, "moves"].sum() == lost


def test_markov_of_repeats_is_judged_by_the_journeys_of_buyers():
    tables = log()
    buyers = tables["touchpoints"]["customer_id"].isin(set(tables["conversions"]["customer_id"]))
    bare = made(tables | {"touchpoints": tables["touchpoints"][buyers]}, segmentation=None)
    whole = made(tables, segmentation=None)
    both = [attribute(of_orders(s, "repeat"), "markov").set_index("channel")["share"] for s in (whole, bare)]
    pd.testing.assert_series_equal(*both, rtol=1e-9)


def test_what_does_not_tell_them_apart_is_left_out():
    with pytest.raises(UnsuitableData, match="sets"):
        attribute(of_orders(shop(), "first"), "shapley=rate")
    assert of_orders(shop(), "all") is shop()


def test_other_words_are_refused():
    with pytest.raises(BadSetting, match="second"):
        of_orders(shop(), "second")
