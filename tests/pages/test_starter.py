"""The decisions on the Data page, and the path for who mails everyone: the sample, too little, odd data."""

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import segattr as sa
from segattr.segments.registry import read_segmentation
from segattr.ui import store
from segattr.ui.choices import Choices
from segattr.ui.shell import ROOT
from segattr.ui.starter_plan import KEY as PLAN
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words import decisions
from segattr.words import starter as words
from tests.ui.nasty import NASTY

DATA = str(ROOT / "pages" / "data.py")
AVERAGES = str(ROOT / "pages" / "averages.py")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def shown(app, dataset, **choices):
    """Open the Data page over a dataset, as somebody who has chosen that much."""
    app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
    app.session_state[HELD] = dataset
    return drawn(app.run())


def drawn(app):
    assert not app.exception
    return app


def on_the_path(app, dataset):
    shown(app, dataset)
    return drawn(app.button("starter.open").click().run())


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.info)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return text.replace("\\", "").replace("\u200b", "")


def buyers(values, *, people=400, **columns):
    """People of whom the first so many ordered, for these values."""
    ids = [f"c{n}" for n in range(people)]
    orders = pd.DataFrame({"customer_id": ids[: len(values)], "ts": "2026-03-01", "value": values})
    return sa.load(conversions=orders, customers=pd.DataFrame({"customer_id": ids, **columns}))


def test_every_decision_can_be_chosen_and_says_where_it_leads(app):
    shown(app, store.sample())
    assert decisions.INVITATION in said(app)
    for name, decision in decisions.DECISIONS.items():
        app.pills("data.decision").set_value(name).run()
        assert decision.looks in said(app)
        assert app.button("data.decision.go").label == decision.go
        assert app.session_state[KEY].decision == name
        assert name in app.query_params["decide"]


def test_the_button_goes_to_the_page_with_everything_set(app):
    shown(app, store.sample(), decision="valuable")
    drawn(app.button("data.decision.go").click().run())
    chosen = app.session_state[KEY]
    assert (chosen.metric, chosen.split_by, chosen.decision) == ("value_per_person", ("visitor",), "valuable")
    assert app.title[0].value == "What does the average hide?"


def test_a_decision_the_data_cannot_serve_says_what_would(app):
    visits = sa.load(outcomes=pd.DataFrame({"device": ["m", "d"] * 5, "converted": [1, 0] * 5}))
    shown(app, visits, decision="waste")
    assert decisions.cannot(["credit", "costs"]) in said(app)
    assert "data.decision.go" not in {button.key for button in app.button}


def test_the_path_proposes_segment_goal_and_campaign_from_the_shop(app):
    on_the_path(app, store.sample())
    text = said(app)
    assert "**42** of the **210** who ordered in the last 12 months" in text
    assert "**86 %** of them are **visitor: returning**, of everybody else **28 %**" in text
    assert "**2,000** of 7,000 people (29 %) are **visitor: returning**" in text
    assert app.pills("starter.goal").value == "first_purchase"
    assert app.text_input("starter.tag").value == "first-purchase-visitor-returning"
    assert [step in text for step in words.STEPS] == [True] * 6


def test_keeping_the_segment_makes_it_the_one_in_use(app):
    on_the_path(app, store.sample())
    drawn(app.button("starter.keep").click().run())
    chosen = app.session_state[KEY]
    assert chosen.segmentation == "@visitor: returning"
    rule = read_segmentation(chosen.sets[0].definition)
    labels = sa.segment(store.sample(), rule)
    assert labels.value_counts().to_dict() == {"everyone else": 5000, "returning": 2000}
    assert words.WHAT_NEXT in said(app)


def test_what_was_chosen_is_there_after_another_page(app):
    on_the_path(app, store.sample())
    app.selectbox("starter.trait").set_value(("", "")).run()
    app.pills("starter.goal").set_value("referral").run()
    app.text_input("starter.campaign").set_value("Bring a friend").run()
    app.text_input("starter.tag").set_value("Ünïque & Co").run()
    app.switch_page(AVERAGES).run()
    drawn(app.switch_page(DATA).run())
    assert app.selectbox("starter.trait").value == ("", "")
    assert app.pills("starter.goal").value == "referral"
    assert app.text_input("starter.campaign").value == "Bring a friend"
    assert app.text_input("starter.tag").value == "unique-co"
    assert "**42** of 7,000 people" in said(app)


def test_another_share_or_comparison_is_worked_out_anew(app):
    on_the_path(app, store.sample())
    app.selectbox("starter.Who").set_value(5).run()
    assert "are your top 5 % by revenue" in said(app)
    app.selectbox("starter.Who").set_value(20).run()
    app.selectbox("starter.Compared with").set_value("buyers").run()
    assert "of the other buyers" in said(app)
    assert "orders: 2" in said(app)


def test_without_orders_the_path_says_what_is_missing(app):
    on_the_path(app, sa.load(outcomes=pd.DataFrame({"device": ["m", "d"], "converted": [1, 0]})))
    assert words.NO_ORDERS in said(app)
    assert "starter.keep" not in {button.key for button in app.button}


def test_without_values_customers_are_ranked_by_orders(app):
    orders = pd.DataFrame({"customer_id": ["a"] * 3 + list("bcdef"), "ts": "2026-03-01"})
    on_the_path(app, sa.load(conversions=orders))
    assert words.BY_ORDERS in said(app)
    assert "**1** of the **6** who ordered" in said(app)
    assert "too few to say what they share" in said(app)


def test_where_everybody_spent_the_same_nobody_is_the_top(app):
    on_the_path(app, buyers([10.0] * 50, tier=["x", "y"] * 200))
    assert "spent alike, so no top 20 % stands out" in said(app)


def test_on_noise_nothing_is_shared_and_the_top_itself_is_proposed(app):
    random = np.random.default_rng(3)
    noise = {f"noise {n}": random.choice(list("abc"), 400) for n in range(4)}
    on_the_path(app, buyers(random.gamma(1, 50, 300).round(2), **noise))
    assert "Nothing they share goes beyond chance" in said(app)
    assert app.selectbox("starter.trait").value == ("", "")


def test_names_of_the_client_s_are_shown_letter_by_letter(app):
    name, value = NASTY[0], NASTY[1]
    spent = np.arange(1, 301, dtype=float)
    tier = [value if n >= 230 and n < 300 else "other" for n in range(400)]
    on_the_path(app, buyers(spent, **{name: tier}))
    raw = "\n".join(element.value for element in app.main.markdown)
    assert value not in raw
    assert value in said(app).replace("​", "")
    drawn(app.button("starter.keep").click().run())


def test_closing_the_path_and_other_data_let_it_go(app):
    on_the_path(app, store.sample())
    drawn(app.button("starter.close").click().run())
    assert PLAN not in app.session_state
    drawn(app.button("starter.open").click().run())
    other = buyers([1.0, 2.0])
    shown(app, other)
    assert "starter.open" in {button.key for button in app.button}
