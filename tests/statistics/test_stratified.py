"""Two groups within strata: golden figures (checked against R), and what strata may look like."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.errors import UnsuitableData
from segattr.statistics.stratified import stratified

NAMES = {
    "crude": "crude",
    "p_crude": "p_crude",
    "standardised": "standardised",
    "rd_mh": "risk_difference",
    "or_mh": "odds_ratio",
    "cmh": "cmh",
    "p_cmh": "p_cmh",
    "cmh_cc": "cmh_corrected",
    "p_cmh_cc": "p_cmh_corrected",
    "tarone": "tarone",
    "p_homogeneity": "p_homogeneity",
}


@pytest.mark.parametrize("case", ["kidney", "berkeley", "campaigns"])
def test_the_golden_figures_come_out(case, golden):
    wanted = golden("simpson")[case]
    found = stratified(*np.array([row[1:] for row in wanted["table"]], dtype=float).T)
    for theirs, ours in NAMES.items():
        assert getattr(found, ours) == pytest.approx(wanted[theirs], rel=1e-9), theirs
    assert found.differences.tolist() == pytest.approx(wanted["strata_diff"], rel=1e-9)


counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
tables = st.lists(st.tuples(counts, counts), min_size=1, max_size=6)


def columns(table):
    return np.array([(*a, *b) for a, b in table], dtype=float).T


@given(tables)
def test_turning_the_groups_round_turns_the_differences_round(table):
    xa, na, xb, nb = columns(table)
    one, other = stratified(xa, na, xb, nb), stratified(xb, nb, xa, na)
    for name in ("crude", "standardised", "risk_difference"):
        assert getattr(one, name) == pytest.approx(-getattr(other, name), abs=1e-12)
    for name in ("p_crude", "cmh", "tarone"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-6, abs=1e-9, nan_ok=True)


@given(counts, counts)
def test_one_stratum_is_the_crude_comparison(a, b):
    found = stratified([a[0]], [a[1]], [b[0]], [b[1]])
    assert found.standardised == pytest.approx(found.crude, abs=1e-12)
    assert found.risk_difference == pytest.approx(found.crude, abs=1e-12)
    assert np.isnan(found.p_homogeneity)


def test_a_stratum_only_one_group_is_in_says_nothing_about_the_difference():
    with_it = stratified([5, 30], [50, 90], [3, 0], [60, 0])
    without = stratified([5], [50], [3], [60])
    assert with_it.standardised == without.standardised
    assert with_it.crude != without.crude
    assert np.isnan(with_it.differences[1])


def test_a_stratum_where_nobody_converted_gives_no_freedom():
    one = stratified([5, 9, 0], [50, 90, 40], [3, 2, 0], [60, 80, 40])
    other = stratified([5, 9], [50, 90], [3, 2], [60, 80])
    assert one.p_homogeneity == pytest.approx(other.p_homogeneity, rel=1e-9)


def test_groups_that_never_meet_cannot_be_compared():
    with pytest.raises(UnsuitableData, match="share no stratum"):
        stratified([5, 0], [50, 0], [0, 3], [0, 60])
