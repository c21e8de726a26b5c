"""A picture is put together once for all who look at it, and again when anything in it is another."""

from itertools import count
from unittest.mock import Mock

import altair as alt
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.charts.rates import rates_by_segment
from segattr.ui import pictures
from segattr.ui.pictures import MOST_ROWS, kept

ROWS = pd.DataFrame(
    {"segment": ["a", "b"], "people": [10, 20], "converters": 5, "rate": [0.5, 0.25], "low": 0.1, "high": 0.7}
)

NUMBERS = count()


def drawing():
    draw = Mock(side_effect=lambda rows, **settings: alt.Chart(rows).mark_point())  # noqa: ARG005
    draw.__name__ = f"drawing {next(NUMBERS)}"
    return draw


def test_the_same_rows_and_settings_are_drawn_once():
    draw = drawing()
    assert kept(draw, ROWS, title="t", colours={"a": "#000"}) is kept(
        draw, ROWS.copy(), title="t", colours={"a": "#000"}
    )
    assert draw.call_count == 1


@pytest.mark.parametrize(
    ("rows", "settings"),
    [
        (ROWS.assign(rate=[0.5, 0.25000000000000006]), {"title": "t"}),
        (ROWS.rename(columns={"high": "top"}), {"title": "t"}),
        (ROWS.iloc[::-1], {"title": "t"}),
        (ROWS, {"title": "another"}),
        (ROWS, {"title": "t", "mode": "dark"}),
    ],
)
def test_anything_else_is_drawn_anew(rows, settings):
    draw = drawing()
    kept(draw, ROWS, title="t")
    kept(draw, rows, **settings)
    assert draw.call_count == 2


def test_what_has_many_rows_is_not_kept():
    draw, many = drawing(), pd.DataFrame({"x": range(MOST_ROWS + 1)})
    kept(draw, many)
    kept(draw, many)
    assert draw.call_count == 2


def drawn_twice():
    import pandas as pd

    from segattr.charts.rates import rates_by_segment
    from segattr.ui.pictures import draw_chart, kept

    rows = pd.DataFrame({"segment": ["a", "b"], "people": 10, "converters": 5, "rate": 0.5})
    rows = rows.assign(low=[0.1, 0.2], high=0.7)
    for place in ("first", "second"):
        chart = kept(rates_by_segment, rows, blended=0.5, title="Who?", colours={}, mode="light")
        draw_chart(chart, key=place, said="Who?")


def test_a_kept_picture_is_told_alike_each_time_with_its_rows():
    app = AppTest.from_function(drawn_twice).run()
    assert not app.exception
    once = [described(chart.proto) for chart in app.run().get("vega_lite_chart")]
    again = [described(chart.proto) for chart in app.run().get("vega_lite_chart")]
    assert len(once) == 2
    assert once == again
    assert once[0] == once[1]
    spec, datasets = once[0]
    assert '"Who?"' in spec
    assert len(datasets) > 1
    assert all(datasets.values())


def described(proto):
    return proto.spec, {each.name: each.data.data for each in proto.datasets}


def test_told_to_a_file_it_carries_its_rows():
    chart = kept(rates_by_segment, ROWS, blended=0.4, title="Who?", colours={}, mode="light")
    told = pictures._AsItIs(chart).to_dict()
    assert {"a", "b"} <= {row.get("segment") for rows in told["datasets"].values() for row in rows}
