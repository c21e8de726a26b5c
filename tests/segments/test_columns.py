"""Segments from columns: where they are looked up, and who is unknown."""

import pandas as pd
import pytest

from segattr.errors import UnknownName
from segattr.reduce.engines import to_pandas
from segattr.reduce.source import source_of_frames
from segattr.segments.columns import Columns
from tests.reduce.rows import orders, touches

SEEN = touches(
    ("a", "2024-01-05", "Email"),
    ("a", "2024-01-01", "Ads"),
    ("b", "2024-01-01", "Search"),
    ("b", "2024-01-01", "Ads"),
    ("z", "2024-01-01", "Ads"),
    (None, "2024-01-01", "Ads"),
).assign(device=["desktop", "mobile", "tablet", "mobile", None, "tv"], tier="of touch")

PEOPLE = pd.DataFrame(
    {
        "customer_id": ["a", "b", "c", "d"],
        "tier": ["gold", "", None, "silver"],
        "loyal": [True, False, True, False],
        "children": [2, 0, 10, 9],
    }
)


def labels(engine, *columns, seen=SEEN, people=PEOPLE):
    """Everybody's label; whoever a segmentation leaves out is unknown."""
    tables = engine(touchpoints=seen, conversions=orders(("a", "2024-01-06", 1)), customers=people)
    found = to_pandas(Columns(columns).labels(source_of_frames(**tables)))
    assert not found["customer_id"].duplicated().any()
    listed = found.set_index("customer_id")["label"].to_dict()
    assert listed.keys() <= set("abcdz")
    return {who: listed.get(who, "(unknown)") for who in ("abcdz" if people is not None else "abz")}


def test_a_column_of_customers_goes_before_one_of_touchpoints(engine):
    unknown = dict.fromkeys(("b", "c", "z"), "(unknown)")
    assert labels(engine, "tier") == {"a": "gold", "d": "silver"} | unknown


def test_a_column_of_touchpoints_is_the_value_at_the_first_touch(engine):
    expected = {"a": "mobile", "b": "tablet", "c": "(unknown)", "d": "(unknown)", "z": "(unknown)"}
    assert labels(engine, "device") == expected


def test_without_rows_the_first_of_two_touches_at_one_instant_is_by_name(engine):
    assert labels(engine, "device", seen=SEEN.drop(columns="row"))["b"] == "mobile"


def test_a_touch_without_a_date_is_not_the_first(engine):
    undated = SEEN.assign(ts=SEEN["ts"].where(SEEN["device"] != "mobile"))
    found = labels(engine, "device", seen=undated)
    assert found["a"] == "desktop"
    assert found["b"] == "tablet"


def test_layers_are_joined_and_each_may_be_unknown(engine):
    assert labels(engine, "device", "tier", "loyal") == {
        "a": "mobile · gold · True",
        "b": "tablet · (unknown) · False",
        "c": "(unknown) · (unknown) · True",
        "d": "(unknown) · silver · False",
        "z": "(unknown) · (unknown) · (unknown)",
    }


def test_truth_and_numbers_read_alike_on_every_engine(engine):
    assert labels(engine, "loyal") == {"a": "True", "b": "False", "c": "True", "d": "False", "z": "(unknown)"}
    assert labels(engine, "children") == {"a": "2", "b": "0", "c": "10", "d": "9", "z": "(unknown)"}
    halves = PEOPLE.assign(children=[2.5, None, 10.0, 9.0])
    assert labels(engine, "children", people=halves)["a"] == "2.5"
    assert labels(engine, "children", people=halves)["b"] == "(unknown)"


def test_a_customer_listed_twice_has_one_segment(engine):
    twice = pd.concat([PEOPLE, PEOPLE.assign(tier="platinum")], ignore_index=True)
    assert labels(engine, "tier", people=twice)["a"] == "gold"


def test_an_unknown_column_is_refused_with_those_there_are(engine):
    with pytest.raises(
        UnknownName, match=r"'colour'.*Columns there: channel, children, device, loyal, tier\."
    ):
        labels(engine, "colour")
    with pytest.raises(UnknownName, match=r"'colour'.*Columns there: channel, device, tier\."):
        labels(engine, "colour", people=None)


def test_nobody_is_told_apart_by_their_id(engine):
    with pytest.raises(UnknownName, match="'customer_id'"):
        labels(engine, "customer_id")


def test_columns_describe_themselves():
    assert Columns(("visitor", "device")).describe() == "visitor × device"
    assert Columns(("visitor",)).to_json() == {"kind": "columns", "columns": ["visitor"]}
