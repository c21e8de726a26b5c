import numpy as np
import pytest
from scipy.special import betaln

from segattr.errors import UnsuitableData
from segattr.statistics.prior import fit_prior


def loss(x, n, *, mean, strength):
    """The golden file's figure: minus the log-likelihood, without binomial coefficients."""
    x, n, a, b = np.array(x), np.array(n), mean * strength, (1 - mean) * strength
    return -(betaln(x + a, n - x + b) - betaln(a, b)).sum()


def test_efron_and_morris_batters_and_the_marketing_table_fit_as_in_the_golden_file(golden):
    for case in golden("shrinkage").values():
        x = case.get("hits", case.get("x"))
        n, fit, prior = np.broadcast_to(case["n"], len(x)), case["fit"], fit_prior(x, case["n"])
        assert (prior.mean, prior.strength) == pytest.approx((fit["mu"], fit["M"]), rel=1e-4)
        ours = loss(x, n, mean=prior.mean, strength=prior.strength)
        assert ours == pytest.approx(fit["nll"], rel=1e-9)
        assert not prior.indistinguishable


def test_a_planted_prior_is_found_again():
    rng = np.random.default_rng(7)
    n = rng.integers(30, 20_000, 3000)
    prior = fit_prior(rng.binomial(n, rng.beta(6, 194, 3000)), n)
    assert prior.mean == pytest.approx(0.03, rel=0.02)
    assert prior.strength == pytest.approx(200, rel=0.08)


@pytest.mark.parametrize(
    ("x", "n"),
    [
        ([5, 5, 5], [10, 10, 10]),
        ([3], [5]),
        ([0, 0], [5, 6]),
        ([5, 6], [5, 6]),
        ([300, 3000], [10_000, 100_000]),
    ],
    ids=["equal rates", "one segment", "nobody converted", "everybody converted", "equal rates, many people"],
)
def test_segments_that_nothing_tells_apart_have_the_blended_rate_for_a_prior(x, n):
    prior = fit_prior(x, n)
    assert prior.indistinguishable
    assert prior.mean == sum(x) / sum(n)
    assert prior.strength == 100 * max(n)


@pytest.mark.parametrize("largest", [2_000, pytest.param(2_000_000, marks=pytest.mark.slow)])
def test_pure_noise_never_earns_a_prior_that_trusts_the_segments(largest):
    rng = np.random.default_rng(11)
    n = rng.integers(30, largest, (25, 60))
    priors = [fit_prior(x, people) for x, people in zip(rng.binomial(n, 0.03), n, strict=True)]
    assert np.mean([prior.indistinguishable for prior in priors]) > 0.35
    assert min(prior.strength for prior in priors) > largest / 2


def test_segments_that_convert_fully_or_not_at_all_are_left_as_they_are():
    prior = fit_prior([0, 10, 0, 10], 10)
    assert prior.strength < 0.1
    assert not prior.indistinguishable


def test_segments_without_people_say_nothing():
    assert fit_prior([3, 0, 30], [50, 0, 200]) == fit_prior([3, 30], [50, 200])


def test_no_people_at_all_is_refused():
    with pytest.raises(UnsuitableData, match="No segment has people"):
        fit_prior([0], [0])
