"""One thing after another: the same on every engine as slow loops find it, and a day later still."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from segattr.averages.population import population
from segattr.averages.segment_sizes import segment_sizes
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.engines import to_pandas
from segattr.reduce.moments import day_number
from segattr.reduce.source import source_of_frames
from segattr.segments.circular import by_orders, by_path
from segattr.segments.conditions import Condition, Group
from segattr.segments.definitions import read_part
from segattr.segments.fields import fields_of_people
from segattr.segments.moments_of import moments_of
from segattr.segments.registry import read_segmentation, text_of_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from segattr.segments.segment_file import schema
from segattr.segments.sequences import Sequence
from segattr.segments.steps import Follow, Step, follow
from tests.conftest import placed_on
from tests.segments.sequence_oracle import answer_of

START = datetime(2026, 1, 1, tzinfo=UTC)
TICKET = Step("event", (("event", "ticket"),))
COLUMNS = {"order": "product", "touch": "channel", "event": "event"}
TABLES = {"order": "conversions", "touch": "touchpoints", "event": "events"}
VALUES = {"order": ["mug", "cap"], "touch": ["Ads", "Email"], "event": ["ticket", "open"]}

rows = {
    what: st.lists(
        st.fixed_dictionaries(
            {
                "customer_id": st.sampled_from(["a", "b"]),
                "ts": st.integers(0, 12 * 2).map(lambda halves: START + timedelta(days=halves / 2)),
                column: st.sampled_from(VALUES[what]),
            }
        ),
        min_size=1,
        max_size=6,
    )
    for what, column in COLUMNS.items()
}
worlds = st.fixed_dictionaries({TABLES[what]: each for what, each in rows.items()})
steps = st.sampled_from(list(COLUMNS)).flatmap(
    lambda what: st.builds(
        Step,
        st.just(what),
        st.just(()) | st.sampled_from(VALUES[what]).map(lambda value: ((COLUMNS[what], value),)),
    )
)
waits = st.none() | st.integers(1, 6)
sequences = st.builds(Sequence, st.builds(Follow, steps, steps, waits, waits), st.booleans())
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
any_steps = st.builds(
    Step,
    st.sampled_from(list(COLUMNS)),
    st.dictionaries(texts, texts, max_size=3).map(lambda where: tuple(where.items())),
)


def tables(world):
    kinds = {"customer_id": "str", "ts": "datetime64[us, UTC]"} | dict.fromkeys(COLUMNS.values(), "str")
    frames = {role: pd.DataFrame(each) for role, each in world.items()}
    return {role: each.astype({c: kinds[c] for c in each}) for role, each in frames.items()}


def ruled(*parts, how="all", **more):
    return Rules((Rule("them", Group(how, parts)),), name="Set", **more)


def data(*, orders=(), events=(), touches=(("z", "2026-03-31", "Ads"),)):
    return Dataset(
        touchpoints=frame(touches, "channel"),
        conversions=frame(orders, "product") if orders else None,
        events=frame(events, "event") if events else None,
    )


def frame(rows, column):
    table = pd.DataFrame(rows, columns=["customer_id", "ts", column])
    return table.assign(
        ts=pd.to_datetime(table["ts"], utc=True, format="ISO8601").astype("datetime64[us, UTC]")
    )


def everybody_seen(*ids):
    return [(who, "2026-03-31", "Ads") for who in ids]


def members(sequence, dataset, **more):
    labels = segment(dataset, ruled(sequence, **more))
    return sorted(labels[labels == "them"].index)


@given(worlds, st.lists(sequences, min_size=1, max_size=3), st.integers(0, 13))
@settings(max_examples=4)
@pytest.mark.parametrize("name", ["pandas", "duckdb", "polars"])
def test_who_did_one_thing_after_another_is_what_slow_loops_find(name, world, asked, later):
    if name == "polars":
        pytest.importorskip("polars")
    today = START.date() + timedelta(days=later)
    source = source_of_frames(**placed_on(name)(**tables(world)))
    names = [each.asked.name for each in asked]
    people, fields = fields_of_people(source, names, today=day_number(today.isoformat()))
    for sequence in asked:
        found = to_pandas(people.select("customer_id", holds=sequence.holds(fields)))
        for who, holds in zip(found["customer_id"], found["holds"], strict=True):
            answer = answer_of(who, sequence, today, world)
            assert holds == (answer == ("followed" if sequence.followed else "not followed"))


@given(st.builds(Follow, any_steps, any_steps, waits, waits), st.booleans())
def test_every_sequence_is_read_back_from_its_name_and_from_its_definition(asked, followed):
    sequence = Sequence(asked, followed)
    assert follow(asked.name) == asked
    assert read_part(json.loads(json.dumps(sequence.to_json()))) == sequence
    whole = json.loads(text_of_segmentation(ruled(sequence)))
    assert not list(Draft202012Validator(schema()).iter_errors(whole))
    assert read_segmentation(json.dumps(whole)) == ruled(sequence)


@given(st.text(max_size=40), st.text(max_size=10))
def test_no_text_of_a_stranger_is_taken_for_a_sequence_it_does_not_spell(text, value):
    for name in (text, f"times {text}, then order", f'times order "{value}"="{text}", then touch'):
        found = follow(name)
        assert found is None or found.name == name


def test_who_bought_in_the_last_90_days_and_opened_a_ticket_since():
    dataset = data(
        orders=[
            ("since", "2026-02-01", "mug"),
            ("before", "2026-02-01", "mug"),
            ("never", "2026-02-01", "mug"),
            ("long ago", "2025-02-01", "mug"),
        ],
        events=[
            ("since", "2026-02-03", "ticket"),
            ("before", "2026-01-30", "ticket"),
            ("never", "2026-02-03", "open"),
            ("long ago", "2026-02-03", "ticket"),
            ("no order", "2026-02-03", "ticket"),
        ],
        touches=everybody_seen("since", "before", "never", "long ago", "no order"),
    )
    bought = Follow(Step("order"), TICKET, last_days=90)
    assert members(Sequence(bought), dataset) == ["since"]
    assert members(Sequence(bought, followed=False), dataset) == ["before", "never"]
    assert members(Sequence(bought), dataset, how="none") == ["before", "long ago", "never", "no order"]


def test_of_two_things_at_one_moment_neither_comes_after_the_other_nor_anything_after_itself():
    dataset = data(
        orders=[
            ("same", "2026-03-01", "mug"),
            ("later", "2026-03-01", "mug"),
            ("twice", "2026-03-01", "mug"),
            ("twice", "2026-03-01 00:00:01", "mug"),
        ],
        events=[("same", "2026-03-01", "ticket"), ("later", "2026-03-01 00:00:00.000001", "ticket")],
        touches=everybody_seen("same", "later", "twice"),
    )
    assert members(Sequence(Follow(Step("order"), TICKET)), dataset) == ["later"]
    assert members(Sequence(Follow(Step("order"), Step("order"))), dataset) == ["twice"]


def test_days_are_calendar_days_and_any_first_step_may_be_the_one_that_is_followed():
    dataset = data(
        orders=[("a", "2026-01-01 23:59", "mug"), ("a", "2026-03-01 23:59", "mug")],
        events=[("a", "2026-03-02 23:59:59", "ticket")],
        touches=everybody_seen("a"),
    )
    assert members(Sequence(Follow(Step("order"), TICKET, within_days=1)), dataset) == ["a"]
    sooner = data(
        orders=[("a", "2026-03-01 23:59", "mug")],
        events=[("a", "2026-03-03 00:00", "ticket")],
        touches=everybody_seen("a"),
    )
    assert members(Sequence(Follow(Step("order"), TICKET, within_days=1)), sooner) == []
    assert members(Sequence(Follow(Step("order"), TICKET, within_days=2)), sooner) == ["a"]


def test_nothing_after_the_named_day_is_looked_at():
    dataset = data(
        orders=[("a", "2026-03-01", "mug")],
        events=[("a", "2026-03-05", "ticket")],
        touches=[("a", "2026-02-28", "Ads"), ("a", "2026-03-31", "Ads")],
    )
    bought = Sequence(Follow(Step("order"), TICKET, last_days=7))
    assert members(bought, dataset) == []  # the latest day is a month after the order
    assert members(bought, dataset, moment="2026-03-05") == ["a"]
    assert members(bought, dataset, moment="2026-03-04") == []
    for days, found in ((5, ["a"]), (4, [])):  # the day itself is the first of them
        recent = replace(bought, asked=replace(bought.asked, last_days=days))
        assert members(recent, dataset, moment="2026-03-05") == found
    assert members(replace(bought, followed=False), dataset, moment="2026-03-04") == ["a"]


def test_a_step_is_narrowed_by_texts_numbers_and_truths_and_not_by_dates():
    dataset = data(touches=everybody_seen("a", "b"))
    events = frame([("a", "2026-03-02", "ticket"), ("b", "2026-03-02", "ticket")], "event")
    events = events.assign(stars=[1.0, 5.0], paid=[True, False], day=events["ts"])
    orders = frame([("a", "2026-03-01", "mug"), ("b", "2026-03-01", "mug")], "product")
    dataset = replace(dataset, conversions=orders, events=events)

    def asked(**where):
        step = Step("event", (("event", "ticket"), *where.items()))
        return members(Sequence(Follow(Step("order"), step)), dataset)

    assert asked(stars="5") == ["b"]
    assert asked(paid="True") == ["a"]
    with pytest.raises(UnsuitableData, match="holds dates"):
        asked(day="2026-03-02")


@given(worlds, st.builds(Follow, steps, steps, waits, waits), st.integers(0, 13))
def test_the_moments_that_are_told_are_of_those_who_did_the_first(world, asked, later):
    today = START.date() + timedelta(days=later)
    data = Dataset(**tables(world))
    for who in ("a", "b"):
        answer = answer_of(who, Sequence(asked), today, world)
        told = moments_of(asked, data, who, day=today.isoformat())
        assert bool(told) == (answer is not None)
        if answer == "followed":
            first, then = (datetime.fromisoformat(part[-16:]) for part in told.split(", then "))
            assert first < then
            assert asked.within_days is None or (then.date() - first.date()).days <= asked.within_days


def test_the_population_of_the_page_counts_the_same_people_as_the_labels():
    dataset = data(
        orders=[("a", "2026-03-01", "mug"), ("b", "2026-03-01", "mug")],
        events=[("a", "2026-03-05", "ticket")],
        touches=everybody_seen("a", "b", "c"),
    )
    rules = ruled(Sequence(Follow(Step("order"), TICKET, within_days=45)))
    sized = segment_sizes(population(dataset, "customer"), rules.of(dataset))
    assert sized.rows.set_index("segment")["people"].to_dict() == {"them": 1, "everyone else": 2}
    assert sized.verdict == "outcome"  # those who ordered, so no rates


def test_a_sequence_is_read_as_of_a_day_and_says_whether_it_goes_in_circles():
    bought, seen = Sequence(Follow(Step("order"), TICKET)), Sequence(Follow(Step("touch"), TICKET))
    assert ruled(bought).moment == "latest"
    assert (by_orders(ruled(bought)), by_path(ruled(bought))) == (True, False)
    assert (by_orders(ruled(seen)), by_path(ruled(seen))) == (False, True)


def test_data_without_a_step_are_refused_with_what_is_loaded():
    with pytest.raises(UnsuitableData, match="cannot be worked out"):
        segment(data(orders=[("a", "2026-03-01", "mug")]), ruled(Sequence(Follow(Step("order"), TICKET))))


@pytest.mark.parametrize(
    "definition",
    [
        {"kind": "sequence"},
        {"kind": "sequence", "first": {"what": "order"}},
        {"kind": "sequence", "first": {"what": "order"}, "then": {"what": "sneeze"}},
        {"kind": "sequence", "first": {"what": "order"}, "then": {"what": []}},
        {"kind": "sequence", "first": {"what": "order"}, "then": {"what": "order", "when": "x"}},
        {"kind": "sequence", "first": {"what": "order"}, "then": {"what": "order", "where": ["x"]}},
        {"kind": "sequence", "first": {"what": "order"}, "then": {"what": "order", "where": {"x": None}}},
        {"kind": "sequence", "first": {"what": "order"}, "then": {"what": "order"}, "within_days": 1.5},
        {"kind": "sequence", "first": {"what": "order"}, "then": {"what": "order"}, "within_days": True},
        {"kind": "sequence", "first": {"what": "order"}, "then": {"what": "order"}, "followed": 1},
        {"kind": "sequence", "first": {"what": "order"}, "then": {"what": "order"}, "field": "x"},
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
        Follow(Step("event", (("event", ""),))),
        Follow(Step("order", tuple((str(i), "x") for i in range(4)))),
        Follow(within_days=0),
        Follow(last_days=40_000),
        Follow(Step("order", (("product", "x" * 501),))),
    ],
)
def test_what_is_unfinished_or_out_of_bounds_says_so(asked):
    assert Sequence(asked).problem()
    with pytest.raises(BadSetting):
        ruled(Condition("age", "at_least", (1,)), Sequence(asked))
