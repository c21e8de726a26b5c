import json

import pandas as pd
import pytest

from segattr.charts.compared import FADED, compared
from segattr.charts.grid import ROOMY, grid
from segattr.charts.rates import rates_by_segment
from segattr.charts.theme import INKS, ink
from segattr.charts.trend import EVERYBODY, MOST, SELECTION, trend
from segattr.charts.waterfall import waterfall
from segattr.words.numbers import percent, points
from tests.ui.nasty import NASTY


def datasets(chart):
    return list(chart.to_dict()["datasets"].values())


def rows_with(chart, field):
    return next(rows for rows in datasets(chart) if rows and field in rows[0])


def sides(**more):
    table = {"row": ["all", "all", "few", "few"], "side": ["a", "b"] * 2, "people": [900, 800, 400, 12]}
    return pd.DataFrame(table | {"rate": [0.1, 0.2, 0.05, 0.9], "low": 0.04, "high": 0.25} | more)


@pytest.mark.parametrize("mode", INKS)
def test_both_sides_stand_in_every_row_and_the_blended_line_runs_through(mode):
    chart = compared(sides(), title="Who?", colours={"a": "#111111"}, mode=mode, blended=0.15)
    marks = rows_with(chart, "words")
    assert [mark["words"] for mark in rows_with(chart, "side")][:2] == [
        "10.0 % (4.0–25.0) · 900",
        "20.0 % (4.0–25.0) · 800",
    ]
    spec = json.dumps(chart.to_dict())
    assert "blended 15.0 %" in spec
    assert ink(mode).blended in spec
    assert marks


def test_few_people_are_pale_and_do_not_stretch_the_axis():
    chart = compared(sides(), title="Who?", colours={}, mode="light")
    last = rows_with(chart, "side")[-1]
    assert last["opacity"] == FADED
    assert last["dot"] is None
    assert "blended" not in json.dumps(chart.to_dict())


def test_a_figure_made_of_several_says_no_number_of_people():
    chart = compared(sides(people=float("nan")), title="Who?", colours={}, mode="light")
    assert all("·" not in mark["words"] for mark in rows_with(chart, "side"))


def steps():
    return pd.DataFrame(
        {
            "label": ["May", "new: its rate", "old: its share", "June"],
            "size": [0.03, 0.01, -0.02, 0.02],
            "is_end": [True, False, False, True],
            "group": ["", "new", "old", ""],
        }
    )


def test_every_step_of_a_waterfall_begins_where_the_one_before_ended():
    drawn = waterfall(
        steps(),
        title="Why?",
        axis="rate",
        colours={"new": "#1"},
        mode="light",
        write=percent,
        write_step=points,
    )
    marks = rows_with(drawn, "is_end")
    assert [mark["start"] for mark in marks[1:3]] == pytest.approx([0.03, 0.04])
    assert [mark["end"] for mark in marks] == pytest.approx([0.03, 0.04, 0.02, 0.02])
    assert [mark["words"] for mark in marks] == ["3.0 %", "+1.0 points", "−2.0 points", "2.0 %"]
    assert marks[1]["colour"] == "#1"


def rates(segments=2):
    names = [EVERYBODY, *(f"s{place}" for place in range(segments))]
    lines = [(month, name, 100 + place) for month in ("May", "June") for place, name in enumerate(names)]
    table = pd.DataFrame(lines, columns=["period", "segment", "people"])
    return table.assign(rate=0.1, low=0.05, high=0.15)


def test_a_trend_keeps_the_order_of_its_periods_and_marks_the_two_compared():
    drawn = trend(rates(), between=("May", "June"), title="How?", colours={}, mode="light").to_dict()
    (parameter,) = drawn["params"]
    assert parameter["name"] == SELECTION
    x = next(layer["encoding"]["x"] for layer in drawn["layer"] if layer["mark"]["type"] == "line")
    assert x["scale"]["domain"] == ["May", "June"]
    assert any(
        rows == [{"period": "May", "words": "10.0 %"}, {"period": "June", "words": "10.0 %"}]
        for rows in drawn["datasets"].values()
    )


def test_a_trend_draws_the_largest_segments_and_everybody():
    drawn = trend(rates(40), between=("May", "June"), title="How?", colours={}, mode="dark")
    names = {mark["segment"] for mark in rows_with(drawn, "segment")}
    assert len(names) == MOST + 1
    assert EVERYBODY in names
    assert "s39" in names


def cells(columns):
    lines = [
        (f"r{r}", f"c{c:02d}", c / columns, f"{c}", 10, c % 2 == 0) for r in range(2) for c in range(columns)
    ]
    return pd.DataFrame(lines, columns=["row", "column", "figure", "words", "people", "sure"])


@pytest.mark.parametrize(("columns", "kinds"), [(ROOMY, {"rect", "text"}), (ROOMY + 1, {"rect"})])
@pytest.mark.parametrize("mode", INKS)
def test_a_grid_writes_in_its_cells_where_they_are_wide_enough(columns, kinds, mode):
    drawn = grid(cells(columns), title="Who?", across="week", mode=mode).to_dict()
    assert {layer["mark"]["type"] for layer in drawn["layer"]} == kinds


def test_a_grid_around_a_middle_is_as_wide_on_both_sides_and_pales_what_is_chance():
    drawn = grid(
        cells(3).assign(figure=[0.5, 1.0, 3.0] * 2), title="Who?", across="week", mode="light", around=1.0
    )
    domain = drawn.to_dict()["layer"][0]["encoding"]["color"]["scale"]["domain"]
    assert domain == [-1.0, 3.0]
    assert [mark["opacity"] for mark in rows_with(drawn, "figure")[:2]] == [1.0, 0.45]


def test_hostile_names_stay_letters_in_every_picture():
    names = [name for name in NASTY if "\n" not in name]
    table = pd.DataFrame({"row": names, "side": "a", "people": 90, "rate": 0.1, "low": 0.05, "high": 0.2})
    drawn = compared(table, title="Who?", colours={}, mode="light").to_dict()
    scale = next(layer["encoding"]["y"]["scale"] for layer in drawn["layer"] if "y" in layer["encoding"])
    assert scale["domain"] == list(dict.fromkeys(names))


def test_a_picture_of_another_trade_speaks_its_words():
    row = {"segment": ["a"], "people": [10], "converters": [5], "rate": 0.5, "low": 0.24, "high": 0.76}
    drawn = rates_by_segment(
        pd.DataFrame(row),
        blended=0.5,
        title="Who?",
        colours={},
        mode="light",
        units="bookings",
        did="cancelled",
        everyone=0.4,
        beside="to be expected",
    )
    spec = json.dumps(drawn.to_dict(), ensure_ascii=False)
    assert "cancelled (range) · bookings" in spec
    assert "to be expected 40.0 %" in spec
    assert "converted" not in spec.replace('"converters"', "")
