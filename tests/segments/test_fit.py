"""A saved set meets other data: whatever does not fit is in the report, and nothing that does."""

import pandas as pd
import pytest

from segattr.data.load import load
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_scaling import Category, Number, Scaling
from segattr.segments.columns import Columns
from segattr.segments.conditions import Condition, Group
from segattr.segments.fit import COLUMNS, fit
from segattr.segments.rules import Rule, Rules
from segattr.segments.scores import Scores
from segattr.segments.top import Top
from segattr.words.segments_fit import KINDS

PEOPLE = pd.DataFrame(
    {
        "customer_id": list("abcd"),
        "device": ["tv", "pc", "TV", "pc"],
        "age": [18, 30, 44, 60],
        "since": ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05"],
        "note": [None] * 4,
        "code": ["007", "12", "1", "3"],
    }
)
DATA = load(
    customers=PEOPLE,
    conversions=pd.DataFrame({"customer_id": ["a"], "ts": ["2026-04-01"], "value": [9.0]}),
    touchpoints=pd.DataFrame({"customer_id": ["b"], "ts": ["2026-02-01"], "channel": ["Ads"]}),
)


def asked(field, question, *values, **more):
    return Condition(field, question, values, **more)


def ruled(*conditions, how="all", **more):
    return Rules((Rule("seg", Group(how, conditions)),), name="Set", **more)


def found(rule, data=DATA):
    table = fit([rule], data)
    assert list(table) == COLUMNS
    assert set(table["kind"]) <= set(KINDS)
    return list(table[["field", "kind"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    "condition",
    [
        asked("device", "is", "tv"),
        asked("device", "is", "Pc", ignore_case=True),
        asked("device", "one_of", "tv", "pc"),
        asked("device", "contains", "v"),
        asked("age", "at_least", 44),
        asked("age", "between", 20, 50),
        asked("since", "after", "2026-02-01"),
        asked("code", "at_least", 5),
        asked("orders so far", "at_least", 1),
        asked("age", "top_percent", 20),
        asked("code", "bottom_percent", 50),
        asked("device", "matches", "t.", ignore_case=True),
    ],
)
def test_what_tells_these_people_apart_fits(condition):
    assert found(ruled(condition)) == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (asked("device", "is", "watch"), [("device", "unseen"), ("", "empty")]),
        (asked("device", "one_of", "tv", "watch"), [("device", "unseen")]),
        (asked("device", "is_not", "watch"), [("device", "unseen")]),
        (asked("device", "starts_with", "x"), [("device", "unseen"), ("", "empty")]),
        (asked("age", "at_least", 61), [("age", "out of range"), ("", "empty")]),
        (asked("age", "at_least", 18), [("age", "out of range")]),
        (asked("code", "at_least", 99), [("code", "out of range"), ("", "empty")]),
        (asked("since", "before", "2026-01-05"), [("since", "out of range"), ("", "empty")]),
        (asked("note", "is_missing"), [("note", "no value")]),
        (asked("age", "contains", "1"), [("age", "unusable")]),
        (asked("age", "matches", "1."), [("age", "unusable")]),
        (asked("device", "matches", "t"), [("device", "out of range"), ("", "empty")]),
        (asked("device", "matches", ".*"), [("device", "out of range")]),
        (asked("device", "top_percent", 20), [("device", "unusable")]),
        (asked("spent so far", "bottom_percent", 20), []),
        (asked("age", "top_percent", 99), [("age", "out of range")]),
        (asked("note", "top_percent", 20), [("note", "no value"), ("", "empty")]),
        (asked("plan", "is", "pro"), [("plan", "missing")]),
        (asked("number of tickets", "at_least", 1), [("number of tickets", "unusable")]),
        (asked("orders so far", "at_least", 2), [("orders so far", "out of range"), ("", "empty")]),
    ],
)
def test_what_does_not_is_named_with_its_kind(condition, expected):
    assert sorted(found(ruled(condition))) == sorted(expected)


def test_conditions_inside_groups_are_looked_at_and_each_once():
    inner = Group("none", (asked("age", "at_least", 99), asked("age", "at_least", 99)))
    assert found(ruled(asked("device", "is", "tv"), inner)) == [("age", "out of range")]


def test_sentences_say_what_there_is_instead():
    table = fit([ruled(asked("age", "at_least", 61)), ruled(asked("since", "after", "2026-05-01"))], DATA)
    assert "Nobody passes 'age is at least 61': values go from 18 to 60." in set(table["said"])
    assert any("from 2026-01-05 to 2026-04-05" in said for said in table["said"])


def test_a_named_day_outside_the_data_is_said():
    late, early = (
        ruled(asked("orders so far", "at_least", 1), moment=day) for day in ("2027-01-01", "2020-01-01")
    )
    assert ("", "day") in found(late)
    assert ("", "day") in found(early)
    assert ("", "empty") in found(early)


def groups_on(moment):
    since = Number("days since last touch", 0.0, 9.0, log=False, mean=4.0, deviation=2.0, fill=4.0)
    return Clusters(Scaling((since,), ()), ((0.0,), (1.0,)), ("x", "y"), moment=moment)


def test_natural_groups_of_a_named_day_are_held_against_the_data_as_of_it():
    assert ("", "day") in found(groups_on("2027-01-01"))
    lately, then = found(groups_on("latest")), found(groups_on("2026-02-05"))  # the touch is of the 1st
    assert {("", "day"), ("days since last touch", "out of range")} & set(then) == set()
    assert ("days since last touch", "out of range") in lately


def test_every_other_kind_of_set_is_looked_at():
    assert found(Columns(("device",))) == []
    assert found(Columns(("plan", "device"))) == [("plan", "missing")]
    assert found(Top(), DATA.with_(conversions=None)) == [("", "unusable")]
    scores = Scores("tiers", ((90.0, 30.0), (2.0, 3.0), (50.0, 99.0)), name="T")
    assert ("orders so far", "out of range") in found(scores)
    age = Number("age", 70.0, 90.0, log=False, mean=80.0, deviation=5.0, fill=80.0)
    groups = Clusters(
        Scaling((age,), (Category("device", ("watch",)),)), ((0.0, 0.0), (1.0, 1.0)), ("x", "y")
    )
    assert {("age", "out of range"), ("device", "unseen")} <= set(found(groups))


def test_a_set_of_visits_is_looked_at_in_the_outcomes_and_refused_elsewhere():
    visits = load(outcomes=pd.DataFrame({"device": ["tv", "pc"], "converted": [1, 0]}))
    rule = ruled(asked("device", "is", "watch"), unit="visit")
    assert found(rule, visits) == [("device", "unseen"), ("", "empty")]
    assert found(rule) == [("", "unusable")]


def test_several_sets_are_in_one_report():
    table = fit([Columns(("plan",)), Columns(("device",)), ruled(asked("device", "is", "x"))], DATA)
    assert list(dict.fromkeys(table["set"])) == ["plan", "Set"]
