"""Groups in two dimensions: a point per customer, a colour per group, and a brush."""

import pandas as pd
import pytest

from segattr.charts.plane import BRUSH, groups_in_plane

POINTS = pd.DataFrame(
    {"x": [0.0, 1.0, 2.0], "y": [1.0, 0.0, 2.0], "group": ["a", "b", "a"], "confidence": [0.5, 0.1, None]}
)
FIELDS = pd.DataFrame({"touches by a.b[c]": [1.23456, 2.0, None], "device": ["tv", None, "pc"]})
COLOURS = {"a": "#1667ae", "b": "#a0562d"}


def drawn(points=POINTS, fields=FIELDS, mode="light"):
    axes = ("62 % of the differences", "20 % of the differences")
    return groups_in_plane(points, fields, axes=axes, colours=COLOURS, title="Apart?", mode=mode).to_dict()


def marks(spec):
    return spec["datasets"][spec["data"]["name"]]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_customer_is_a_point_in_the_colour_of_his_group(mode):
    spec = drawn(mode=mode)
    dots = spec["layer"][0]
    assert dots["mark"]["type"] == "circle"
    assert [row["group"] for row in marks(spec)] == ["a", "b", "a"]
    assert dots["encoding"]["color"]["scale"] == {"domain": ["a", "b"], "range": list(COLOURS.values())}
    assert dots["encoding"]["x"]["title"] == "62 % of the differences"


def test_a_brush_pales_what_is_outside_and_counts_what_is_inside():
    spec = drawn()
    assert [each["name"] for each in spec["params"]] == [BRUSH]
    assert spec["layer"][0]["encoding"]["opacity"]["condition"]["param"] == BRUSH
    assert {"filter": {"param": BRUSH}} in spec["layer"][1]["transform"]


def test_a_tooltip_says_the_fields_in_their_own_units_whatever_they_are_called():
    spec = drawn()
    said = {each["title"]: each["field"] for each in spec["layer"][0]["encoding"]["tooltip"]}
    first, last = marks(spec)[0], marks(spec)[-1]
    assert first[said["touches by a.b[c]"]] == 1.235
    assert (first[said["device"]], last[said["touches by a.b[c]"]]) == ("tv", None)
    assert "." not in "".join(said.values())


def test_nobody_is_an_empty_picture():
    assert marks(drawn(POINTS.iloc[:0], FIELDS.iloc[:0])) == []
