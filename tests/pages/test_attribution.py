import json
import re
from math import inf

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import segattr as sa
from segattr.charts.credit_layers import PICKED
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.ui import attribution_offers as offers
from segattr.ui import segment_sets, store
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words import attribution as words
from segattr.words.cards import SAID
from tests.ui.nasty import NASTY

PAGE = str(ROOT / "pages" / "attribution.py")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=120)


def visit(app, dataset, **choices):
    if dataset is not None:
        app.session_state[HELD] = dataset
        app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
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


def look_at(app, part):
    """Open a part of the page."""
    app.segmented_control(key="attribution.part").set_value(part).run()
    assert not app.exception
    return app


def choose(app, *models):
    """Check and uncheck models until these are shown."""
    for name in {*models, *app.session_state[KEY].models}:
        box = app.checkbox(key=f"attribution.model.{name}")
        if box.value != (name in models):
            box.set_value(name in models).run()
    return app


def press(app, channel, place=0):
    """Press a channel's row in a picture, as a browser reports it."""
    app.session_state[key_of(app, place)] = {"selection": {PICKED: [{"channel": channel}] if channel else []}}
    return app.run()


def key_of(app, place):
    turns = dict(app.session_state.items()).get("attribution.turns", {})
    return f"attribution.picture.{place}.{turns.get(place, 0)}"


def button(app, label):
    return next(each for each in app.button if each.label == label)


def test_the_table_is_the_comparison_of_the_models(app):
    visit(app, store.sample(), segmentation="visitor", models=("last", "linear"))
    rows = table(app).set_index(["segment", "channel"])
    assert list(rows.columns) == ["last", "linear", "disagreement", "leads"]
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
    choose(app, "u_shaped", "first")
    assert app.session_state[KEY].models == ("first", "u_shaped")
    assert "■ Position based" in captions(app)
    choose(app, "u_shaped")
    app.checkbox(key="attribution.model.u_shaped").uncheck().run()
    assert app.session_state[KEY].models == ("u_shaped",)
    assert app.checkbox(key="attribution.model.u_shaped").value
    assert app.toast[0].value == words.LAST_MODEL
    assert not app.exception


def test_a_model_the_data_do_not_allow_stands_greyed_with_the_reason(app):
    visit(app, store.sample())
    for name in offers.MODELS:
        assert app.checkbox(key=f"attribution.model.{name}").disabled is bool(
            offers.why_not(store.sample(), name)
        )
    paths = sa.load(paths=pd.DataFrame({"path": ["Email > Direct"], "conversions": [300]}))
    visit(app, paths)
    assert app.checkbox(key="attribution.model.time_decay").disabled
    assert f"Time decay: {words.NO_TIMES}." in captions(app)


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
    app.radio(key="attribution.reuse").set_value(True)
    app.selectbox(key="attribution.repeats").set_value("unique")
    assert app.session_state[KEY].lookback_days == 30
    apply(app)
    choices = app.session_state[KEY]
    assert (choices.lookback_days, choices.half_life_days, choices.touch_by, choices.reuse) == (
        90,
        1,
        "campaign",
        True,
    )
    assert "90\\-day lookback" in captions(app)
    assert "a channel counts once in a journey" in captions(app)
    app.checkbox(key="attribution.whole").check()
    apply(app)
    assert app.session_state[KEY].lookback_days == inf
    assert "whole history counts" in captions(app)


def apply(app):
    next(button for button in app.button if button.label == "Apply").click().run()
    assert not app.exception


def test_custom_weights_are_sliders_that_take_effect_at_once_and_add_up(app):
    visit(app, shop(), models=("custom",), segmentation="plan")
    app.slider(key="attribution.weight2").set_value(70).run()
    assert [app.slider(key=f"attribution.weight{place}").value for place in range(3)] == [13, 17, 70]
    assert app.session_state[KEY].custom_weights == (13, 17, 70)
    credit = table(app).set_index(["segment", "channel"])["custom"]
    assert credit["a", "Direct"] == pytest.approx(100 * 70 / 83)
    assert "custom weights 13 / 17 / 70 %" in captions(app)


def test_without_the_custom_model_there_are_no_sliders(app):
    visit(app, store.sample())
    assert not app.slider


def test_moving_a_weight_reads_no_event(app, monkeypatch):
    visit(app, shop(), models=("custom", "linear"), segmentation="plan")
    monkeypatch.setattr(store, "summarise_journeys", None)
    app.slider(key="attribution.weight0").set_value(5).run()
    choose(app, "custom", "linear", "u_shaped")
    assert not app.exception


def test_custom_weights_are_used_and_printed(app):
    visit(app, shop(), models=("custom",), custom_weights=(1.0, 0.0, 3.0), segmentation="plan")
    assert "custom weights 25 / 0 / 75 %" in captions(app)
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


SEEN = Rules((Rule("often", Group("all", (Condition("touches so far", "at_least", (2,)),))),), name="Seen")
BEST = '{"format":1,"kind":"top","percent":20,"by":"orders"}'


@pytest.mark.parametrize(
    ("kept", "kind"),
    [
        (SegmentSet.of(SEEN), "path"),
        (SegmentSet("Best", BEST), "outcome"),
        (SegmentSet("Kinds", '{"format":1,"kind":"columns","columns":["plan"]}'), ""),
    ],
)
def test_credit_by_segments_made_of_touches_or_of_orders_is_said_to_go_in_circles(app, kept, kind):
    visit(app, shop(), sets=(kept,), segmentation=f"@{kept.name}")
    assert [warning.value for warning in app.warning] == ([SAID[kind]] if kind else [])


def test_the_way_on_leads_to_the_rates_of_the_same_segments(app):
    visit(app, store.sample(), segmentation="visitor")
    next(button for button in app.button if button.label == words.see_rates(["visitor"])).click().run()
    assert not app.exception
    assert app.session_state[KEY].split_by == ("visitor",)
    assert app.title[0].value == "What does the average hide?"


def test_everyone_as_one_group_is_offered_the_split_that_tells_most(app):
    visit(app, store.sample())
    button(app, words.SPLIT).click().run()
    assert app.session_state[KEY].segmentation == "visitor"
    assert app.toast[0].value == words.split_by("visitor")
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
    shown = [name for name in offers.MODELS if app.checkbox(key=f"attribution.model.{name}").value]
    assert shown == ["first", "last", "linear"]
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
    assert answer(app).startswith("The **only conversion** has no touch before it")
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


def test_pressing_a_channel_cuts_the_table_to_it_and_lets_it_stand_out_everywhere(app):
    visit(app, store.sample(), segmentation="visitor")
    press(app, "Email")
    assert set(table(app)["channel"]) == {"Email"}
    assert words.picked(["Email"]) in said(app)
    button(app, "All channels").click().run()
    assert table(app)["channel"].nunique() == 10
    press(app, "Direct", place=1)
    assert set(table(app)["channel"]) == {"Direct"}
    press(app, "", place=1)
    assert table(app)["channel"].nunique() == 10


def test_the_same_channel_can_be_pressed_again_after_another_picture_was(app):
    visit(app, store.sample(), segmentation="visitor")
    first = key_of(app, 0)
    press(app, "Email")
    press(app, "Direct", place=1)
    assert key_of(app, 0) != first
    press(app, "Email")
    assert set(table(app)["channel"]) == {"Email"}


def test_channels_are_picked_by_keyboard_as_well(app):
    visit(app, store.sample())
    app.multiselect(key="attribution.channels").set_value(["Email", "Direct"]).run()
    assert set(table(app)["channel"]) == {"Email", "Direct"}
    assert not [each for each in app.button if each.label.startswith("Make a segment")]


def test_a_picked_channel_becomes_a_segment_of_those_it_met_first(app, monkeypatch):
    begun = {}
    monkeypatch.setattr(segment_sets, "start", lambda conditions, name: begun.update(conditions, name=name))
    visit(app, store.sample(), segmentation="visitor")
    press(app, "Email")
    button(app, words.make_segment("Email")).click().run()
    assert begun == {"channel": "Email", "name": "First met by Email"}
    assert app.title[0].value != words.QUESTION


def test_no_touch_and_counted_paths_make_no_segment(app):
    visit(app, store.sample())
    app.multiselect(key="attribution.channels").set_value(["(no touch)"]).run()
    assert table(app)["channel"].tolist() == ["(no touch)"]
    assert not [each for each in app.button if each.label.startswith("Make a segment")]


def test_the_table_is_sorted_by_what_the_visitor_asks_for(app):
    visit(app, store.sample(), segmentation="visitor")
    app.segmented_control(key="attribution.sort").set_value("disagreement").run()
    rows = table(app)
    assert rows["segment"].tolist() == ["returning"] * 10 + ["new"] * 10
    for _, part in rows.groupby("segment"):
        assert part["disagreement"].iloc[:-1].is_monotonic_decreasing
        assert part["channel"].iloc[-1] == "(no touch)"


def test_the_table_says_who_survives_the_choice_of_model(app):
    visit(app, store.sample(), segmentation="visitor")
    leads = table(app).set_index(["segment", "channel"])["leads"]
    assert leads["returning", "Email"] == "4 of 4"
    assert leads["returning", "Direct"] == ""


def test_the_others_open_and_close(app):
    touches = [(f"c{i}", 1, f"Channel {i % 300:03}") for i in range(900)]
    visit(app, journeys(*touches, orders=[(f"c{i}", 2) for i in range(900)]))
    before = drawn_channels(app)
    button(app, words.open_others("289 others")).click().run()
    assert not drawn_channels(app) & before
    assert "278 others" in drawn_channels(app)
    press(app, "278 others")
    assert "267 others" in drawn_channels(app)
    button(app, words.back_to_all(22)).click().run()
    assert drawn_channels(app) == before


def drawn_channels(app):
    (spec,) = pictures(app)
    return set(spec["layer"][0]["encoding"]["y"]["sort"])


def test_journeys_of_one_touch_agree_by_construction_and_the_page_says_so(app):
    ids = [f"c{i}" for i in range(150)]
    touches = [(c, 1, "Email" if i % 3 else "Direct") for i, c in enumerate(ids)]
    visit(app, journeys(*touches, orders=[(c, 2) for c in ids]))
    assert "all models agree by construction" in answer(app)
    assert "agree to the percent" not in captions(app)
    look_at(app, "models")
    assert "the models can hardly differ" in said(app)


def test_no_conversion_at_all_is_said(app):
    orders = pd.DataFrame({"customer_id": ["a"], "ts": [None]}).astype({"ts": "datetime64[us, UTC]"})
    touches = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-01"], "channel": ["Email"]})
    dataset = sa.load(touchpoints=touches, conversions=orders.assign(ts="2026-03-02"))
    visit(app, dataset.with_(conversions=dataset.conversions.iloc[:0]))
    assert "no conversion" in answer(app)
    assert not pictures(app)


def test_value_stands_in_the_headings_with_its_currency(app):
    visit(app, store.sample(), segmentation="visitor", measure="value")
    assert re.match(r"returning: 191 conversions worth €[\d.]+k$", headings(app)[0])
    assert "of the value that is credited" in answer(app)


def test_the_guide_looks_at_these_data(app):
    visit(app, store.sample(), part="models")
    assert "In these data, half of the 242 journeys have at most" in said(app)
    assert "**First touch** assumes" in said(app)


def test_a_segment_set_is_offered_and_used(app):
    rule = Rules(name="Mine", rules=(Rule("on a", Group("all", (Condition("plan", "is", ("a",)),))),))
    mine = SegmentSet.of(rule)
    visit(app, shop(300), sets=(mine,), segmentation="plan")
    app.multiselect(key="attribution.segments").set_value(["plan", "@Mine"]).run()
    assert not app.exception
    assert app.session_state[KEY].segmentation == "@Mine"
    assert sorted(headings(app)) == ["everyone else: 150 conversions", "on a: 150 conversions"]
    assert "segments\\: Mine" in captions(app)
