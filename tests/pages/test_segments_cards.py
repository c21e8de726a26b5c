"""What segments are for, on the page: cards that follow their segment, advice, one file, who moved."""

import json
import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.segments.cards import Card, card_of
from segattr.segments.columns import Columns
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment_file import text_of_segment_file
from segattr.ui import store
from segattr.ui.choices import SegmentSet
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from tests.pages.test_segments import LOYAL, press, ready, said, shown
from tests.ui.nasty import NASTY

ADA = Card("Loyalty", "loyal", goal="referral", owner="Ada")
AGED = Rules((Rule("grown up", Group("all", (Condition("age", "at_least", (18,)),))),), name="Age")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def cards(app):
    return app.session_state[KEY].cards


def with_loyal(app, **choices):
    """Open the page with a saved set of one segment on the desk, its card open."""
    app.session_state["segments.card.0"] = True
    return shown(app, store.sample(), sets=(SegmentSet.of(LOYAL),), segmentation="@Loyalty", **choices)


def chosen(app, name, value, kind="text_input"):
    getattr(app, kind)(key=f"segments.card.0.{name}").set_value(value).run()
    assert not app.exception


def opened(app, text, name="sets.json"):
    app.file_uploader(key="segments.file").upload(name, text.encode()).run()
    assert not app.exception
    return app


def tables(app):
    return "\n".join(table.value.to_string() for table in (*app.dataframe, *app.table))


def test_a_card_is_filled_in_and_kept_and_its_closed_line_says_the_most(app):
    with_loyal(app)
    chosen(app, "goal", "referral", "selectbox")
    chosen(app, "metric", "conversion rate", "selectbox")
    assert app.button(key="segments.card.0.take").label == "Take 8 % as baseline"
    app.button(key="segments.card.0.take").click().run()
    chosen(app, "target", 9.5, "number_input")
    chosen(app, "deadline", pd.Timestamp("2026-12-31").date(), "date_input")
    chosen(app, "owner", " Ada ")
    chosen(app, "campaigns", ["Win Back", "To come"], "multiselect")
    expected = Card(
        *("Loyalty", "loyal", "", "referral", "conversion rate", 8.0, 9.5, "2026-12-31"),
        campaigns=("Win Back", "To come"),
        owner="Ada",
    )
    assert cards(app) == (expected,)
    assert "only a group left out would show that" in said(app)
    touched = store.sample().touchpoints
    reached = touched.loc[touched["campaign"] == "Win Back", "customer_id"].nunique()
    assert f"{reached}" in tables(app)
    app.session_state["segments.card.0"] = False
    app.run()
    assert "Referral · conversion rate to 9.5 % · by 31 December 2026 · Ada" in said(app)
    assert "cards" not in "".join(app.query_params)


def test_a_card_follows_its_segment_and_its_set_under_new_names(app):
    with_loyal(app, cards=(ADA,))
    app.text_input(key="segments.0.name").set_value("faithful").run()
    assert card_of(cards(app), "Loyalty", "faithful").owner == "Ada"
    assert card_of(cards(app), "Loyalty", "loyal").owner == "Ada"  # the saved set still has it
    app.text_input(key="segments.name").set_value("Faith").run()
    assert card_of(cards(app), "Faith", "faithful").owner == "Ada"
    press(app, "save")
    kept = {(card.set, card.segment) for card in cards(app)}
    assert ("Faith", "faithful") in kept
    assert ("Faith", "loyal") not in kept


def test_what_is_removed_takes_its_cards_along_and_undo_brings_them_back(app):
    with_loyal(app, cards=(ADA, Card("Else", "x", owner="Bob")))
    press(app, "delete")
    assert [card.owner for card in cards(app)] == ["Bob"]
    press(app, "undo")
    assert ADA in cards(app)
    app.text_input(key="segments.0.name").set_value("faithful").run()
    press(app, "0.remove")
    assert card_of(cards(app), "Loyalty", "faithful").is_empty
    assert card_of(cards(app), "Loyalty", "loyal") == ADA  # saved under that name
    press(app, "undo")
    assert card_of(cards(app), "Loyalty", "faithful").owner == "Ada"


def test_at_most_three_things_are_pointed_out_and_ready_made_segments_bring_what_to_do(app):
    shown(app, store.sample(), segmentation="visitor")
    assert "No goal yet: new, returning." in said(app)
    ready(app, "rfm")
    assert "conversion rates and discoveries by them go in circles" in said(app)
    assert "No goal yet" not in said(app)
    assert sum("lightbulb" in caption.value for caption in app.main.caption) == 3
    assert any("more worth a look" in box.label for box in app.expander)
    assert [card.goal for card in cards(app)][:3] == ["referral", "upsell", "repeat purchase"]
    press(app, "save")
    kept = app.session_state[KEY].sets
    shown(app, store.sample(), sets=kept, segmentation=f"@{kept[0].name}")  # a link brings no cards
    assert cards(app) == ()
    press(app, "suggest")
    assert len(cards(app)) == 9


def test_a_file_of_several_sets_keeps_them_all_with_their_cards_and_says_what_does_not_fit(app):
    text = text_of_segment_file(
        [LOYAL, Columns(("device",)), AGED], [ADA, Card("Age", "grown up", owner="Bob")]
    )
    shown(app, store.sample(), segmentation="visitor")
    opened(app, text)
    choices = app.session_state[KEY]
    assert [each.name for each in choices.sets] == ["Loyalty", "device", "Age"]
    assert {card.owner for card in choices.cards} == {"Ada", "Bob"}
    assert app.text_input(key="segments.name").value == "Loyalty"
    assert "1 thing does not fit these data" in said(app)
    assert "The data hold no column 'age'." in tables(app)
    press(app, "fit-away")
    assert "does not fit" not in said(app)


def test_a_set_that_fits_says_so_and_a_damaged_file_changes_nothing(app):
    shown(app, store.sample(), segmentation="visitor")
    opened(app, text_of_segment_file([LOYAL], [ADA]))
    assert "Loyalty opened. Every column, value and limit is there" in said(app).replace("**", "")
    assert cards(app) == (ADA,)
    assert app.session_state[KEY].sets == ()  # laid out to be looked at, as a single set always was
    broken = json.loads(text_of_segment_file([LOYAL], [Card("Loyalty", "loyal", owner="Bob")]))
    broken["sets"][0]["cards"][0]["goal"] = "fame"
    opened(app, json.dumps(broken), name="broken.json")
    assert "there is no goal 'fame'" in said(app)
    assert cards(app) == (ADA,)


def moving(app, dataset, rule, **choices):
    app.session_state["segments.moving"] = True
    return shown(
        app, dataset, sets=(SegmentSet.of(rule),), segmentation=f"@{SegmentSet.of(rule).name}", **choices
    )


def test_who_moved_is_told_between_the_last_day_and_a_quarter_earlier(app):
    active = Rule("buyer", Group("all", (Condition("orders so far", "at_least", (1,)),)))
    moving(app, store.sample(), Rules((active,), name="Buyers"))
    assert "Between 30 May 2026 and 30 August 2026" in said(app)
    assert "from *everyone else* to *buyer*" in said(app)
    orders, people = store.sample().conversions, store.sample().customers
    known = set(people.loc[people["created_ts"] < pd.Timestamp("2026-05-31", tz="UTC"), "customer_id"])
    first = orders.groupby("customer_id")["ts"].min()
    late = first[first >= pd.Timestamp("2026-05-31", tz="UTC")].index
    seen = store.sample().touchpoints
    known |= set(seen.loc[seen["ts"] < pd.Timestamp("2026-05-31", tz="UTC"), "customer_id"])
    assert f"({len(set(late) & known)})" in said(app)
    assert "orders so far" in tables(app)
    (grid,) = (table.value for table in app.dataframe if "from \\ to" in table.value)
    assert re.search(r"\b\d,\d{3}\b", grid.to_string())
    assert not re.search(r"\d{4}", grid.to_string())
    app.date_input(key="segments.moving.from").set_value(pd.Timestamp("2026-07-31").date()).run()
    assert "Between 31 July 2026 and 30 August 2026" in said(app)
    assert app.query_params["moving"] == ["2026-07-31", "2026-08-30"]
    app.date_input(key="segments.moving.to").set_value(pd.Timestamp("2026-01-01").date()).run()
    assert "The first day has to come before the second." in "".join(info.value for info in app.info)


def test_what_people_write_and_files_say_is_shown_letter_by_letter(app):
    loud = [name[:90] for name in NASTY if "\n" not in name]
    rules = tuple(Rule(n, Group("all", (Condition("visitor", "is", ("new",)),))) for n in loud[:8])
    rule = Rules(rules, name=loud[0])
    written = tuple(
        Card(loud[0], n, step=n, owner=n, metric=n, target=1.0, review="2020-01-01") for n in loud[:8]
    )
    shown(app, store.sample(), sets=(SegmentSet.of(rule),), segmentation=f"@{loud[0]}", cards=written)
    opened(app, text_of_segment_file([rule], written))
    for element in (*app.main.markdown, *app.main.caption):
        assert "![x](" not in element.value
        assert ":red[" not in element.value
