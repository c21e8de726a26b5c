"""What customers did: the same on every engine and as slow loops count it, and a day later still."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segattr.data.dataset import Dataset
from segattr.reduce.engines import to_pandas
from segattr.reduce.moments import day_number
from segattr.reduce.source import source_of_frames
from segattr.segments.conditions import Condition, Group
from segattr.segments.feature_table import feature_table
from segattr.segments.fields import fields_of_people
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from tests.conftest import placed_on
from tests.segments.feature_oracle import features_of

START = datetime(2026, 1, 1, tzinfo=UTC)
WHO = st.sampled_from(["a", "b", "c"])
WHEN = st.integers(0, 15 * 4).map(lambda quarters: START + timedelta(days=quarters / 4))  # at midnight too
VALUES = st.sampled_from([None, 0.0, 9.99, 10.01, 100.0, 33.333])
COUPONS = st.sampled_from([None, "", "0", "0.00", "none", "SPRING", "8.43"])
WORLDS = st.fixed_dictionaries(
    {
        "touches": st.lists(
            st.tuples(WHO, WHEN, st.sampled_from(["Ads", "Email", "Web"])), min_size=1, max_size=9
        ),
        "orders": st.lists(st.tuples(WHO, WHEN, VALUES, COUPONS), max_size=7),
        "events": st.lists(st.tuples(WHO, WHEN, st.sampled_from(["ticket", "open"])), max_size=5),
    }
)
CREATED = {"a": START - timedelta(days=5), "b": START + timedelta(days=6, hours=3), "d": None}
NAMES = list(features_of("a", date(2026, 1, 1), touches=[], orders=[], events=[]))


def tables(world):
    touches = pd.DataFrame(world["touches"], columns=["customer_id", "ts", "channel"])
    orders = pd.DataFrame(world["orders"], columns=["customer_id", "ts", "value", "coupon"])
    events = pd.DataFrame(world["events"], columns=["customer_id", "ts", "event"])
    customers = pd.DataFrame({"customer_id": list(CREATED), "created_ts": list(CREATED.values())})
    plain = {"customer_id": "str", "ts": "datetime64[us, UTC]"}
    return {
        "touchpoints": touches.astype(plain | {"channel": "str"}).assign(row=range(len(touches))),
        "conversions": orders.astype(plain | {"value": "float64", "coupon": "str"}),
        "customers": customers.astype({"customer_id": "str", "created_ts": "datetime64[us, UTC]"}),
        "events": events.astype(plain | {"event": "str"}),
    }


def known(frames, today):
    people, fields = fields_of_people(source_of_frames(**frames), NAMES, today=day_number(today.isoformat()))
    found = to_pandas(people).set_index("customer_id")
    found = found.rename(columns={field.column: name for name, field in fields.items()})[NAMES]
    return {
        who: {name: None if pd.isna(value) else value for name, value in row.items()}
        for who, row in found.to_dict("index").items()
    }


@given(WORLDS, st.integers(0, 16))
@settings(max_examples=4)
@pytest.mark.parametrize("name", ["pandas", "duckdb", "polars"])
def test_every_feature_is_what_slow_loops_count(name, world, later):
    if name == "polars":
        pytest.importorskip("polars")
    today = START.date() + timedelta(days=later)
    found = known(placed_on(name)(**tables(world)), today)
    seen = {who for who, *_ in world["touches"]}
    assert set(found) == seen | set(CREATED)
    for who, features in found.items():
        expected = features_of(who, today, created=CREATED.get(who), **world)
        assert features == {n: pytest.approx(v) if isinstance(v, float) else v for n, v in expected.items()}


RECENT = Rules(
    (
        Rule("bought lately", Group("all", (Condition("days since last order", "at_most", (7,)),))),
        Rule("seen often", Group("all", (Condition("touches so far", "at_least", (2,)),))),
        Rule("new", Group("all", (Condition("days since first seen", "at_most", (3,)),))),
        Rule("ads", Group("all", (Condition("channel", "is", ("Ads",)),))),
    )
)


def dataset_of(frames):
    return Dataset(**{role: frame.drop(columns="row", errors="ignore") for role, frame in frames.items()})


@given(WORLDS, st.integers(0, 16))
@settings(max_examples=5)
def test_as_of_a_day_is_what_the_export_of_that_day_said(world, later):
    day = (START + timedelta(days=later)).date()
    end = pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=1)
    whole = tables(world)
    then = {
        role: frame[frame[moment].isna() | (frame[moment] < end)].reset_index(drop=True)
        for role, frame in whole.items()
        if (moment := "created_ts" if role == "customers" else "ts")
    }
    pinned = Rules(RECENT.rules, moment=day.isoformat())
    now = segment(dataset_of(whole), pinned)
    expected = segment(dataset_of(then), pinned)
    assert now[now != "(unknown)"].to_dict() == expected.to_dict()


def test_the_latest_day_is_the_last_touch_order_or_event_and_says_so():
    frames = tables(
        {
            "touches": [("a", START, "Ads")],
            "orders": [("b", START + timedelta(days=9), 5.0, "")],
            "events": [],
        }
    )
    frames["customers"]["created_ts"] = START + timedelta(days=20)
    dataset = dataset_of(frames)
    assert RECENT.moment == "latest"
    assert RECENT.of(dataset).describe().endswith("(customers, as of 2026-01-10, the latest day)")
    pinned = Rules(RECENT.rules, moment="2026-01-10")
    both = segment(dataset, RECENT), segment(dataset, pinned)
    assert both[0]["a"] == both[1]["a"] == "ads"
    assert both[0]["b"] == "bought lately"  # listed, though the list is newer than the orders
    assert both[1].get("b") == "(unknown)"  # not known yet on that day


def test_a_day_ends_at_midnight_in_utc_and_ten_days_end_where_they_began():
    then = [("a", START + timedelta(days=10), "Ads"), ("a", START + timedelta(days=11), "Ads")]
    early = [("b", START, "Ads"), ("b", START + timedelta(days=1), "Ads")]
    dataset = dataset_of(tables({"touches": [*then, *early], "orders": [], "events": []}))
    table = feature_table(dataset, ["touches so far", "touches in the last 10 days"], day="2026-01-11")
    assert table.loc["a"].tolist() == [1, 1]  # of midnight the day before is over, and the next has begun
    assert table.loc["b"].tolist() == [2, 1]


def test_a_column_of_the_file_goes_before_what_is_worked_out(engine):
    customers = pd.DataFrame({"customer_id": ["a"], "orders so far": [7.0]})
    frames = tables({"touches": [("a", START, "Ads")], "orders": [], "events": []}) | {"customers": customers}
    people, fields = fields_of_people(source_of_frames(**engine(**frames)), ["orders so far"])
    assert to_pandas(people)[fields["orders so far"].column].tolist() == [7.0]
