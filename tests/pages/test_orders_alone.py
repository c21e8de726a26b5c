"""A shop's export of orders and nothing else: every page does what it can, and says what it cannot."""

import json

import numpy as np
import pandas as pd
import pytest
from numpy.random import default_rng
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.segments.ready import READY
from segattr.segments.registry import text_of_segmentation
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.plan_kept import Plan
from segattr.ui.segment_sets import MARK
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD


@pytest.fixture(scope="module")
def orders():
    draw = default_rng(5)
    who = draw.integers(0, 300, 1_500) % draw.integers(1, 301, 1_500)  # some order often
    when = pd.Timestamp("2025-01-01") + pd.to_timedelta(draw.integers(0, 400, 1_500), unit="D")
    worth = draw.gamma(2.0, 40.0, 1_500).round(2)
    return load(conversions=pd.DataFrame({"customer_id": [f"k{i}" for i in who], "ts": when, "value": worth}))


@pytest.fixture
def opened(orders):
    rule = READY["rfm"](orders)
    segments = SegmentSet(rule.name, text_of_segmentation(rule))

    def page(name, **choices):
        app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)
        used = {"sets": (segments,), "segmentation": MARK + segments.name} | choices
        app.session_state[KEY] = Choices(dataset_key=orders.key, **used)
        app.session_state[HELD] = orders
        app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
        assert not app.exception
        return app

    return page


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.info, app.main.code)
    return "\n".join(each.value for kind in kinds for each in kind).replace("\\", "")


def ways(app):
    return [link.proto.page for link in app.get("page_link")]


def test_the_data_page_leads_to_what_orders_allow(opened, orders):
    app = opened("data")
    people = orders.conversions["customer_id"].nunique()
    assert f"of **{people} customers**" in said(app)
    assert "You can see who is worth it, what the average hides, and make segments of them." in said(app)
    buttons = {button.label: button for button in app.main.button}
    assert not buttons["See who is worth it"].disabled
    assert not buttons["Make segments of them"].disabled
    assert not buttons["See what the average hides"].disabled
    assert buttons["See who earned the credit"].disabled


def test_segments_are_told_apart_by_what_they_brought(opened):
    app = opened("segments")
    assert "spent most per customer" in said(app)
    spec = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    assert spec["title"]["text"] == ["How large is each segment?"]
    assert any("value" in page for page in ways(app))
    assert any("averages" in page for page in ways(app))
    assert not any("attribution" in page for page in ways(app))


def test_everybody_is_no_rate(opened):
    app = opened("segments", segmentation="")
    assert "not in how often they convert" in said(app)
    assert "Wilson" not in "\n".join(each.value for each in app.main.caption)


def test_value_and_the_report_go_by_those_segments(opened):
    assert {"champions", "dormant"} <= set(opened("value").main.dataframe[0].value["Segment"])
    on = ways(opened("value"))
    assert any("segments" in page for page in on)
    assert any("averages" in page for page in on)
    assert not any("attribution" in page for page in on)
    report = opened("report")
    assert "report project.segattr --conversions conversions.csv --out q.xlsx" in said(report)
    assert "models:" not in said(report)


@pytest.mark.parametrize(("part", "there"), [("audiences", True), ("priorities", True), ("budget", False)])
def test_a_plan_lists_people_and_moves_no_money(opened, part, there):
    app = opened("plan", plan=Plan(part=part))
    assert bool(app.main.dataframe) is there
    assert ("bring touchpoints" in said(app)) is not there


def test_the_plan_opens_on_what_orders_allow(opened):
    app = opened("plan")
    assert app.segmented_control(key="plan.part").value == "priorities"
    assert app.main.dataframe
    app.segmented_control(key="plan.part").set_value("budget").run()
    assert "bring touchpoints" in said(app)


def test_credit_says_what_is_missing(opened):
    assert "touchpoints" in said(opened("attribution"))


@pytest.fixture(scope="module")
def abroad():
    """Orders of a shop whose Swiss customers spend three times as much as the others."""
    draw = default_rng(8)
    lands = draw.choice(["DE", "AT", "CH"], 1_500)
    who = draw.integers(0, 1_500, 5_000)
    days = pd.to_timedelta(draw.integers(0, 400, len(who)), unit="D")
    sent = pd.DataFrame(
        {
            "Email": [f"u{i}@example.org" for i in who],
            "Created at": pd.Timestamp("2025-01-01") + days,
            "Total": (draw.gamma(2.0, 20.0, len(who)) * np.where(lands[who] == "CH", 3, 1)).round(2),
            "Shipping Country": lands[who],
            "Payment": draw.choice(["Card", "Invoice"], len(who)),
        }
    )
    return load(conversions=sent)


@pytest.fixture
def of_abroad(abroad):
    def page(name, **choices):
        app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)
        app.session_state[KEY] = Choices(dataset_key=abroad.key, **choices)
        app.session_state[HELD] = abroad
        app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
        assert not app.exception
        return app

    return page


def test_averages_open_with_what_tells_customers_apart_at_their_first_order(of_abroad):
    app = of_abroad("averages")
    spoken = said(app)
    assert "describes nobody. By Shipping Country, **CH** is at" in spoken
    assert "people: everybody who ordered · what they are told apart by: at the first order" in spoken
    (metric,) = (box for box in app.selectbox if box.label == "What is averaged")
    assert "Conversion rate" not in metric.options
    assert "Shipping Country **CH**" in spoken  # what else hides


@pytest.mark.parametrize("sight", ["compare", "moved", "funnel"])
def test_parts_about_who_did_not_convert_say_so(of_abroad, sight):
    app = of_abroad("averages", sight=sight)
    assert "orders alone name nobody who did not" in said(app)
    assert not app.main.dataframe


def test_a_group_found_is_one_of_money(of_abroad):
    spoken = said(of_abroad("averages", sight="found"))
    assert "**1.** Shipping Country **CH**" in spoken
    assert "95 % ranges (Hall's" in spoken
    assert "Wilson" not in spoken.split("### ")[0].split("to be expected")[0]


@pytest.mark.parametrize(("decision", "column"), [("valuable", "Shipping Country"), ("return", "")])
def test_decisions_about_customers_are_served(of_abroad, decision, column):
    app = of_abroad("data", decision=decision)
    assert "cannot serve it" not in said(app)
    assert (f"look at is **{column}**" in said(app)) if column else ("No column of these data" in said(app))


def test_value_goes_by_the_first_orders_country_and_lists_by_its_address(of_abroad):
    (by,) = (box for box in of_abroad("value").selectbox if "Shipping Country" in box.options)
    assert "Payment" in by.options
    app = of_abroad("plan", segmentation="Shipping Country", plan=Plan(part="audiences"))
    assert "no customer table" not in said(app)
    assert "no column of the customers" not in said(app)
