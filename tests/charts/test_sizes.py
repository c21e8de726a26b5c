import pandas as pd

from segattr.charts.sizes import sizes_by_segment

FOUND = pd.DataFrame({"segment": ["b", "a"], "people": [30, 10], "share": [0.75, 0.25], "image": ["x", "y"]})


def spec(mode="light"):
    return sizes_by_segment(FOUND, title="How many?", colours={"a": "#123456"}, mode=mode).to_dict()


def test_a_bar_per_segment_from_zero_in_the_order_given_with_its_figures():
    bars, figures = spec()["layer"]
    assert bars["encoding"]["y"]["scale"]["domain"] == ["b", "a"]
    assert bars["encoding"]["x"].get("scale", {}).get("zero", True)
    assert figures["encoding"]["text"]["field"] == "words"
    (rows,) = spec()["datasets"].values()
    assert [row["words"] for row in rows] == ["30 · 75 %", "10 · 25 %"]


def test_no_other_column_gets_into_the_picture_and_a_name_keeps_its_colour():
    (rows,) = spec()["datasets"].values()
    assert all("image" not in row for row in rows)
    assert spec("dark")["layer"][0]["encoding"]["color"]["scale"]["range"][1] == "#123456"
