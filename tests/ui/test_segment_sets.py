import pandas as pd
import pytest
import streamlit as st

from segattr.data.load import load
from segattr.segments.conditions import Condition, Group
from segattr.segments.registry import find_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.ui import segment_sets, state, store
from segattr.ui.choices import Choices, SegmentSet

LOYAL = Rules((Rule("loyal", Group("all", (Condition("visitor", "is", ("old",)),))),), name="Loyalty")
VISITS = Rules(LOYAL.rules, name="Visits", unit="visit")
COLOUR = Rules((Rule("red", Group("all", (Condition("colour", "is", ("red",)),))),), name="Colour")


@pytest.fixture
def shop(monkeypatch):
    """A visitor who works on customers with a band of ages."""
    monkeypatch.setattr(st, "session_state", {})
    ages = [*range(20, 80)]
    table = pd.DataFrame({"customer_id": [str(i) for i in range(60)], "visitor": "old", "age": ages})
    dataset = load(customers=table)
    store.put(dataset)
    sets = tuple(map(SegmentSet.of, (LOYAL, VISITS, COLOUR)))
    monkeypatch.setattr(state, "get", lambda: Choices(dataset_key=dataset.key, sets=sets))
    return dataset


def test_a_set_in_use_is_its_definition_for_the_store_and_its_name_for_people():
    choices = Choices(sets=(SegmentSet.of(LOYAL),), segmentation="@Loyalty")
    assert find_segmentation(segment_sets.text_of(choices)) == LOYAL
    assert segment_sets.title_of(choices) == "Loyalty (customers, at first touch)"


def test_columns_in_use_are_themselves():
    assert segment_sets.text_of(Choices(segmentation="visitor,device")) == "visitor,device"
    assert segment_sets.title_of(Choices(segmentation="visitor, device")) == "visitor × device"
    assert segment_sets.title_of(Choices()) == segment_sets.text_of(Choices()) == ""


def test_only_sets_these_data_can_answer_are_offered(shop):
    assert segment_sets.offered(state.get()) == ["@Loyalty"]
    said = [segment_sets.problem(each, shop) for each in state.get().sets]
    assert said[0] == ""
    assert "tells visits apart" in said[1]
    assert said[2] == "These data have no column 'colour'."


def test_without_data_no_set_is_offered(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    assert segment_sets.offered(Choices(sets=(SegmentSet.of(LOYAL),))) == []


def test_a_clicked_value_becomes_a_segment_of_the_draft_once(shop):
    segment_sets.start({"visitor": "old"}, name="old")
    segment_sets.start({"visitor": "(unknown)", "age": "21"}, name="old")
    segment_sets.start({"visitor": "old"}, name="again")
    rules = segment_sets.draft().rules
    assert [rule.name for rule in rules] == ["old", "old 2"]
    assert rules[0].who.parts == (Condition("visitor", "is", ("old",)),)
    assert rules[1].who.parts[0] == Condition("visitor", "is_missing")


def test_a_clicked_band_of_numbers_becomes_its_range(shop):
    from segattr.data.bands import banded

    bands = banded(shop.customers["age"]).astype("str")
    segment_sets.start({"age": bands.iloc[0]}, name="young")
    (condition,) = segment_sets.draft().rules[0].who.parts
    members = shop.customers["age"][bands == bands.iloc[0]]
    assert condition == Condition("age", "between", (int(members.min()), int(members.max())))
    found = segment_sets.draft().finished
    import segattr as sa

    assert (sa.segment(shop, found) == "young").sum() == len(members)
