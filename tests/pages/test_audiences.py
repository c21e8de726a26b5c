"""Audiences that overlap, on every page: chosen, flagged, each whole, combinations elsewhere, lists."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.attribution.attribute import attribute
from segattr.data.load import load
from segattr.reduce.summarise import summarise
from segattr.segments.conditions import Condition, Group
from segattr.segments.registry import read_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from segattr.ui import segment_sets, segments_mode, segments_overlaps, segments_why
from segattr.ui.attribution_audiences import in_rows
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.desk import Desk
from segattr.ui.plan_kept import Plan
from segattr.ui.project_form import choices_of, project_of
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words import audiences_whole, plan_audiences
from segattr.words import segments as words
from segattr.words import segments_overlaps as overlap_words
from tests.ui.nasty import NASTY


def asks(name, field, *values):
    return Rule(name, Group("all", (Condition(field, "one_of", values),)))


TWO = Rules((asks("VIP", "tier", "gold"), asks("Mail", "mail", "yes")), name="Groups", mode="overlapping")
ORDERED = replace(TWO, mode="partition")


@pytest.fixture(scope="module")
def shop():
    dice = np.random.default_rng(8)
    ids = np.array([f"c{i}" for i in range(600)])
    people = pd.DataFrame(
        {
            "customer_id": ids,
            "tier": dice.choice(["gold", "plain"], 600, p=[0.4, 0.6]),
            "mail": dice.choice(["yes", "no"], 600),
        }
    )
    seen = pd.DataFrame(
        {"customer_id": np.repeat(ids, 2), "ts": "2026-03-01", "channel": dice.choice(["Ads", "Email"], 1200)}
    )
    odds = 0.1 + 0.3 * (people["tier"] == "gold")
    buyers = ids[dice.random(600) < odds]
    orders = pd.DataFrame({"customer_id": buyers, "ts": "2026-03-05", "value": 20.0})
    return load(touchpoints=seen, conversions=orders, customers=people)


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def shown(app, page, dataset, rule=TWO, **choices):
    chosen = {"sets": (SegmentSet.of(rule),), "segmentation": f"@{rule.name}"} | choices
    app.session_state[KEY] = Choices(dataset_key=dataset.key, **chosen)
    app.session_state[HELD] = dataset
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception
    return app


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.error, app.main.subheader)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return text.replace("\\", "").replace("\u200b", "")


def whole_table(app, column="audience"):
    return next(table.value for table in app.dataframe if column in table.value)


def counts(dataset):
    people = dataset.customers
    gold, mail = people["tier"].eq("gold"), people["mail"].eq("yes")
    return int(gold.sum()), int(mail.sum()), int((gold & mail).sum()), int((~gold & ~mail).sum())


def test_a_set_becomes_audiences_that_overlap_and_says_so(app, shop):
    shown(app, "segments", shop, ORDERED)
    assert words.ORDER in said(app)
    assert "the order decides which" in said(app)
    app.segmented_control(key=segments_mode.KEY).set_value("overlapping").run()
    assert not app.exception
    gold, mail, both, none = counts(shop)
    added = round(100 * (gold + mail + none) / 600)
    assert words.AUDIENCES in said(app)
    assert f"**Audiences overlap**: with *everyone else* they add up to **{added} %** of everybody" in said(
        app
    )
    assert f"because {both} customers" in said(app)
    assert "such as *VIP + Mail*" in said(app)
    assert "**2 audiences** of 600 customers" in said(app)
    rows = whole_table(app, "segment")
    assert rows["segment"].tolist() == ["VIP", "Mail", "everyone else"]
    assert rows["people"].tolist() == [gold, mail, none]
    assert "a person is in every audience that fits" in said(app)
    app.button(key="segments.use").click().run()
    (kept,) = app.session_state[KEY].sets
    assert read_segmentation(kept.definition) == TWO
    app.segmented_control(key=segments_mode.KEY).set_value("partition").run()
    assert segment_sets_draft(app).mode == "partition"
    assert words.ORDER in said(app)


def segment_sets_draft(app):
    return app.session_state[segment_sets.DRAFT]


def test_more_audiences_than_may_overlap_are_refused_and_one_can_go_back(app, shop):
    six = Rules(tuple(asks(f"s{i}", "tier", "gold", f"x{i}") for i in range(6)), name="Six")
    shown(app, "segments", shop, six)
    app.segmented_control(key=segments_mode.KEY).set_value("overlapping").run()
    assert "at most 5 audiences may overlap, and it has 6" in said(app)
    app.segmented_control(key=segments_mode.KEY).set_value("partition").run()
    assert not app.error


def test_undo_brings_an_audience_back_and_the_mode_with_it(app, shop):
    shown(app, "segments", shop)
    app.button(key="segments.1.remove").click().run()
    assert segment_sets_draft(app).names == ("VIP",)
    app.button(key="segments.undo").click().run()
    assert segment_sets_draft(app).finished == TWO


def test_a_project_keeps_the_mode(shop):
    choices = Choices(dataset_key=shop.key, sets=(SegmentSet.of(TWO),), segmentation="@Groups")
    back = choices_of(project_of("k" * 22, Desk(), choices))
    assert read_segmentation(back.sets[0].definition) == TWO


def test_why_names_every_audience_and_the_overlaps_speak_of_no_order(app, shop):
    people = shop.customers
    one = people.loc[people["tier"].eq("gold") & people["mail"].eq("yes"), "customer_id"].iloc[0]
    app.session_state[segments_overlaps.KEY] = True
    shown(app, "segments", shop)
    app.text_input(key=segments_why.KEY).set_value(one).run()
    assert f"**{one}** is in **VIP + Mail**, every audience that fits." in said(app)
    assert "an earlier segment took" not in said(app)
    assert overlap_words.MATRIX_SAID_AUDIENCES in said(app)
    assert "the first that fits" not in said(app)


def test_averages_are_split_by_combinations_with_each_audience_whole_beneath(app, shop):
    shown(app, "averages", shop, split_by=("@Groups",))
    assert audiences_whole.TITLE in said(app)
    assert audiences_whole.RATES in said(app)
    gold, mail, *_ = counts(shop)
    rows = whole_table(app)
    assert rows["audience"].tolist() == ["VIP", "Mail"]
    assert rows["n"].tolist() == [gold, mail]
    bought = shop.customers["customer_id"].isin(shop.conversions["customer_id"])
    rate = bought[shop.customers["tier"].eq("gold")].mean()
    assert rows["figure"].iloc[0] == pytest.approx(100 * rate)
    split = next(table.value for table in app.dataframe if "stake" in table.value)
    assert set(split["Groups"]) == {"only VIP", "only Mail", "VIP + Mail", "everyone else"}
    assert split["people"].sum() == 600


def test_nothing_stands_beneath_the_averages_of_a_partition(app, shop):
    shown(app, "averages", shop, ORDERED, split_by=("@Groups",))
    assert audiences_whole.TITLE not in said(app)


def test_credit_goes_to_combinations_with_each_audience_whole_beneath(app, shop):
    shown(app, "attribution", shop, models=("first", "last"))
    assert audiences_whole.CREDIT in said(app)
    rows = whole_table(app)
    alone = summarise(shop, Rules((TWO.rules[1],), name="Alone"))
    expected = attribute(alone, "last")
    expected = expected[expected["segment"] == "Mail"]
    row = rows.set_index("audience").loc["Mail"]
    assert row["conversions"] == pytest.approx(expected["conversions"].sum())
    assert row["value"] == pytest.approx(expected["value"].sum())
    leader = expected.loc[expected["conversions"].idxmax()]
    assert row["Last touch"].startswith(f"{leader['channel']} (")
    assert rows["conversions"].sum() > len(shop.conversions)


def test_no_whole_audiences_stand_beneath_the_credit_of_a_partition(app, shop):
    shown(app, "attribution", shop, ORDERED, models=("last",))
    assert audiences_whole.TITLE not in said(app)


def test_a_list_of_an_audience_has_everybody_who_is_in_it(app, shop):
    shown(app, "plan", shop, plan=Plan(part="audiences", audience="Mail"))
    offered = app.selectbox(key="plan.audience").options
    assert set(offered) == {"VIP", "Mail", "everyone else"}
    _, mail, both, _ = counts(shop)
    assert f"**Mail** has **{mail} people**" in said(app)
    assert plan_audiences.in_others(both) in said(app)
    labels = segment(shop, TWO)
    assert mail == labels.isin(["only Mail", "VIP + Mail"]).sum()


def test_names_are_shown_letter_by_letter(app, shop):
    loud = replace(TWO, rules=tuple(replace(r, name=n) for r, n in zip(TWO.rules, NASTY, strict=False)))
    for page in ("segments", "attribution"):
        shown(app, page, shop, loud, split_by=("@Groups",), models=("last",))
        for element in (*app.main.markdown, *app.main.caption):
            assert "![x](" not in element.value
            assert "**bold**" not in element.value


def test_an_audience_without_conversions_has_a_row_too():
    columns = ["audience", "model", "channel", "conversions", "value", "share"]
    rows = [("VIP", "last", "Email", 3.0, 60.0, 0.75), ("VIP", "last", "(no touch)", 1.0, 9.0, 0.25)]
    found = in_rows(pd.DataFrame(rows, columns=columns), ["VIP", "Mail"], {"last": "Last touch"})
    assert found.to_numpy().tolist() == [["VIP", 4, 3, 69, "Email (75 %)"], ["Mail", 0, 0, 0, "none"]]
    nothing = in_rows(pd.DataFrame(columns=columns), ["VIP"], {"last": "Last touch"})
    assert nothing.to_numpy().tolist() == [["VIP", 0, 0, "none"]]


def test_whole_averages_of_money_say_how_their_ranges_are_made(app, shop):
    shown(app, "averages", shop, split_by=("tier", "@Groups"), metric="value_per_person", level=0.9)
    rows = whole_table(app)
    gold = shop.customers.loc[shop.customers["tier"].eq("gold"), "customer_id"]
    spent = shop.conversions.loc[shop.conversions["customer_id"].isin(gold), "value"].sum()
    assert rows["figure"].iloc[0] == pytest.approx(spent / len(gold))
