import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.ui import segment_sets, store
from segattr.ui.averages_controls import LEVEL, METRIC, SORT
from segattr.ui.averages_focus import PICKED
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words.averages import QUESTION
from tests.ui.nasty import NASTY

PAGE = str(ROOT / "pages" / "averages.py")
TRUTHS = json.loads(Path("sample_data/truths.json").read_text(encoding="utf-8"))["truths"]


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=30)


def shown(app, dataset=None, **choices):
    """Open the page over a dataset, as somebody who has chosen that much."""
    if dataset is not None:
        app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
        app.session_state[HELD] = dataset
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def outcomes(people, converters, **columns):
    """Return the dataset of visits without ids: so many rows per value of each column, so many converted."""
    rows = {name: np.repeat(values, people) for name, values in columns.items()}
    converted = np.concatenate([np.arange(n) < x for n, x in zip(people, converters, strict=True)])
    return load(outcomes=pd.DataFrame(rows | {"converted": converted.astype(int)}))


def headline(app):
    return app.main.markdown[0].value


def markdown(app):
    kinds = (app.main.markdown, app.main.caption, app.main.info, app.main.subheader)
    return "\n".join(element.value for kind in kinds for element in kind)


def everything_said(app):
    """Return the page's words without what makes them safe."""
    return markdown(app).replace("\\", "").replace("\u200b", "")


def picture(app):
    return json.loads(app.get("vega_lite_chart")[0].proto.spec)


def drawn(app):
    """Return the segments of the picture, from top to bottom."""
    return next(
        layer["encoding"]["y"]["scale"]["domain"]
        for layer in picture(app)["layer"]
        if layer["mark"]["type"] == "point"
    )


def rows(app):
    return app.dataframe[0].value


def ranking(app):
    return app.dataframe[1].value


def percent(truth):
    return f"{100 * truth['rate']:.1f} %"


def test_the_sample_opens_with_the_split_that_tells_most_and_the_truth_about_it(app):
    shown(app, store.sample())
    visitor = TRUTHS["visitor"]
    assert headline(app).startswith(f"Your **{percent(TRUTHS['blended'])}** describes nobody. By visitor, ")
    assert f"**returning** converts at **{percent(visitor['returning'])}** (6.9–9.3)" in headline(app)
    assert f"**new** at **{percent(visitor['new'])}** (0.8–1.3)" in headline(app)
    assert app.title[0].value == QUESTION
    assert drawn(app) == ["new", "returning"]  # what is at stake comes first, as the control says


def test_other_data_make_another_headline(app):
    first = outcomes([1000, 1000], [300, 100], plan=["pro", "free"])
    second = outcomes([1000, 1000], [100, 300], plan=["pro", "free"])
    shown(app, first)
    assert "By plan, **pro** converts at **30.0 %**" in headline(app)
    app.session_state[KEY] = Choices(dataset_key=second.key)
    app.session_state[HELD] = second
    app.run()
    assert "By plan, **free** converts at **30.0 %**" in headline(app)


def test_choosing_another_split_changes_answer_picture_table_and_address(app):
    shown(app, store.sample())
    app.multiselect[0].set_value(["device", "region"]).run()
    assert "By device and region, **mobile · South** converts at **0.3 %**" in headline(app)
    assert "mobile · South" in drawn(app)
    assert list(rows(app).columns[:2]) == ["device", "region"]
    assert app.query_params["split"] == ["device", "region"]


def test_a_link_opens_its_split_and_ignores_columns_that_are_not_there(app):
    app.query_params["split"] = ["nonsense", "region"]
    app.session_state[HELD] = store.sample()
    app.run()
    app.session_state[KEY] = Choices(dataset_key=store.sample().key, split_by=app.session_state[KEY].split_by)
    app.switch_page(PAGE).run()
    assert app.multiselect[0].value == ["region"]
    assert headline(app).startswith("No segment of region differs by more than chance would give.")


def test_no_split_at_all_is_a_choice_too_until_other_data_come(app):
    shown(app, store.sample())
    app.multiselect[0].set_value([]).run()
    assert "Choose a split" in headline(app)
    assert drawn(app) == ["everybody"]
    other = outcomes([1000, 1000], [300, 100], plan=["pro", "free"])
    app.session_state[KEY], app.session_state[HELD] = Choices(dataset_key=other.key), other
    app.run()
    assert app.multiselect[0].value == ["plan"]


@pytest.mark.parametrize(("order", "first"), [("rate", "returning"), ("people", "new"), ("stake", "new")])
def test_what_comes_first_is_chosen_and_stands_in_the_address(app, order, first):
    shown(app, store.sample())
    app.selectbox(key=SORT).set_value(order).run()
    assert drawn(app)[0] == first
    assert app.query_params.get("sort", "stake") == order


def test_the_table_has_rates_ranges_the_rest_and_evidence_in_words(app):
    table = rows(shown(app, store.sample())).set_index("visitor")
    returning = table.loc["returning"]
    assert (returning["people"], returning["converters"]) == (2000, 160)
    assert returning["rate"] == pytest.approx(8.0)
    assert returning["difference"] == pytest.approx(7.0)  # against the new alone, not against everybody
    assert returning["evidence"] == "beyond chance (p < 0.001)"


def test_the_ranking_names_every_column_with_its_verdict_and_a_row_chooses_it(app):
    shown(app, store.sample())
    table = ranking(app).set_index("dimension")
    assert table.index[0] == "visitor"
    assert table.loc["visitor", "strength"] == "strongest"
    assert set(table.loc[TRUTHS["noise"]["columns"], "verdict"]) == {"no more than chance"}


def test_files_can_be_taken_along_and_the_way_leads_on_to_credit(app):
    shown(app, store.sample())
    assert len(app.get("download_button")) == 6
    next(button for button in app.button if "earned the credit" in button.label).click().run()
    assert app.session_state[KEY].segmentation == "visitor"


def test_what_is_counted_and_set_stands_beneath_the_picture(app):
    said = everything_said(shown(app, store.sample()))
    for setting in (
        "customers, and ids seen in touchpoints",
        "95 % Wilson",
        "Benjamini–Hochberg",
        "30 August 2026",
    ):
        assert setting in said


def test_a_column_of_the_touchpoints_says_which_touch_it_is_taken_from(app):
    said = everything_said(shown(app, store.sample(), split_by=("visitor", "channel")))
    assert "channel: at the first touch" in said
    assert "visitor, channel" not in said


def test_wider_confidence_widens_the_ranges(app):
    narrow = rows(shown(app, store.sample()))
    app.selectbox(key=LEVEL).set_value(0.99).run()
    assert (rows(app)["low"] < narrow["low"]).all()
    assert app.query_params["level"] == "0.99"
    assert "99 % Wilson" in everything_said(app)


def test_outcomes_without_ids_speak_of_their_own_column_and_not_of_converting(app):
    visits = pd.DataFrame({"Contract": ["monthly"] * 500 + ["yearly"] * 500})
    visits["Churn"] = ["Yes"] * 200 + ["No"] * 300 + ["Yes"] * 20 + ["No"] * 480
    dataset = load(outcomes=visits, mapping={"outcomes": {"converted": "Churn"}})
    shown(app, dataset)
    assert headline(app) == (
        "Churn: your **22.0 %** describes nobody. By Contract, **monthly** is at **40.0 %** (35.8–44.4), "
        "**yearly** at **4.0 %** (2.6–6.1)."
    )
    assert "outcome: column Churn" in everything_said(app)
    assert not [button for button in app.button if "credit" in button.label]


@pytest.mark.parametrize(
    ("dataset", "said"),
    [
        (
            outcomes([10_000, 10_000], [500, 510], plan=["a", "b"]),
            "No segment of plan differs by more than chance",
        ),
        (outcomes([100, 100], [4, 6], plan=["a", "b"]), "Only **10** of 200 people converted: too few"),
        (outcomes([1], [1], plan=["a"]), "Everybody converted, the only person"),
        (outcomes([60, 40], [60, 40], plan=["a", "b"]), "Everybody converted, all 100 people"),
        (outcomes([60, 40], [0, 0], plan=["a", "b"]), "Nobody of 100 people converted"),
        (outcomes([60, 40], [60, 0], plan=["a", "b"]), "this split is the outcome itself"),
        (outcomes([100], [9], plan=["a"]), "No column tells these people apart"),
        (outcomes([20_000, 20_000], [10_000, 10_600], plan=["a", "b"]), "but by little"),
    ],
    ids=["noise", "few", "one row", "all", "none", "outcome", "one segment", "slight"],
)
def test_every_kind_of_data_gets_its_sentence(app, dataset, said):
    assert said in headline(shown(app, dataset))


def test_noise_everywhere_is_said_once_for_all_columns(app):
    dataset = outcomes([2500] * 4, [250, 251, 249, 250], a=list("xyxy"), b=list("xxyy"))
    assert headline(shown(app, dataset)).endswith("Nor does any other of the 2 splits tried.")


def test_without_data_the_page_says_what_it_would_show_and_the_sample_is_one_click_away(app):
    shown(app)
    assert app.title[0].value == QUESTION
    assert "describes nobody" in everything_said(app)
    assert "outcome" in app.main.info[0].value
    next(button for button in app.button if button.key == "try-sample").click().run()
    assert headline(app).startswith(f"Your **{percent(TRUTHS['blended'])}** describes nobody.")


def test_data_without_people_say_what_is_missing(app):
    paths = load(paths=pd.DataFrame({"path": ["Email > Search"], "conversions": [3]}))
    assert "A conversion rate needs people" in everything_said(shown(app, paths))


def test_many_segments_are_folded_into_others_until_asked_for(app):
    values = [f"v{i:02d}" for i in range(40)]
    dataset = outcomes(range(100, 140), [10] * 40, code=values)
    assert len(drawn(shown(app, dataset))) == 12
    assert drawn(app)[-1] == "29 others"
    assert rows(app)["people"].sum() == sum(range(100, 140))
    app.button(key="averages.others").click().run()
    assert set(drawn(app)) == set(values)
    app.button(key="averages.others").click().run()
    assert len(drawn(app)) == 12


def test_a_column_of_three_hundred_values_is_not_offered_and_combinations_of_columns_stay_readable(app):
    n = 6000
    columns = {
        "sku": np.arange(n) % 300,
        "a": np.arange(n) % 20,
        "b": np.arange(n) // 300,
        "c": np.arange(n) % 7,
    }
    visits = pd.DataFrame({name: [f"{name}{v}" for v in values] for name, values in columns.items()})
    dataset = load(outcomes=visits.assign(converted=(np.arange(n) % 11 == 0).astype(int)))
    shown(app, dataset, split_by=("a", "b", "c"))
    assert set(app.multiselect[0].options) == {"a", "b", "c"}
    app.button(key="averages.others").click().run()
    assert not app.exception
    assert len(drawn(app)) == 60
    assert drawn(app)[-1].endswith(" others")


def test_a_small_group_is_pale_comes_last_and_is_not_named(app):
    shown(app, outcomes([5000, 5000, 10], [500, 250, 9], plan=["a", "b", "tiny"]))
    assert drawn(app)[-1] == "tiny"
    assert "tiny" not in headline(app)
    assert "faded: fewer than 30 people" in everything_said(app)


@pytest.mark.parametrize(
    "header", ["rate", "low", "image", "segment", "difference", ":red[x]", "layer 0", "تجزئة"]
)
def test_headers_that_mean_something_to_somebody_else_are_only_headers(app, header):
    dataset = outcomes([1000, 1000], [300, 100], **{header: ["pro", "free"]})
    shown(app, dataset, split_by=(header,))
    assert "**pro** converts at **30.0 %**" in headline(app)
    assert rows(app).iloc[0, 0] == "pro"


def test_names_cannot_bring_markup_and_keep_rows_of_their_own(app):
    names = [*NASTY, "  blanks", "blanks", "سلام", "🙂" * 30, "long " * 80]
    dataset = outcomes([200] * len(names), [100, 80, *[20] * (len(names) - 2)], name=names)
    shown(app, dataset, split_by=("name",))
    assert "![" not in markdown(app)
    assert "<img" not in headline(app)
    app.button(key="averages.others").click().run()
    assert len(drawn(app)) == len(set(drawn(app))) == rows(app)["name"].nunique()


def test_every_dimension_of_the_sample_can_be_split_by_in_pairs(app):
    shown(app, store.sample())
    for pair in (["channel", "visitor"], ["content", "campaign", "device"]):
        app.multiselect[0].set_value(pair).run()
        assert not app.exception
        assert rows(app)["people"].sum() == TRUTHS["blended"]["people"]


def picked(app, segment):
    """Pick a segment, as a click on its mark does."""
    now, by = app.session_state[KEY], app.multiselect[0].value
    app.session_state[PICKED] = (f"{now.dataset_key}.{now.metric}.{by}.{now.focus}", segment)
    return app.run()


def test_another_average_changes_answer_picture_table_and_address(app):
    shown(app, store.sample())
    app.selectbox(key=METRIC).set_value("value_per_person").run()
    said = headline(app)
    assert said.startswith(
        "Your value per person of **€3.17** describes nobody. By visitor, **returning** is at"
    )
    assert "; 2,000 people)" in said
    assert picture(app)["title"]["text"] == ["How high is the value per person, by visitor?"]
    assert {"average", "stake", "contributing"} <= set(rows(app).columns)
    assert rows(app).set_index("visitor").loc["returning", "average"] == pytest.approx(8.698, abs=0.001)
    assert app.query_params["metric"] == "value_per_person"
    assert "skewness taken out" in everything_said(app)


def test_a_link_opens_its_average_order_and_confidence(app):
    shown(app, store.sample(), metric="order_value", sort_by="rate", level=0.9, split_by=("channel",))
    assert "order value" in headline(app)
    assert "90 % ranges" in everything_said(app)
    averages = rows(app)["average"].tolist()
    assert averages[:3] == sorted(averages[:3], reverse=True)


def test_money_carries_its_currency_and_the_number_it_rests_on(app):
    customers = pd.DataFrame({"customer_id": [f"c{i}" for i in range(800)], "plan": ["pro", "free"] * 400})
    orders = pd.DataFrame({"customer_id": [f"c{i}" for i in range(200)], "ts": "2026-03-01"})
    orders["value"] = np.where(np.arange(200) % 2 == 0, 90.0, 10.0) + np.arange(200) % 7
    dataset = load(customers=customers, conversions=orders).with_(currency="EUR")
    shown(app, dataset, metric="value_per_person")
    assert "**pro** is at **€23" in headline(app)
    assert "400 people)" in headline(app)


def test_an_average_the_data_do_not_carry_falls_back_to_the_rate(app):
    shown(app, outcomes([1000, 1000], [300, 100], plan=["pro", "free"]), metric="order_value")
    assert "converts at **30.0 %**" in headline(app)
    assert METRIC not in [box.key for box in app.selectbox]


def test_a_segment_that_was_picked_can_be_looked_into_and_left_again(app):
    shown(app, store.sample())
    picked(app, "returning")
    assert "returning** · 2,000 people" in everything_said(app)
    app.button(key="averages.inside").click().run()
    assert app.query_params["focus"] == ["visitor", "returning"]
    assert "Within visitor **returning**: your **8.0 %**" in everything_said(app)
    assert "Everyone together: **3.0 %**" in everything_said(app)
    assert "visitor" not in app.multiselect[0].options
    assert rows(app)["people"].sum() == 2000
    app.button(key="averages.back.0").click().run()
    assert "focus" not in app.query_params
    assert app.multiselect[0].value == ["visitor"]


def test_inside_a_segment_everyones_figure_stays_in_the_picture(app):
    shown(app, store.sample(), focus=(("visitor", "returning"),), split_by=("device",))
    lines = [layer for layer in picture(app)["layer"] if layer["mark"].get("strokeDash")]
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("focus", "people"),
    [
        ((("visitor", "returning"), ("device", "mobile")), None),
        ((("visitor", "nobody"),), 7000),
        ((("nonsense", "x"), ("visitor", "returning")), 7000),
        ((("visitor", "returning"), ("device", "nothing")), 2000),
    ],
)
def test_a_link_into_a_segment_goes_as_deep_as_the_data_do(app, focus, people):
    shown(app, store.sample(), focus=focus, split_by=("region",))
    assert people is None or rows(app)["people"].sum() == people
    assert (
        len([b for b in app.button if str(b.key).startswith("averages.back.")])
        == ({None: 2, 7000: 0, 2000: 1}[people])
    )


def test_a_segment_that_was_picked_becomes_one_of_the_visitors_own(app):
    shown(app, store.sample(), split_by=("visitor", "device"))
    picked(app, "returning · mobile")
    app.button(key="averages.segment").click().run()
    assert not app.exception
    begun = app.session_state[segment_sets.DRAFT]
    assert [rule.name for rule in begun.rules] == ["returning · mobile"]
    assert "visitor" in str(begun.rules[0].who)


def test_bands_split_and_say_their_rule_but_make_no_segment_from_here(app):
    ages = np.tile(np.arange(18, 78), 50)
    visits = pd.DataFrame(
        {"age": ages, "converted": (np.arange(3000) % 10 < np.where(ages < 40, 1, 4)).astype(int)}
    )
    shown(app, load(outcomes=visits), split_by=("age",))
    assert "age: in bands of about equal size" in everything_said(app)
    picked(app, drawn(app)[0])
    assert app.button(key="averages.segment").disabled


def test_the_visitors_own_segment_sets_are_dimensions(app):
    tiers = '{"format":1,"kind":"columns","columns":["visitor"]}'
    shown(app, store.sample(), sets=(SegmentSet("Kinds", tiers),), split_by=("@Kinds",))
    assert "By Kinds, **returning** converts at **8.0 %**" in headline(app)
    assert next(iter(rows(app).columns)) == "Kinds"


def test_rates_by_a_set_made_of_orders_are_said_to_go_in_circles_and_averages_are_not(app):
    top = SegmentSet("Best", '{"format":1,"kind":"top","percent":20}')
    ids = [f"c{place}" for place in range(90)]
    bought = pd.DataFrame({"customer_id": ids[:40], "ts": "2026-03-01", "value": range(40)})
    kinds = pd.DataFrame({"customer_id": ids, "plan": ["pro", "free", "free"] * 30})
    shop = load(customers=kinds, conversions=bought)
    shown(app, shop, sets=(top,), split_by=("@Best",))
    assert [said for said in warnings(app) if "told apart by their orders: conversion rates" in said]
    app.selectbox(key=METRIC).set_value("value_per_person").run()
    assert not warnings(app)
    shown(app, shop, sets=(top,), split_by=("plan",))
    assert not warnings(app)


def warnings(app):
    return [warning.value for warning in app.main.warning]


def test_small_segments_are_counted_in_words(app):
    shown(app, outcomes([5000, 5000, 10, 12], [500, 250, 9, 1], plan=["a", "b", "tiny", "small"]))
    assert "2 small segments (fewer than 30 people; 22 people together)" in everything_said(app)
    assert set(drawn(app)[-2:]) == {"tiny", "small"}


def test_an_average_of_few_orders_says_how_many_people_it_would_take(app):
    customers = pd.DataFrame({"customer_id": [f"c{i}" for i in range(300)], "plan": ["pro", "free"] * 150})
    orders = pd.DataFrame(
        {"customer_id": [f"c{i}" for i in range(8)], "ts": "2026-03-01", "value": range(5, 13)}
    )
    shown(app, load(customers=customers, conversions=orders), metric="value_per_person")
    assert "too few to tell the segments of plan apart" in headline(app)
    assert "more people would be needed" in headline(app)


def test_without_a_value_there_is_nothing_to_average(app):
    customers = pd.DataFrame({"customer_id": [f"c{i}" for i in range(80)], "plan": ["pro", "free"] * 40})
    orders = pd.DataFrame({"customer_id": ["c1", "c2"], "ts": "2026-03-01", "value": [0.0, 0.0]})
    shown(app, load(customers=customers, conversions=orders), metric="value_per_person")
    assert "Nobody brought any value" in headline(app)
