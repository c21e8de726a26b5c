import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segattr.errors import UnsuitableData
from segattr.statistics.theil import theil

spends = st.lists(
    st.tuples(st.floats(0.01, 1e5), st.sampled_from("abc")) | st.tuples(st.just(0.0), st.sampled_from("abc")),
    min_size=1,
).filter(lambda rows: any(value for value, _ in rows))


def test_total_between_and_within_are_the_golden_ones(golden):
    case = golden("heterogeneity")["theil"]
    found = theil(case["values"], case["groups"])
    got = (found.total, found.between, found.within, found.between_share)
    assert got == pytest.approx([case[k] for k in ("total", "between", "within", "between_share")], rel=1e-9)


@settings(deadline=None)
@given(spends)
def test_between_and_within_add_up_to_the_total_and_none_is_negative(rows):
    values, groups = zip(*rows, strict=True)
    found = theil(values, groups)
    assert found.between + found.within == pytest.approx(found.total, abs=1e-9)
    assert min(found.between, found.within) >= -1e-9
    assert found.total <= np.log(len(values)) + 1e-9


@settings(deadline=None)
@given(spends, st.floats(0.1, 10))
def test_the_currency_does_not_matter(rows, factor):
    values, groups = zip(*rows, strict=True)
    assert theil(np.array(values) * factor, groups).total == pytest.approx(
        theil(values, groups).total, abs=1e-9
    )


def test_one_big_spender_is_the_most_unequal_it_gets():
    assert theil([0, 0, 0, 100], ["a", "a", "a", "b"]).total == pytest.approx(np.log(4))


def test_equal_spend_leaves_nothing_to_share_out():
    found = theil([5, 5, 5], ["a", "b", "b"])
    assert (found.total, found.between, found.within) == (0, 0, 0)
    assert np.isnan(found.between_share)


def test_a_segment_without_spend_is_no_obstacle():
    found = theil([0, 0, 10, 10], ["a", "a", "b", "b"])
    assert found.between == pytest.approx(np.log(2))
    assert found.within == pytest.approx(0)


@pytest.mark.parametrize("values", [[-1, 5], [np.nan, 5], [0, 0], []])
def test_refunds_gaps_and_nothing_spent_are_refused(values):
    with pytest.raises(UnsuitableData, match="amounts of 0 or more"):
        theil(values, ["a"] * len(values))
