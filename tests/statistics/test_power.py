import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segattr.errors import BadSetting
from segattr.statistics.power import (
    detectable_average,
    detectable_difference,
    people_for_average,
    people_per_group,
)
from segattr.statistics.significance import z_or_fisher

sizes = st.integers(1, 10**6)


def test_people_per_group_are_the_golden_ones(golden):
    for case in golden("power")["n_per_group"]:
        assert people_per_group(case["p1"], case["p2"]) == case["n"]


def test_r_s_power_prop_test_example_needs_76_7_people():
    assert people_per_group(0.5, 0.75, power=0.9) == 77


def test_detectable_differences_are_the_golden_ones(golden):
    cases = golden("power")["mde"]
    found = detectable_difference(
        [case["n_seg"] for case in cases],
        [case["n_rest"] for case in cases],
        rest_rate=[case["p_rest"] for case in cases],
    )
    np.testing.assert_allclose(100 * found, [case["mde_pp"] for case in cases], rtol=1e-9)


def test_a_difference_of_that_size_is_seen_four_times_in_five():
    gap = float(detectable_difference(6000, 64_000, rest_rate=0.03))
    rng = np.random.default_rng(5)
    x, rest = rng.binomial(6000, 0.03 + gap, 20_000), rng.binomial(64_000, 0.03, 20_000)
    _, p, _ = z_or_fisher(x, 6000, rest, 64_000)
    assert np.mean(p < 0.05) == pytest.approx(0.8, abs=0.015)


def test_equal_groups_agree_with_people_per_group():
    gap = float(detectable_difference(5301, 5301, rest_rate=0.03))
    assert gap == pytest.approx(0.01, rel=1e-4)


def test_equal_rates_never_show():
    assert np.isinf(people_per_group(0.03, 0.03))


def test_too_few_people_for_any_difference_is_nan_not_a_number():
    assert np.isnan(detectable_difference(50, 69_950, rest_rate=0.03, direction="down"))
    assert np.isnan(detectable_difference([0, 1], [100, 1], rest_rate=0.03)).all()


@settings(deadline=None)
@given(sizes, sizes, st.floats(0.001, 0.999))
def test_more_people_never_make_a_difference_harder_to_see(n, n_rest, rest_rate):
    small, large = detectable_difference([n, 2 * n], n_rest, rest_rate=rest_rate)
    assert np.isnan(small) or large <= small * (1 + 1e-9)


@settings(deadline=None)
@given(sizes, sizes, st.floats(0.001, 0.999))
def test_down_from_a_rate_is_up_from_its_mirror_image(n, n_rest, rest_rate):
    down = detectable_difference(n, n_rest, rest_rate=rest_rate, direction="down")
    up = detectable_difference(n, n_rest, rest_rate=1 - rest_rate)
    np.testing.assert_allclose(down, up, rtol=1e-6)


@settings(deadline=None)
@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_which_rate_comes_first_does_not_matter(rate, other):
    assert people_per_group(rate, other) == people_per_group(other, rate)


@pytest.mark.parametrize("rate", [3, -0.03])
def test_a_rate_in_percent_is_refused(rate):
    with pytest.raises(BadSetting, match="between 0 and 1"):
        detectable_difference(100, 1000, rest_rate=rate)


@pytest.mark.parametrize("setting", ["alpha", "power"])
def test_a_setting_in_percent_is_refused(setting):
    with pytest.raises(BadSetting, match=setting):
        people_per_group(0.03, 0.04, **{setting: 80})


def test_so_many_people_show_a_difference_of_averages_in_four_samples_of_five():
    n = int(people_for_average(10, 4))
    random = np.random.default_rng(1)
    first, second = random.normal(0, 10, (2000, n)), random.normal(4, 10, (2000, n))
    z = (second.mean(axis=1) - first.mean(axis=1)) / (10 * np.sqrt(2 / n))
    assert (np.abs(z) > 1.96).mean() == pytest.approx(0.8, abs=0.03)


def test_the_difference_that_shows_is_the_one_the_people_were_counted_for():
    n = people_for_average(10, 3.96)
    assert float(detectable_average(n, n, deviation=10)) == pytest.approx(3.96, rel=0.01)
    assert np.isnan(detectable_average(0, 100, deviation=10))
    assert np.isinf(people_for_average(10, 0))
