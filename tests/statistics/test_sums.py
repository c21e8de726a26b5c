import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.statistics.permutation import stacked
from segattr.statistics.sums import Sums, average_interval, difference_interval, skewness, standard_error

people = st.lists(st.tuples(st.floats(-50, 500), st.integers(0, 4)), min_size=3, max_size=40).filter(
    lambda rows: sum(orders for _, orders in rows) > 0
)


def spenders(seed, size, share, sigma, worlds):
    """Worlds of people of whom few buy, and those for log-normal amounts; and the true average."""
    random = np.random.default_rng(seed)
    bought = random.random((worlds, size)) < share
    spent = np.where(bought, np.exp(random.normal(0, sigma, (worlds, size))), 0.0)
    return [Sums.of_people(world) for world in spent], share * np.exp(sigma**2 / 2)


def held(worlds, truth):
    low, high = average_interval(stacked(worlds))
    return float(((low <= truth) & (truth <= high)).mean())


@given(people)
def test_average_and_standard_error_are_the_slow_ones(rows):
    a, b = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    sums, n = Sums.of_people(a, b), np.count_nonzero(b)
    ratio = sum(a) / sum(b)
    assert sums.average[0] == pytest.approx(ratio, rel=1e-9, abs=1e-9)
    if n > 1:
        left = sum((x - ratio * y) ** 2 for x, y in rows)
        slow = np.sqrt(left * n / (n - 1)) / abs(sum(b))
        assert standard_error(sums)[0] == pytest.approx(slow, rel=1e-6, abs=1e-6)


@given(people, st.integers(1, 20))
def test_a_split_adds_up_to_the_whole(rows, cut):
    a, b = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    parts = stacked([Sums.of_people(a[:cut], b[:cut]), Sums.of_people(a[cut:], b[cut:])])
    for added, whole in zip(parts.total, Sums.of_people(a, b), strict=True):
        assert added[0] == pytest.approx(whole[0], rel=1e-9, abs=1e-6)


def test_the_skewness_is_that_of_scipy():
    from scipy.stats import skew

    spent = [0.0] * 90 + [10.0, 20, 15, 400, 30, 22, 18, 60, 11, 9]
    assert skewness(Sums.of_people(spent))[0] == pytest.approx(skew(spent), rel=1e-9)


@pytest.mark.parametrize(
    ("size", "share", "sigma", "least"),
    [(1000, 0.03, 0.8, 0.94), (1000, 0.03, 1.3, 0.92), (300, 0.03, 0.8, 0.94), (150, 1.0, 0.8, 0.925)],
)
def test_the_range_holds_the_truth_as_often_as_it_says_although_few_buy(size, share, sigma, least):
    worlds, truth = spenders(1, size, share, sigma, 1500)
    assert least <= held(worlds, truth) <= 0.995


def test_the_plain_range_would_not():
    worlds, truth = spenders(1, 1000, 0.03, 1.3, 1500)
    sums = stacked(worlds)
    reach = 1.96 * standard_error(sums)
    assert float((np.abs(sums.average - truth) <= reach).mean()) < 0.87


def test_the_range_of_a_ratio_knows_that_the_orders_of_one_customer_are_alike():
    random = np.random.default_rng(4)
    worlds = []
    for _ in range(600):
        orders = 1 + random.poisson(0.5, 150)
        taste = np.exp(random.normal(0, 0.6, 150))
        worlds.append(Sums.of_people(orders * taste, orders))
    assert held(worlds, np.exp(0.18)) >= 0.92


def test_without_two_who_contribute_there_is_no_range():
    low, high = average_interval(stacked([Sums.of_people([0.0, 0, 9]), Sums.of_people([5.0])]))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_nobody_has_no_average_and_no_warning():
    assert np.isnan(Sums.of_people([]).average[0])


def test_a_wider_confidence_widens_and_money_in_another_unit_only_scales():
    spent = np.r_[np.zeros(200), np.linspace(5, 90, 30)]
    low, high = average_interval(Sums.of_people(spent))
    wide = average_interval(Sums.of_people(spent), level=0.99)
    assert wide[0][0] < low[0] < high[0] < wide[1][0]
    cents = average_interval(Sums.of_people(100 * spent))
    assert (cents[0][0], cents[1][0]) == pytest.approx((100 * low[0], 100 * high[0]), rel=1e-6)


def test_the_difference_of_two_averages_is_held_by_its_range():
    first, truth = spenders(7, 800, 0.05, 0.8, 800)
    second, other = spenders(8, 2000, 0.03, 0.8, 800)
    low, high = difference_interval(stacked(first), stacked(second))
    gap = truth - other
    assert 0.93 <= float(((low <= gap) & (gap <= high)).mean()) <= 0.99
