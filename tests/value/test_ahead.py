"""What customers may bring has a range, and what they then bring lies in it as often as it says."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta, gamma

from segattr.errors import UnsuitableData
from segattr.value.ahead import ahead, money_variance, pull_of_values
from segattr.value.gates import fitted
from segattr.value.order_worth import OrderWorth, order_worth
from segattr.value.repeat_buyers import RepeatBuyers, repeat_buyers
from segattr.value.repeat_cells import repeat_cells
from segattr.value.repeat_spread import coming
from tests.value.bought_worlds import world
from tests.value.slow_fits import slow_order_worth, slow_repeat_buyers

KINDS = {
    "a shop": {},
    "few orders, uneven values": {"r": 0.25, "alpha": 3.0, "q": 3.0, "v": 10.0},
    "all leave alike": {"a": 30.0, "b": 90.0},
    "loyal": {"r": 2.0, "alpha": 20.0, "a": 0.3, "b": 3.0},
}


def covered(worlds, *, customers, seed, **kind):
    random, hits, used = np.random.default_rng(seed), np.zeros(2), 0
    for _ in range(worlds):
        people, orders, money = world(random, customers, **kind)
        try:
            found = ahead(people, *fitted(people), weeks=52)
        except UnsuitableData:  # a gate is closed: nothing is said
            continue
        used += 1
        hits += (
            found.orders.low <= orders <= found.orders.high,
            not found.money.low > money and not found.money.high < money,
        )
    return SimpleNamespace(orders=hits[0] / used, money=hits[1] / used, used=used)


def test_what_customers_then_did_lies_in_the_range():
    found = covered(20, customers=600, seed=3)
    assert found.used > 15
    assert min(found.orders, found.money) >= 0.8


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_what_customers_then_did_lies_in_the_range_as_often_as_it_says(kind):
    found = covered(300, customers=600, seed=4, **KINDS[kind])
    assert found.used > 200
    assert 0.91 <= found.orders <= 0.985
    assert 0.91 <= found.money <= 0.985


@pytest.mark.slow
def test_the_pull_of_the_customers_is_what_drawing_them_again_gives():
    """The bootstrap, without any formula: other customers, other parameters, the same people foretold."""
    random = np.random.default_rng(8)
    people, _, _ = world(random, 1_500)
    found = ahead(people, *fitted(people), weeks=52)
    x, last, age, average = (people[name].to_numpy(float) for name in people)
    drawn = []
    for _ in range(200):
        again = people.iloc[random.integers(0, len(people), len(people))]
        buyers, worth = fitted(again)
        drawn.append((buyers.expected(x, last, age, ahead=52) * worth.expected(x, average)).mean())
    whole = np.log(found.money.high / found.money.figure) / 1.96
    assert np.std(np.log(drawn)) < whole < 1.6 * np.std(np.log(drawn))


def test_both_parts_of_the_range_are_those_of_customers_left_out_and_of_their_own_chance():
    """The jackknife instead of slopes: what is foretold of everybody, fitted without every thirtieth."""
    people, _, _ = world(np.random.default_rng(13), 900)
    x, last, age, average = (people[name].to_numpy(float) for name in people)
    fits = fitted(people)
    found = ahead(people, *fits, weeks=52)
    without = []
    for group in range(30):
        buyers, worth = fitted(people[np.arange(len(people)) % 30 != group])
        each = buyers.expected(x, last, age, ahead=52)
        without.append((each.mean(), (each * worth.expected(x, average)).mean()))
    uncertain = 29 * np.var(without, axis=0)
    cells = repeat_cells(x, last, age)
    soon = coming(cells, ahead=52.0)
    orders, squared = soon.expected(fits[0])[cells.place], soon.squared(fits[0])[cells.place]
    money = money_variance(fits[1], x, average, orders=orders, squared=squared)
    own = np.array([(squared - orders**2).sum(), money.sum()]) / len(people) ** 2
    whole = [(np.log(one.high / one.figure) / 1.96 * one.figure) ** 2 for one in (found.orders, found.money)]
    assert (uncertain > 0.5 * own).all()
    np.testing.assert_allclose(whole - own, uncertain, rtol=0.15)


def test_the_pull_through_order_values_is_that_of_customers_left_out():
    people, _, _ = world(np.random.default_rng(15), 900)
    x, average = people["repeats"].to_numpy(float), people["average"].to_numpy(float)
    orders = np.full(len(people), 1.5)
    pull = pull_of_values(x, average, orders, order_worth(x, average))
    without = []
    for group in range(30):
        kept = np.arange(len(people)) % 30 != group
        without.append((orders * order_worth(x[kept], average[kept]).expected(x, average)).mean())
    assert (pull**2).sum() / len(people) ** 2 == pytest.approx(29 * np.var(without), rel=0.35)
    moved = [pull[np.arange(len(people)) % 30 == group].sum() / len(people) for group in range(30)]
    assert np.corrcoef(moved, without)[0, 1] < -0.99


def test_the_variance_of_money_is_that_of_orders_and_values_drawn_one_by_one():
    random, worth, draws = np.random.default_rng(14), OrderWorth(6.0, 4.5, 15.0, 0.0), 400_000
    for seen, average in ((0, 0.0), (3, 40.0)):
        orders = random.poisson(random.gamma(0.8, 1.5, draws))
        scale = random.gamma(worth.p * seen + worth.q, 1 / (worth.v + seen * average), draws)
        money = random.gamma(np.maximum(worth.p * orders, 1e-9), 1 / scale)
        moments = {"orders": np.array([orders.mean()]), "squared": np.array([(orders**2.0).mean()])}
        found = money_variance(worth, np.array([float(seen)]), np.array([average]), **moments)
        assert found[0] == pytest.approx(money.var(), rel=0.06)


def by_draws(buyers, x, last, age, *, time, draws=400_000):
    random = np.random.default_rng(1)
    often = random.gamma(buyers.r + x, 1 / (buyers.alpha + age), draws)
    leave = np.maximum(random.beta(buyers.a, buyers.b + x, draws), 1e-12)
    orders = np.minimum(random.poisson(often * time), random.geometric(leave)).astype(float)
    alive = buyers.alive(x, last, age)
    return alive * orders.mean(), alive * (orders**2).mean()


@pytest.mark.parametrize(
    "shapes", [(0.243, 4.414, 0.793, 2.426), (2.0, 10.0, 0.05, 0.4), (0.6, 0.5, 30.0, 90.0)]
)
@pytest.mark.parametrize("seen", [(0, 0.0, 10.0), (2, 30.43, 38.86), (20, 30.0, 31.0)])
def test_orders_to_come_and_their_square_are_those_of_people_drawn_one_by_one(shapes, seen):
    buyers = RepeatBuyers(*shapes, log_likelihood=0.0)
    soon = coming(repeat_cells(*([value] for value in seen)), ahead=39.0)
    wanted = by_draws(buyers, *seen, time=39.0)
    np.testing.assert_allclose([soon.expected(buyers)[0], soon.squared(buyers)[0]], wanted, rtol=0.03)


def test_expected_orders_are_the_models_own():
    random = np.random.default_rng(2)
    people, _, _ = world(random, 300)
    x, last, age = (people[name].to_numpy(float) for name in ("repeats", "last", "age"))
    buyers, cells = RepeatBuyers(0.5, 6.0, 0.7, 2.0, 0.0), repeat_cells(x, last, age)
    got = coming(cells, ahead=26.0).expected(buyers)[cells.place]
    np.testing.assert_allclose(got, buyers.expected(x, last, age, ahead=26.0), rtol=1e-12)


def test_cells_are_as_likely_as_their_customers_one_by_one():
    random = np.random.default_rng(5)
    people = pd.concat([world(random, 40)[0]] * 3)
    x, last, age = (people[name].to_numpy(float) for name in ("repeats", "last", "age"))
    r, alpha, a, b = 0.7, 9.0, 0.9, 2.1
    cells = repeat_cells(x, last, age)
    assert cells.customers.sum() == len(people) == 3 * len(cells.customers)
    got = cells.log_likelihood(np.array([r, alpha, a, b]))[0][cells.place]
    rates, chances = gamma(r, scale=1 / alpha).ppf(GRID), beta(a, b).ppf(GRID)
    for who in range(0, 40, 8):
        stayed = (rates ** x[who] * np.exp(-rates * age[who])).mean() * ((1 - chances) ** x[who]).mean()
        gone = (rates ** x[who] * np.exp(-rates * last[who])).mean() if x[who] else 0.0
        left = (chances * (1 - chances) ** max(x[who] - 1, 0)).mean()
        assert got[who] == pytest.approx(np.log(stayed + gone * left), abs=0.01)


GRID = (np.arange(20_000) + 0.5) / 20_000


def test_the_fit_is_where_no_step_makes_the_customers_likelier():
    people, _, _ = world(np.random.default_rng(6), 700)
    x, last, age, average = (people[name].to_numpy(float) for name in people)
    cells, best = repeat_cells(x, last, age), repeat_buyers(x, last, age)
    places = np.array([best.r, best.alpha, best.a, best.b])
    likely = [cells.log_likelihood(places * step)[0] @ cells.customers for step in steps(4)]
    assert max(likely) < best.log_likelihood
    worth = order_worth(x, average)
    places = np.array([worth.p, worth.q, worth.v])
    assert max(by_hand(*(places * step), x, average) for step in steps(3)) < worth.log_likelihood
    assert by_hand(*places, x, average) == pytest.approx(worth.log_likelihood, rel=1e-9)


def test_the_fits_are_those_of_a_plain_search_over_single_customers():
    people, _, _ = world(np.random.default_rng(12), 600)
    x, last, age, average = (people[name].to_numpy(float) for name in people)
    best, worth = repeat_buyers(x, last, age), order_worth(x, average)
    np.testing.assert_allclose(
        [best.r, best.alpha, best.a, best.b], slow_repeat_buyers(x, last, age), rtol=1e-4
    )
    np.testing.assert_allclose([worth.p, worth.q, worth.v], slow_order_worth(x, average), rtol=1e-4)


def steps(parameters):
    return [*(1 + 0.002 * np.eye(parameters)), *(1 - 0.002 * np.eye(parameters))]


def by_hand(p, q, v, x, average):
    """Fader and Hardie (2013), equation (1a), without the shortcuts: averages of gammas given their scale."""
    from math import lgamma, log

    told = 0.0
    for n, m in zip(x, average, strict=True):
        if n > 0:
            told += lgamma(p * n + q) - lgamma(p * n) - lgamma(q) + q * log(v) + (p * n - 1) * log(m)
            told += p * n * log(n) - (p * n + q) * log(n * m + v)
    return told


def test_values_without_bound_have_no_range_and_orders_still_do():
    people, _, _ = world(np.random.default_rng(7), 700)
    buyers = fitted(people)[0]
    found = ahead(people, buyers, OrderWorth(6.0, 1.8, 15.0, 0.0), weeks=52)
    assert np.isnan([found.money.low, found.money.high]).all()
    assert found.money.figure > 0
    assert found.orders.low < found.orders.figure < found.orders.high


def test_more_customers_make_the_range_narrower_and_a_higher_level_wider():
    people, _, _ = world(np.random.default_rng(9), 700)
    fits = fitted(people)
    one = ahead(people, *fits, weeks=52).money
    four = ahead(pd.concat([people] * 4, ignore_index=True), *fits, weeks=52).money
    assert four.figure == pytest.approx(one.figure)
    assert np.log(one.high / one.low) == pytest.approx(2 * np.log(four.high / four.low), rel=1e-6)
    sure = ahead(people, *fits, weeks=52, level=0.99).money
    assert sure.low < one.low < one.high < sure.high
