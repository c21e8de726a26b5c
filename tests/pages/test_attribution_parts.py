"""The parts of the Attribution page that open one at a time: agreement, cost, journeys, which model."""

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import segattr as sa
from segattr.ui import attribution_offers as offers
from segattr.ui import store
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.words import attribution as page_words
from segattr.words import attribution_agreement as agreement_words
from segattr.words import attribution_cost as cost_words
from segattr.words import attribution_journeys as journey_words
from segattr.words import attribution_method as method_words
from segattr.words import guide
from segattr.words import journeys as ledger_words
from segattr.words.numbers import share
from tests.pages.test_attribution import button, captions, headings, journeys, look_at, said, shop, visit
from tests.ui.nasty import NASTY

EVERY = (
    "first",
    "last",
    "last_non_direct",
    "linear",
    "time_decay",
    "u_shaped",
    "j_shaped",
    "inverse_j",
    "custom",
)
DATA_DRIVEN = ("markov", "shapley")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=120)


def check(app, name):
    """Open a check of the models."""
    app.segmented_control(key="attribution.check").set_value(name).run()
    assert not app.exception
    return app


def view(app, name):
    """Open a view of the journeys."""
    app.segmented_control(key="attribution.journeys").set_value(name).run()
    assert not app.exception
    return app


def table_with(app, column):
    """Return the table that has such a column."""
    return next(each.value for each in app.dataframe if column in each.value)


def test_a_part_opens_by_itself_and_stands_in_the_address(app):
    visit(app, store.sample(), segmentation="visitor")
    look_at(app, "models")
    assert app.session_state[KEY].part == "models"
    assert app.query_params["part"] == "models"
    assert not [each for each in app.segmented_control if each.key == "attribution.sort"]


def test_what_is_to_be_decided_names_its_models_and_how_much_the_choice_matters(app):
    visit(app, store.sample(), segmentation="visitor", part="models")
    app.selectbox(key="attribution.decision").set_value(list(guide.DECISIONS)[1]).run()
    assert "**Last touch** assumes" in said(app)
    assert "Over everybody, any other model would move between" in said(app)
    assert "For **returning**, any other model would move between" in said(app)
    assert "under 11 of the 11 models" not in said(app)
    button(app, method_words.SHOW_THESE).click().run()
    assert app.session_state[KEY].models == guide.DECISIONS[list(guide.DECISIONS)[1]]
    assert app.session_state[KEY].part == "credit"


def test_a_decision_whose_models_these_data_do_not_allow_says_why(app):
    visit(app, store.sample(), part="models")
    app.selectbox(key="attribution.decision").set_value("Leads and opportunities of a long sale").run()
    assert "not with these data" in said(app)
    assert not [each for each in app.button if each.label == method_words.SHOW_THESE]


def test_one_fit_for_everybody_is_held_against_the_segments_own(app):
    visit(app, store.sample(), segmentation="visitor", part="models")
    assert "do not add up to one fit for everybody" in said(app)
    gaps = table_with(app, "gap")
    assert gaps["gap"].sum() == pytest.approx(0, abs=1e-6)
    assert gaps["blended"].sum() == pytest.approx(242)
    assert headings(app) == ["returning: 191 conversions", "new: too few conversions (56) to tell"]


def test_switching_to_one_fit_changes_markov_and_is_printed(app):
    visit(app, store.sample(), segmentation="visitor", models=("linear", "markov"), part="models")
    app.segmented_control(key="attribution.fit").set_value("pooled").run()
    assert app.session_state[KEY].variants == ("pooled",)
    assert "Markov fitted once for everybody" in captions(app)
    look_at(app, "credit")
    summary = sa.summarise(store.sample(), "visitor")
    pooled = sa.attribute(summary, "markov=pooled").set_index(["segment", "channel"])["share"] * 100
    table = app.dataframe[0].value.set_index(["segment", "channel"])["markov"]
    assert table.sort_index().tolist() == pytest.approx(pooled.sort_index().tolist(), rel=1e-9)


def test_everyone_as_one_group_has_one_fit_only(app):
    visit(app, store.sample(), part="models")
    assert method_words.ONE_GROUP in said(app)


def test_markovs_memory_is_advised_by_customers_it_has_not_seen_and_taken_with_one_click(app):
    visit(app, store.sample(), part="models")
    check(app, "memory")
    assert "Remember 2 touches" in said(app)
    button(app, method_words.remember(2)).click().run()
    assert app.session_state[KEY].markov_order == 2
    assert "Markov remembers 2 touches" in captions(app)


def test_counted_paths_have_no_customers_to_hold_out(app):
    paths = sa.load(paths=pd.DataFrame({"path": ["Email > Direct", "Email"], "conversions": [300, 200]}))
    visit(app, paths, part="models")
    check(app, "memory")
    assert "no customers to hold out" in app.info[0].value


def test_taking_part_is_no_model_and_adds_up_to_more(app):
    visit(app, store.sample(), segmentation="visitor", part="models")
    check(app, "participation")
    assert method_words.PARTICIPATION in said(app)
    rows = table_with(app, "low")
    assert rows.groupby("segment")["share"].sum().min() > 100
    assert "took part in most conversions" in said(app)


def test_conversion_rates_that_cannot_be_shared_out_are_refused_with_the_reason(app):
    visit(app, shop(), models=("linear", "shapley"), variants=("rate",), segmentation="plan")
    assert "Shapley stands here in its form for converting paths" in captions(app)
    assert "Shapley of conversion rates" not in app.main.caption[2].value


def test_a_missing_middle_is_shared_evenly_where_asked(app):
    touches = [(f"c{i}", day, name) for i in range(150) for day, name in ((1, "Email"), (2, "Direct"))]
    dataset = journeys(*touches, orders=[(f"c{i}", 3) for i in range(150)])
    visit(app, dataset, models=("j_shaped",))
    assert shares(app) == pytest.approx({"Email": 25, "Direct": 75})
    app.radio(key="attribution.split").set_value(True)
    next(each for each in app.button if each.label == "Apply").click().run()
    assert not app.exception
    assert shares(app) == pytest.approx({"Email": 30, "Direct": 70})
    assert "a missing middle is shared evenly" in captions(app)


def shares(app):
    return app.dataframe[0].value.set_index("channel")["j_shaped"].to_dict()


def test_all_models_the_data_allow_come_with_one_click(app):
    visit(app, store.sample(), segmentation="visitor")
    button(app, page_words.ALL_MODELS).click().run()
    assert list(app.session_state[KEY].models) == offers.offered_models(store.sample())
    button(app, page_words.USUAL_MODELS).click().run()
    assert app.session_state[KEY].models == ("first", "last", "linear", "time_decay")


def test_one_journey_is_scored_by_every_model_that_shares_out_to_touches(app):
    visit(app, store.sample(), part="journeys", models=("first", "linear", "markov"))
    view(app, "one")
    rows = table_with(app, "linear")
    assert "markov" not in rows
    assert rows[["first", "linear"]].sum().tolist() == pytest.approx([100, 100])
    assert "Not here: Markov chain" in captions(app)
    assert "The models differ most on" in said(app)


def test_counted_paths_name_no_single_journey(app):
    paths = sa.load(paths=pd.DataFrame({"path": ["Email > Direct", "Email"], "conversions": [300, 200]}))
    visit(app, paths, part="journeys")
    view(app, "one")
    assert app.info[0].value == journey_words.NO_LEDGER


def test_agreement_is_told_by_kind_and_never_as_proof(app):
    visit(app, store.sample(), segmentation="visitor", models=EVERY + DATA_DRIVEN, part="agreement")
    assert "Over everybody, **Email** leads under **8 of 11** models, of 4 of the 5 kinds" in said(app)
    assert "For **returning**, **Email** leads under **all 11** models, of every kind (5)." in said(app)
    assert "Agreement is not proof" in captions(app)
    assert "Furthest apart are" in said(app)
    places = table_with(app, "best")
    assert (places["best"] <= places["worst"]).all()
    assert places["segment"].tolist()[0] == "returning"


def test_one_model_alone_has_nothing_to_agree_with(app):
    visit(app, store.sample(), models=("last",), part="agreement")
    assert agreement_words.ONE_MODEL in said(app)
    assert not app.get("vega_lite_chart")


def test_credit_that_changes_hands_is_that_of_the_segment_asked_for(app):
    visit(app, store.sample(), segmentation="visitor", models=("first", "last"), part="agreement")
    app.selectbox(key="attribution.hands.visitor").set_value("returning").run()
    assert not app.exception
    summary = sa.summarise(store.sample(), "visitor")
    credit = sa.attribute(summary, ["first", "last"])
    theirs = credit[credit["segment"] == "returning"].pivot(index="channel", columns="model", values="share")
    moved = (theirs["first"] - theirs["last"]).abs().sum() / 2
    assert f"**{share(moved)}** of the credit changes hands" in said(app)


def test_spend_stands_beside_the_credit_and_nothing_is_infinite(app):
    visit(app, store.sample(), segmentation="visitor", models=("last", "linear"), part="cost")
    assert "were spent on these channels between 1 March 2026 and 30 August 2026" in said(app)
    assert "For **returning**, a conversion credited to **Email** cost" in said(app)
    rows = table_with(app, "cpa")
    assert not rows["cpa"].isin([float("inf")]).any()
    assert set(rows.loc[rows["cpa"].isna(), "note"]) == {"no spend"}
    paid = rows[rows["cpa"].notna()]
    assert (paid["spend"] / paid["conversions"]).tolist() == pytest.approx(paid["cpa"].tolist())


def test_without_spend_the_part_says_what_would_bring_it(app):
    visit(app, shop(), part="cost")
    assert app.info[0].value == cost_words.NEEDS
    visit(app, store.sample(), touch_by="content", part="cost")
    assert app.info[0].value == cost_words.NOT_BY_THIS


def test_winning_customers_and_bringing_them_back_are_two_credits_that_add_up(app):
    visit(app, store.sample(), models=("linear",), measure="conversions")
    whole = table_sum(app)
    parts = []
    for which in ("first", "repeat"):
        visit(app, store.sample(), models=("linear",), measure="conversions", orders=which)
        assert ledger_words.ORDERS[which] in captions(app)
        parts.append(table_sum(app))
    assert sum(parts) == pytest.approx(whole)
    assert min(parts) > 0


def table_sum(app):
    return app.dataframe[0].value["linear"].sum()


def test_margin_is_a_measure_where_the_conversions_carry_it(app):
    visit(app, store.sample(), models=("last",), measure="margin")
    assert table_of_last(app) == pytest.approx(store.sample().conversions["margin"].sum())
    assert re.match(r"Everyone: 247 conversions with a margin of ", headings(app)[0])
    assert "of the margin that is credited" in said(app)


def table_of_last(app):
    return app.dataframe[0].value["last"].sum()


def test_too_little_data_stands_instead_of_an_interval(app):
    visit(app, store.sample(), segmentation="visitor", models=("last",))
    assert "**new** needs about 44 more" in captions(app)
    app.toggle(key="attribution.intervals").set_value(True).run()
    assert not app.exception
    rows = app.dataframe[1].value.set_index(["segment", "channel"])["last"]
    assert re.fullmatch(r"36 % \(\d+–\d+\)", rows["returning", "Email"])
    assert rows["returning", "Display"] == "6 % · too little data"
    assert rows.loc["new"].str.endswith(page_words.TOO_LITTLE_DATA).all()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("paths", "the most frequent way to a conversion is **Email**"),
        ("time", "half convert within **12 days** of the first touch"),
        ("next", journey_words.NEXT_HELP),
        ("roles", "**Direct** closes more than it opens"),
        ("engagement", "journeys with **Paid Search Brand** converted most often"),
    ],
)
def test_every_view_of_the_journeys_says_what_it_shows(name, expected, app):
    visit(app, store.sample(), segmentation="visitor", part="journeys")
    if name != "paths":
        view(app, name)
    assert expected in said(app)
    assert name == "paths" or app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")


def test_journeys_still_open_are_told_from_lost_ones(app):
    visit(app, store.sample(), part="journeys")
    assert "may still convert" in captions(app)
    assert "they count as lost" in captions(app)
    visit(app, store.sample(), part="journeys", open_journeys="exclude")
    assert "they are left out" in captions(app)


def test_counted_paths_show_the_views_that_need_no_times(app):
    rows = {"path": ["Email > Direct", "Email"], "conversions": [300, 200], "nulls": [900, 400]}
    visit(app, sa.load(paths=pd.DataFrame(rows)), part="journeys")
    assert "the most frequent way" in said(app).lower()
    for name in ("time", "next", "roles", "engagement"):
        view(app, name)
    view(app, "time")
    assert journey_words.NO_LAGS in captions(app)


def test_journeys_and_checks_say_that_they_look_at_all_conversions(app):
    visit(app, store.sample(), part="journeys", orders="first")
    assert page_words.LOOKS_AT_ALL in captions(app)
    visit(app, store.sample(), part="models", orders="first")
    assert page_words.LOOKS_AT_ALL in captions(app)


@pytest.mark.parametrize("part", ["agreement", "cost", "journeys", "models"])
def test_no_part_brings_markup_from_a_file(part, app):
    touches = [(f"c{i}", 1 + i % 2, name) for i, name in enumerate(NASTY * 9)]
    ids = [f"c{i}" for i in range(len(touches))]
    people = pd.DataFrame({"customer_id": ids, "plan": [NASTY[i % 3] for i in range(len(ids))]})
    orders = [(who, 4) for who in ids]
    visit(app, journeys(*touches, orders=orders, customers=people), segmentation="plan", part=part)
    assert not re.search(r"(?<!\\)[<\[]", said(app).replace("<1 %", ""))


@pytest.mark.parametrize("part", ["agreement", "cost", "journeys", "models"])
def test_a_single_order_opens_every_part(part, app):
    visit(app, journeys(("a", 1, "Email"), orders=[("a", 2)]), part=part)
    if part == "journeys":
        for name in journey_words.VIEWS:
            view(app, name)
    if part == "models":
        for name in method_words.CHECKS:
            check(app, name)


def test_touches_without_a_name_never_lead(app):
    ids = [f"c{i}" for i in range(150)]
    touches = [(who, 1, "(not set)" if place % 3 else "Email") for place, who in enumerate(ids)]
    visit(app, journeys(*touches, orders=[(who, 2) for who in ids]))
    assert "**\\(not set\\)**" not in said(app)
    assert "Up to **67 %** of the credit goes to touches whose name was lost" in captions(app)


@pytest.mark.parametrize("part", list(page_words.PARTS))
def test_without_a_conversion_every_part_says_that_there_is_nothing_to_show(part, app):
    visit(app, shop(), part=part, orders="repeat")
    assert app.info[0].value == page_words.NOTHING_OF_THESE
