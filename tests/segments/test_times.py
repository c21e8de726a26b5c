"""How often somebody did something, narrowed by its columns: the same on every engine as slow loops count."""

import json
from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from segattr.averages.population import population
from segattr.averages.segment_sizes import segment_sizes
from segattr.averages.why import why
from segattr.data.load import load
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.engines import to_pandas
from segattr.reduce.moments import day_number
from segattr.reduce.source import source_of_frames
from segattr.segments.circular import by_orders, by_path
from segattr.segments.conditions import Condition, Group
from segattr.segments.counts import Count, count_of
from segattr.segments.definitions import read_part
from segattr.segments.fields import fields_of_people
from segattr.segments.fit import fit
from segattr.segments.registry import read_segmentation, text_of_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from segattr.segments.segment_file import schema
from segattr.segments.steps import Step, follow
from segattr.segments.times import Times
from tests.conftest import placed_on
from tests.segments.test_sequences import START, any_steps, steps, tables, waits, worlds

COUNTS = st.one_of(
    st.builds(Times, st.builds(Count, steps, waits), st.just("at_least"), st.integers(1, 4)),
    st.builds(
        Times, st.builds(Count, steps, waits), st.sampled_from(["at_most", "exactly"]), st.integers(0, 4)
    ),
)
PRO = Step("event", (("event", "signed_up"), ("plan", "pro")))
TWICE = Times(Count(PRO, last_days=30), times=2)


def ruled(*parts, how="all", **more):
    return Rules((Rule("them", Group(how, parts)),), name="Set", **more)


def times_of(customer, count, today, world):
    """Count by plain loops over plain rows."""
    days = [
        row["ts"].date()
        for row in world[count.step.table]
        if row["customer_id"] == customer and all(row[c] == v for c, v in count.step.where)
    ]
    longest = count.last_days if count.last_days is not None else 10_000
    return sum(1 for day in days if 0 <= (today - day).days < longest)


def passes(sequence, times):
    wanted = sequence.times
    return {"at_least": times >= wanted, "at_most": times <= wanted, "exactly": times == wanted}[
        sequence.how_often
    ]


@given(worlds, st.lists(COUNTS, min_size=1, max_size=3), st.integers(0, 13))
@settings(max_examples=6)
@pytest.mark.parametrize("name", ["pandas", "duckdb", "polars"])
def test_who_did_it_so_often_is_what_slow_loops_count(name, world, asked, later):
    if name == "polars":
        pytest.importorskip("polars")
    today = START.date() + timedelta(days=later)
    source = source_of_frames(**placed_on(name)(**tables(world)))
    names = [each.asked.name for each in asked]
    people, fields = fields_of_people(source, names, today=day_number(today.isoformat()))
    for each in asked:
        found = to_pandas(people.select("customer_id", holds=each.holds(fields)))
        for who, holds in zip(found["customer_id"], found["holds"], strict=True):
            assert holds == passes(each, times_of(who, each.asked, today, world))


@given(any_steps, waits, st.sampled_from(["at_least", "at_most", "exactly"]), st.integers(1, 99))
def test_every_count_is_read_back_from_its_name_and_from_its_definition(step, days, how_often, times):
    asked = Times(Count(step, days), how_often, times)
    assert count_of(asked.asked.name) == asked.asked
    assert follow(asked.asked.name) is None
    assert read_part(json.loads(json.dumps(asked.to_json()))) == asked
    whole = json.loads(text_of_segmentation(ruled(asked)))
    assert not list(Draft202012Validator(schema()).iter_errors(whole))
    assert read_segmentation(json.dumps(whole)) == ruled(asked)


@given(st.text(max_size=40))
def test_no_text_of_a_stranger_is_taken_for_a_count_it_does_not_spell(text):
    for name in (text, f"times {text}", f'times order "product"="{text}"'):
        found = count_of(name)
        assert found is None or found.name == name


def signed_up(*rows):
    events = pd.DataFrame(rows, columns=["customer_id", "ts", "plan"]).assign(event="signed_up")
    seen = pd.DataFrame({"customer_id": list("abcd"), "ts": "2026-03-31", "channel": "Ads"})
    return load(touchpoints=seen, events=events)


DATA = signed_up(
    *(("a", "2026-03-02", "pro"), ("a", "2026-03-31", "pro"), ("a", "2026-03-31", "free")),
    *(("b", "2026-03-01", "pro"), ("b", "2026-03-31", "pro"), ("c", "2026-03-31", "pro")),
)


def members(rules, data=DATA):
    labels = segment(data, rules)
    return "".join(labels[labels == "them"].index)


def test_who_signed_up_with_a_plan_twice_within_30_days():
    assert members(ruled(TWICE)) == "a"  # the 2nd to the 31st are 30 days; b's first is a day too early
    assert members(ruled(Times(Count(PRO), times=2))) == "ab"
    assert members(ruled(Times(Count(PRO), "exactly", 1))) == "c"
    assert members(ruled(Times(Count(PRO), "at_most", 0))) == "d"  # who never did, did it 0 times
    assert members(ruled(Times(Count(PRO), times=1), moment="2026-03-31"), DATA) == "abc"


def test_the_page_counts_the_same_people_and_says_how_often_one_did():
    rules = ruled(TWICE).of(DATA)
    everybody = population(DATA, "customer")
    sized = segment_sizes(everybody, rules)
    assert sized.rows.set_index("segment")["people"].to_dict() == {"them": 1, "everyone else": 3}
    for who, times, holds in (("a", "2", True), ("b", "1", False), ("d", "0", False)):
        line = why(DATA, everybody, rules, who)[1]
        assert (line.asked, line.found, line.holds) == (TWICE.describe(), times, holds)


def test_a_count_is_read_as_of_a_day_and_says_whether_it_goes_in_circles():
    bought, seen = (ruled(Times(Count(Step(what)))) for what in ("order", "touch"))
    assert bought.moment == "latest"
    assert (by_orders(bought), by_path(bought)) == (True, False)
    assert (by_orders(seen), by_path(seen)) == (False, True)


def test_data_that_cannot_answer_are_refused_and_reported():
    without = load(touchpoints=pd.DataFrame({"customer_id": ["a"], "ts": "2026-03-31", "channel": "Ads"}))
    with pytest.raises(UnsuitableData, match="cannot be worked out"):
        segment(without, ruled(TWICE))
    said = f"The data hold no events, which '{TWICE.describe()}' asks about."
    assert fit([ruled(TWICE)], without)["said"].tolist() == [said]
    events = pd.DataFrame({"customer_id": ["a"], "ts": "2026-03-31", "event": "signed_up"})
    bare = load(touchpoints=without.touchpoints, events=events)
    assert fit([ruled(TWICE)], bare)["said"].tolist() == ["The data hold no column 'plan'."]


def test_values_and_acts_of_nobody_are_reported():
    def found(asked):
        return [
            (row.field, row.kind) for row in fit([ruled(asked)], DATA).itertuples() if row.kind != "empty"
        ]

    assert found(TWICE) == []
    assert found(Times(Count(Step("event", (("plan", "gold"),))))) == [("plan", "unseen")]
    assert found(Times(Count(PRO), times=9)) == [("", "out of range")]
    assert found(Times(Count(Step("touch")))) == [("", "out of range")]


@pytest.mark.parametrize(
    "definition",
    [
        {"kind": "count"},
        {"kind": "count", "did": {"what": "order"}},
        {"kind": "count", "at_least": 2},
        {"kind": "count", "did": {"what": "sneeze"}, "at_least": 2},
        {"kind": "count", "did": {"what": "order", "where": {"x": None}}, "at_least": 2},
        {"kind": "count", "did": {"what": "order"}, "at_least": 2, "at_most": 3},
        {"kind": "count", "did": {"what": "order"}, "at_least": 2.5},
        {"kind": "count", "did": {"what": "order"}, "at_least": True},
        {"kind": "count", "did": {"what": "order"}, "at_least": 2, "last_days": "30"},
        {"kind": "count", "did": {"what": "order"}, "at_least": 2, "within_days": 30},
    ],
)
def test_a_strangers_nonsense_is_refused_and_fits_no_schema(definition):
    with pytest.raises(BadSetting):
        read_part(definition)
    whole = {"format": 1, "kind": "rules", "segments": [{"name": "x", "who": {"all": [definition]}}]}
    assert list(Draft202012Validator(schema()).iter_errors(whole))


@pytest.mark.parametrize(
    "asked",
    [
        Times(Count(Step("event", (("event", ""),)))),
        Times(Count(last_days=0)),
        Times(Count(last_days=40_000)),
        Times(times=0),
        Times(how_often="at_most", times=-1),
        Times(how_often="often"),
        Times(times=1_000_001),
    ],
)
def test_what_is_unfinished_or_out_of_bounds_says_so(asked):
    assert asked.problem()
    with pytest.raises(BadSetting):
        ruled(Condition("age", "at_least", (1,)), asked)


def test_a_count_is_said_in_words():
    assert Times(Count(Step("order"), 30)).describe() == "at least once an order in the last 30 days"
    assert Times(Count(PRO), "at_most", 2_000).describe() == (
        "at most 2,000 times an event signed_up where plan is pro"
    )
    assert Times(Count(PRO), "exactly", 0).describe() == "no event signed_up where plan is pro"
