"""Who moved between the ends of quarters, against reading each customer's orders at both."""

import pandas as pd
import pytest

import segattr as sa
from segattr.exports.report_moves import MOST, moves_part, moves_sums
from segattr.exports.report_parts import Asked, Subject
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.words import report_sections as said

BUYER = Rule("buyer", Group("all", (Condition("orders so far", "at_least", (1.0,)),)))
LOYAL = Rule("loyal", Group("all", (Condition("orders so far", "at_least", (2.0,)),)))
BY_ORDERS = Rules((LOYAL, BUYER), name="By orders", others="visitor")
ENDS = {"2026 Q2": ("2026-03-31", "2026-06-30"), "2026 Q3": ("2026-06-30", "2026-08-10")}


@pytest.fixture(scope="module")
def data():
    days = pd.date_range("2026-01-05", "2026-08-10", freq="37h")
    ids = [f"c{n * n % 43}" for n in range(len(days))]
    seen = pd.DataFrame({"customer_id": ids, "ts": days.astype("str"), "channel": "Email"})
    orders = seen.iloc[::3].drop(columns="channel").assign(value=10.0)
    last = pd.DataFrame({"customer_id": ["c1"], "ts": ["2026-08-10"], "channel": ["Email"]})
    return sa.load(touchpoints=pd.concat([seen, last]), conversions=orders)


@pytest.fixture(scope="module")
def part(data):
    return moves_part(Subject(data, Asked(segment_by=BY_ORDERS)))


def at(data, day):
    """Everybody known by the day, and their segment, one after the other."""
    end = pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=1)
    known = {str(who) for who, ts in data.touchpoints[["customer_id", "ts"]].to_numpy() if ts < end}
    bought = [str(who) for who, ts in data.conversions[["customer_id", "ts"]].to_numpy() if ts < end]
    known |= set(bought)
    return {who: ["visitor", "buyer", "loyal"][min(bought.count(who), 2)] for who in known}


def test_rows_are_those_of_reading_everybody_at_both_ends(data, part):
    assert list(dict.fromkeys(part.table["Quarter"])) == list(ENDS)
    for row in part.table.to_dict("records"):
        then, now = (at(data, day) for day in ENDS[row["Quarter"]])
        own = row["Segment"]
        before, after = ({who for who, name in side.items() if name == own} for side in (then, now))
        assert row["At the start"] == len(before)
        assert row["At the end"] == len(after)
        assert row["New"] == len(after - then.keys())
        assert row["Moved in"] == len((after & then.keys()) - before)
        assert row["Moved out"] == len(before - after)
        assert row["Change in share"] == pytest.approx(len(after) / len(now) - len(before) / len(then))
        assert row["change from"] <= row["Change in share"] <= row["change to"]


def test_segments_stand_in_the_order_of_their_set(part):
    assert list(dict.fromkeys(part.table["Segment"])) == ["loyal", "buyer", "visitor"]


def test_whoever_moved_out_moved_in_elsewhere(part):
    sums = moves_sums(part)
    assert [each.where[1] for each in sums] == list(ENDS)
    for each in sums:
        rows = part.table[part.table["Quarter"] == each.where[1]]
        assert rows["Moved in"].sum() == each.total > 0
    table = part.table
    added = (
        table["At the start"]
        + table["New"]
        + table["Moved in"]
        - table["Moved out"]
        - table["No longer known"]
    )
    assert added.tolist() == table["At the end"].tolist()


def test_a_quarter_that_is_not_over_is_said_to_end_with_the_data(part):
    assert said.NOT_OVER.format(quarter="2026 Q3", day="2026-08-10") in part.notes


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [(None, said.NO_SEGMENTS), ("channel", said.NOT_DATED.format(name="channel"))],
    ids=["everybody", "a column"],
)
def test_where_nobody_can_move_it_says_why(data, wanted, reason):
    part = moves_part(Subject(data, Asked(segment_by=wanted)))
    assert (part.table.empty, part.notes) == (True, (reason,))


def test_one_quarter_has_no_move():
    seen = pd.DataFrame({"customer_id": ["a", "b"], "ts": ["2026-05-01", "2026-05-02"], "channel": "tv"})
    orders = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-05-02"], "value": [9.0]})
    data = sa.load(touchpoints=seen, conversions=orders)
    assert moves_part(Subject(data, Asked(segment_by=BY_ORDERS))).notes == (said.ONE_END,)


def test_a_long_history_is_read_at_its_last_quarters_alone(monkeypatch, data):
    monkeypatch.setattr("segattr.exports.report_moves.MOST", 1)
    part = moves_part(Subject(data, Asked(segment_by=BY_ORDERS)))
    assert set(part.table["Quarter"]) == {"2026 Q3"}
    assert said.LATE.format(n=1) in part.notes
    assert MOST > 1
