"""Ready-made sets on the sample: complete, saved as they are, honest about what they rest on, with advice."""

import pandas as pd
import pytest

import segattr as sa
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.segments.derived import answered, derived, offered
from segattr.segments.discounts import discounts
from segattr.segments.feature_table import feature_table
from segattr.segments.lifecycle import GONE, LATE, lifecycle, limits_of
from segattr.segments.ready import READY, says_who_ordered
from segattr.segments.registry import read_segmentation, text_of_segmentation
from segattr.segments.rules import Rules
from segattr.segments.segment import segment
from segattr.words.segments_ready import ADVICE, TITLES
from tests.reduce.rows import orders, touches


@pytest.fixture(scope="module")
def shop():
    roles = {"touchpoints": "touchpoints", "conversions": "orders", "customers": "customers"}
    return sa.load(**{role: f"sample_data/{name}.csv" for role, name in roles.items()})


@pytest.fixture(scope="module")
def made(shop):
    return {name: make(shop) for name, make in READY.items()}


@pytest.mark.parametrize("name", READY)
def test_a_ready_made_set_travels_as_text_and_has_advice_for_each_segment(name, made):
    rule = made[name]
    assert read_segmentation(text_of_segmentation(rule)) == rule
    assert says_who_ordered(rule)
    *named, _ = rule.labels_in_order
    assert set(named) <= set(ADVICE)
    assert name in TITLES


@pytest.mark.parametrize("name", ["rfm", "lifecycle"])
def test_everybody_is_in_one_segment_and_buyers_are_told_from_others(name, made, shop):
    labels = segment(shop, made[name])
    assert set(labels) <= set(made[name].labels_in_order)
    buyers = labels.index.isin(shop.conversions["customer_id"])
    assert not set(labels[buyers]) & set(labels[~buyers])


def test_the_sets_by_name_are_those_of_the_features(made, shop):
    people = feature_table(shop, ["days since last order", "orders so far", "spent so far"])
    champions = people[segment(shop, made["rfm"]) == "champions"]
    limits = dict(zip(made["rfm"].to_json()["limits"], made["rfm"].limits, strict=True))
    assert champions["days since last order"].max() <= limits["days since last order"][-1]
    assert people["spent so far"].sum() == pytest.approx(shop.conversions["value"].sum())


def test_without_orders_that_come_again_the_limits_are_a_convention():
    few = Dataset(
        touchpoints=touches(("a", "2026-01-01", "Ads")).drop(columns="row"),
        conversions=orders(("a", "2026-01-02", 5), ("a", "2026-02-02", 5)).drop(columns="row"),
    )
    limits = limits_of(few)
    assert (limits.late, limits.gone, limits.gaps, limits.touches) == (LATE, GONE, 1, 0)
    assert "repeat buyer" in lifecycle(few).labels_in_order


def test_the_stages_follow_what_the_data_tell():
    listed = pd.DataFrame(
        {
            "customer_id": ["l", "s", "b", "n"],
            "lead_ts": pd.to_datetime(["2026-01-05", None, None, None], utc=True),
            "Newsletter": ["no", "yes", "no", "no"],
            "created_ts": pd.to_datetime(["2025-01-01"] * 3 + ["2026-01-20"], utc=True),
        }
    )
    made = Dataset(customers=listed, conversions=orders(("b", "2026-01-30", 5)).drop(columns="row"))
    labels = segment(made, lifecycle(made)).to_dict()
    assert labels == {"l": "lead", "s": "subscriber", "b": "first-time buyer", "n": "new"}


def test_discounts_need_a_column_and_orders_with_and_without():
    plain = Dataset(conversions=orders(("a", "2026-01-02", 5)).drop(columns="row"))
    with pytest.raises(UnsuitableData, match="called like a discount"):
        discounts(plain)
    rows = orders(
        ("a", "2026-01-02", 5), ("a", "2026-01-03", 5), ("b", "2026-01-02", 5), ("c", "2026-01-02", 5)
    )
    touched = touches(*[(who, "2026-01-01", "Ads") for who in "abcd"]).drop(columns="row")
    every = Dataset(touchpoints=touched, conversions=rows.assign(coupon=["X"] * 4).drop(columns="row"))
    with pytest.raises(UnsuitableData, match=r"All of the orders have something in 'coupon'"):
        discounts(every)
    some = Dataset(
        touchpoints=touched, conversions=rows.assign(coupon=["X", "", "none", "Y"]).drop(columns="row")
    )
    assert segment(some, discounts(some)).to_dict() == {
        "a": "discount-driven",
        "b": "full price",
        "c": "tried a discount",
        "d": "no order yet",
    }


@pytest.mark.parametrize("name", [n for n in READY if n != "top"])
def test_without_orders_a_ready_made_set_is_refused_in_words(name, shop):
    with pytest.raises(UnsuitableData, match=r"\w+"):
        READY[name](Dataset(customers=shop.customers))


def test_every_offered_field_says_what_it_is_and_can_be_answered(shop):
    names = offered(shop)
    assert len(set(names)) == len(names)
    assert all(derived(name) is not None and answered(shop, name) for name in names)
    assert "share of orders with discount" in names
    assert "touches by Email" in names


def test_a_set_that_asks_what_the_data_do_not_hold_is_refused(shop, made):
    with pytest.raises(UnsuitableData, match="cannot be worked out from these data"):
        segment(Dataset(customers=shop.customers), made["discounts"])
    with pytest.raises(UnsuitableData, match="the data do not hold it"):
        feature_table(shop, ["days since ticket"])


def test_a_set_of_columns_says_nothing_about_orders():
    rules = read_segmentation(
        '{"format":1,"kind":"rules","segments":[{"name":"x","who":{"all":[{"field":"device","is":"tv"}]}}]}'
    )
    assert isinstance(rules, Rules)
    assert not says_who_ordered(rules)


def test_a_column_of_the_file_takes_the_name_and_what_needs_the_field_says_so(shop):
    own = shop.with_(customers=shop.customers.assign(**{"orders so far": 1, "days since first seen": "x"}))
    assert {"orders so far", "days since first seen"}.isdisjoint(offered(own))
    with pytest.raises(UnsuitableData, match="a file has a column of its own of that name"):
        READY["lifecycle"](own)
    young = shop.with_(customers=shop.customers.assign(**{"days since first seen": "x"}))
    assert "new" not in lifecycle(young).labels_in_order


def test_names_of_events_and_channels_are_taken_letter_by_letter():
    loud = ':red[a] "x"; it\'s 100 % $1$'
    seen = touches(("a", "2026-01-01", loud), ("b", "2026-01-02", "Ads")).drop(columns="row")
    events = pd.DataFrame({"customer_id": ["a", "b"], "ts": seen["ts"], "event": [loud, "last order"]})
    made = Dataset(
        touchpoints=seen, events=events, conversions=orders(("a", "2026-01-03", 1)).drop(columns="row")
    )
    names = offered(made)
    assert len(set(names)) == len(names)
    table = feature_table(made, [f"touches by {loud}", f"days since {loud}", "days since last order"])
    assert table.loc["a"].tolist() == [1, 2, 0]
    assert table.loc["b"].isna().tolist() == [False, True, True]
