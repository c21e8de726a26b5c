import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from segattr.errors import BadSetting
from segattr.statistics.multiplicity import bh, by, holm

families = st.lists(st.floats(0, 1), max_size=40).map(np.array)
EVERY = pytest.mark.parametrize("adjust", [bh, by, holm], ids=["bh", "by", "holm"])


def test_the_15_p_values_of_benjamini_and_hochberg_1995(golden):
    paper = golden("multiplicity")
    for adjust in (bh, by, holm):
        np.testing.assert_allclose(adjust(paper["p"]), paper[adjust.__name__], rtol=1e-9)
    assert (bh(paper["p"]) <= 0.05).sum() == paper["rejected_bh_05"] == 4
    assert (holm(paper["p"]) <= 0.05).sum() == paper["rejected_bonferroni"] == 3


@settings(deadline=None)
@given(families)
def test_scipy_adjusts_alike(p):
    if len(p):
        np.testing.assert_allclose(bh(p), false_discovery_control(p, method="bh"), rtol=1e-9, atol=1e-300)
        np.testing.assert_allclose(by(p), false_discovery_control(p, method="by"), rtol=1e-9, atol=1e-300)


@EVERY
@settings(deadline=None)
@given(p=families)
def test_adjusting_only_raises_and_keeps_the_order(adjust, p):
    adjusted = adjust(p)
    assert (adjusted >= p).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()


@settings(deadline=None)
@given(families)
def test_holm_is_stricter_than_bh_and_by_is_too(p):
    assert (holm(p) >= bh(p) * (1 - 1e-12) - 1e-300).all()
    assert (by(p) >= bh(p) * (1 - 1e-12) - 1e-300).all()


@EVERY
@settings(deadline=None)
@given(p=families, seed=st.integers(0, 99))
def test_the_order_of_the_segments_does_not_matter(adjust, p, seed):
    shuffled = np.random.default_rng(seed).permutation(len(p))
    np.testing.assert_allclose(adjust(p[shuffled]), adjust(p)[shuffled], rtol=1e-12, atol=1e-300)


@EVERY
def test_segments_that_were_not_tested_do_not_count(adjust):
    adjusted = adjust([0.01, np.nan, 0.04, np.nan])
    np.testing.assert_array_equal(adjusted[[0, 2]], adjust([0.01, 0.04]))
    assert np.isnan(adjusted[[1, 3]]).all()


@EVERY
def test_nothing_tested_is_nothing_adjusted(adjust):
    assert adjust([]).size == 0
    assert np.isnan(adjust([np.nan])).all()


@EVERY
def test_one_test_needs_no_adjusting(adjust):
    assert adjust([0.03]).tolist() == [0.03]


@EVERY
def test_a_figure_that_is_no_p_value_is_refused(adjust):
    with pytest.raises(BadSetting, match="between 0 and 1"):
        adjust([0.5, 1.5])
