import numpy as np
import pytest

from segattr.statistics.association import bias_corrected_v
from segattr.statistics.heterogeneity import heterogeneity


def test_bergsma_s_formula_by_hand():
    # Q = 20 in a 3 × 2 table of 101 people: φ² = 20/101 − 2/100; sides 3 − 4/100 and 2 − 1/100.
    phi2 = 20 / 101 - 0.02
    assert bias_corrected_v(20, people=101, segments=3) == pytest.approx(np.sqrt(phi2 / 0.99), rel=1e-12)


def test_segments_that_decide_everything_have_an_association_of_1():
    assert bias_corrected_v(100, people=100, segments=2) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize(("people", "segments"), [(100, 1), (1, 1), (2, 2)])
def test_nothing_to_associate_is_0(people, segments):
    assert bias_corrected_v(0, people=people, segments=segments) == 0


def test_pure_noise_is_near_0_where_the_plain_v_is_not():
    rng = np.random.default_rng(13)
    found = [heterogeneity(rng.binomial(20, 0.3, 50), np.full(50, 20)) for _ in range(200)]
    assert np.mean([one.cramers_v for one in found]) > 0.2
    assert np.mean([one.cramers_v_corrected for one in found]) < 0.04
