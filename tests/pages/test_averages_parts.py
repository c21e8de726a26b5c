import json
import re

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.sample.procurement import make_procurement
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.ui import store
from segattr.ui.averages_alarms import SCANNED
from segattr.ui.averages_compare import COLUMN, WITHIN
from segattr.ui.averages_controls import CALLED
from segattr.ui.averages_funnel import STEPS
from segattr.ui.averages_moved import ACROSS, AFTER, EVERY
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from tests.pages.test_averages import everything_said, outcomes
from tests.ui.nasty import NASTY

PAGE = str(ROOT / "pages" / "averages.py")
DATA = ROOT / "tests" / "data_files"
KIDNEY = pd.read_csv(DATA / "kidney_stones.csv")
BERKELEY = {  # applicants and admitted by department, men and women: Bickel, Hammel, O'Connell (1975)
    "A": (825, 512, 108, 89),
    "B": (560, 353, 25, 17),
    "C": (325, 120, 593, 202),
    "D": (417, 138, 375, 131),
    "E": (191, 53, 393, 94),
    "F": (373, 22, 341, 24),
}


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def shown(app, dataset, **choices):
    """Open a part of the page over a dataset."""
    app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
    app.session_state[HELD] = dataset
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def counted(rows, *columns):
    """Return the dataset of rows that are already counted."""
    table = pd.DataFrame(rows, columns=[*columns, "people", "converters"])
    return load(outcomes=table)


def berkeley():
    rows = [
        (department, who, *figures)
        for department, (men, admitted, women, taken) in BERKELEY.items()
        for who, figures in (("men", (men, admitted)), ("women", (women, taken)))
    ]
    return counted(rows, "department", "sex")


def kidney():
    stones = KIDNEY.rename(columns={"patients": "people", "successes": "converters"})
    return load(outcomes=stones)


def planted(seed=3, n=24_000):
    """Return visits: one in five returning, who convert at 8 %; mobile ones from the South hardly ever."""
    rng = np.random.default_rng(seed)
    visits = pd.DataFrame(
        {
            "visitor": rng.choice(["new", "returning"], n, p=[0.7, 0.3]),
            "device": rng.choice(["mobile", "desktop"], n),
            "region": rng.choice(["North", "South"], n),
        }
    )
    odds = np.where(visits["visitor"] == "returning", 0.19, 0.04)
    odds = np.where((visits["device"] == "mobile") & (visits["region"] == "South"), odds / 10, odds)
    rate = odds / (1 + odds)
    return load(outcomes=visits.assign(converted=(rng.random(n) < rate).astype(int)))


@pytest.fixture(scope="module")
def world():
    return planted()


def specs(app):
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def titles(app):
    return [" ".join(spec["title"]["text"]) for spec in specs(app)]


def test_the_opening_lists_what_else_hides_and_leads_to_it(app, world):
    shown(app, world)
    said = everything_said(app)
    assert "What else hides in it" in said
    assert "device **mobile**, region **South** at **" in said
    app.button(key="averages.closer").click().run()
    assert app.query_params["view"] == "found"
    assert "What hides in this average?" in titles(app)


def test_every_group_found_has_its_picture_its_figures_and_its_caveat(app, world):
    shown(app, world, sight="found")
    said = everything_said(app)
    assert "Your **" in said
    assert "device **mobile**, region **South**: **0.9 %**" in said
    assert re.search(r"fewer\*\* conversions than their peers' [\d.]+ % would give \(−", said)
    assert "held out **" in said
    assert "Seen, not explained" in said
    confirmed = [title for title in titles(app) if title == "Does it hold on those the search never saw?"]
    assert len(confirmed) == 2
    table = app.dataframe[0].value
    assert {"found_rate", "held_rate", "shrunk", "prize", "verdict"} <= set(table.columns)


def test_a_group_found_leads_inside_to_the_comparison_and_to_a_segment(app, world):
    shown(app, world, sight="found")
    app.button(key="averages.found.compare.0").click().run()
    assert app.session_state[KEY].sight == "compare"
    assert app.session_state[KEY].pair[0] == "visitor"
    app.session_state[KEY] = Choices(dataset_key=world.key, sight="found")
    app.run()
    app.button(key="averages.found.inside.1").click().run()
    assert app.session_state[KEY].sight == "split"
    assert set(app.session_state[KEY].focus) == {("device", "mobile"), ("region", "South")}


def test_on_noise_the_search_says_so_and_draws_nothing(app):
    rng = np.random.default_rng(0)
    visits = pd.DataFrame({name: rng.choice(list("xyz"), 6000) for name in ("a", "b", "c")})
    dataset = load(outcomes=visits.assign(converted=(rng.random(6000) < 0.1).astype(int)))
    shown(app, dataset, sight="found")
    assert "none differs by more than luck would make one of so many differ" in everything_said(app)
    assert not specs(app)


def test_values_per_person_are_searched_too(app):
    shown(app, store.sample(), sight="found", metric="value_per_person")
    said = everything_said(app)
    assert "value per person over 5,000 people" in said
    assert "less** value than their peers" in said


def test_kidney_stones_are_a_full_reversal_with_weak_evidence(app):
    shown(app, kidney(), sight="compare", pair=("treatment", "A", "B", "stone_size"))
    said = everything_said(app)
    assert (
        "**A** is at **78.0 %** (350 people) and **B** at **82.6 %** (350): **−4.6 points** (p = 0.13)"
        in said
    )
    assert "**83.3 %** and **77.9 %**: **+5.4 points** (p = 0.12)" in said
    assert "**Full reversal**, evidence weak: neither difference is beyond chance" in said
    assert "none changes its meaning by more than chance" in said  # the alarm stays silent


def test_in_berkeley_the_difference_vanishes(app):
    shown(app, berkeley(), sight="compare", pair=("sex", "men", "women"))
    said = everything_said(app)
    assert "At the same mix of department" in said
    assert "**The difference vanishes**, evidence partial: beyond chance only as it looks" in said
    assert "Does the difference hold inside department?" in titles(app)


def test_no_reversal_is_claimed_for_the_traffic_of_online_shoppers(app):
    dataset = load(
        outcomes=DATA / "online_shoppers_intention.csv", mapping={"outcomes": {"converted": "Revenue"}}
    )
    shown(app, dataset, sight="compare", pair=("TrafficType", "1–2", "3–4", "VisitorType"))
    answer = app.main.markdown[0].value
    said = everything_said(app)
    assert "Revenue: as it looks, **1–2** is at" in said
    assert "reversal" not in answer.lower()
    assert "may have come about after people were in their group" in said
    assert "PageValues" in said
    app.selectbox(key=WITHIN).set_value("PageValues").run()
    assert "PageValues (may have come afterwards)" in app.selectbox(key=WITHIN).options


def test_the_alarm_is_asked_for_on_many_columns_and_a_row_of_it_is_shown(app, world):
    n = 12_000
    rng = np.random.default_rng(1)
    old = rng.random(n) < 0.5
    channel = np.where(rng.random(n) < np.where(old, 0.8, 0.2), "Email", "Search")
    bought = rng.random(n) < np.where(old, 0.12, 0.03)
    visits = pd.DataFrame(
        {"visitor": np.where(old, "old", "new"), "channel": channel, "converted": bought * 1}
    )
    dataset = load(outcomes=visits)
    shown(app, dataset, sight="compare", pair=("channel",))
    said = everything_said(app)
    assert "Of 2 comparisons tried, **1** is not what it looks like" in said
    alarms = app.dataframe[-1].value
    assert alarms.iloc[0]["held equal"] == "visitor"
    assert SCANNED not in app.session_state


def test_another_column_to_compare_starts_with_its_two_largest_values(app, world):
    shown(app, world, sight="compare", pair=("device", "mobile", "desktop", "region"))
    app.selectbox(key=COLUMN).set_value("visitor").run()
    assert app.session_state[KEY].pair == ("visitor",)
    assert "**new** is at" in everything_said(app)


@pytest.mark.parametrize("pair", [("nonsense",), ("device", "x", "y", "z"), ("device", "mobile", "mobile")])
def test_a_link_compares_what_the_data_have(app, world, pair):
    shown(app, world, sight="compare", pair=pair)
    assert "As it looks, **" in everything_said(app)


def test_two_periods_are_compared_at_the_same_mix(app):
    shown(app, months(), sight="compare", pair=("period", "June", "May", "visitor"))
    said = everything_said(app)
    assert "**June** is at **1.8 %**" in said
    assert "At the same mix of visitor they are at" in said
    assert "evidence" in said


def months():
    """Return visits of two months in which rates rise in both segments, and the better one shrinks."""
    rows = [
        ("May", "old", 4000, 320),
        ("May", "new", 6000, 60),
        ("June", "old", 1000, 84),
        ("June", "new", 9000, 99),
    ]
    table = pd.DataFrame(rows, columns=["Month", "visitor", "n", "x"])
    visits = table.loc[table.index.repeat(table["n"])]
    place = visits.groupby(["Month", "visitor"]).cumcount()
    return load(outcomes=visits.assign(converted=(place < visits["x"]).astype(int)).drop(columns=["n", "x"]))


def test_a_fall_of_the_rate_while_every_segment_rose_is_other_people(app):
    shown(app, months(), sight="moved")
    said = everything_said(app)
    assert "From **May** to **June** the rate went from **3.8 %**" in said
    assert "to **1.8 %**" in said
    assert "By visitor, **+0.2 points** of it are segments that converted otherwise, **−2.2 points**" in said
    table = app.dataframe[0].value
    assert table["together"].tolist() == [
        "−0.5 points",
        "−1.5 points",
    ]  # as the −2.0 points above, by rounding
    assert table["its rate added"].tolist() == ["+0.1 points", "+0.1 points"]
    assert table["its share added"].tolist() == ["−0.6 points", "−1.6 points"]
    assert {"How did the rate move?", "Why did the rate move?"} <= set(titles(app))


def test_the_months_of_orders_can_be_chosen_and_stand_in_the_address(app):
    shown(app, store.sample(), sight="moved")
    said = everything_said(app)
    assert "From **July 2026** to **August 2026**" in said
    assert "The value of all orders moved by" in said
    app.selectbox(key=AFTER).set_value("2026-06").run()
    assert app.query_params["between"] == ["2026-07", "2026-06"]
    assert "From **June 2026** to **July 2026**" in everything_said(app)  # the earlier one comes first
    app.selectbox(key=ACROSS).set_value("device").run()
    assert "By device, " in everything_said(app)
    app.button_group(key=EVERY).set_value("quarter").run()
    assert "From **Q2 2026** to **Q3 2026**" in everything_said(app)


def test_without_time_the_part_says_what_is_missing(app, world):
    shown(app, world, sight="moved")
    assert "Nothing in these data says when" in everything_said(app)
    assert not specs(app)


def test_a_column_that_is_no_step_on_the_way_is_left_out_and_can_be_chosen(app):
    guests = np.where(np.arange(8000) % 7 == 0, "yes", "no")
    own = staged().outcomes.assign(is_repeated_guest=guests)
    shown(app, load(outcomes=own), sight="funnel", across="device")
    assert app.multiselect(key=STEPS).value == ["viewed", "in basket", "conversion"]
    assert "Not taken for a step: *is_repeated_guest*." in everything_said(app)
    app.multiselect(key=STEPS).set_value(["is_repeated_guest", "conversion"]).run()
    assert "to *is_repeated_guest*" in everything_said(app)
    assert "Not taken for" not in everything_said(app)


def staged():
    """Return an outcome with steps: mobile people fall behind where the basket is filled."""
    rng = np.random.default_rng(5)
    n = 8000
    device = rng.choice(["mobile", "desktop"], n)
    viewed = rng.random(n) < 0.6
    basket = viewed & (rng.random(n) < np.where(device == "mobile", 0.2, 0.5))
    bought = basket & (rng.random(n) < 0.5)
    steps = {"viewed": viewed, "in basket": basket, "converted": bought}
    return load(
        outcomes=pd.DataFrame(
            {"device": device} | {name: np.where(d, "yes", "no") for name, d in steps.items()}
        )
    )


def test_the_funnel_says_where_which_segment_falls_behind(app):
    dataset = staged()
    shown(app, dataset, sight="funnel", across="device")
    said = everything_said(app)
    steps = app.multiselect(key=STEPS).value
    assert steps[:2] == ["viewed", "in basket"]
    assert "The step that costs most is *in basket* for device **mobile**" in said
    assert "At which step does each segment leave?" in titles(app)
    assert "Not taken for" not in said
    app.multiselect(key=STEPS).set_value(["viewed"]).run()
    assert "Choose at least two steps" in everything_said(app)
    assert app.session_state[KEY].steps == ("viewed",)


def test_the_grids_of_the_funnel_are_worked_out_when_opened(app):
    shown(app, store.sample(), sight="funnel")
    assert "When does each market order?" not in titles(app)
    app.session_state["averages.when"] = True
    app.session_state["averages.who"] = True
    app.run()
    assert not app.exception
    assert {"When does each market order?", "Which source brings which intent?"} <= set(titles(app))


def test_data_without_steps_say_so(app, world):
    shown(app, world, sight="funnel")
    assert not app.exception
    said = everything_said(app)
    assert "A funnel needs two steps" in said or "come to" in said


OWN_WORDS = ("booking", "bookings", "cancelled")
MARKETING = ("conversion", "converted", "converts", "visitor", "campaign", "customer")


def test_a_hotel_speaks_of_bookings_that_were_cancelled(app):
    hotel = pd.read_csv(
        DATA / "hotel_bookings_march_2016.csv", usecols=["is_canceled", "deposit_type", "hotel"]
    )
    dataset = load(outcomes=hotel, mapping={"outcomes": {"converted": "is_canceled"}})
    shown(app, dataset, split_by=("hotel",))
    for key, text in zip(CALLED, OWN_WORDS, strict=True):
        app.text_input(key=key).set_value(text)
    app.run()
    assert app.query_params["called"] == list(OWN_WORDS)
    said = everything_said(app)
    assert "cancelled: your **30.6 %** describes" in said
    assert "of your bookings" in said or "describes nobody" in said
    app.session_state[KEY] = Choices(
        dataset_key=dataset.key, called=OWN_WORDS, sight="compare", pair=("hotel",)
    )
    app.run()
    said = everything_said(app)
    assert "cancelled: as it looks, **City Hotel** is at" in said
    assert " bookings) and " in said


PLACES = {
    "bank": ("bank_marketing_10pct.csv", "y", ["y", "job", "housing", "poutcome"]),
    "telco": ("telco_customer_churn.csv", "Churn", ["Churn", "Contract", "gender", "InternetService"]),
}


@pytest.mark.parametrize(
    ("place", "sight"), [("bank", "split"), ("bank", "found"), ("bank", "compare"), ("telco", "split")]
)
def test_other_trades_are_spoken_of_without_the_words_of_marketing(app, place, sight):
    name, outcome, columns = PLACES[place]
    sep = ";" if place == "bank" else ","
    table = pd.read_csv(DATA / name, sep=sep, usecols=columns)
    dataset = load(outcomes=table, mapping={"outcomes": {"converted": outcome}})
    shown(app, dataset, sight=sight, called=("contact", "contacts", ""))
    assert not marketing_in(app)
    assert outcome in everything_said(app)


def marketing_in(app):
    """Words of marketing in what the page says, its method left out."""
    kinds = (app.main.markdown, app.main.caption, app.main.info)
    said = [element.value for kind in kinds for element in kind]
    method = max(said, key=len)
    return [word for word in MARKETING for text in said if text != method and word in text.lower()]


PURCHASES = {  # what each part of the page must say of the planted truths
    "split": "By supplier_type, **Contract** is at **95.5 %**",
    "found": "delivery_region **South**, supplier_type **Spot**: **50.6 %** delivered on time",
    "compare": "1** is not what it looks like",
}


@pytest.mark.parametrize("sight", PURCHASES)
def test_a_buyer_reads_which_orders_come_late_in_the_words_of_buying(app, sight):
    table = make_procurement(8_000).tables["purchase_orders"]
    dataset = load(outcomes=table, mapping={"outcomes": {"converted": "delivered_on_time"}})
    shown(app, dataset, sight=sight, called=("order", "orders", "delivered on time"))
    assert PURCHASES[sight] in everything_said(app)
    assert not marketing_in(app)


@pytest.mark.parametrize("sight", ["found", "compare", "moved", "funnel"])
@pytest.mark.parametrize(
    "dataset",
    [
        outcomes([1], [1], plan=["a"]),
        outcomes([60, 40], [60, 40], plan=["a", "b"]),
        outcomes([60, 40], [0, 0], plan=["a", "b"]),
        outcomes([300] * len(NASTY), [30, 90, *[30] * (len(NASTY) - 2)], **{":red[x]": NASTY}),
    ],
    ids=["one row", "all", "none", "loud names"],
)
def test_every_part_stands_whatever_the_data(app, sight, dataset):
    shown(app, dataset, sight=sight)
    raw = "\n".join(e.value for kind in (app.main.markdown, app.main.caption, app.main.info) for e in kind)
    assert "![" not in raw.replace("\\!\\[", "")
    assert len(raw) > 20


def test_the_rates_of_a_segment_set_are_one_click_from_its_credit(app):
    rule = Rules((Rule("back", Group("all", (Condition("visitor", "is", ("returning",)),))),), name="Loyal")
    app.session_state[KEY] = Choices(
        dataset_key=store.sample().key, sets=(SegmentSet.of(rule),), segmentation="@Loyal"
    )
    app.session_state[HELD] = store.sample()
    app.run()
    app.switch_page(str(ROOT / "pages" / "attribution.py")).run()
    next(button for button in app.button if button.label == "Conversion rates by Loyal").click().run()
    assert not app.exception
    assert app.session_state[KEY].split_by == ("@Loyal",)
    assert "By Loyal, **back** converts at **8.0 %**" in everything_said(app)


def test_channels_met_together_and_credit_by_month_are_worked_out_when_opened(app):
    shown(app, store.sample(), sight="found")
    app.session_state["averages.pairs"] = True
    app.run()
    assert not app.exception
    assert "People who met both before converting" in everything_said(app)
    app.session_state["averages.credit"] = True
    app.session_state[KEY] = Choices(
        dataset_key=store.sample().key, sight="moved", models=("last",), segmentation="visitor"
    )
    app.run()
    assert not app.exception
    moves = app.dataframe[-1].value
    assert {"model", "segment", "channel", "change", "from volume", "from share"} <= set(moves.columns)
    assert set(moves["segment"]) <= {"new", "returning"}
    read = moves[["change", "from volume", "from share"]].apply(
        lambda texts: texts.str.replace("−", "-").astype(float)
    )
    assert (read["from volume"] + read["from share"] - read["change"]).abs().max() < 1e-9
    assert not moves.drop(columns="model").astype("str").stack().str.fullmatch(r"[+-].*\.0|-.*|\d+\.0").any()
