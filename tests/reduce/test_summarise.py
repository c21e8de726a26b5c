"""From a client's tables to a Summary: windows, ties, and what is refused."""

import pandas as pd
import pytest

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.summarise import summarise
from tests.reduce.rows import cells, orders, touches


def test_the_boundary_of_the_window_counts_and_a_microsecond_more_does_not(engine):
    seen = touches(
        ("a", "2024-01-01T00:00:00.000000", "Exact"),
        ("b", "2023-12-31T23:59:59.999999", "Late"),
        ("c", "2024-01-31T00:00:00.000000", "Instant"),
        ("d", "2024-01-31T00:00:00.000001", "After"),
    )
    bought = orders(*((who, "2024-01-31", 1) for who in "abcd"))
    summary = summarise(**engine(touchpoints=seen, conversions=bought), tables=["positions"])
    assert cells(summary.positions, "channel") == {"Exact": 1, "Instant": 1}
    assert summary.conversions["no_touch"].sum() == 2


def test_of_two_orders_at_one_instant_the_first_row_takes_the_journey(engine):
    seen = touches(("a", "2024-01-01", "Email"))
    bought = orders(("a", "2024-01-02", 70), ("a", "2024-01-02", 30))
    summary = summarise(**engine(touchpoints=seen, conversions=bought), tables=["positions"])
    assert summary.positions["value"].tolist() == [70.0]
    assert summary.conversions["no_touch_value"].sum() == 30


def test_without_rows_the_smaller_order_goes_first_whatever_the_frames_order(engine):
    seen = touches(("a", "2024-01-01", "Email"))
    bought = orders(("a", "2024-01-02", 70), ("a", "2024-01-02", 30)).drop(columns="row")
    for shown in (bought, bought.sort_index(ascending=False)):
        summary = summarise(**engine(touchpoints=seen, conversions=shown), tables=["positions"])
        assert summary.positions["value"].tolist() == [30.0]


def test_orders_alike_in_all_but_margin_are_told_apart_on_every_engine_alike(engine):
    names = [f"c{i}" for i in range(300)]
    seen = touches(*((name, "2024-01-01", "Email") for name in names))
    bought = orders(*((name, "2024-01-02", 10) for name in names for _ in range(2)), margin=[2.0, 1.0] * 300)
    summary = summarise(
        **engine(touchpoints=seen, conversions=bought.drop(columns="row")), tables=["positions"]
    )
    assert summary.positions["margin"].sum() == 300


def test_ties_between_touches_fall_to_the_row_and_without_it_to_the_name(engine):
    seen = touches(("a", "2024-01-01", "Search"), ("a", "2024-01-01", "Email"))
    bought = orders(("a", "2024-01-01", 1))
    first = {"row": "Search", "none": "Email"}
    for rows, shown in (("row", seen), ("none", seen.drop(columns="row"))):
        summary = summarise(**engine(touchpoints=shown, conversions=bought), tables=["positions"])
        opener = summary.positions.query("position == 1")["channel"]
        assert opener.tolist() == [first[rows]]


def test_a_datasets_rows_are_its_files_order():
    seen = touches(("a", "2024-01-01", "Search"), ("a", "2024-01-01", "Email")).drop(columns="row")
    bought = orders(("a", "2024-01-01", 1)).drop(columns="row")
    for shown, opener in ((seen, "Search"), (seen.sort_index(ascending=False), "Email")):
        summary = summarise(Dataset(touchpoints=shown, conversions=bought), tables=["positions"])
        assert cells(summary.positions.query("position == 1"), "channel") == {opener: 1}


def test_only_the_tables_asked_for_are_made_and_conversions_always():
    seen, bought = touches(("a", "2024-01-01", "Email")), orders(("a", "2024-01-02", 1))
    summary = summarise(touchpoints=seen, conversions=bought, tables=["decay"])
    assert list(summary.tables) == ["decay", "conversions"]
    with pytest.raises(UnsuitableData, match="no table 'paths'"):
        _ = summary.paths


def test_a_dataset_of_paths_is_summarised_as_paths():
    paths = pd.DataFrame({"path": ["Email > Direct"], "conversions": [2.0]})
    summary = summarise(Dataset(paths=paths))
    assert summary.attributed.to_dict() == {"all": 2.0}
    assert not summary.timed


@pytest.mark.parametrize(
    ("given_tables", "says"),
    [({}, "pass a Dataset, or both as frames"), ({"touchpoints": touches()}, "touchpoints and conversions")],
)
def test_without_touchpoints_and_conversions_there_is_nothing_to_say(given_tables, says):
    with pytest.raises(UnsuitableData, match=says):
        summarise(**given_tables)


def test_a_dataset_without_orders_says_which_table_is_missing():
    with pytest.raises(UnsuitableData, match="table of conversions"):
        summarise(Dataset(touchpoints=touches(("a", "2024-01-01", "Email"))))
