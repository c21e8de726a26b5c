"""Everybody on the list: who is counted, what is known of them, and what is left out of what they share."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.averages.list_members import list_members
from segattr.averages.list_segment import THE_TOP, definition, list_segment, proposed_goal
from segattr.averages.list_traits import DAYS, ORDERS, TOUCHES
from segattr.errors import UnsuitableData
from segattr.segments.top import Top
from segattr.ui.store import SAMPLE

VISITS = pd.DataFrame(
    {
        "customer_id": ["a", "a", "a", "b", "c", "d"],
        "ts": ["2026-03-01", "2026-03-05", "2026-04-01", "2026-03-02", "2026-03-03", "2026-03-04"],
        "channel": ["Email", "Ads", "Ads", "Ads", "Ads", "Email"],
    }
)
SALES = pd.DataFrame(
    {
        "customer_id": ["a", "a", "b", "stranger"],
        "ts": ["2026-03-06", "2026-04-02", "2026-03-02", "2026-03-09"],
        "value": [10.0, 20.0, 5.0, 1.0],
        "product": ["Shoe", "Hat", "Hat", "Hat"],
    }
)
PEOPLE = pd.DataFrame({"customer_id": ["a", "b", "c", "d", "quiet"], "tier": ["x", "y", "x", "y", "y"]})


@pytest.fixture(scope="module")
def small():
    """Five customers, one stranger who ordered, and their visits."""
    return list_members(sa.load(touchpoints=VISITS, conversions=SALES, customers=PEOPLE), Top(30))


@pytest.fixture(scope="module")
def shop():
    """The sample shop with the truths planted in it."""
    return sa.load(
        touchpoints=SAMPLE / "touchpoints.csv",
        conversions=SAMPLE / "orders.csv",
        customers=SAMPLE / "customers.csv",
    )


def test_everybody_known_is_counted_once(small):
    people = small.people
    assert people.index.tolist() == ["a", "b", "c", "d", "quiet", "stranger"]
    assert people["orders"].tolist() == [2, 1, 0, 0, 0, 1]
    assert people["ever"].tolist() == [2, 1, 0, 0, 0, 1]
    assert people["top"].tolist() == [True, False, False, False, False, False]
    assert small.share == pytest.approx(1 / 3)
    assert small.of_all == pytest.approx(30 / 36)


def test_what_is_known_of_people_is_their_columns_first_contact_and_touches_before_an_order(small):
    assert small.traits["tier"].tolist() == ["x", "y", "x", "y", "y", "(unknown)"]
    assert small.traits["first channel"].tolist() == [
        "Email",
        "Ads",
        "Ads",
        "Email",
        "(unknown)",
        "(unknown)",
    ]
    assert small.traits[TOUCHES].tolist() == ["2–3", "1", "1", "1", "(unknown)", "(unknown)"]
    assert small.columns == {"tier": "tier", "first channel": "channel"}


def test_only_buyers_have_a_first_order_a_wait_and_orders(small):
    nobody = ["(unknown)"] * 3
    assert small.bought["product of the first order"].tolist() == ["Shoe", "Hat", *nobody, "Hat"]
    assert small.bought[DAYS].tolist() == ["5", "0", *nobody, "(unknown)"]
    assert small.bought[ORDERS].tolist() == ["2", "1", *nobody, "1"]


def test_orders_alone_are_a_list_too():
    found = list_members(sa.load(conversions=SALES), Top(30))
    assert found.people.index.tolist() == ["a", "b", "stranger"]
    assert found.traits["product"].tolist() == ["Shoe", "Hat", "Hat"]  # of the first order
    assert found.columns == {"product": "product"}
    assert "product of the first order" not in found.bought


def test_columns_that_say_what_was_spent_are_left_out():
    random = np.random.default_rng(1)
    spent = random.gamma(1, 100, 200).round(2)
    ids = [f"c{n}" for n in range(200)]
    people = pd.DataFrame(
        {
            "customer_id": ids,
            "Total Spent": random.random(200),
            "points": (spent * 3).round(),
            "age": random.integers(18, 80, 200),
        }
    )
    sales = pd.DataFrame({"customer_id": ids, "ts": "2026-03-01", "value": spent})
    found = list_members(sa.load(conversions=sales, customers=people), Top())
    assert set(found.left_out) == {"Total Spent", "points"}
    assert "age" in found.traits
    assert "age" not in found.columns  # bands are no value a rule can name
    assert found.in_common(versus="buyers").left_out == found.left_out


def test_ranked_by_orders_the_number_of_orders_is_no_trait(small):
    by_orders = list_members(sa.load(touchpoints=VISITS, conversions=SALES), Top(30, by="orders"))
    assert by_orders.people["top"].tolist()[0]
    assert set(by_orders.bought[ORDERS]) <= {"1", "(unknown)"}


def test_without_orders_or_values_it_says_so():
    with pytest.raises(UnsuitableData, match="conversions"):
        list_members(sa.load(touchpoints=VISITS), Top())
    with pytest.raises(UnsuitableData, match="worth"):
        list_members(sa.load(conversions=SALES.drop(columns="value")), Top())


def test_the_shop_s_best_customers_are_those_it_knew_before(shop):
    members = list_members(shop, Top())
    assert (int(members.people["top"].sum()), int(members.people["buyer"].sum())) == (42, 210)
    found = members.in_common()
    assert found.shared[["trait", "value"]].values.tolist() == [["visitor", "returning"]]
    assert not set(found.shared["trait"]) & {"age_band", "browser", "interest"}
    segment = list_segment(members, ("visitor", "returning"), as_of=shop.as_of)
    assert (segment.people, segment.buyers, segment.top) == (2000, 160, 36)
    assert segment.rate == pytest.approx(0.08)
    assert segment.others_rate == pytest.approx(0.01)
    assert proposed_goal(segment) == "first_purchase"
    assert proposed_goal(list_segment(members, THE_TOP, as_of=shop.as_of)) == "retention"


def test_beside_the_other_buyers_the_top_ordered_again(shop):
    found = list_members(shop, Top()).in_common(versus="buyers")
    assert (found.group, found.others) == (42, 168)
    assert ORDERS in set(found.shared["trait"])


def test_a_kept_segment_labels_the_same_people(shop):
    members = list_members(shop, Top())
    labels = sa.segment(shop, definition(members, ("first channel", "Email")))
    inside = members.people.index[members.having("first channel", "Email")]
    assert labels.index[labels == "Email"].tolist() == inside.tolist()
    top = sa.segment(shop, definition(members, THE_TOP))
    assert (top == members.top.label).sum() == 42
