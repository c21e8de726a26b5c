"""Installs on the Averages page: the answer, the costs, the choices, and data with nothing else to show."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import segattr as sa
from segattr.sample.installs import make_installs
from segattr.sample.write import write_sample
from segattr.ui.averages_installs import ACTIVE, BY, FUNNEL_OF
from segattr.ui.choices import Choices
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.words import installs as words
from tests.averages.test_installs import app as few
from tests.averages.test_installs import bills, data
from tests.data.test_installs import attributed, event, installed
from tests.pages.test_averages import everything_said
from tests.pages.test_averages_parts import shown, titles
from tests.ui.nasty import NASTY


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


@pytest.fixture(scope="module")
def trail(tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    write_sample(make_installs(2_000, seed=3), folder)
    return sa.load(events=folder / "events.ndjson", costs=folder / "costs.csv")


def test_events_alone_lead_to_the_installs_with_their_costs(app, trail):
    shown(app, trail)
    said = everything_said(app)
    assert "Of **2,000** installs **34 %**" in said
    assert "Installs cost least in campaign **Summer Video**" in said
    assert "active users in **Brand Search**" in said
    assert "name no install" in said
    assert "attributions count up to 7 days after the install" in said.replace("\\", "")
    assert "deliveries of installs are 2,000 app instances" in said
    assert titles(app) == [words.TITLE]
    table = app.dataframe[0].value
    assert table["campaign"].tolist()[-2:] == ["(not placed)", "(other days)"]
    assert table["per active user"].str.startswith("€").sum() == 4
    assert app.dataframe[1].value["campaign"].tolist() == ["Autumn Podcast"]


def test_another_column_and_another_step_are_kept_in_the_choices(app, trail):
    shown(app, trail)
    app.selectbox(key=BY).set_value("platform").run()
    app.selectbox(key=ACTIVE).set_value("Order Completed").run()
    assert not app.exception
    kept = app.session_state[KEY]
    assert (kept.across, kept.steps) == ("platform", ("Order Completed", "Order Completed"))
    assert set(app.dataframe[0].value["platform"]) >= {"iOS", "Android"}
    assert "become active (*Order Completed*)" in everything_said(app)


def test_beside_conversions_installs_are_one_of_two_funnels(app):
    people = pd.DataFrame({"customer_id": ["ann", "b"], "plan": pd.Categorical(["plus", "basic"])})
    orders = pd.DataFrame({"customer_id": ["ann"], "ts": pd.to_datetime(["2026-03-09"], utc=True)})
    both = few(customers=people, conversions=orders).with_(key="both")
    shown(app, both, sight="funnel")
    assert titles(app) == [words.TITLE]
    app.segmented_control(key=FUNNEL_OF).set_value(words.ANY).run()
    assert not app.exception
    assert "At which step does each segment leave?" in titles(app)


def test_without_costs_the_way_to_them_is_shown(app):
    shown(app, data(installed(anonymous="a"), event("Signed Up", 1, anonymous="a")).with_(key="bare"))
    assert words.NO_COSTS in everything_said(app)


def test_a_link_to_what_these_data_lack_shows_what_they_have(app, trail):
    app.session_state[KEY] = Choices(dataset_key=trail.key)
    shown(app, trail, across="nonsense", steps=("Flown",))
    assert app.session_state[BY] == "campaign"
    assert app.session_state[ACTIVE] == "Signed Up"


def test_ugly_names_are_drawn_as_they_are(app):
    rows = [installed(place / 100, anonymous=f"a{place}") for place in range(6)]
    rows += [
        attributed(1, anonymous=f"a{place}", **{"campaign.name": NASTY[place % 3]}) for place in range(6)
    ]
    rows += [event(f"Signed Up {NASTY[0]}", 2, anonymous="a1")]
    ugly = data(*rows, costs=bills(("Ads", NASTY[0], 5), ("Ads", NASTY[1], 9))).with_(key="ugly")
    shown(app, ugly)
    assert not app.exception
    assert app.dataframe[0].value["installs"].tolist()[:3] == ["2", "2", "2"]
