"""Participation: whole conversions for everybody who took part."""

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.participation import participation
from segattr.errors import UnsuitableData
from segattr.reduce.paths import summarise_paths
from segattr.reduce.summarise import summarise
from tests.attribution.worlds import shop, without_orders
from tests.reduce.rows import customers, orders, touches


def test_every_channel_of_a_journey_gets_the_whole_conversion_once():
    summary = summarise(
        touchpoints=touches(
            ("a", "2024-01-01", "Ads"),
            ("a", "2024-01-02", "Email"),
            ("a", "2024-01-03", "Ads"),
            ("a", "2024-01-04", "Post"),
        ),
        conversions=orders(("a", "2024-01-05", 50), ("b", "2024-01-05", 7)),
        customers=customers(a="x", b="x"),
        segmentation="tier",
        tables=["set_sizes"],
    )
    rows = participation(summary).set_index("channel")
    assert rows["conversions"].to_dict() == {
        "Ads": 1,
        "Email": 1,
        "Post": 1,
    }  # the vendor's 1 1 1 1, once a channel
    assert rows["value"].tolist() == [50, 50, 50]
    assert rows["share"].tolist() == [0.5, 0.5, 0.5]
    assert rows["segment"].tolist() == ["x", "x", "x"]


def test_it_does_not_share_out_but_no_share_exceeds_all():
    rows = participation(shop(), interval=True)
    shared = attribute(shop(), "shapley").query("channel != '(no touch)'")
    assert rows["share"].sum() > shared["share"].sum() + 0.1
    assert rows["share"].between(0, 1).all()
    known = rows.dropna()
    assert len(known) > 10
    assert ((known["low"] <= known["share"]) & (known["share"] <= known["high"])).all()
    assert not rows.duplicated(["segment", "channel"]).any()


def test_without_orders_there_is_nothing_to_take_part_in():
    assert participation(without_orders()).empty
    assert list(participation(without_orders(), interval=True).columns[-2:]) == ["low", "high"]


def test_counted_paths_have_no_intervals():
    paths = summarise_paths(pd.DataFrame({"path": ["A > A > B"], "conversions": [2.0]}))
    assert participation(paths)["conversions"].tolist() == [2, 2]
    with pytest.raises(UnsuitableData, match="carry no customers"):
        participation(paths, interval=True)
