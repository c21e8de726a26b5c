"""Who fits several rules is counted as one would count by hand, and the parts add up."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.segments.overlaps import overlap_matrix, overlaps, regions

CROWDS = st.integers(1, 4).flatmap(
    lambda k: st.lists(
        st.tuples(st.lists(st.booleans(), min_size=k, max_size=k), st.integers(0, 9)), min_size=1, max_size=9
    )
)


def read(crowd):
    fits = np.array([each for each, _ in crowd], dtype=bool)
    return fits, [f"s{place}" for place in range(fits.shape[1])], np.array([float(n) for _, n in crowd])


@given(CROWDS)
def test_the_parts_are_those_of_counting_one_by_one(crowd):
    fits, names, people = read(crowd)
    slowly = {}
    for own, n in crowd:
        inside = tuple(name for name, fit in zip(names, own, strict=True) if fit)
        slowly[inside] = slowly.get(inside, 0) + n
    found = regions(fits, names, people)
    every = [way for k in range(1, len(names) + 1) for way in combinations(names, k)]
    assert list(found["inside"]) == every
    assert list(found["people"]) == [slowly.get(way, 0) for way in every]
    assert found["people"].sum() + slowly.get((), 0) == people.sum()
    assert found["share"].to_list() == pytest.approx(
        [slowly.get(way, 0) / max(people.sum(), 1) for way in every]
    )


@given(CROWDS)
def test_what_two_share_is_the_sum_of_the_parts_inside_both(crowd):
    fits, names, people = read(crowd)
    parts = regions(fits, names, people)
    for row in overlap_matrix(fits, names, people).to_dict("records"):
        within = {row["segment"], row["also"]}
        assert row["both"] == sum(n for way, n in parts[["inside", "people"]].to_numpy() if within <= {*way})
        own = sum(n for way, n in parts[["inside", "people"]].to_numpy() if row["segment"] in way)
        assert row["people"] == own
        assert row["share"] == pytest.approx(row["both"] / own if own else np.nan, nan_ok=True)


@given(CROWDS)
def test_who_is_taken_fits_no_rule_before(crowd):
    fits, names, people = read(crowd)
    pairs = overlap_matrix(fits, names, people).set_index(["segment", "also"])
    for (one, other), row in pairs.iterrows():
        at, beside = names.index(one), names.index(other)
        taken = sum(n for own, n in crowd if own[at] and own[beside] and not any(own[:at]))
        assert row["taken"] == taken
    alone = [pairs.loc[(name, name), "taken"] for name in names]
    assert sum(alone) == sum(n for own, n in crowd if any(own))


@given(CROWDS)
def test_pairs_in_either_order_share_the_same_people(crowd):
    fits, names, people = read(crowd)
    pairs = overlap_matrix(fits, names, people).set_index(["segment", "also"])["both"]
    for row in overlaps(fits, names, people).to_dict("records"):
        assert pairs[(row["first"], row["second"])] == pairs[(row["second"], row["first"])] == row["both"]


def test_nobody_at_all_has_empty_parts():
    found = regions(np.zeros((0, 2), dtype=bool), ["a", "b"], np.zeros(0))
    assert found["people"].to_list() == [0, 0, 0]
    assert found["share"].to_list() == [0, 0, 0]
