import json

import pandas as pd
import pytest

from segattr.charts.credit import credit_picture, credit_pictures, reach
from segattr.charts.credit_layers import PICKED
from segattr.charts.credit_rows import SHAPES, Look
from segattr.charts.theme import channel_colours, ink
from segattr.exports.document import Document
from segattr.exports.images import to_svg

ROWS = [
    ("first", "new", "Email", 6.0, 60.0, 0.6),
    ("first", "new", "(no touch)", 4.0, 40.0, 0.4),
    ("last", "new", "Email", 5.0, 70.0, 0.5),
    ("last", "new", "(no touch)", 4.0, 40.0, 0.4),
    ("last", "new", "[Dir](x) <b>", 1.0, 1.0, 0.1),
    ("first", "new", "[Dir](x) <b>", 0.0, 0.0, 0.0),
]
credit = pd.DataFrame(ROWS, columns=["model", "segment", "channel", "conversions", "value", "share"])
TITLES = {"first": "First touch", "last": "Last touch"}


def look(mode="light", measure="share"):
    return Look(TITLES, channel_colours(sorted(set(credit["channel"])), mode), mode, measure)


def drawn(**more):
    shown = more.pop("look", look())
    return credit_picture(more.pop("rows", credit), title="new: 10 conversions", look=shown, **more)


def layers(spec, kind):
    return [
        layer for layer in spec["layer"] if layer["mark"]["type"] == kind and "color" in drawn_with(layer)
    ]


def drawn_with(layer):
    return layer["mark"] | layer["encoding"]


def data(spec, layer):
    return spec["datasets"][layer["data"]["name"]].to_dict("records")


def test_every_model_is_a_mark_told_apart_by_its_shape_and_never_by_its_hue():
    spec = drawn()
    (points,) = layers(spec, "point")
    assert points["encoding"]["shape"]["scale"] == {
        "domain": ["First touch", "Last touch"],
        "range": ["circle", "square"],
    }
    assert points["encoding"]["color"]["field"] == "channel"
    assert len(data(spec, points)) == len(credit)


def test_channels_stand_by_their_credit_with_no_touch_at_the_bottom_in_grey():
    (points,) = layers(drawn(), "point")
    assert points["encoding"]["y"]["sort"] == ["Email", "[Dir](x) <b>", "(no touch)"]
    colours = points["encoding"]["color"]["scale"]
    assert colours["range"][colours["domain"].index("(no touch)")] == ink("light").nobodys


def test_a_line_runs_over_the_disagreement_and_says_it_in_figures():
    spec = drawn()
    (line,) = layers(spec, "rule")
    (words,) = layers(spec, "text")
    assert line["encoding"]["x2"]["field"] == "high"
    assert {row["channel"]: row["written"] for row in data(spec, words)}["Email"] == "50–60 %"


def test_everybody_is_a_grey_band_behind_shares_and_behind_nothing_else():
    assert layers(drawn(), "rect") == []
    (band,) = layers(drawn(reference=credit), "rect")
    assert band["mark"]["color"] == ink("light").blended
    assert layers(drawn(reference=credit, look=look(measure="value")), "rect") == []


def test_intervals_are_lines_of_their_model():
    spec = drawn(rows=credit.assign(low=credit["share"] - 0.1, high=credit["share"] + 0.1))
    assert len(layers(spec, "rule")) == 2
    assert layers(spec, "rule")[1]["encoding"]["yOffset"]["field"] == "model"


def test_few_conversions_are_drawn_hollow():
    assert layers(drawn(faded=True), "point")[0]["mark"]["filled"] is False
    assert layers(drawn(), "point")[0]["mark"]["filled"] is True


def test_the_axis_begins_at_nothing_and_is_shared():
    (points,) = layers(drawn(end=0.8), "point")
    assert points["encoding"]["x"]["scale"]["domain"] == [0, 0.8]
    assert reach(credit, "share") > credit["share"].max()
    assert reach(credit.assign(high=0.9), "share") > 0.9
    assert reach(credit.head(0), "share") > 0


def test_the_picture_carries_its_segment_and_takes_the_width_of_its_page():
    spec = drawn()
    assert spec["title"]["text"] == ["new: 10 conversions"]
    assert spec["width"] == "container"


@pytest.mark.parametrize("measure", ["share", "conversions", "value"])
def test_every_measure_says_what_it_is_on_the_axis_and_in_the_tooltip(measure):
    (points,) = layers(drawn(look=look(measure=measure)), "point")
    title = points["encoding"]["x"]["axis"]["title"]
    assert title
    assert title in [tip["title"] for tip in points["encoding"]["tooltip"]]


@pytest.mark.parametrize("mode", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_all_pictures_become_one_for_a_file_with_the_key_to_the_marks(mode):
    shown = look(mode)
    pictures = [
        credit_picture(credit, title=name, look=shown, reference=credit) for name in ("new", "old", "all")
    ]
    sheet = credit_pictures(pictures, title="Who?", look=shown)
    assert "● First touch · ■ Last touch" in sheet.to_dict()["title"]["subtitle"][0]
    svg = to_svg(Document(credit, name="c", title="Who?", chart=sheet)).decode("utf-8")
    for text in ("new", "old", "Email", "50–60 %"):
        assert text in svg
    assert "[Dir](x) <b>" not in svg
    assert pictures[0]["width"] == "container"


def test_a_whole_row_can_be_pressed_and_gives_its_channel():
    spec = drawn()
    (param,) = spec["params"]
    assert (param["name"], param["select"]["fields"]) == (PICKED, ["channel"])
    assert param["views"] == [spec["layer"][0]["name"]]
    row = spec["layer"][0]
    assert (row["mark"]["opacity"], row["encoding"]["x2"]) == (0, {"value": "width"})
    assert len(data(spec, row)) == credit["channel"].nunique()


def test_what_is_picked_stands_out_of_the_rest():
    spec = drawn(look=Look(TITLES, look().colours, picked=["Email"]))
    (points,) = layers(spec, "point")
    strengths = {row["channel"]: row["strength"] for row in data(spec, points)}
    assert strengths["Email"] == 1
    assert strengths["(no touch)"] < 0.5
    assert {row["strength"] for row in data(drawn(), layers(drawn(), "point")[0])} == {1}


def test_pictures_of_one_kind_share_nothing_that_the_next_could_change():
    before = json.dumps({key: part for key, part in drawn().items() if key != "datasets"})
    drawn(rows=credit[credit["channel"] == "Email"], end=0.9)
    assert json.dumps({key: part for key, part in drawn().items() if key != "datasets"}) == before


def test_other_rows_have_another_name_so_that_a_browser_draws_them_anew():
    names, others = set(drawn()["datasets"]), set(drawn(rows=credit.assign(share=0.1))["datasets"])
    assert not names & others
    assert names == set(drawn()["datasets"])


def test_more_models_than_marks_are_drawn_all_the_same():
    many = {f"m{i}": f"Model {i}" for i in range(len(SHAPES) + 2)}
    rows = pd.concat([credit[credit["model"] == "first"].assign(model=name) for name in many])
    spec = credit_picture(rows, title="x", look=Look(many, look().colours))
    (points,) = layers(spec, "point")
    assert len(points["encoding"]["shape"]["scale"]["range"]) == len(many)
