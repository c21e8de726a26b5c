import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from segattr.errors import UnsuitableData
from segattr.statistics.heterogeneity import average_describes, heterogeneity

partitions = st.lists(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=20
)
GOLDEN_NAMES = {
    "blended": "blended",
    "Q": "q",
    "df": "df",
    "p": "p",
    "I2": "i2",
    "between_share": "between_share",
    "cramers_v": "cramers_v",
    "average_describes": "average_describes",
}


def check(found, wanted):
    for theirs, ours in GOLDEN_NAMES.items():
        assert getattr(found, ours) == pytest.approx(wanted[theirs], rel=1e-9), ours
    assert 100 * found.tau == pytest.approx(wanted["tau_pp"], rel=1e-9)
    assert 100 * found.spread == pytest.approx(wanted["spread_weighted_sd_pp"], rel=1e-9)


def test_the_four_segments_are_the_golden_ones(golden):
    case = golden("heterogeneity")
    check(heterogeneity(case["x"], case["n"]), case)


def test_the_three_percent_example_describes_nobody(golden):
    seed = golden("seed_3pct")
    cells, visitors = seed["cells"], [seed["segments"][name] for name in ("returning", "new")]
    by_cell = heterogeneity([c["x"] for c in cells], [c["n"] for c in cells])
    check(by_cell, seed["heterogeneity_4_cells"])
    check(
        heterogeneity([v["x"] for v in visitors], [v["n"] for v in visitors]), seed["heterogeneity_visitor"]
    )
    assert by_cell.average_describes == 0


def test_q_is_the_chi_square_of_the_table():
    x, n = np.array([30, 45, 20, 5]), np.array([1000, 900, 1100, 200])
    chi2 = chi2_contingency([x, n - x], correction=False)
    found = heterogeneity(x, n)
    assert (found.q, found.p, found.df) == pytest.approx((chi2.statistic, chi2.pvalue, chi2.dof), rel=1e-9)


def test_tau_finds_the_planted_spread_and_the_raw_spread_overstates_it():
    rng = np.random.default_rng(21)
    found = [
        heterogeneity(rng.binomial(500, rng.normal(0.1, 0.01, 200)), np.full(200, 500)) for _ in range(50)
    ]
    assert np.mean([one.tau for one in found]) == pytest.approx(0.01, rel=0.05)
    assert np.mean([one.spread for one in found]) > 0.015


@settings(deadline=None)
@given(partitions)
def test_every_figure_stays_in_its_range(partition):
    x, n = np.array(partition).T
    found = heterogeneity(x, n)
    shares = [found.p, found.i2, found.between_share, found.cramers_v, found.cramers_v_corrected]
    assert all(0 <= share <= 1 + 1e-12 for share in [*shares, found.average_describes])
    assert found.tau >= 0
    assert found.q >= 0


@settings(deadline=None)
@given(partitions)
def test_the_order_of_the_segments_does_not_matter(partition):
    x, n = np.array(partition).T
    assert heterogeneity(x[::-1], n[::-1]).q == pytest.approx(heterogeneity(x, n).q, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("x", "n"), [([5], [50]), ([0, 0], [50, 60]), ([50, 60], [50, 60]), ([5, 10], [50, 100])]
)
def test_segments_that_do_not_differ_have_no_spread(x, n):
    found = heterogeneity(x, n)
    assert (found.tau, found.i2, found.cramers_v_corrected) == (0, 0, 0)
    assert found.p == pytest.approx(1)
    assert found.average_describes == 1


def test_segments_without_people_are_left_out():
    assert heterogeneity([30, 0, 45], [1000, 0, 900]) == heterogeneity([30, 45], [1000, 900])


def test_no_people_at_all_is_refused():
    with pytest.raises(UnsuitableData, match="No segment has people"):
        heterogeneity([0], [0])


def test_the_average_describes_people_in_segments_whose_own_range_contains_it():
    # 45 of 900 and 20 of 1100 are too far from 3.1 %; 1000 + 200 of 3200 people are left.
    assert average_describes([30, 45, 20, 5], [1000, 900, 1100, 200]) == 1200 / 3200


def test_more_confidence_lets_the_average_describe_more_people():
    x, n = [30, 45, 20, 5], [1000, 900, 1100, 200]
    assert average_describes(x, n, level=0.9999) > average_describes(x, n)
