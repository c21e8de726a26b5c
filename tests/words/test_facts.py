import numpy as np
import pandas as pd
import pytest

from segattr.data.dataset import Dataset
from segattr.words.facts import Facts, facts, period


def rows(ids, days=(), **columns):
    moments = {"ts": pd.to_datetime(list(days), utc=True)} if days else {}
    return pd.DataFrame({"customer_id": list(ids), **moments, **columns})


visits = rows("aab", ["2026-03-01", "2026-03-05", "2026-08-31"], channel=["x", "y", "x"])
orders = rows("acc", ["2026-03-06", "2026-09-02", "2026-02-27"])


def test_people_are_those_who_could_have_converted_each_once():
    assert facts(Dataset(touchpoints=visits, conversions=orders)).people == 2
    assert facts(Dataset(touchpoints=visits, customers=rows("abcd"))).people == 4
    assert facts(Dataset(conversions=orders)).people == 0


def test_conversions_nobody_was_reached_for_are_counted():
    assert facts(Dataset(touchpoints=visits, conversions=orders)).strangers == 2
    assert (
        facts(Dataset(touchpoints=visits, conversions=rows(["a", np.nan], ["2026-01-01"] * 2))).strangers == 1
    )
    assert facts(Dataset(conversions=orders)).strangers == 0


def test_the_period_spans_touchpoints_and_conversions():
    found = facts(Dataset(touchpoints=visits, conversions=orders))
    assert period(found.first, found.last) == "27 Feb – 2 Sep 2026"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-03-01", "2026-03-01 23:00", "1 Mar 2026"),
        ("2026-03-01", "2026-03-09", "1 – 9 Mar 2026"),
        ("2026-03-01", "2026-08-31", "1 Mar – 31 Aug 2026"),
        ("2025-03-01", "2026-03-31", "1 Mar 2025 – 31 Mar 2026"),
    ],
)
def test_a_period_repeats_no_month_and_no_year(first, last, said):
    assert period(pd.Timestamp(first), pd.Timestamp(last)) == said


def test_no_dates_no_period():
    assert period(None, None) == period(pd.NaT, pd.NaT) == ""


def test_outcomes_count_the_rows_whose_outcome_is_known():
    answers = pd.DataFrame({"converted": pd.array([True, False, pd.NA], dtype="boolean")})
    found = facts(Dataset(outcomes=answers))
    assert (found.counted, found.converted) == (2, 1)
    assert found.holds == "**2 people or visits**, of which **1** (50 %) converted"


def test_outcomes_of_groups_count_their_people():
    groups = pd.DataFrame({"people": [100.0, 50.0], "converters": [3.0, 4.0]})
    assert (facts(Dataset(outcomes=groups)).counted, facts(Dataset(outcomes=groups)).converted) == (150, 7)
    weighted = pd.DataFrame({"people": [100.0, 50.0], "converted": pd.array([True, False], dtype="boolean")})
    assert (facts(Dataset(outcomes=weighted)).counted, facts(Dataset(outcomes=weighted)).converted) == (
        150,
        100,
    )


def test_paths_are_counted_with_their_conversions():
    found = facts(Dataset(paths=pd.DataFrame({"path": ["A > B", "A"], "conversions": [2.0, 1500.0]})))
    assert found.holds == "**2 paths** with **1,502 conversions**"
    assert found.can_credit
    assert not found.can_split


@pytest.mark.parametrize(
    ("found", "split", "credit"),
    [
        (Facts(touchpoints=3, conversions=1, people=2), True, True),
        (Facts(conversions=1, people=2), True, False),
        (Facts(touchpoints=3, people=2), False, False),
        (Facts(conversions=1), False, False),
        (Facts(people=2), False, False),
        (Facts(counted=10), True, False),
        (Facts(paths=4), False, True),
        (Facts(paths=4, touchpoints=3), False, False),
        (Facts(), False, False),
    ],
)
def test_what_the_data_allow(found, split, credit):
    assert (found.can_split, found.can_credit) == (split, credit)


def test_one_is_not_a_plural():
    assert Facts(touchpoints=1, people=1).holds == "**1 touchpoint** of **1 customer**"


def test_conversions_that_share_numbers_are_counted_by_number():
    lines = rows("aab", ["2026-03-01"] * 3, conversion_id=["7", "7", "8"])
    assert facts(Dataset(conversions=lines)).numbers == 2
    assert facts(Dataset(conversions=lines.drop_duplicates("conversion_id"))).numbers == 0


def test_costs_and_events_are_said():
    costs = pd.DataFrame({"channel": ["Ads", "Ads", "Mail"], "spend": [1_000.0, 500.0, 20.0]})
    found = facts(Dataset(costs=costs, events=rows("ab", ["2026-03-01"] * 2), currency="EUR"))
    assert found.holds == "**2 events**; **€1.52k** spent on **2 channels**"
    assert (found.can_split, found.can_credit) == (False, False)
