import altair as alt
import pandas as pd
import pytest

from segattr.charts.theme import (
    CHANNELS,
    INKS,
    LABEL_PIXELS,
    SEGMENTS,
    channel_colours,
    finish,
    ink,
    segment_colours,
)
from tests.charts.test_palette import APART, contrast, lab

MODES = list(INKS)
each_mode = pytest.mark.parametrize("mode", MODES)
bars = alt.Chart(pd.DataFrame({"a": [1], "b": ["x"]})).mark_bar().encode(x="a:Q", y="b:N")


@each_mode
@pytest.mark.parametrize("colours", [segment_colours, channel_colours])
def test_a_name_keeps_its_colour_however_the_full_list_is_ordered(colours, mode):
    names = ["b", "d", "a", "c", "(unknown)", "3 others"]
    assert colours(names, mode) == colours(names[::-1], mode)
    assert list(colours(names, mode)) == names


@each_mode
def test_segments_and_channels_of_one_name_differ_in_colour(mode):
    names = [f"name {i}" for i in range(8)]
    assert set(segment_colours(names, mode).values()) == set(SEGMENTS[mode])
    assert set(channel_colours(names, mode).values()) == set(CHANNELS[mode])


@each_mode
def test_the_ninth_name_begins_the_hues_again(mode):
    colours = segment_colours([f"name {i}" for i in range(9)], mode)
    assert colours["name 8"] == colours["name 0"]


@each_mode
def test_greys_take_no_hue_from_the_named(mode):
    alone = segment_colours(["a", "b"], mode)
    among = segment_colours(["(unknown)", "a", "12 others", "b", "1,204 others"], mode)
    assert {name: among[name] for name in alone} == alone
    assert among["(unknown)"] == ink(mode).nobodys
    assert among["12 others"] == among["1,204 others"] == ink(mode).others
    assert channel_colours(["(no touch)"], mode) == {"(no touch)": ink(mode).nobodys}


@each_mode
def test_the_greys_stand_out_from_the_page_and_from_blended(mode):
    greys = (ink(mode).nobodys, ink(mode).others, ink(mode).blended)
    assert min(contrast(grey, ink(mode).page) for grey in greys) >= 3
    assert all(abs(lab(grey) - lab(ink(mode).blended)).max() > APART for grey in greys[:2])


@each_mode
def test_a_finished_chart_is_transparent_titled_and_keeps_long_names_short(mode):
    spec = finish(
        bars, title="Who converts how often, by visitor and device?", mode=mode, height=84
    ).to_dict()
    assert spec["title"]["text"] == ["Who converts how often, by visitor and device?"]
    assert spec["config"]["background"] == "transparent"
    assert spec["config"]["axis"]["labelLimit"] == LABEL_PIXELS
    assert spec["config"]["title"]["color"] == ink(mode).text
    assert (spec["height"], spec["autosize"]["type"]) == (84, "fit-x")


def test_a_long_question_is_wrapped_for_a_phone():
    spec = finish(
        bars, title="Who converts how often, by " + "a column with a long name " * 3, mode="light"
    ).to_dict()
    assert len(spec["title"]["text"]) > 1
    assert max(map(len, spec["title"]["text"])) <= 46


@pytest.mark.parametrize("chart", [alt.layer(bars, bars), bars | bars, bars & bars, bars.facet("b:N")])
def test_every_kind_of_picture_can_be_finished(chart):
    assert finish(chart, title="Who?", mode="dark").to_dict()["title"]["text"] == ["Who?"]
