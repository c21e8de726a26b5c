"""What the page offers as a baseline, and that nobody is told a rate that nobody knows."""

import pandas as pd
import pytest

from segattr.averages.population import population
from segattr.averages.segment_sizes import segment_sizes
from segattr.data.load import load
from segattr.segments.cards import Card
from segattr.segments.conditions import Condition, Group
from segattr.segments.registry import text_of_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.ui import store
from segattr.ui.segments_cards_store import measured, money, served
from segattr.ui.segments_shown import by_segment
from segattr.words.cards import METRICS, PEOPLE, RATE, SHARE, SPENT

CUSTOMERS = pd.DataFrame({"customer_id": list("abcd"), "plan": ["pro", "pro", "free", "free"]})
ORDERS = pd.DataFrame({"customer_id": ["a", "c", "c"], "ts": ["2026-01-02"] * 3, "value": [30.0, 5.0, 5.0]})
PRO = Rules((Rule("pro", Group("all", (Condition("plan", "is", ("pro",)),))),))
BUYERS = Rules((Rule("buyers", Group("all", (Condition("orders so far", "at_least", (1,)),))),))


def row(rules, name, **tables):
    found = segment_sizes(population(load(**tables), "customer"), rules)
    return by_segment(found)[name]


def test_a_baseline_is_what_the_metric_is_in_these_data():
    pro = row(PRO, "pro", customers=CUSTOMERS, conversions=ORDERS)
    assert [measured(metric, pro) for metric in (RATE, SHARE, PEOPLE, SPENT)] == [50.0, 50.0, 2.0, None]
    buyers = row(BUYERS, "buyers", customers=CUSTOMERS, conversions=ORDERS)
    assert [measured(metric, buyers) for metric in (RATE, SHARE, SPENT)] == [None, 50.0, 20.0]


def test_without_orders_there_is_no_rate_to_offer():
    assert measured(RATE, row(PRO, "pro", customers=CUSTOMERS)) is None


@pytest.mark.parametrize("metric", [*METRICS, "", "my own"])
def test_an_empty_or_unfinished_segment_offers_nothing(metric):
    nobody = row(PRO, "everyone else", customers=CUSTOMERS.head(2), conversions=ORDERS)
    assert measured(metric, nobody) is None
    assert measured(metric, None) is None


def test_what_an_audience_spent_and_what_its_campaigns_brought_are_of_all_who_are_in_it():
    seen = pd.DataFrame(
        {"customer_id": ["a", "b", "c"], "ts": "2026-01-01", "channel": "Ads", "campaign": "May"}
    )
    people = CUSTOMERS.assign(mail=["yes", "no", "yes", "no"])
    data = load(customers=people, conversions=ORDERS, touchpoints=seen)
    mail = Rule("mail", Group("all", (Condition("mail", "is", ("yes",)),)))
    rule = Rules((*PRO.rules, mail), name="Audiences", mode="overlapping")
    store.put(data)
    spent = money(data, text_of_segmentation(rule))
    assert spent.loc[["pro", "mail"], "spent"].tolist() == [30.0, 40.0]
    assert spent.loc[["pro", "mail"], "share"].tolist() == [0.75, 1.0]
    card = Card("Audiences", "mail", campaigns=("May",))
    found = served(data, text_of_segmentation(rule), card, 30.0)
    assert found.iloc[0]["people"] == 2
