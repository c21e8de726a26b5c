"""The credit table others build on: its columns, its order, and what adds up to one."""

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.registry import MODELS
from segattr.errors import UnknownName, UnsuitableData
from segattr.reduce.summarise import summarise
from tests.attribution.worlds import log, made, shop, without_orders
from tests.reduce.rows import customers, orders, touches

COLUMNS = ["model", "segment", "channel", "conversions", "value", "share"]


def small(**more):
    return summarise(
        touchpoints=touches(
            ("a", "2024-01-01", "Email"), ("a", "2024-01-02", "Ads"), ("b", "2024-01-01", "Ads")
        ),
        conversions=orders(("a", "2024-01-03", 10), ("b", "2024-01-03", 30), ("c", "2024-01-03", 7)),
        customers=customers(a="10", b="9", c="10"),
        tables=["positions"],
        **more,
    )


def test_the_columns_and_rows_are_those_others_build_on():
    credit = attribute(small(segmentation="tier"), ["last", "first"])
    assert list(credit.columns) == COLUMNS
    assert credit.to_numpy().tolist() == [
        ["last", "9", "Ads", 1, 30, 1],
        ["last", "10", "Ads", 1, 10, 0.5],
        ["last", "10", "Email", 0, 0, 0],
        ["last", "10", "(no touch)", 1, 7, 0.5],
        ["first", "9", "Ads", 1, 30, 1],
        ["first", "10", "Ads", 0, 0, 0],
        ["first", "10", "Email", 1, 10, 0.5],
        ["first", "10", "(no touch)", 1, 7, 0.5],
    ]
    assert all(credit[column].dtype == "str" for column in COLUMNS[:3])
    assert list(attribute(small(segmentation="tier"), "last", interval=True).columns) == [
        *COLUMNS,
        "low",
        "high",
    ]


def test_without_segments_everybody_is_all():
    credit = attribute(small(), "linear")
    assert credit["segment"].unique().tolist() == ["all"]
    assert credit.set_index("channel")["share"].to_dict() == pytest.approx(
        {"Ads": 1.5 / 3, "Email": 0.5 / 3, "(no touch)": 1 / 3}
    )


def test_first_last_and_linear_are_shown_unless_asked():
    assert attribute(small())["model"].unique().tolist() == ["first", "last", "linear"]


def test_shares_add_up_to_one_per_model_and_segment():
    sums = attribute(shop(), list(MODELS)).groupby(["model", "segment"])["share"].sum()
    assert len(sums) == len(MODELS) * len(shop().segments)
    assert sums.to_numpy() == pytest.approx(1)


def test_every_model_accounts_for_every_conversion_and_all_its_value():
    credit = attribute(shop(), list(MODELS)).groupby("model")[["conversions", "value"]].sum()
    whole = shop().conversions[["conversions", "value"]].sum()
    for name in ("conversions", "value"):
        assert credit[name].to_numpy() == pytest.approx([whole[name]] * len(MODELS))


def test_segmentation_never_changes_blended_credit():
    blended = made(log(), segmentation=None)
    for model in (name for name, m in MODELS.items() if m.additive):
        parts = attribute(shop(), model).groupby("channel")[["conversions", "value"]].sum()
        whole = attribute(blended, model).set_index("channel")[["conversions", "value"]]
        pd.testing.assert_frame_equal(parts.sort_index(), whole.sort_index(), rtol=1e-9, atol=1e-9)


def test_orders_alone_stand_in_the_row_without_a_touch():
    summary = summarise(
        touchpoints=touches(), conversions=orders(("a", "2024-01-03", 10)), tables=["positions"]
    )
    assert attribute(summary, "first").to_numpy().tolist() == [["first", "all", "(no touch)", 1, 10, 1]]


def test_no_conversions_are_no_rows_with_and_without_intervals():
    for interval in (False, True):
        credit = attribute(without_orders(), list(MODELS), interval=interval)
        assert credit.empty
        assert list(credit.columns) == COLUMNS + ["low", "high"] * interval


def test_a_summary_without_the_table_a_model_needs_says_so():
    with pytest.raises(UnsuitableData, match="no table 'decay'"):
        attribute(small(), "time_decay")


def test_an_unknown_model_is_refused():
    with pytest.raises(UnknownName, match="no model 'magic'"):
        attribute(small(), ["first", "magic"])
