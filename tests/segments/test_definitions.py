"""A definition is plain JSON: what it says comes back as it was, and nonsense is refused in a sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.errors import FileRefused
from segattr.segments.definitions import CONDITIONS
from segattr.segments.registry import (
    LONGEST,
    find_segmentation,
    open_segmentation,
    read_segmentation,
    save_segmentation,
    text_of_segmentation,
)
from segattr.segments.rules import Rules
from tests.segments.test_rules import some_rules

WHO = {"all": [{"field": "visitor", "is": "returning"}]}
PLAIN = {"format": 1, "kind": "rules", "segments": [{"name": "loyal", "who": WHO}]}


def with_who(who):
    return PLAIN | {"segments": [{"name": "loyal", "who": who}]}


def nested(levels):
    who = WHO
    for _ in range(levels):
        who = {"any": [who]}
    return with_who(who)


@given(some_rules)
def test_every_set_comes_back_from_its_text_as_it_was(rules):
    assert read_segmentation(text_of_segmentation(rules)) == rules
    assert find_segmentation(text_of_segmentation(rules, indent=1)) == rules


def test_a_definition_may_leave_out_what_goes_without_saying():
    rules = read_segmentation(json.dumps(PLAIN))
    assert isinstance(rules, Rules)
    assert (rules.name, rules.others, rules.unit, rules.moment) == (
        "segment",
        "everyone else",
        "customer",
        "first touch",
    )
    assert read_segmentation(json.dumps(with_who({"all": [{"kind": "field", "field": "a", "is": 1}]})))


def test_a_saved_set_is_opened_from_its_file(tmp_path):
    rules = read_segmentation(json.dumps(PLAIN))
    path = save_segmentation(rules, tmp_path / "loyal.json")
    assert open_segmentation(path) == find_segmentation(str(path)) == rules


@pytest.mark.parametrize(
    ("definition", "reason"),
    [
        (PLAIN | {"owner": "me"}, "'owner', which this version does not know"),
        (PLAIN | {"name": 3}, "are texts"),
        (PLAIN | {"unit": "household"}, "not of 'household'"),
        (PLAIN | {"moment": "as of today"}, "the moment 'as of today'"),
        (PLAIN | {"moment": "visit"}, "the moment 'visit'"),
        (PLAIN | {"segments": {}}, "a list of segments"),
        (PLAIN | {"segments": []}, "1 to 60 segments"),
        (PLAIN | {"segments": ["x"]}, "nothing else"),
        (PLAIN | {"segments": [{"name": "x", "who": WHO, "goal": "?"}]}, "nothing else"),
        (PLAIN | {"segments": [{"name": 1, "who": WHO}]}, "name is a text"),
        (with_who({"field": "a", "is": 1}), "who is in it a group"),
        (with_who([]), "made of conditions and groups"),
        (with_who(WHO | {"any": []}), "one of all, any and none"),
        (with_who({"all": WHO}), "one of all, any and none"),
        (with_who({"all": [{"field": "a", "like": 1}]}), "'like', which this version does not know"),
        (with_who({"all": [{"field": "a", "is": 1, "is_not": 2}]}), "asks one question"),
        (with_who({"all": [{"field": "a"}]}), "asks one question"),
        (with_who({"all": [{"field": 1, "is": 1}]}), "names one field"),
        (with_who({"all": [{"field": "a", "is": None}]}), "texts, numbers and days"),
        (with_who({"all": [{"field": "a", "is": {"x": 1}}]}), "texts, numbers and days"),
        (with_who({"all": [{"field": "a", "is": 1e999}]}), "texts, numbers and days"),
        (with_who({"all": [{"field": "a", "is": [1, 2]}]}), "takes one value"),
        (with_who({"all": [{"field": "a", "between": [1]}]}), "takes two values"),
        (with_who({"all": [{"field": "a", "one_of": []}]}), "takes one or more values"),
        (with_who({"all": [{"field": "a", "one_of": ["x"] * 1001}]}), "takes one or more values"),
        (with_who({"all": [{"field": "a", "is_missing": False}]}), "yes or no with something else"),
        (with_who({"all": [{"field": "a", "is": "x", "ignore_case": 1}]}), "yes or no with something else"),
        (with_who({"all": [{"kind": "event", "event": "ticket"}]}), "no condition of the kind 'event'"),
        (with_who({"all": [{"kind": ["field"], "field": "a", "is": 1}]}), "no condition of the kind"),
        (nested(7), "more than 6 deep"),
    ],
)
def test_what_is_no_definition_is_refused_with_the_reason(definition, reason):
    with pytest.raises(
        FileRefused, match=r"The text is not a segment definition this version knows\. "
    ) as error:
        read_segmentation(json.dumps(definition))
    assert reason in str(error.value)


def test_groups_may_stand_as_deep_as_the_limit():
    assert read_segmentation(json.dumps(nested(5)))


@pytest.mark.parametrize(
    "text", ['{"format": 1, "kind": "rules", "segments": ' + "[" * 90_000, "{" + " " * LONGEST]
)
def test_a_text_made_to_break_the_reader_is_refused(text):
    with pytest.raises(FileRefused):
        read_segmentation(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["all", "any", "field", "is", "kind", "name", "who"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    )
)
def test_whatever_stands_where_rules_should_is_read_or_refused(anything):
    text = json.dumps(PLAIN | {"segments": anything})
    try:
        found = read_segmentation(text)
    except FileRefused:
        return
    assert isinstance(found, Rules)


def test_kinds_of_condition_are_a_registry_with_room_for_more():
    assert list(CONDITIONS) == ["field", "sequence", "count"]
