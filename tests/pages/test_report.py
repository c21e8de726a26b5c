"""The Report page: the answer, the files, what is missing, and what a visitor chooses."""

import json
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.exports.report_workbook import to_report_workbook
from segattr.project.notes import Note
from segattr.segments.cards import Card
from segattr.segments.columns import Columns
from segattr.ui import store
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words.report_page import NEEDS, QUESTION
from segattr.words.report_sections import NO_GOALS, NO_NOTES

PAGE = str(ROOT / "pages" / "report.py")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=120)


@pytest.fixture(scope="module")
def shop():
    days = pd.date_range("2026-01-05", "2026-09-30", freq="17h")
    ids = [f"c{n * n % 197}" for n in range(len(days))]
    seen = pd.DataFrame(
        {
            "customer_id": ids,
            "ts": days,
            "channel": ["Email" if n % 3 else "Search" for n in range(len(days))],
        }
    )
    orders = seen.iloc[::4].assign(value=40.0).drop(columns="channel")
    people = pd.DataFrame({"customer_id": [f"c{n}" for n in range(197)]})
    people["plan"] = ["*pro*" if n % 3 else "free" for n in range(197)]
    return load(touchpoints=seen, conversions=orders, customers=people)


def shown(app, dataset=None, **choices):
    if dataset is not None:
        app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
        app.session_state[HELD] = dataset
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.info, app.main.subheader, app.main.error)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return text.replace("\\", "").replace("\u200b", "")


def chosen(app):
    return app.session_state[KEY]


def test_the_answer_names_the_last_quarter_and_the_largest_finding(app, shop):
    shown(app, shop, project="Acme", segmentation="plan")
    assert "**2026 Q3 brought " in said(app)
    assert "Acme: quarter report" in said(app)
    assert {"report.xlsx", "report.html"} <= {button.key for button in app.get("download_button")}
    spec = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    assert "How did conversion move" in json.dumps(spec["title"])


def test_what_is_missing_is_said_section_by_section(app, shop):
    shown(app, shop, segmentation="plan")
    for reason in ("Segments by plan are read from what is known once", NO_GOALS, NO_NOTES):
        assert reason in said(app)


def test_client_quarters_and_sections_are_chosen_and_everything_picked_is_no_choice(app, shop):
    shown(app, shop, project="Acme", segmentation="plan")
    app.text_input(key="report.client").set_value("  Acme   & Sons ").run()
    assert chosen(app).client == "Acme & Sons"
    assert "Acme & Sons: quarter report" in said(app)
    app.multiselect(key="report.quarters").set_value(["2026 Q1"]).run()
    assert chosen(app).quarters == ("2026 Q1",)
    assert "2026 Q1 brought" in said(app)
    pills = app.get("button_group")[0]
    pills.set_value(["quarters", "credit"]).run()
    assert chosen(app).sections == ("quarters", "credit")
    assert NO_GOALS not in said(app)
    app.multiselect(key="report.quarters").set_value(["2026 Q1", "2026 Q2", "2026 Q3"]).run()
    assert chosen(app).quarters == ()


def test_segments_of_a_link_that_these_data_lack_are_said_and_not_an_error(app, shop):
    shown(app, shop, segmentation="colour")
    assert "colour" in said(app)
    assert not app.get("download_button")


def test_counted_visits_without_time_still_give_a_report(app):
    visits = pd.DataFrame({"device": ["mobile", "desktop"], "people": [900, 400], "converters": [9, 30]})
    shown(app, load(outcomes=visits), project="Acme")
    assert "Acme: quarter report" in said(app)
    assert app.multiselect(key="report.quarters").disabled
    assert "**Quarter by quarter**: Nothing in these data tells the time" in said(app)


def test_an_outcome_with_a_name_of_its_own_is_no_conversion_and_has_no_amount(app):
    rows = [("old" if n % 2 else "new", n % 2 and n % 10 != 1, n % 3) for n in range(900)]
    visits = pd.DataFrame(rows, columns=["visitor", "Churn", "shelf"])
    shown(app, load(outcomes=visits.astype({"Churn": "bool", "shelf": "str"})))
    assert "with Churn" in said(app)
    assert "converted" not in said(app)
    assert "****" not in "".join(element.value for element in app.main.markdown)
    assert "average order value" not in said(app)


def test_no_data_says_what_would_bring_a_report(app):
    shown(app)
    assert app.title[0].value == QUESTION
    assert NEEDS in said(app)


def test_many_rows_wait_until_the_report_is_asked_for(app, shop, monkeypatch):
    monkeypatch.setattr(store, "QUICK_ROWS", 10)
    other = load(conversions=shop.conversions.assign(value=3.0), customers=shop.customers)
    shown(app, other)
    assert not app.get("download_button")
    app.button(key="report.make").click().run()
    assert app.get("download_button")
    app.run()
    assert app.get("download_button")


def test_a_workbook_holds_what_the_page_says(app, shop, monkeypatch):
    made = []
    monkeypatch.setattr("segattr.ui.report_shown.files", lambda report, client: made.append((report, client)))
    note = Note("segment", "free", "They moved house.", "2026-05-04")
    shown(app, shop, project="=Acme", segmentation="plan", notes=(note,))
    assert "They moved house." in said(app)
    (report, client) = made[-1]
    assert client == "=Acme"
    book = openpyxl.load_workbook(BytesIO(to_report_workbook(report)))
    assert book["What we found"]["A1"].value == "=Acme: quarter report"
    assert book["What we found"]["A1"].data_type == "s"
    assert "They moved house." in [cell.value for cell in book["Notes"]["C"]]
    assert [row[0].value for row in book["Settings"].iter_rows()].count("Method") >= 3


def test_goals_of_the_set_in_use_stand_in_the_report(app, shop):
    sets = (SegmentSet.of(Columns(("plan",))),)
    card = Card("plan", "free", goal="upsell", metric="orders", target=1.0)
    shown(app, shop, segmentation="@plan", sets=sets, cards=(card, Card("Other", "free", goal="referral")))
    assert NO_GOALS not in said(app)
    sheets = app.dataframe[0].value
    assert sheets.set_index("Sheet")["Rows"]["Goals"] == 1


def test_orders_alone_show_what_came_in_and_no_rate(app, shop):
    shown(
        app,
        load(conversions=shop.conversions.assign(value=7.0), customers=shop.customers),
        segmentation="plan",
    )
    assert "plan" in app.selectbox(key="report.segments").options
    spec = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    assert "What came in" in json.dumps(spec["title"])
    assert not any("conversion" in each.value for each in app.main.markdown[:2])
