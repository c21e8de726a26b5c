"""The score test beside a slow fit, and the worlds of luck beside worlds drawn one by one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from segattr.averages.surprise import expected, luck, surprise


def cells(seed, size=12):
    rng = np.random.default_rng(seed)
    people = rng.integers(50, 400, size).astype(float)
    converters = rng.binomial(people.astype(int), rng.uniform(0.02, 0.4, size)).astype(float)
    return people, converters, rng


def log_likelihood(beta, groups, people, converters):
    eta = groups @ beta
    return float((converters * eta - people * np.log1p(np.exp(eta))).sum())


@given(st.integers(0, 10_000))
def test_the_fit_meets_the_groups_rates(seed):
    people, converters, rng = cells(seed)
    found = rng.random((2, len(people))) < 0.4
    fit = expected(people, converters, found)
    for group in (np.ones(len(people), bool), *found):
        if 0 < converters[group].sum() < people[group].sum():
            assert (people * fit.rate)[group].sum() == pytest.approx(converters[group].sum(), rel=1e-6)


@given(st.integers(0, 10_000))
def test_the_score_is_the_slope_of_the_likelihood_in_units_of_its_spread(seed):
    people, converters, rng = cells(seed)
    candidate = rng.random(len(people)) < 0.5
    candidate[:2] = True, False
    fit = expected(people, converters, np.zeros((0, len(people)), bool))
    seen = surprise(fit, csr_array(candidate[None, :].astype(float)))
    groups = np.column_stack([fit.groups, candidate])
    beta = np.array([np.log(fit.rate[0] / (1 - fit.rate[0])), 0.0])
    step = 1e-5
    slope = (
        log_likelihood(beta + np.array([0, step]), groups, people, converters)
        - log_likelihood(beta - np.array([0, step]), groups, people, converters)
    ) / (2 * step)
    information = groups.T @ (groups * fit.weight[:, None])
    spread = information[1, 1] - information[0, 1] ** 2 / information[0, 0]
    assert seen.z[0] == pytest.approx(slope / np.sqrt(spread), rel=1e-4, abs=1e-6)


def test_without_groups_the_score_is_the_pooled_z_test_of_group_and_rest():
    people, converters = np.array([500.0, 1500.0]), np.array([30.0, 45.0])
    fit = expected(people, converters, np.zeros((0, 2), bool))
    z = surprise(fit, csr_array(np.array([[1.0, 0.0]]))).z[0]
    pooled = 75 / 2000
    by_hand = (30 / 500 - 45 / 1500) / np.sqrt(pooled * (1 - pooled) * (1 / 500 + 1 / 1500))
    assert z == pytest.approx(by_hand, rel=1e-9)


def test_a_group_already_found_surprises_nobody():
    people, converters = np.array([500.0, 1500.0]), np.array([30.0, 45.0])
    fit = expected(people, converters, np.array([[True, False]]))
    seen = surprise(fit, csr_array(np.array([[1.0, 0.0], [0.0, 1.0]])))
    assert seen.z == pytest.approx([0, 0], abs=1e-6)


def test_a_group_nobody_of_converted_can_be_found():
    fit = expected(np.array([500.0, 1500.0]), np.array([0.0, 45.0]), np.array([[True, False]]))
    assert fit.rate[0] == pytest.approx(0, abs=1e-4)
    assert fit.rate[1] == pytest.approx(0.03, rel=1e-6)


def test_luck_reaches_as_far_as_in_worlds_fitted_one_by_one():
    people, converters, rng = cells(5, 40)
    converters = rng.binomial(people.astype(int), 0.1).astype(float)
    found = np.zeros((1, 40), bool)
    found[0, :10] = True
    members = csr_array((rng.random((60, 40)) < 0.3).astype(float))
    fit = expected(people, converters, found)
    quick = luck(fit, members, np.random.default_rng(1), worlds=600)
    slow = []
    for _ in range(600):
        drawn = rng.binomial(people.astype(int), fit.rate).astype(float)
        slow.append(np.abs(surprise(expected(people, drawn, found), members).z).max())
    assert np.quantile(quick, 0.95) == pytest.approx(np.quantile(slow, 0.95), rel=0.06)
    assert pd.Series(quick).mean() == pytest.approx(np.mean(slow), rel=0.04)
