"""Names above a picture fit on a phone, and two lines of one colour are told apart."""

import pandas as pd
import pytest

from segattr.charts.compared import compared
from segattr.charts.growth import growth_by_segment
from segattr.charts.quarters import amounts_by_quarter
from segattr.charts.theme import LEGEND_LINE, LETTER, REPEATED, SOLID, SYMBOL, legend, segment_colours
from segattr.charts.trend import trend

LONG = ["Display, first met on a mobile phone", "Organic search, from the South"]
NAMES = [f"name {place}" for place in range(9)]  # the ninth takes the hue of the first


def encodings(chart):
    return [layer.get("encoding", {}) for layer in chart.to_dict()["layer"]]


def shown_legends(chart):
    found = [each["color"].get("legend") for each in encodings(chart) if "color" in each]
    return [each for each in found if each]


def rates(names):
    rows = [
        (period, name, 50, 0.1, 0.05, 0.2) for period in ("May", "June") for name in [*names, "everybody"]
    ]
    return pd.DataFrame(rows, columns=["period", "segment", "people", "rate", "low", "high"])


def lives(names):
    rows = [
        (name, age, 90 - place, 10.0 * (age + 1)) for place, name in enumerate(names) for age in (0, 1)
    ] + [("all", age, 400, 10.0) for age in (0, 1)]
    return pd.DataFrame(rows, columns=["segment", "age", "customers", "ltv"])


def pictures(names):
    sides = pd.DataFrame({"row": "all", "side": names, "people": 90, "rate": 0.2, "low": 0.1, "high": 0.3})
    amounts = pd.DataFrame([(p, n, 5.0) for p in ("Q1", "Q2") for n in names])
    amounts.columns = ["period", "segment", "amount"]
    look = {"title": "Who?", "colours": segment_colours(names, "light"), "mode": "light"}
    return [
        compared(sides, **look),
        trend(rates(names), between=("May", "June"), **look),
        growth_by_segment(lives(names), measure="revenue", **look),
        amounts_by_quarter(amounts, measure="revenue", **look),
    ]


@pytest.mark.parametrize("names", [LONG, ["new", "returning"], NAMES[:3]])
def test_a_row_of_the_legend_is_no_wider_than_a_phone(names):
    for chart in pictures(names):
        drawn = shown_legends(chart)
        assert drawn
        for each in drawn:
            widest = min(max(map(len, names)) * LETTER, each["labelLimit"]) + SYMBOL
            assert each["columns"] * widest <= LEGEND_LINE


def test_short_names_share_a_row():
    assert legend(["new", "old"]).columns > 1


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_two_lines_of_one_colour_differ_in_their_dash(mode):
    shown = [NAMES[0], NAMES[8], NAMES[1]]
    look = {"title": "How?", "colours": segment_colours(NAMES, mode), "mode": mode}
    for chart in (
        trend(rates(shown), between=("May", "June"), **look),
        growth_by_segment(lives(shown), measure="revenue", **look),
    ):
        scales = [each["strokeDash"]["scale"] for each in encodings(chart) if "strokeDash" in each]
        assert scales
        for scale in scales:
            dash = dict(zip(scale["domain"], scale["range"], strict=True))
            assert [dash[name] for name in shown] == [SOLID, REPEATED, SOLID]
