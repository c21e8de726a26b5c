"""What the path says, whatever the figures are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.averages.common_traits import common_traits
from segattr.averages.list_members import Members
from segattr.averages.list_segment import ListSegment, proposed_goal
from segattr.segments.top import Top
from segattr.words import starter, starter_table


def members(amounts, *, top=(), months=12):
    people = pd.DataFrame({"amount": amounts}, dtype=float)
    people = people.assign(top=people.index.isin(top), buyer=people["amount"] > 0)
    nothing = pd.DataFrame(index=people.index)
    return Members(people, nothing, nothing, top=Top(20, months))


def segment(**fields):
    known = {"name": "tier: gold", "people": 50, "everybody": 200, "top": 8, "tops": 10, "buyers": 10}
    rates = {"rate": 0.2, "low": 0.11, "high": 0.33, "others_rate": 0.1, "again": 0.3, "silent_days": 20.0}
    return ListSegment(**(known | rates | fields))


def test_the_real_share_is_said_where_it_is_not_the_one_wanted():
    exact = starter.headline(members([9] + [1] * 4, top=[0]), first=None, as_of=None)
    assert exact == (
        "**1** of the **5** who ordered in the last 12 months are your top 20 % by revenue, "
        "and spent **69 %** of the money."
    )
    larger = starter.headline(members([9] * 3 + [1] * 7, top=[0, 1, 2]), first=None, as_of=None)
    assert larger.endswith("Equal sums stand together, so it is really 30 % of the buyers.")


def test_nobody_who_ordered_and_nobody_who_stands_out_are_said():
    assert "Nobody ordered in the last month" in starter.headline(
        members([0], months=1), first=None, as_of=None
    )
    assert "spent alike" in starter.headline(members([5, 5]), first=None, as_of=None)


def test_a_period_longer_than_the_data_is_said():
    first, last = pd.Timestamp("2026-03-01", tz="UTC"), pd.Timestamp("2026-08-31", tz="UTC")
    some = members([9] + [1] * 4, top=[0])
    assert "The data begin on 1 Mar 2026" in starter.headline(some, first=first, as_of=last)
    assert "begin" not in starter.headline(some, first=pd.Timestamp("2024-01-01", tz="UTC"), as_of=last)


def test_size_names_people_share_the_top_and_the_rate_with_its_range():
    assert starter.size(segment()) == (
        "**50** of 200 people (25 %) are **tier: gold**, 8 of the top 10 among them. "
        "**20 %** (11–33) of them have ordered, of everybody else 10 %."
    )
    assert starter.size(segment(people=0)) == "Nobody is in this segment."


@pytest.mark.parametrize(
    ("fields", "goal"),
    [
        ({"rate": 0.2}, "first_purchase"),
        ({"rate": 0.8, "silent_days": 400.0}, "reactivation"),
        ({"rate": 0.8}, "repeat_purchase"),
        ({"rate": 0.8, "again": 0.6}, "retention"),
        ({"rate": np.nan}, "first_purchase"),
    ],
)
def test_the_goal_follows_from_how_its_people_ordered(fields, goal):
    proposed = proposed_goal(segment(**fields))
    assert proposed == goal
    assert starter.why(proposed, goal).startswith("Proposed because ")
    assert starter.why("upsell", goal) == ""


def test_too_few_and_no_traits_are_said():
    few = common_traits(pd.DataFrame({"a": ["x", "y"]}), np.array([True, False]), np.array([True, False]))
    assert "too few to say what they share" in starter.in_common(few, "everyone")
    half = np.arange(100) % 2 == 0
    none = common_traits(pd.DataFrame(index=range(100)), np.arange(100) < 50, half)
    assert starter.in_common(none, "buyers") == starter.WITHOUT_TRAITS
    assert starter_table.printed(none).empty
    assert list(starter_table.exported(none)) == list(starter_table.COLUMNS.values())


@given(st.text(max_size=200))
def test_a_tag_is_safe_in_any_link(text):
    made = starter.tag(text)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
    assert len(made) <= 60
    assert starter.tag(made) == made
