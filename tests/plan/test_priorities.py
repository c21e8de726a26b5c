from functools import cache

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.errors import BadSetting, UnsuitableData
from segattr.plan.priorities import WEIGHTS, priorities
from segattr.statistics.intervals import wilson


@cache
def a_shop(leads=None):
    seen = pd.DataFrame(
        {
            "customer_id": ["a", "b", "c", "d"],
            "ts": ["2026-03-31", "2026-03-01", "2026-03-31", "2026-03-31"],
            "channel": "Ads",
        }
    )
    bought = pd.DataFrame(
        {
            "customer_id": ["a", "b", "b"],
            "ts": ["2026-02-01", "2026-02-01", "2026-02-03"],
            "value": [50.0, 20.0, 30.0],
        }
    )
    people = pd.DataFrame({"customer_id": ["a", "b", "c", "d"], "tier": ["x", "x", "y", "y"]})
    if leads:
        people = people.assign(lead_ts=list(leads))
    return sa.load(touchpoints=seen, conversions=bought, customers=people)


def of(found, who):
    return found.rows.set_index("customer_id").loc[who]


def listed(dataset, **settings):
    return priorities(dataset, sa.segment(dataset, "tier"), **settings)


def test_every_point_of_a_score_is_worked_out_by_hand():
    found = listed(a_shop())
    weights = {name: 100 * WEIGHTS[name] / 85 for name in ("recency", "value", "segment")}
    assert dict(found.weights) == pytest.approx(weights)
    assert found.missing == ("lead",)
    b = of(found, "b")
    assert b["recency_points"] == pytest.approx(weights["recency"] * 0.5)  # 30 days ago
    assert b["value_points"] == pytest.approx(weights["value"] * 0.5)  # equal sums: both stand first of two
    assert of(found, "a")["value_points"] == b["value_points"]
    low = float(wilson(2, 2)[0])
    assert b["segment_low"] == pytest.approx(low)
    assert b["segment_points"] == pytest.approx(weights["segment"])
    assert of(found, "c")["segment_points"] == 0  # nobody of y bought
    parts = [name for name in found.rows if name.endswith("_points")]
    assert found.rows["score"].to_numpy() == pytest.approx(found.rows[parts].sum(axis=1).to_numpy(), abs=1e-5)


def test_equal_scores_share_a_place_and_stand_by_id_whatever_the_order_of_the_files():
    shop = a_shop()
    found = listed(shop)
    assert found.rows["customer_id"].tolist() == ["a", "b", "c", "d"]
    assert found.rows["rank"].tolist() == [1, 2, 3, 3]
    turned = sa.load(
        touchpoints=shop.touchpoints.iloc[::-1],
        conversions=shop.conversions.iloc[::-1],
        customers=shop.customers.iloc[::-1],
    )
    pd.testing.assert_frame_equal(listed(turned).rows, found.rows)


def test_an_open_lead_counts_and_one_that_bought_since_does_not():
    found = listed(a_shop(("2026-01-01", None, "2026-03-01", None)))
    assert found.missing == ()
    assert of(found, "c")["open_lead"]
    assert not of(found, "a")["open_lead"]  # ordered in February
    assert of(found, "c")["lead_points"] == WEIGHTS["lead"]
    assert of(found, "c")["rank"] < of(found, "d")["rank"]


def test_leads_that_are_conversions_of_their_own_are_no_orders():
    shop = a_shop()
    lead = pd.DataFrame({"customer_id": ["c"], "ts": ["2026-03-02"], "kind": ["Lead"], "value": [0.0]})
    bought = pd.concat([shop.conversions.assign(kind="order"), lead])
    found = listed(sa.load(touchpoints=shop.touchpoints, conversions=bought, customers=shop.customers))
    assert found.rows.set_index("customer_id")["open_lead"].to_dict() == {
        "a": False,
        "b": False,
        "c": True,
        "d": False,
    }


def test_segments_made_of_orders_have_no_rate_in_the_score():
    found = listed(a_shop(), by_orders=True)
    assert "segment" in found.missing
    assert "segment_points" not in found.rows


def test_where_everybody_ordered_a_larger_segment_is_no_better_one():
    ids = [f"c{n}" for n in range(60)]
    bought = pd.DataFrame(
        {"customer_id": ids, "ts": "2026-02-01", "value": 10.0, "country": ["DE"] * 50 + ["FR"] * 10}
    )
    alone = sa.load(conversions=bought)
    found = priorities(alone, sa.segment(alone, "country"))
    assert "segment" in found.missing
    assert found.rows["score"].nunique() == 1


def test_weights_are_the_visitors_and_make_a_hundred():
    found = listed(a_shop(), weights={"recency": 1, "value": 3, "segment": 0})
    assert dict(found.weights) == {"recency": 25, "value": 75}
    assert found.rows["score"].max() <= 100


def test_people_without_any_date_or_order_are_listed_last():
    people = pd.DataFrame({"customer_id": ["a", "z"], "tier": ["x", "x"]})
    seen = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-01"], "channel": "Ads"})
    dataset = sa.load(touchpoints=seen, customers=people)
    found = listed(dataset)
    assert found.rows["customer_id"].tolist() == ["a", "z"]
    assert found.rows["score"].tolist() == [100.0, 0.0]
    assert np.isnan(of(found, "z")["days_ago"])


@pytest.mark.parametrize(
    "weights", [{"recency": -1.0}, dict.fromkeys(WEIGHTS, 0.0), {"recency": float("nan")}]
)
def test_weights_that_make_no_score_are_refused(weights):
    with pytest.raises(BadSetting):
        listed(a_shop(), weights=weights)


def test_nobody_is_no_list():
    with pytest.raises(UnsuitableData):
        priorities(a_shop(), pd.Series(dtype="str"))
