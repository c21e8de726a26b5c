"""Orders with customer ids are enough for segments: who ordered are the customers."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

import segattr as sa
from segattr.averages.population import population
from segattr.averages.segment_sizes import segment_sizes
from segattr.errors import UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.segments.clusters_found import find_clusters, people_of
from segattr.segments.conditions import Condition, Group
from segattr.segments.fit import fit
from segattr.segments.ready import READY
from segattr.segments.registry import read_segmentation, save_segmentation, text_of_segmentation
from segattr.segments.rules import Rule, Rules


def shop(seed=7, customers=400):
    draw = default_rng(seed)
    ids = draw.integers(0, customers, 4 * customers)
    days = pd.to_timedelta(draw.integers(0, 360, len(ids)), unit="D")
    return pd.DataFrame(
        {
            "customer_id": [f"c{i:04}" for i in ids],
            "ts": pd.Timestamp("2025-01-01") + days,
            "value": draw.gamma(2.0, 30.0, len(ids)).round(2),
            "voucher": draw.choice(["", "SPRING"], len(ids)),
        }
    )


def both(orders):
    """Return the orders alone, and beside a list of those who ordered."""
    listed = pd.DataFrame({"customer_id": orders["customer_id"].dropna().unique(), "who": "x"})
    return sa.load(conversions=orders), sa.load(conversions=orders, customers=listed)


@pytest.mark.parametrize("name", READY)
def test_every_ready_made_set_is_that_of_a_list_of_who_ordered(name):
    alone, listed = both(shop())
    labels = sa.segment(alone, READY[name](alone))
    pd.testing.assert_series_equal(labels, sa.segment(listed, READY[name](listed)))
    assert labels.nunique() > 1
    assert UNKNOWN not in set(labels)


@given(st.integers(0, 999), st.integers(0, 4), st.sampled_from(["", "2025-06-30"]))
@settings(deadline=None)
def test_so_are_rules_as_of_any_day_and_their_sizes(seed, most, day):
    alone, listed = both(shop(seed, customers=40))
    often = Group("all", (Condition("orders so far", "at_least", (most,)),))
    rules = Rules((Rule("often", often),), name="Often", moment=day)
    pd.testing.assert_series_equal(sa.segment(alone, rules), sa.segment(listed, rules))
    rows, theirs = (segment_sizes(population(each, "customer", day), rules).rows for each in (alone, listed))
    pd.testing.assert_frame_equal(rows, theirs)


def test_orders_without_an_id_are_nobodys():
    orders = shop(customers=30)
    orders.loc[orders.index[::2], "customer_id"] = None
    everybody = population(sa.load(conversions=orders), "customer")
    assert list(everybody.ids) == sorted(orders["customer_id"].dropna().unique())
    assert everybody.converters.tolist() == [1.0] * len(everybody.ids)


def test_without_any_id_that_is_said():
    dataset = sa.load(conversions=shop(customers=5))
    nobodys = dataset.conversions.assign(customer_id=pd.Series(pd.NA, dataset.conversions.index, dtype="str"))
    with pytest.raises(UnsuitableData, match="orders with customer ids"):
        population(dataset.with_(conversions=nobodys), "customer")


def test_a_list_of_customers_or_touchpoints_goes_before_the_orders():
    orders = shop(customers=30)
    touched = pd.DataFrame({"customer_id": ["t1"], "ts": ["2025-01-01"], "channel": ["Ads"]})
    assert list(population(sa.load(conversions=orders, touchpoints=touched), "customer").ids) == ["t1"]


def test_all_converted_so_nothing_is_rated(tmp_path):
    alone, _ = both(shop(customers=60))
    assert segment_sizes(population(alone, "customer"), None).verdict == "all"
    path = tmp_path / "rfm.json"
    save_segmentation(READY["rfm"](alone), path)
    for by in ("voucher", path):
        with pytest.raises(UnsuitableData, match="who of them converted"):
            sa.rates(alone, by)


def with_attributes(orders):
    """Return orders alone of several countries, and beside a list that says each customer's first one."""
    draw = default_rng(3)
    orders = orders.assign(
        country=draw.choice(["DE", "FR", "AT"], len(orders)), gift=draw.random(len(orders)) < 0.2
    )
    first = orders.sort_values("ts", kind="stable").drop_duplicates("customer_id")
    return sa.load(conversions=orders), sa.load(
        conversions=orders, customers=first[["customer_id", "country", "gift", "voucher"]]
    )


ABROAD = Rule("abroad", Group("none", (Condition("country", "is", ("DE",)),)))
LOYAL_ABROAD = Rule(
    "loyal abroad", Group("all", (*ABROAD.who.parts, Condition("orders so far", "at_least", (3,))))
)


@pytest.mark.parametrize(
    "segmentation",
    ["country", "country,gift", Rules((ABROAD,)), Rules((LOYAL_ABROAD, ABROAD), name="Abroad")],
)
def test_what_stood_in_the_first_order_is_known_of_a_customer(segmentation):
    alone, listed = with_attributes(shop())
    labels = sa.segment(alone, segmentation)
    pd.testing.assert_series_equal(labels, sa.segment(listed, segmentation))
    assert labels.nunique() > 1


def test_such_a_set_says_that_it_is_of_the_first_order():
    alone, listed = with_attributes(shop())
    assert Rules((ABROAD,)).of(alone).when == "at first order"
    assert Rules((ABROAD,)).of(listed).when == "at first touch"
    assert Rules((LOYAL_ABROAD,)).of(alone).when.endswith("the latest day")


def test_the_header_of_the_file_finds_a_field_of_the_first_order():
    orders = shop(customers=30).assign(Artikel="hat")
    orders.loc[orders.index[::2], "Artikel"] = "shoe"
    dataset = sa.load(conversions=orders, mapping={"conversions": {"product": "Artikel"}})
    pd.testing.assert_series_equal(sa.segment(dataset, "Artikel"), sa.segment(dataset, "product"))


def test_natural_groups_are_those_of_a_list_of_who_ordered():
    alone, listed = both(shop())
    found = find_clusters(people_of(alone), k=3, again=2)
    groups = read_segmentation(text_of_segmentation(found.clusters))
    labels = sa.segment(alone, groups)
    pd.testing.assert_series_equal(labels, sa.segment(listed, groups))
    assert labels.nunique() == 3


def test_a_saved_set_fits_another_export_of_orders():
    alone, _ = with_attributes(shop())
    assert fit([Rules((LOYAL_ABROAD, ABROAD))], alone).empty
    without = alone.with_(conversions=alone.conversions.drop(columns="country"))
    assert fit([Rules((ABROAD,))], without)["kind"].tolist() == ["missing"]
