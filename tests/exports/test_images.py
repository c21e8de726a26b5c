import json
import re
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest

from segattr.charts.theme import INKS, finish
from segattr.exports.document import Document
from segattr.exports.images import WIDTH, on_paper, to_png, to_svg

rows = pd.DataFrame(
    {"channel": ["Email", "<script>alert(1)</script>", "http://192.0.2.1/p.png"], "share": [0.5, 0.3, 0.2]}
)


def document(mode="light", **more):
    bars = alt.Chart(rows, width="container").mark_bar(color=INKS[mode].blended)
    chart = finish(bars.encode(x="share:Q", y="channel:N"), title="Who leads?", mode=mode)
    return Document(rows, name="t", title="Who leads?", settings=("30-day lookback",), chart=chart, **more)


def test_an_svg_shows_the_picture_with_its_settings_and_loads_nothing():
    svg = to_svg(document()).decode("utf-8")
    ElementTree.fromstring(svg)
    assert "Who leads?" in svg
    assert "30-day lookback" in svg
    assert "<script" not in svg
    assert "<image" not in svg
    assert not re.search(r'(?:href|src)="(?!#)', svg)
    assert "url(" not in svg.replace("url(#", "")


def test_a_png_is_a_picture_on_white():
    png = to_png(document())
    assert png.startswith(b"\x89PNG")
    assert len(png) > 5_000
    assert on_paper(document())["background"] == "#ffffff"


def test_what_was_drawn_for_a_dark_page_is_printed_in_the_colours_of_the_light_one():
    assert json.dumps(on_paper(document("dark"))) == json.dumps(on_paper(document("light")))


def test_a_width_that_was_the_pages_becomes_one_of_its_own():
    assert on_paper(document())["width"] == WIDTH


def test_a_picture_keeps_its_own_title_and_gets_the_settings_beneath():
    title = on_paper(document())["title"]
    assert title["text"] == ["Who leads?"]
    assert title["subtitle"][0].startswith("30-day lookback · segattr ")


def test_a_document_without_a_chart_has_no_image():
    with pytest.raises(ValueError, match="t has no chart"):
        to_svg(Document(rows, name="t", title=""))
