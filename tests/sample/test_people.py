import json
from pathlib import Path

import pytest

from segattr.sample.people import cells

GOLDEN = json.loads((Path(__file__).parents[1] / "golden/statistics/seed_3pct.json").read_text())


def test_seventy_thousand_people_are_the_golden_example_to_the_person():
    table = cells(70_000)
    hidden = (table["device"] == "mobile") & (table["region"] == "South")
    got = [
        (visitor, *(int(part) for part in rows.loc[hidden == inside, ["people", "converters"]].sum()))
        for visitor, rows in table.groupby("visitor", sort=False)
        for inside in (True, False)
    ]
    assert got == [(cell["visitor"], cell["n"], cell["x"]) for cell in GOLDEN["cells"]]


@pytest.mark.parametrize("size", [2_000, 2_001, 7_000, 9_999, 33_333, 70_000, 100_000, 1_000_003])
def test_every_size_has_the_same_rates_up_to_whole_people(size):
    table = cells(size)
    of = table.groupby("visitor")[["people", "converters"]].sum()
    cell = table.query("device == 'mobile' and region == 'South'")[["people", "converters"]].sum()
    assert table["people"].sum() == size
    assert table["converters"].sum() == round(0.03 * size)
    assert abs(of.loc["returning", "converters"] - 0.08 * of.loc["returning", "people"]) <= 0.5
    assert abs(of.loc["new", "converters"] - 0.01 * of.loc["new", "people"]) <= 1
    assert abs(cell["converters"] - 0.003 * cell["people"]) <= 0.5


@pytest.mark.parametrize("size", [2_000, 33_333, 100_000])
def test_outside_the_hidden_cell_every_cell_of_a_visitor_type_buys_at_one_rate(size):
    table = cells(size)
    peers = table[~((table["device"] == "mobile") & (table["region"] == "South"))]
    sums = peers.groupby("visitor")[["people", "converters"]].transform("sum")
    assert ((peers["converters"] - peers["people"] * sums["converters"] / sums["people"]).abs() < 1).all()
