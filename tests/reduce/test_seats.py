"""Journeys and segments: who is unknown, in what order segments stand, and how many paths are kept."""

import numpy as np
import pandas as pd
import pytest

from segattr.reduce.seats import label_order, most_walked
from segattr.reduce.summarise import summarise
from tests.reduce.rows import cells, customers, orders, touches


def test_segments_stand_numbers_first_by_size_and_unknown_last(engine):
    tiers = {"a": "new", "b": "10", "c": "9", "d": "Zebra", "e": ""}
    seen = touches(*((who, "2024-01-01", "Email") for who in tiers))
    tables = engine(
        touchpoints=seen, conversions=orders(("a", "2024-01-02", 1)), customers=customers(**tiers)
    )
    assert summarise(**tables, segmentation="tier", tables=["rates"]).segments == (
        "9",
        "10",
        "Zebra",
        "new",
        "(unknown)",
    )


@pytest.mark.parametrize(
    ("who", "segments"), [("a", ("new", "old")), ("stranger", ("new", "old", "(unknown)"))]
)
def test_unknown_is_a_segment_only_where_somebody_is_in_it(engine, who, segments):
    tables = engine(
        touchpoints=touches(("a", "2024-01-01", "Email")),
        conversions=orders((who, "2024-01-02", 1)),
        customers=customers(a="new", b="old"),
    )
    summary = summarise(**tables, segmentation="tier", tables=["rates"])
    assert summary.segments == segments
    assert summary.conversions["segment"].tolist() == [segments[-1] if who == "stranger" else "new"]


def test_numbers_are_ordered_as_numbers():
    assert sorted(["10", "9.5", "-1", "a", "(unknown)", "B"], key=label_order) == [
        "-1",
        "9.5",
        "10",
        "B",
        "a",
        "(unknown)",
    ]


def test_the_thousand_most_walked_paths_of_each_segment_are_kept():
    paths = pd.DataFrame(
        {
            "segment": np.repeat([1, 2], [1_100, 5]),
            "recent": range(1_105),
            "journeys": [*range(1_100), *range(5)],
        }
    )
    kept = most_walked(paths)
    assert kept["segment"].value_counts().to_dict() == {1: 1_000, 2: 5}
    assert kept.query("segment == 1")["journeys"].min() == 100
    assert kept["recent"].is_monotonic_increasing


def test_a_table_has_one_row_per_key_and_its_keys_first(engine):
    seen = touches(*((f"c{i % 7}", f"2024-01-{1 + i:02d}", ("A", "B")[i % 2]) for i in range(20)))
    bought = orders(*((f"c{i}", "2024-01-25", 1) for i in range(7)))
    summary = summarise(
        **engine(touchpoints=seen, conversions=bought), tables=["positions", "decay", "rates"]
    )
    keys = ["segment", "group", "month", "repeat", "channel", "position", "length"]
    assert list(summary.positions.columns) == [*keys, "touches", "value", "margin"]
    assert not summary.positions.duplicated(keys).any()
    assert [str(dtype) for dtype in summary.positions.dtypes] == [
        *("category", "int64", "int64", "int64", "category"),
        *("int64", "int64", "int64", "float64", "float64"),
    ]
    assert cells(summary.rates, "segment") == {"all": 7}
