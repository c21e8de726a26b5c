import json

import pandas as pd
import pytest

from segattr.charts.rates import FADED, SELECTION, rates_by_segment
from segattr.charts.theme import INKS, ink, segment_colours
from segattr.statistics.intervals import wilson
from tests.ui.nasty import NASTY


def table(people, converters, **more):
    low, high = wilson(list(converters.values()), list(people.values()))
    rows = pd.DataFrame(
        {"segment": list(people), "people": people.values(), "converters": converters.values()}
    )
    return rows.assign(rate=rows["converters"] / rows["people"], low=low, high=high, **more)


FIELDS = {
    *("segment", "people", "converters", "rate", "low", "high", "group"),
    *("words", "ink", "opacity", "start", "end", "dot", "leftish"),
}
shop = table({"returning": 2000, "new": 5000}, {"returning": 160, "new": 50})


def draw(rates, *, blended=0.03, mode="light", title="Who?", **more):
    colours = more.get("colours", segment_colours(list(rates["segment"]), mode))
    return rates_by_segment(rates, blended=blended, title=title, colours=colours, mode=mode).to_dict()


def layers(spec, mark):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def rows_of(spec, layer):
    return spec["datasets"][layer["data"]["name"]]


def marks(spec):
    return rows_of(spec, layers(spec, "point")[0])


@pytest.mark.parametrize("mode", INKS)
def test_a_grey_blended_line_runs_through_all_segments_and_says_what_it_is(mode):
    spec = draw(shop, mode=mode)
    line = next(rule for rule in layers(spec, "rule") if "y" not in rule["encoding"])
    assert line["mark"]["color"] == ink(mode).blended
    assert rows_of(spec, line) == [{"rate": 0.03, "words": "blended 3.0 %"}]


def test_every_segment_has_a_dot_a_range_and_its_figures_beside_it():
    spec = draw(shop)
    ranges = next(rule for rule in layers(spec, "rule") if "x2" in rule["encoding"])
    assert (ranges["encoding"]["x"]["field"], ranges["encoding"]["x2"]["field"]) == ("start", "end")
    assert [row["words"] for row in marks(spec)] == ["8.0 % (6.9–9.3) · 2,000", "1.0 % (0.8–1.3) · 5,000"]
    assert [row["dot"] for row in marks(spec)] == [0.08, 0.01]


def test_segments_stand_in_the_order_given_and_in_their_own_colour():
    encoding = layers(draw(shop), "point")[0]["encoding"]
    assert encoding["y"]["scale"]["domain"] == ["returning", "new"]
    assert encoding["color"]["scale"] == {
        "domain": ["returning", "new"],
        "range": [segment_colours(["new", "returning"], "light")[name] for name in ("returning", "new")],
    }


def test_in_layers_the_colour_is_that_of_the_group():
    rates = shop.assign(segment=["returning · a", "returning · b"], group="returning")
    encoding = layers(draw(rates, colours={"returning": "#111111"}), "point")[0]["encoding"]
    assert encoding["color"]["scale"] == {"domain": ["returning"], "range": ["#111111"]}


def test_small_groups_are_pale_but_their_figures_are_readable():
    spec = draw(table({"many": 900, "few": 5}, {"many": 90, "few": 1}, faded=[False, True]))
    assert layers(spec, "point")[0]["encoding"]["opacity"]["field"] == "opacity"
    assert [row["opacity"] for row in marks(spec)] == [1.0, FADED]
    assert [row["ink"] for row in marks(spec)] == [ink("light").text, ink("light").muted]
    figures = [text for text in layers(spec, "text") if text["encoding"]["y"].get("field") == "segment"]
    assert figures
    assert all(text["encoding"]["opacity"] == {"value": 1} for text in figures)


def test_small_groups_do_not_stretch_the_axis_and_point_beyond_it():
    rates = table(
        {"many": 9000, "more": 9000, "three": 3},
        {"many": 90, "more": 270, "three": 3},
        faded=[False, False, True],
    )
    spec = draw(rates, blended=0.02)
    ends = layers(spec, "rule")[1]["encoding"]["x"]["scale"]["domain"]
    assert ends[0] == 0
    assert ends[1] < 0.04
    assert marks(spec)[2]["words"] == "100 % (43.9–100.0) · 3 →"
    assert marks(spec)[2]["dot"] is None


def test_the_axis_starts_at_zero_unless_all_ranges_lie_far_from_it():
    near, far = draw(shop), draw(table({"a": 9000, "b": 9000}, {"a": 8000, "b": 8100}), blended=0.894)
    assert layers(near, "rule")[1]["encoding"]["x"]["scale"]["domain"][0] == 0
    assert layers(far, "rule")[1]["encoding"]["x"]["scale"]["domain"][0] > 0.5


def test_a_mark_can_be_clicked_and_names_its_segment():
    (parameter,) = draw(shop)["params"]
    assert (parameter["name"], parameter["select"]["fields"]) == (SELECTION, ["segment"])


def test_the_tooltip_has_full_precision_and_the_difference_where_there_is_one():
    titles = [
        tip["title"] for tip in layers(draw(shop.assign(difference=0.07)), "point")[0]["encoding"]["tooltip"]
    ]
    assert titles == ["segment", "people", "converted", "rate", "from", "to", "difference from the rest"]
    alone = layers(draw(shop.assign(difference=float("nan"))), "point")[0]["encoding"]["tooltip"]
    assert [tip["title"] for tip in alone] == titles[:-1]
    assert alone[3] == {"field": "rate", "format": ".4%", "title": "rate", "type": "quantitative"}


@pytest.mark.parametrize("header", ["image", "url", "a.b", "x[0]", "words", "layer 0", NASTY[3]])
def test_no_field_of_the_picture_is_named_by_the_data(header):
    spec = draw(shop.assign(**{header: "http://192.0.2.1/pixel.png"}))
    assert "192.0.2.1" not in json.dumps(spec)
    assert {field for rows in spec["datasets"].values() for row in rows for field in row} <= FIELDS


def test_hostile_names_stand_as_they_are_each_in_its_own_row():
    names = [*NASTY, "long " * 60, "سلام", "🙂🙃"]
    spec = draw(table(dict.fromkeys(names, 100), dict.fromkeys(names, 10)), blended=0.1)
    assert layers(spec, "point")[0]["encoding"]["y"]["scale"]["domain"] == names
    assert spec["height"] == 42 * len(names)


@pytest.mark.parametrize("converters", [0, 100])
def test_nobody_and_everybody_can_be_drawn(converters):
    spec = draw(table({"a": 100}, {"a": converters}), blended=converters / 100)
    first, last = layers(spec, "rule")[1]["encoding"]["x"]["scale"]["domain"]
    assert 0 <= first < last <= 1
    assert [row["dot"] for row in marks(spec)] == [converters / 100]


def test_the_title_is_the_question():
    assert draw(shop, title="Who converts how often?")["title"]["text"] == ["Who converts how often?"]
