"""Decisions: what the data must hold for each, and what is set on the way to its page."""

import pandas as pd
import pytest

import segattr as sa
from segattr.ui.address import from_parameters, to_parameters
from segattr.ui.choices import Choices
from segattr.ui.decisions import missing, most_telling, proposal
from segattr.ui.frame import status
from segattr.ui.shell import PAGES
from segattr.ui.store import SAMPLE
from segattr.words.decisions import DECISIONS, NEEDS
from segattr.words.facts import facts

SPLITS = pd.DataFrame(
    {
        "dimension": ["zip", "visitor", "channel", "device", "browser"],
        "segments": [40, 2, 9, 3, 4],
        "verdict": ["telling", "telling", "telling", "slight", "chance"],
    }
)
VISITS = pd.DataFrame({"device": ["m", "d", "m"], "converted": ["yes", "no", "no"]})


@pytest.fixture(scope="module")
def shop():
    return sa.load(
        touchpoints=SAMPLE / "touchpoints.csv",
        conversions=SAMPLE / "orders.csv",
        customers=SAMPLE / "customers.csv",
        costs=SAMPLE / "costs.csv",
    )


def lacks(dataset):
    return {name: missing(name, dataset, facts(dataset)) for name in DECISIONS}


def test_the_shop_serves_every_decision(shop):
    assert set(lacks(shop).values()) == {()}


def test_visits_without_ids_serve_conversion_and_say_what_the_others_need():
    assert lacks(sa.load(outcomes=VISITS)) == {
        "conversion": (),
        "waste": ("credit", "costs"),
        "leads": (),
        "valuable": ("value",),
        "return": ("repeat",),
        "credit": ("credit",),
    }


def test_orders_of_customers_who_came_once_do_not_say_who_comes_back():
    orders = pd.DataFrame({"customer_id": ["a", "b"], "ts": ["2026-03-01", "2026-03-02"]})
    once = sa.load(conversions=orders, customers=pd.DataFrame({"customer_id": ["a", "b", "c"]}))
    assert lacks(once)["return"] == ("repeat",)
    twice = pd.concat([orders, orders.assign(ts="2026-04-01")])
    again = sa.load(conversions=twice, customers=pd.DataFrame({"customer_id": ["a", "b", "c"]}))
    assert lacks(again)["return"] == ()


def test_every_decision_leads_to_a_page_and_says_what_its_needs_are():
    assert {f"{decision.page}.py" for decision in DECISIONS.values()} <= {page.file for page in PAGES}
    assert {need for decision in DECISIONS.values() for need in decision.needs} == set(NEEDS)


def test_the_split_is_the_most_telling_a_picture_can_hold():
    assert most_telling(SPLITS, 1) == ("visitor",)
    assert most_telling(SPLITS, 2) == ("visitor", "channel")
    assert most_telling(SPLITS[:1], 1) == ("zip",)
    assert most_telling(SPLITS[3:], 1) == ()
    assert most_telling(None, 1) == ()


def test_averages_are_set_to_split_and_metric(shop):
    found = proposal("valuable", shop, SPLITS)
    assert (found.page, found.columns) == ("averages", ("visitor",))
    assert found.changes == {"metric": "value_per_person", "split_by": ("visitor",), "focus": ()}
    assert proposal("leads", shop, SPLITS).columns == ("visitor", "channel")


def test_credit_is_told_apart_by_segments_that_are_not_what_earns_it(shop):
    assert proposal("credit", shop, SPLITS).changes == {"segmentation": "visitor", "measure": "value"}
    assert proposal("waste", shop, SPLITS).changes["touch_by"] == "campaign"
    channels = SPLITS[SPLITS["dimension"] == "channel"]
    assert proposal("credit", shop, channels).changes["segmentation"] == ""
    awkward = SPLITS.assign(dimension="a, b")[:1]
    assert proposal("credit", shop, awkward).changes["segmentation"] == ""


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_travels_in_the_address_and_stands_in_the_status_line(decision, shop):
    chosen = Choices(decision=decision)
    assert from_parameters(to_parameters(chosen)) == chosen
    assert "to decide: " in status(chosen, shop)


def test_a_decision_nobody_knows_is_none(shop):
    assert from_parameters({"decide": ["world peace"]}) == Choices()
    assert "decide" not in status(Choices(), shop)
