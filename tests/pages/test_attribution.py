import json
import re
from math import inf

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import segattr as sa
from segattr.ui import store
from segattr.ui.choices import Choices
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words import attribution as words
from tests.ui.nasty import NASTY

PAGE = str(ROOT / "pages" / "attribution.py")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=120)


def visit(app, dataset, **choices):
    if dataset is not None:
        app.session_state[HELD] = dataset
        app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def answer(app):
    return app.main.markdown[0].value


def captions(app):
    return "\n".join(caption.value for caption in app.main.caption)


def said(app):
    return "\n".join(element.value for element in (*app.main.markdown, *app.main.caption))


def pictures(app):
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def headings(app):
    return [" ".join(spec["title"]["text"]) for spec in pictures(app)]


def table(app):
    return app.dataframe[0].value


def journeys(*rows, orders, **more):
    """Load touches ``(customer, day, channel)`` and orders ``(customer, day)``."""
    touches = pd.DataFrame(rows, columns=["customer_id", "day", "channel"])
    touches = touches.assign(ts="2026-03-" + touches.pop("day").astype(str).str.zfill(2))
    bought = pd.DataFrame(orders, columns=["customer_id", "day"])
    bought = bought.assign(ts="2026-03-" + bought.pop("day").astype(str).str.zfill(2) + " 23:00")
    return sa.load(touchpoints=touches, conversions=bought, **more)


def shop(n=120):
    """Every customer of a group walks the same way: a, from Email to Direct; b, Email alone."""
    ids = [f"c{i}" for i in range(n)]
    touches = [(c, 1, "Email") for c in ids] + [(c, 2, "Direct") for c in ids[: n // 2]]
    groups = pd.DataFrame({"customer_id": ids, "plan": ["a"] * (n // 2) + ["b"] * (n - n // 2)})
    return journeys(*touches, orders=[(c, 3) for c in ids], customers=groups)


def test_the_sample_says_who_leads_for_whom_and_where_models_disagree(app):
    visit(app, store.sample(), segmentation="visitor")
    assert "Over everybody, who leads depends on the model: **Paid Social** or **Email**." in answer(app)
    assert "For **returning**, **Email** leads under all 4 models, with **28–36 %** of the credit." in answer(
        app
    )
    assert "56 conversions are too few to be sure" in answer(app)
    assert "The models disagree most about **Direct** for **returning**" in captions(app)
    assert "Credit, not effect" in captions(app)
    assert headings(app) == ["returning: 191 conversions", "new: too few conversions (56) to tell"]
    assert "Credit adds up to **247 conversions**, 5 of them without a touch." in said(app)


def test_the_table_is_the_comparison_of_the_models(app):
    visit(app, store.sample(), segmentation="visitor", models=("last", "linear"))
    rows = table(app).set_index(["segment", "channel"])
    assert list(rows.columns) == ["last", "linear", "disagreement"]
    sums = rows.groupby("segment")[["last", "linear"]].sum()
    assert sums.to_numpy().ravel() == pytest.approx([100] * 4)
    credit = sa.attribute(sa.summarise(store.sample(), "visitor"), "linear").set_index(["segment", "channel"])
    email = ("returning", "Email")
    assert rows.loc[email, "linear"] == pytest.approx(100 * credit.loc[email, "share"], rel=1e-12)


def test_the_settings_stand_beside_the_result(app):
    visit(app, store.sample(), segmentation="visitor")
    for setting in (
        "30\\-day lookback",
        "credit by channel",
        "segments\\: visitor",
        "data up to 30 August 2026",
    ):
        assert setting in captions(app)


def test_a_model_comes_and_goes_with_one_choice_and_one_always_stays(app):
    visit(app, store.sample(), segmentation="visitor")
    app.multiselect(key="attribution.models").set_value(["u_shaped", "first"]).run()
    assert app.session_state[KEY].models == ("first", "u_shaped")
    assert "■ Position based" in captions(app)
    app.multiselect(key="attribution.models").set_value([]).run()
    assert app.multiselect(key="attribution.models").value == ["first", "u_shaped"]
    assert not app.exception


def test_segments_come_in_two_layers_and_go(app):
    visit(app, store.sample())
    assert headings(app) == ["Everyone: 247 conversions"]
    app.multiselect(key="attribution.segments").set_value(["visitor", "device"]).run()
    assert not app.exception
    assert app.session_state[KEY].segmentation == "visitor,device"
    assert len(pictures(app)) == 4
    assert "Without a picture, but in the table" in captions(app)
    assert table(app)["segment"].nunique() == 6
    app.multiselect(key="attribution.segments").set_value([]).run()
    assert headings(app) == ["Everyone: 247 conversions"]


@pytest.mark.parametrize(("measure", "total"), [("conversions", 247), ("value", 19_000)])
def test_credit_is_counted_in_conversions_and_in_money(measure, total, app):
    visit(app, store.sample(), models=("linear",))
    app.selectbox(key="attribution.measure").set_value(measure).run()
    assert not app.exception
    assert table(app)["linear"].sum() >= total
    assert app.toggle(key="attribution.intervals").disabled


def test_intervals_are_drawn_where_there_are_enough_conversions(app):
    visit(app, store.sample(), segmentation="visitor")
    app.toggle(key="attribution.intervals").set_value(True).run()
    assert not app.exception
    lines = [sum(layer["mark"]["type"] == "rule" for layer in spec["layer"]) for spec in pictures(app)]
    assert lines == [2, 1]


def test_settings_take_effect_together(app):
    visit(app, store.sample())
    app.number_input(key="attribution.lookback").set_value(90.0)
    app.number_input(key="attribution.half_life").set_value(1.0)
    app.selectbox(key="attribution.touch_by").set_value("campaign")
    app.number_input(key="attribution.weight1").set_value(0.0)
    app.radio(key="attribution.reuse").set_value(True)
    assert app.session_state[KEY].lookback_days == 30
    apply(app)
    choices = app.session_state[KEY]
    assert (choices.lookback_days, choices.half_life_days, choices.touch_by, choices.reuse) == (
        90,
        1,
        "campaign",
        True,
    )
    assert choices.custom_weights == (30, 0, 30)
    assert "90\\-day lookback" in captions(app)
    app.checkbox(key="attribution.whole").check()
    apply(app)
    assert app.session_state[KEY].lookback_days == inf
    assert "whole history counts" in captions(app)


def apply(app):
    next(button for button in app.button if button.label == "Apply").click().run()
    assert not app.exception


def test_weights_that_cannot_be_shared_out_change_nothing_and_say_why(app):
    visit(app, store.sample())
    for place in range(3):
        app.number_input(key=f"attribution.weight{place}").set_value(0.0)
    apply(app)
    assert app.session_state[KEY].custom_weights == (30, 40, 30)
    assert "three weights" in app.error[0].value


def test_custom_weights_are_used_and_printed(app):
    visit(app, shop(), models=("custom",), custom_weights=(1.0, 0.0, 3.0), segmentation="plan")
    assert "custom weights 1/0/3" in captions(app)
    assert table(app).set_index(["segment", "channel"]).loc[("a", "Direct"), "custom"] == pytest.approx(75)


def test_segments_made_from_the_touch_carry_a_warning(app):
    visit(app, store.sample(), segmentation="channel")
    assert "because of how the segment was made" in app.warning[0].value
    visit(app, store.sample(), segmentation="visitor")
    assert not app.warning


def test_every_model_shown_has_its_card(app):
    visit(app, store.sample(), models=("first", "time_decay"))
    assert "half-life" in said(app)
    assert "Misleads." in said(app)
    assert app.expander[-1].label == "How this is worked out"


def test_the_way_on_leads_to_the_rates_of_the_same_segments(app):
    visit(app, store.sample(), segmentation="visitor")
    next(button for button in app.button if button.label == words.see_rates(["visitor"])).click().run()
    assert not app.exception
    assert app.session_state[KEY].split_by == ("visitor",)
    assert app.title[0].value == "What does the average hide?"


def test_everyone_as_one_group_is_offered_the_split_that_tells_most(app):
    visit(app, store.sample())
    next(button for button in app.button if button.label == words.split_by("visitor")).click().run()
    assert app.session_state[KEY].segmentation == "visitor"
    assert len(pictures(app)) == 2


def test_counted_paths_show_what_they_can(app):
    paths = pd.DataFrame(
        {
            "path": ["Email > Direct", "Email", "Search"],
            "conversions": [300, 200, 10],
            "land": ["DE", "DE", "AT"],
        }
    )
    visit(app, sa.load(paths=paths), segmentation="land")
    assert app.session_state[KEY].models == Choices().models
    assert app.multiselect(key="attribution.models").value == ["first", "last", "linear"]
    assert "time_decay" not in app.multiselect(key="attribution.models").options
    assert words.PATHS_WINDOW in captions(app)
    assert "lookback" not in captions(app)
    assert "Credit adds up to **510 conversions**, all of them with a touch." in said(app)
    assert headings(app) == ["DE: 500 conversions", "AT: too few conversions (10) to tell"]


@pytest.mark.parametrize(
    "dataset",
    [None, sa.load(customers=pd.DataFrame({"customer_id": ["a"], "plan": ["x"]}))],
    ids=["no data", "no journeys"],
)
def test_without_journeys_the_page_says_which_export_would_bring_them(dataset, app):
    visit(app, dataset)
    assert app.title[0].value == words.QUESTION
    assert app.info[0].value == words.NEEDS
    assert app.button(key="try-sample").label == "Try it with a shop's data"


def test_a_segmentation_the_data_do_not_know_is_said_and_undone_in_one_click(app):
    visit(app, shop(), segmentation="tier")
    assert "a column 'tier'" in app.error[0].value
    next(button for button in app.button if button.label == words.EVERYBODY).click().run()
    assert headings(app) == ["Everyone: 120 conversions"]


def test_one_order_of_one_touch(app):
    visit(app, journeys(("a", 1, "Email"), orders=[("a", 2)]))
    assert answer(app).startswith("**Email** is the only one with a touch")
    assert headings(app) == ["Everyone: too few conversions (1) to tell"]


def test_no_conversion_within_the_window(app):
    visit(app, journeys(("a", 1, "Email"), orders=[("a", 20)]), lookback_days=5)
    assert answer(app).startswith("None of the **1 conversion** has a touch before it")
    assert table(app)["channel"].tolist() == ["(no touch)"]


def test_three_hundred_channels_are_folded_in_the_picture_and_whole_in_the_table(app):
    touches = [(f"c{i}", 1, f"Channel {i % 300:03}") for i in range(900)]
    visit(app, journeys(*touches, orders=[(f"c{i}", 2) for i in range(900)]))
    rows = [layer for spec in pictures(app) for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert "289 others" in rows[0]["encoding"]["y"]["sort"]
    assert len(rows[0]["encoding"]["y"]["sort"]) == 12
    assert len(table(app)) == 300


def test_names_from_a_file_bring_no_markup(app):
    touches = [(f"c{i}", 1 + i % 2, name) for i, name in enumerate(NASTY * 20)]
    people = pd.DataFrame(
        {
            "customer_id": [f"c{i}" for i in range(len(touches))],
            "plan": [NASTY[i % 3] for i in range(len(touches))],
        }
    )
    orders = [(f"c{i}", 4) for i in range(len(touches))]
    visit(app, journeys(*touches, orders=orders, customers=people), segmentation="plan", lookback_days=30)
    assert not re.search(r"(?<!\\)[<\[]", said(app))
    assert set(table(app)["channel"]) == set(app.session_state[HELD].touchpoints["channel"])
