"""Everybody is in one segment, parts add up to what they are parts of, and yesterday stays as it was."""

from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from segattr.reduce.door import UNKNOWN
from segattr.reduce.engines import to_pandas
from segattr.reduce.moments import day_number, source_on
from segattr.reduce.source import source_of_frames
from segattr.segments.columns import Columns
from segattr.segments.conditions import Condition, Group
from segattr.segments.fields import fields_of_people
from segattr.segments.rules import Rule, Rules
from tests.conftest import placed_on
from tests.reduce.test_features import START, WORLDS, tables

ENGINES = pytest.mark.parametrize("name", ["pandas", "duckdb"])
KINDS = st.lists(
    st.tuples(
        *[st.sampled_from(values) for values in (("a", "b", None), ("x", "y · z", None), (True, None))]
    ),
    min_size=1,
    max_size=8,
)
LEVELS = ("plan", "region", "loyal")
CONDITIONS = st.one_of(
    st.builds(Condition, st.just("orders so far"), st.just("at_least"), st.sampled_from([(1,), (2,)])),
    st.builds(Condition, st.just("days since last touch"), st.just("at_most"), st.sampled_from([(0,), (6,)])),
    st.builds(Condition, st.just("last channel"), st.just("is"), st.sampled_from([("Ads",), ("Web",)])),
    st.just(Condition("number of ticket in the last 10 days", "at_least", (1,))),
    st.just(Condition("spent so far", "top_percent", (50,))),
)
GROUPS = st.builds(
    Group, st.sampled_from(["all", "any", "none"]), st.lists(CONDITIONS, min_size=1, max_size=2).map(tuple)
)
NESTED = st.builds(
    Group,
    st.sampled_from(["all", "any", "none"]),
    st.lists(GROUPS | CONDITIONS, min_size=1, max_size=3).map(tuple),
)
SETS = st.lists(NESTED, min_size=1, max_size=2)
FEATURES = [
    *("orders so far", "spent in the last 10 days", "days since last order", "median days between orders"),
    *("last channel", "days since first seen", "number of ticket in the last 10 days", "days since ticket"),
]


def rules_of(parts, moment="latest"):
    return Rules(tuple(Rule(f"s{place}", who) for place, who in enumerate(parts)), moment=moment)


def labels(rule, frames):
    """Everybody's segment; whoever a segmentation leaves out is unknown."""
    source = source_of_frames(**frames)
    everybody = to_pandas(source.people.select("customer_id"))["customer_id"].astype("str")
    found = to_pandas(rule.labels(source)).astype("str")
    assert not found["customer_id"].duplicated().any()
    assert set(found["customer_id"]) <= set(everybody)
    return found.set_index("customer_id")["label"].reindex(sorted(everybody)).fillna(UNKNOWN)


def members(who, frames):
    found = labels(Rules((Rule("in", who),), moment="latest"), frames)
    return set(found.index[found == "in"])


@ENGINES
@given(WORLDS, SETS)
@profile(max_examples=2)
def test_a_partition_is_a_partition(name, world, parts):
    frames = placed_on(name)(**tables(world))
    rule = rules_of(parts)
    found = labels(rule, frames)
    assert set(found) <= set(rule.labels_in_order)
    assert found.value_counts().sum() == len(found)
    left = set(found.index)
    for who, label in zip(parts, rule.labels_in_order, strict=False):  # the first that fits takes the person
        taken = members(who, frames) & left
        assert set(found.index[found == label]) == taken
        left -= taken
    assert set(found.index[found == rule.others]) == left


@ENGINES
@given(KINDS)
@profile(max_examples=5)
def test_the_children_of_a_layer_are_the_parent(name, rows):
    people = pd.DataFrame(rows, columns=list(LEVELS)).astype(
        {"plan": "str", "region": "str", "loyal": "boolean"}
    )
    people = people.assign(customer_id=[f"c{place}" for place in range(len(people))])
    world = {"touches": [("a", START, "Ads")], "orders": [], "events": []}
    frames = placed_on(name)(**tables(world) | {"customers": people})
    for depth in (1, 2):
        parent, child = (labels(Columns(LEVELS[:levels]), frames) for levels in (depth, depth + 1))
        over = parent.groupby(child).unique()
        assert (over.map(len) == 1).all()
        assert all(name.startswith(f"{above[0]} · ") for name, above in over.items())


@ENGINES
@given(WORLDS, st.lists(GROUPS, min_size=1, max_size=3))
@profile(max_examples=2)
def test_a_group_holds_whom_its_parts_hold_together(name, world, parts):
    frames = placed_on(name)(**tables(world))
    each = [members(part, frames) for part in parts]
    everybody = set(labels(rules_of(parts), frames).index)
    assert members(Group("any", tuple(parts)), frames) == set.union(*each)
    assert members(Group("all", tuple(parts)), frames) == set.intersection(*each)
    assert members(Group("none", tuple(parts)), frames) == everybody - set.union(*each)


def cut(frames, day):
    """The export as it was at the end of a day."""
    end = pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=1)
    moments = {role: "created_ts" if role == "customers" else "ts" for role in frames}
    return {
        role: frame[~(frame[moments[role]] >= end)].reset_index(drop=True) for role, frame in frames.items()
    }


def features(frames, day):
    source = source_on(source_of_frames(**frames), day_number(day))
    people, fields = fields_of_people(source, FEATURES, today=day_number(day))
    found = to_pandas(people).astype({"customer_id": "str"}).set_index("customer_id").sort_index()
    return found.rename(columns={field.column: name for name, field in fields.items()})[FEATURES]


@ENGINES
@given(WORLDS, SETS, st.integers(0, 15))
@profile(max_examples=2)
def test_as_of_tomorrow_is_what_running_it_tomorrow_gives(name, world, parts, later):
    whole = tables(world)
    day = (START + timedelta(days=later)).date().isoformat()
    now, then = placed_on(name)(**whole), placed_on(name)(**cut(whole, day))
    pd.testing.assert_frame_equal(features(now, day), features(then, day), check_dtype=False)
    rule = rules_of(parts, moment=day)
    found = labels(rule, now)
    assert found[found != UNKNOWN].to_dict() == labels(rule, then).to_dict()
