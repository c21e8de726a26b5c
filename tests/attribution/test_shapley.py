"""Shapley values of converting paths: the reference figures, and the mean over all orders of joining."""

from itertools import permutations
from math import factorial

import pandas as pd
import pytest
from hypothesis import given

from segattr.attribution.attribute import attribute
from segattr.attribution.shapley import SHAPLEY
from segattr.reduce.paths import summarise_paths
from tests.attribution.test_markov import GOLDEN, golden_paths, journeys, summary_of
from tests.attribution.worlds import shop


def reference(name):
    return pd.read_csv(GOLDEN / f"synth__ref_{name}.csv").set_index("channel")


def credit(summary):
    return SHAPLEY.credit(summary).astype({"channel": "str"}).set_index("channel")[["conversions", "value"]]


def by_permutations(players, worth):
    """The Shapley value from its definition; ``worth`` takes a set of channels."""
    found = dict.fromkeys(players, 0.0)
    for order in permutations(players):
        for i, channel in enumerate(order):
            found[channel] += worth(set(order[: i + 1])) - worth(set(order[:i]))
    return {channel: value / factorial(len(players)) for channel, value in found.items()}


def test_counted_paths_give_the_reference_credit():
    expected = reference("shapley_simplified")
    found = credit(summarise_paths(golden_paths()))
    pd.testing.assert_frame_equal(
        found.sort_index(), expected.sort_index(), rtol=1e-9, check_index_type=False
    )


def test_the_reference_by_touchpoint_adds_up_to_the_same():
    expected = reference("shapley_ordered_by_touchpoint").groupby("channel")["conversions"].sum()
    assert credit(summarise_paths(golden_paths()))["conversions"].to_dict() == pytest.approx(
        expected.to_dict()
    )


@given(journeys)
def test_credit_is_the_mean_over_all_orders_of_joining(walked):
    players = sorted({c for path, conversions, *_ in walked for c in path if conversions})
    found = credit(summary_of(walked, 1))
    for place, measure in ((1, "conversions"), (2, "value")):

        def worth(team, place=place):
            return sum(journey[place] for journey in walked if journey[1] and set(journey[0]) <= team)

        assert found[measure].to_dict() == pytest.approx(by_permutations(players, worth))


def test_many_channels_are_shared_out_one_by_one():
    path = " > ".join(f"c{i:03d}" for i in range(300))
    found = credit(summarise_paths(pd.DataFrame({"path": [path], "conversions": [6.0]})))
    assert found["conversions"].tolist() == pytest.approx([0.02] * 300)


def test_segments_add_up_and_have_intervals():
    rows = attribute(shop(), "shapley", interval=True)
    assert rows["low"].notna().any()
    blended = attribute(shop().blended(), "shapley").set_index("channel")["conversions"]
    assert rows.groupby("channel")["conversions"].sum().to_dict() == pytest.approx(blended.to_dict())
