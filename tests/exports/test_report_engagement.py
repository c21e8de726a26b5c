"""How often people were met, against counting them one by one."""

from collections import defaultdict

import pandas as pd
import pytest

import segattr as sa
from segattr.exports.report_engagement import engagement_part, engagement_sums
from segattr.exports.report_parts import Asked, Subject
from segattr.statistics.intervals import wilson
from segattr.words import report_sections as said


@pytest.fixture(scope="module")
def subject():
    days = pd.date_range("2026-02-20", periods=90, freq="19h").astype("str")
    seen = pd.DataFrame(
        {"customer_id": [f"c{n * n % 61}" for n in range(90)], "ts": days, "channel": "Email"}
    )
    people = pd.DataFrame({"customer_id": [f"c{n}" for n in range(48)], "plan": ["pro", "free", "free"] * 16})
    events = seen.iloc[::4].assign(event="ticket").drop(columns="channel")
    return Subject(sa.load(touchpoints=seen, customers=people, events=events), Asked(segment_by="plan"))


def slow(subject):
    plan = dict(subject.dataset.customers[["customer_id", "plan"]].astype("str").to_numpy())
    touches, days = defaultdict(int), defaultdict(set)
    for who, when in (
        subject.dataset.touchpoints[["customer_id", "ts"]].astype({"customer_id": "str"}).to_numpy()
    ):
        key = f"{when.year} Q{(when.month + 2) // 3}", plan.get(who, "(unknown)"), who
        touches[key] += 1
        days[key].add(when.date())
    return touches, days


def test_people_touches_and_who_came_back_are_those_of_a_loop(subject):
    touches, days = slow(subject)
    table = engagement_part(subject).table
    assert len(table) == len({key[:2] for key in touches})
    for row in table.to_dict("records"):
        own = [key for key in touches if key[:2] == (row["Quarter"], row["Segment"])]
        again = sum(len(days[key]) > 1 for key in own)
        assert row["People met"] == len(own)
        assert row["Touches"] == sum(touches[key] for key in own)
        assert row["Touches per person"] == pytest.approx(row["Touches"] / len(own))
        assert row["Share who came back"] == pytest.approx(again / len(own))
        low, high = wilson(again, len(own))
        assert (row["share from"], row["share to"]) == pytest.approx((float(low), float(high)))


def test_events_are_counted_beside_the_touches(subject):
    table = engagement_part(subject).table
    assert table["Other events"].sum() == len(subject.dataset.events)


def test_the_sheet_adds_up_to_the_touches_in_the_files(subject):
    part = engagement_part(subject)
    sums = engagement_sums(subject, part)
    added = part.table.groupby("Quarter")["Touches"].sum()
    assert {each.where[1]: each.total for each in sums} == added.to_dict()
    assert added.sum() == len(subject.dataset.touchpoints)


def test_without_touches_it_says_what_would_bring_them():
    orders = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-01"], "value": [9.0]})
    part = engagement_part(Subject(sa.load(conversions=orders), Asked()))
    assert part.notes == (said.NO_TOUCHES,)
    assert part.table.empty
