from itertools import pairwise
from statistics import median

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import segattr as sa
from segattr.attribution.journey_facts import JourneyFacts, days_to_convert, journey_facts
from segattr.reduce.kept import journeys_of
from segattr.reduce.window import Window

touch_days = st.lists(st.integers(0, 40), min_size=0, max_size=5, unique=True)
customers = st.lists(
    st.tuples(touch_days, st.lists(st.integers(1, 41), max_size=2, unique=True)), min_size=1, max_size=8
)


def load(people):
    start = pd.Timestamp("2026-03-01")
    touches = [
        (f"c{i}", start + pd.Timedelta(days=day), "x") for i, (days, _) in enumerate(people) for day in days
    ]
    orders = [
        (f"c{i}", start + pd.Timedelta(days=day, hours=-1))
        for i, (_, days) in enumerate(people)
        for day in days
    ]
    return sa.load(
        touchpoints=pd.DataFrame(touches, columns=["customer_id", "ts", "channel"]),
        conversions=pd.DataFrame(orders, columns=["customer_id", "ts"]),
    )


def walked(people, lookback):
    """List every journey's distances in days to its conversion, by loops."""
    journeys = []
    for touches, orders in people:
        for before, order in pairwise([-1e9, *sorted(day - 1 / 24 for day in orders)]):
            near = sorted(order - day for day in touches if before < day <= order and order - day <= lookback)
            journeys += [near] if near else []
    return journeys


@settings(max_examples=10)
@given(customers, st.sampled_from([5.0, 30.0]))
def test_facts_are_those_of_a_slow_count(people, lookback):
    if not any(touches for touches, _ in people) or not any(orders for _, orders in people):
        return
    dataset, window = load(people), Window(lookback_days=lookback)
    journeys = walked(people, lookback)
    kept = journeys_of(dataset, window)
    facts = journey_facts(sa.summarise(dataset, window=window), median_days=days_to_convert(kept))
    kept.close()
    if not journeys:
        assert facts == JourneyFacts(0)
        return
    lengths = sorted(map(len, journeys))
    assert facts.journeys == len(journeys)
    assert facts.longest == lengths[-1]
    assert facts.one_touch == pytest.approx(lengths.count(1) / len(lengths))
    assert facts.median_days == pytest.approx(median(journey[-1] for journey in journeys))
    at_most = [length <= facts.median_touches for length in lengths]
    assert sum(at_most) >= len(lengths) / 2
    assert (
        sum(length < facts.median_touches for length in lengths) < len(lengths) / 2 or len(set(lengths)) == 1
    )


def test_counted_paths_have_touches_and_no_days():
    paths = pd.DataFrame({"path": ["a", "a > b > c"], "conversions": [3, 1]})
    assert journey_facts(sa.summarise(sa.load(paths=paths))) == JourneyFacts(4, 1, 3, 0.75)
