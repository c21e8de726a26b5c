import pandas as pd
import pytest

import segattr as sa
from segattr.data.totals import without_totals


def outcomes(**columns):
    return without_totals(pd.DataFrame(columns), role="outcomes")


@pytest.mark.parametrize("name", ["All users", "Total", "ALL_USERS", "Grand total", "Gesamt", "(All)"])
def test_the_whole_beside_its_parts_is_left_out_and_said(name):
    rows, notes = outcomes(device=[name, "Phone", "Desktop"], people=[9.0, 4.0, 5.0])
    assert rows["device"].tolist() == ["Phone", "Desktop"]
    assert notes == (f"1 row left out: '{name}' in 'device' sums up other rows.",)


def test_parts_that_overlap_are_told():
    _, notes = outcomes(segment=["All users", "Paid", "Mobile"], people=[10.0, 6.0, 8.0])
    assert "add up to 140% of it: parts overlap or are missing" in notes[1]


@pytest.mark.parametrize(
    "columns",
    [
        {"device": ["Total", "Total"], "people": [3.0, 4.0]},
        {"campaign": ["Total", "Brand"], "people": [3.0, 40.0]},
        {"device": ["All inclusive", "Phone"], "people": [9.0, 1.0]},
        {"device": ["Total", "Phone"], "converted": [True, False]},
    ],
    ids=["nothing beside it", "too small to be the whole", "another word", "people one by one"],
)
def test_what_is_no_whole_stays(columns):
    rows, notes = without_totals(pd.DataFrame(columns), role="outcomes")
    assert (len(rows), notes) == (2, ())


def test_totals_of_two_ways_go_both():
    rows, notes = outcomes(
        device=["Total", "Phone", "Phone", "Total"],
        country=["Total", "Total", "DE", "DE"],
        people=[9.0, 9.0, 9.0, 9.0],
    )
    assert rows[["device", "country"]].to_numpy().tolist() == [["Phone", "DE"]]
    assert len(notes) == 2


def test_loading_leaves_them_out_too():
    table = pd.DataFrame(
        {"segment": ["All users", "New", "Old"], "users": ["9", "4", "5"], "orders": ["3", "1", "2"]}
    )
    dataset = sa.load(outcomes=table)
    assert dataset.outcomes["people"].sum() == 9
    assert any("'All users'" in note for note in dataset.receipts["outcomes"].notes)
