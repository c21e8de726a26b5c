import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit
from scipy.stats import t as student

from segattr.errors import BadSetting
from segattr.statistics.jackknife import jackknife_interval

inside = st.floats(1e-6, 1 - 1e-6)


def test_the_plain_range_is_the_textbook_formula():
    without = np.array([9.0, 10.5, 10.0, 11.5])
    se = np.sqrt(3 / 4 * (1 + 0.25 + 0 + 2.25))
    low, high = jackknife_interval([10], without[:, None], scale="plain")
    assert (low[0], high[0]) == pytest.approx((10 - 3.182446305 * se, 10 + 3.182446305 * se), rel=1e-9)


def test_leaving_out_one_person_of_a_mean_is_student_s_interval():
    values = np.array([3.0, 5, 8, 9, 4, 7])
    without = (values.sum() - values) / 5
    low, high = jackknife_interval([values.mean()], without[:, None], scale="plain")
    reach = student.ppf(0.975, 5) * values.std(ddof=1) / np.sqrt(6)
    assert (low[0], high[0]) == pytest.approx((values.mean() - reach, values.mean() + reach), rel=1e-9)


def test_a_share_is_the_plain_range_of_its_logit():
    share, without = np.array([0.2, 0.01]), np.array([[0.25, 0.011], [0.18, 0.012], [0.21, 0.008]])
    low, high = jackknife_interval(logit(share), logit(without), scale="plain")
    np.testing.assert_allclose(jackknife_interval(share, without), (expit(low), expit(high)), rtol=1e-12)


def test_a_share_that_touches_0_or_1_is_cut_off_there():
    share, without = [0.02, 0.98], [[0.0, 1.0], [0.03, 0.97], [0.03, 0.97]]
    low, high = jackknife_interval(share, without)
    plain_low, plain_high = jackknife_interval(share, without, scale="plain")
    assert low[0] == 0 > plain_low[0]
    assert high[1] == 1 < plain_high[1]
    assert (high[0], low[1]) == (plain_high[0], plain_low[1])


def test_a_share_of_1_itself_has_no_logit_and_gets_the_plain_range():
    without = [[0.97], [0.99], [0.98]]
    low, high = jackknife_interval([1.0], without)
    assert (low[0], high[0]) == (jackknife_interval([1.0], without, scale="plain")[0][0], 1)


def test_rounding_just_past_1_is_still_a_share():
    low, high = jackknife_interval([1 + 1e-12], [[1.0], [1.0]])
    assert (low[0], high[0]) == pytest.approx((1, 1))


def test_a_count_taken_for_a_share_is_refused():
    with pytest.raises(BadSetting, match="scale='plain'"):
        jackknife_interval([12.0], [[11.0], [13.0]])


def test_a_figure_missing_without_some_group_has_no_range():
    low, high = jackknife_interval([0.5, 0.5, np.nan], [[0.4, np.nan, 0.5], [0.6, 0.5, 0.5]])
    assert np.isnan([low[1:], high[1:]]).all()
    assert 0 < low[0] < high[0] < 1


def test_an_infinite_figure_has_no_range():
    assert np.isnan(jackknife_interval([np.inf], [[np.inf], [3.0]], scale="plain")).all()


@pytest.mark.parametrize("without", [[[0.5]], [0.5, 0.5], [[0.5, 0.5], [0.5, 0.5]]])
def test_one_group_or_shapes_that_do_not_fit_are_refused(without):
    with pytest.raises(BadSetting, match="at least two groups"):
        jackknife_interval([0.5], without)


def test_a_level_in_percent_is_refused():
    with pytest.raises(BadSetting):
        jackknife_interval([0.5], [[0.4], [0.6]], level=95)


@settings(deadline=None)
@given(inside, st.lists(inside, min_size=2, max_size=64))
def test_the_range_contains_the_share_and_stays_between_0_and_1(share, without):
    low, high = jackknife_interval([share], np.array(without)[:, None])
    assert 0 <= low[0] <= share * (1 + 1e-9)
    assert share * (1 - 1e-9) <= high[0] <= 1


@settings(deadline=None)
@given(inside, st.lists(inside, min_size=2, max_size=64))
def test_the_range_of_the_other_share_is_the_mirror_image(share, without):
    without = np.array(without)[:, None]
    low, high = jackknife_interval([share], without)
    other_low, other_high = jackknife_interval([1 - share], 1 - without)
    assert (low[0], high[0]) == pytest.approx((1 - other_high[0], 1 - other_low[0]), abs=1e-6)


def test_the_range_covers_the_true_share_about_as_often_as_it_says():
    """Customers with unequal, clustered credit in 64 random groups, as in a Summary."""
    rng = np.random.default_rng(64)
    worlds, customers, groups, true = 1500, 1500, 64, 0.12
    orders = rng.geometric(0.5, (worlds, customers))
    credit = rng.binomial(1, true, (worlds, customers)) * orders
    group = rng.integers(0, groups, customers)
    summed = np.zeros((2, groups, worlds))
    np.add.at(summed[0], group, credit.T)
    np.add.at(summed[1], group, orders.T)
    top, bottom = summed[0].sum(axis=0), summed[1].sum(axis=0)
    low, high = jackknife_interval(top / bottom, (top - summed[0]) / (bottom - summed[1]))
    assert 0.935 < np.mean((low <= true) & (true <= high)) < 0.965
