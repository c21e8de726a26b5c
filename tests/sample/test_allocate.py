import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.sample.allocate import dealt, dealt_calmly, evenly, picked, quotas


def rng():
    return np.random.Generator(np.random.PCG64(1))


@given(st.integers(0, 10_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=12))
def test_quotas_add_up_and_stay_within_one_of_their_share(total, weights):
    got = quotas(total, weights)
    assert got.sum() == total
    assert np.all(np.abs(got - np.array(weights) * total / sum(weights)) < 1 + 1e-6)


def test_quotas_of_whole_shares_are_exact_although_floats_are_not():
    assert quotas(70_000, [0.1 * 0.25, 0.2 * 0.25, 0.925]).tolist() == [1_750, 3_500, 64_750]


def test_equal_remainders_go_to_the_first():
    assert quotas(5, [1, 1, 1]).tolist() == [2, 2, 1]


def test_nothing_weighted_zero_is_handed_out():
    assert quotas(7, [0, 1, 1])[0] == 0


def test_dealt_labels_keep_their_type_and_their_shares():
    got = dealt(rng(), 100, {0.3: 0.95, 0.0: 0.05})
    assert sorted(set(got)) == [0.0, 0.3]
    assert (got == 0.3).sum() == 95


def test_evenly_puts_one_number_in_each_slice():
    assert sorted(np.floor(50 * evenly(rng(), 50)).astype(int)) == list(range(50))


@pytest.mark.parametrize(("wanted", "got"), [(0, 0), (2, 2), (9, 3)])
def test_picked_takes_only_the_eligible_and_never_more_than_there_are(wanted, got):
    eligible = np.array([True, False, True, False, True])
    chosen = picked(rng(), eligible, wanted)
    assert chosen.sum() == got
    assert not (chosen & ~eligible).any()


def test_calm_dealing_keeps_the_total_shares_and_lets_strata_differ_a_little():
    strata = np.repeat(np.array(["x", "y"], dtype=object), 500)
    got = dealt_calmly(rng(), strata, {"a": 1, "b": 1})
    in_x = int((got[strata == "x"] == "a").sum())
    assert (got == "a").sum() == 500
    assert in_x != 250
    assert abs(in_x - 250) < 25
