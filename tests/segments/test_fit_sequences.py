"""A saved sequence meets other data: what does not fit is said, in the words of the rule."""

import pandas as pd
import pytest

from segattr.data.load import load
from segattr.segments.conditions import Group
from segattr.segments.fit import fit
from segattr.segments.rules import Rule, Rules
from segattr.segments.sequences import Sequence
from segattr.segments.step_offers import step_offers
from segattr.segments.steps import Follow, Step

TOUCHES = pd.DataFrame(
    {"customer_id": ["a", "b"], "ts": ["2026-03-01", "2026-03-09"], "channel": ["Ads", "Email"]}
)
ORDERS = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-02"], "stars": [5.0]})
EVENTS = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-03"], "event": ["ticket"]})
WHOLE = load(touchpoints=TOUCHES, conversions=ORDERS, events=EVENTS)
WITHOUT_EVENTS = load(touchpoints=TOUCHES, conversions=ORDERS)


def ticket(name="ticket"):
    return Step("event", (("event", name),))


def found(asked, data=WHOLE):
    rules = Rules((Rule("seg", Group("all", (Sequence(asked),))),), name="Set")
    return [row for row in fit([rules], data).to_dict("records") if row["kind"] != "empty"]


@pytest.mark.parametrize(
    "asked", [Follow(Step("order"), ticket()), Follow(Step("order", (("stars", "5"),)), ticket())]
)
def test_what_is_there_is_no_misfit(asked):
    assert found(asked) == []


def test_a_table_and_a_column_that_are_not_there_are_missing():
    without = found(Follow(Step("order"), ticket()), WITHOUT_EVENTS)
    assert [(row["kind"], row["segment"]) for row in without] == [("missing", "seg")]
    assert without[0]["said"].startswith("The data hold no events, which 'an order, and after it")
    columns = found(Follow(Step("order", (("topic", "x"),)), ticket()))
    assert [(row["kind"], row["field"]) for row in columns] == [("missing", "topic")]


def test_values_nobody_has_are_unseen_of_texts_and_of_numbers():
    asked = Follow(Step("order", (("stars", "4"),)), ticket("refund"))
    rows = [(row["kind"], row["field"], row["said"]) for row in found(asked)]
    assert rows == [
        ("unseen", "stars", "Nobody has '4' in 'stars'."),
        ("unseen", "event", "Nobody has 'refund' in 'event'."),
    ]


def test_a_sequence_that_nobody_or_everybody_passes_tells_nobody_apart():
    after = found(Follow(ticket(), Step("order")))
    assert [(row["kind"], row["said"][:13]) for row in after] == [("out of range", "Nobody passes")]
    rules = Rules(
        (Rule("seg", Group("all", (Sequence(Follow(Step("touch"), Step("touch")), followed=False),))),)
    )
    assert fit([rules], WHOLE)["said"].str.contains("Everybody passes").any()


def test_steps_are_offered_by_the_columns_that_group_the_most_frequent_value_first():
    events = pd.DataFrame(
        {
            "customer_id": [str(i) for i in range(200)],
            "ts": ["2026-03-03"] * 200,
            "note": [f"note {i}" for i in range(200)],
            "stars": [float(i % 3) for i in range(200)],
            "seconds": [i / 7 for i in range(200)],
            "event": ["open"] * 150 + ["ticket"] * 50,
        }
    )
    there = step_offers(load(touchpoints=TOUCHES, conversions=ORDERS, events=events))
    assert list(there) == ["order", "touch", "event"]
    assert list(there["event"].items()) == [("event", ("open", "ticket")), ("stars", ("0", "1", "2"))]
    assert there["touch"] == {"channel": ("Ads", "Email")}
