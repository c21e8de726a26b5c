import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from segattr.errors import UnsuitableData
from segattr.statistics.significance import fisher, z_or_fisher

groups = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_z_p_and_the_choice_of_test_are_the_golden_ones(golden):
    cases = golden("rates")["two_prop"]
    z, p, test = z_or_fisher(*([case[k] for case in cases] for k in ("x1", "n1", "x2", "n2")))
    np.testing.assert_allclose(z, [case["z"] for case in cases], rtol=1e-9)
    np.testing.assert_allclose(p, [case["p"] for case in cases], rtol=1e-9)
    np.testing.assert_allclose(2 * ndtr(-np.abs(z)), [case["p_z"] for case in cases], rtol=1e-9)
    assert test.tolist() == [case["test"] for case in cases]


def test_fisher_is_the_golden_one(golden):
    for case in golden("rates")["two_prop"]:
        assert fisher(case["x1"], case["n1"], case["x2"], case["n2"]) == pytest.approx(
            case["fisher"], rel=1e-9
        )


@given(groups, groups)
def test_fisher_is_scipys(first, second):
    from scipy.stats import fisher_exact

    (x1, n1), (x2, n2) = first, second
    slow = fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue
    assert fisher(x1, n1, x2, n2) == pytest.approx(slow, rel=1e-9)


def test_fisher_of_a_few_beside_a_million_is_scipys_too():
    from scipy.stats import fisher_exact

    slow = fisher_exact([[3, 397], [21_000, 679_000]]).pvalue
    assert fisher(3, 400, 21_000, 700_000) == pytest.approx(slow, rel=1e-7)


def test_fisher_s_lady_tasting_tea():
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70, rel=1e-12)


def test_fisher_is_taken_when_an_expected_count_is_below_5():
    *_, test = z_or_fisher([5, 4], [10, 10], [5, 5], [10, 10])
    assert test.tolist() == ["z", "fisher"]


def test_counts_that_are_not_whole_never_go_to_the_exact_test():
    _, p, test = z_or_fisher(0.5, 4.5, 2.5, 4.5)
    assert test[0] == "z"
    assert 0 < p[0] < 1


def test_an_empty_group_has_no_test():
    z, p, test = z_or_fisher([0, 1], [0, 10], [3, 2], [10, 10])
    assert np.isnan([z[0], p[0]]).all()
    assert test.tolist() == ["none", "fisher"]


def test_more_converters_than_people_is_refused():
    with pytest.raises(UnsuitableData):
        z_or_fisher(3, 2, 1, 2)


@settings(deadline=None)
@given(groups, groups)
def test_swapping_the_groups_turns_z_and_keeps_p(first, second):
    (z, p, test), (other_z, other_p, other_test) = z_or_fisher(*first, *second), z_or_fisher(*second, *first)
    assert z[0] == pytest.approx(-other_z[0], abs=1e-12)
    assert p[0] == pytest.approx(other_p[0], rel=1e-9)
    assert test[0] == other_test[0]
    assert 0 <= p[0] <= 1


@settings(deadline=None)
@given(groups)
def test_equal_groups_show_no_difference(group):
    z, p, _ = z_or_fisher(*group, *group)
    assert z[0] == 0
    assert p[0] == pytest.approx(1, rel=1e-9)
