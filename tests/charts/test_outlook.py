from functools import cache

import numpy as np
import pandas as pd

from segattr.charts.outlook import PALE, outlook_by_segment

ROWS = pd.DataFrame(
    {
        "segment": ["everybody", "gold", "new"],
        "so_far": [100.0, 150.0, 40.0],
        "ahead": [20.0, 35.0, np.nan],
        "low": [18.0, 28.0, np.nan],
        "high": [22.5, 43.0, np.nan],
        "words": ["€100 + ~€20 (€18–22.50)", "€150 + ~€35 (€28–43)", "€40, not projected"],
    }
)


@cache
def drawn(mode="light"):
    look = {"colours": {"gold": "#1667ae"}, "mode": mode, "currency": "EUR", "weeks": "52 weeks"}
    return outlook_by_segment(ROWS, title="And then?", **look).to_dict()


def test_what_is_projected_is_pale_and_dashed_and_begins_where_the_observed_ends():
    known, projected, _, _ = drawn()["layer"]
    assert projected["mark"]["fillOpacity"] == PALE
    assert projected["mark"]["strokeDash"]
    assert "strokeDash" not in known["mark"]
    assert projected["encoding"]["x"]["field"] == known["encoding"]["x2"]["field"] == "so_far"


def test_bars_start_at_zero_and_everybody_is_grey():
    known = drawn("dark")["layer"][0]
    assert known["encoding"]["x"]["scale"]["zero"]
    assert known["encoding"]["color"]["scale"]["range"][1] == "#1667ae"


def test_a_segment_without_a_projection_has_no_pale_bar():
    assert drawn()["layer"][1]["transform"] == [{"filter": "isValid(datum.ahead)"}]


def test_the_range_of_what_is_projected_is_drawn_around_the_end_of_its_bar():
    chart = drawn()
    spread = chart["layer"][2]
    rows = next(iter(chart["datasets"].values()))
    assert spread["encoding"]["x"]["field"] == "least"
    assert spread["encoding"]["x2"]["field"] == "most"
    assert [(row["least"], row["end"], row["most"]) for row in rows[:2]] == [
        (118, 120, 122.5),
        (178, 185, 193),
    ]
    assert spread["transform"] == [{"filter": "isValid(datum.low)"}]
