import pandas as pd

from segattr.charts.spread import spread

ROWS = pd.DataFrame(
    {
        "segment": ["Everybody", "new", "Everybody", "new"],
        "place": [1, 1, 2, 2],
        "share": [0.4, 0.6, 0.6, 0.4],
    }
).assign(conversions=10)


def drawn(rows=ROWS, colours=None):
    colours = colours or {"Everybody": "#777777", "new": "#1667ae"}
    axes = ("Touches before the conversion", "Share of conversions")
    return spread(rows, title="How many?", axes=axes, colours=colours, mode="light").to_dict()


def test_everybody_and_each_segment_have_a_line_in_their_colour():
    encoding = drawn()["layer"][0]["encoding"]
    assert encoding["color"]["scale"] == {"domain": ["Everybody", "new"], "range": ["#777777", "#1667ae"]}
    assert encoding["y"]["scale"]["zero"]


def test_one_line_needs_no_legend():
    assert (
        drawn(ROWS[ROWS["segment"] == "Everybody"], {"Everybody": "#777777"})["layer"][0]["encoding"][
            "color"
        ]["legend"]
        is None
    )


def test_marks_stand_where_there_are_few_places():
    many = pd.concat([ROWS.assign(place=place) for place in range(60)])
    assert drawn()["layer"][1]["mark"]["opacity"] == 1
    assert drawn(many)["layer"][1]["mark"]["opacity"] == 0
