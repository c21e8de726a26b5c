import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segattr.errors import BadSetting, UnsuitableData
from segattr.statistics.intervals import katz_ratio, newcombe, wilson

people = st.integers(1, 100_000)


@st.composite
def groups(draw):
    n = draw(people)
    return draw(st.integers(0, n)), n


def test_wilson_gives_the_golden_ranges(golden):
    for case in golden("rates")["wilson"]:
        low, high = wilson(case["x"], case["n"])
        assert (low, high) == pytest.approx((case["lo"], case["hi"]), rel=1e-9)


def test_newcombe_and_katz_give_the_golden_ranges(golden):
    for case in golden("rates")["two_prop"]:
        counts = [case[k] for k in ("x1", "n1", "x2", "n2")]
        assert newcombe(*counts) == pytest.approx(case["newcombe"], rel=1e-9)
        assert katz_ratio(*counts) == pytest.approx(case["ratio"], rel=1e-9)


def test_newcombe_1998_table_ii_case_a_to_four_places():
    low, high = newcombe(56, 70, 48, 80)
    assert (round(float(low), 4), round(float(high), 4)) == (0.0524, 0.3339)


def test_wilson_of_many_groups_is_wilson_of_each():
    low, high = wilson([18, 1600, 0], [6000, 20_000, 10])
    one_by_one = np.array([wilson(18, 6000), wilson(1600, 20_000), wilson(0, 10)])
    np.testing.assert_array_equal(np.column_stack([low, high]), one_by_one)


def test_no_people_means_no_range():
    low, high = wilson([0, 3], [0, 10])
    assert np.isnan([low[0], high[0]]).all()
    assert not np.isnan([low[1], high[1]]).any()
    assert np.isnan(newcombe(0, 0, 1, 2)).all()
    assert np.isnan(katz_ratio(0, 0, 1, 2)).all()


def test_more_converters_than_people_is_refused():
    with pytest.raises(UnsuitableData):
        wilson(11, 10)


def test_a_level_in_percent_is_refused():
    with pytest.raises(BadSetting):
        wilson(1, 10, level=95)


@settings(deadline=None)
@given(groups())
def test_wilson_contains_the_rate_and_stays_between_0_and_1(group):
    x, n = group
    low, high = wilson(x, n)
    assert 0 <= low <= x / n <= high <= 1
    assert low < high


@settings(deadline=None)
@given(people.flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))))
def test_one_more_converter_moves_both_bounds_up(group):
    x, n = group
    low, high = wilson([x, x + 1], n)
    assert low[0] < low[1] or high[0] < high[1]
    assert low[0] <= low[1]
    assert high[0] <= high[1]


@settings(deadline=None)
@given(groups())
def test_wilson_of_those_who_did_not_convert_is_the_mirror_image(group):
    x, n = group
    (low, high), (other_low, other_high) = wilson(x, n), wilson(n - x, n)
    assert (low, high) == pytest.approx((1 - other_high, 1 - other_low), abs=1e-12)


@settings(deadline=None)
@given(groups())
def test_more_confidence_means_a_wider_range(group):
    (low, high), (wide_low, wide_high) = wilson(*group, level=0.9), wilson(*group, level=0.99)
    assert wide_low <= low
    assert high <= wide_high


@settings(deadline=None)
@given(groups(), groups())
def test_newcombe_contains_the_difference_and_turns_over_with_the_groups(first, second):
    low, high = newcombe(*first, *second)
    assert -1 <= low <= first[0] / first[1] - second[0] / second[1] <= high <= 1
    swapped_low, swapped_high = newcombe(*second, *first)
    assert (low, high) == pytest.approx((-swapped_high, -swapped_low), abs=1e-12)


@settings(deadline=None)
@given(groups(), groups())
def test_katz_contains_the_ratio_and_inverts_with_the_groups(first, second):
    ratio, low, high = katz_ratio(*first, *second)
    assert 0 < low < ratio < high < np.inf
    inverse, inverse_low, inverse_high = katz_ratio(*second, *first)
    assert (ratio, low, high) == pytest.approx((1 / inverse, 1 / inverse_high, 1 / inverse_low), rel=1e-9)


def test_the_ratio_is_corrected_only_where_it_would_not_exist():
    assert katz_ratio(0, 10, 0, 20)[0] == pytest.approx((0.5 / 11) / (0.5 / 21), rel=1e-12)
    assert katz_ratio(0, 10, 4, 20)[0] == pytest.approx((0.5 / 11) / (4.5 / 21), rel=1e-12)
    assert katz_ratio(10, 10, 20, 20)[0] == pytest.approx((10.5 / 11) / (20.5 / 21), rel=1e-12)
    assert katz_ratio(10, 10, 4, 20)[0] == pytest.approx(5, rel=1e-12)


def test_wilson_covers_the_true_rate_about_as_often_as_it_says():
    rng = np.random.default_rng(20_260_101)
    rates = rng.uniform(0.01, 0.3, 20_000)
    sizes = rng.integers(50, 2000, 20_000)
    low, high = wilson(rng.binomial(sizes, rates), sizes)
    assert 0.945 < np.mean((low <= rates) & (rates <= high)) < 0.957
