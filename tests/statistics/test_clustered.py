import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segattr.errors import UnsuitableData
from segattr.statistics.clustered import clustered_rate
from segattr.statistics.intervals import wilson


def test_rate_errors_and_design_effect_are_the_golden_ones(golden):
    case = golden("rates")["delta"]
    found = clustered_rate(case["y"], case["m"])
    got = (found.rate, found.se, found.design_effect, found.jackknife_se)
    assert got == pytest.approx([case[k] for k in ("rate", "se", "deff", "jackknife_se")], rel=1e-9)


def test_the_range_is_wilson_on_the_visits_that_count():
    found = clustered_rate([2, 0, 1, 0, 0, 3], [4, 2, 1, 3, 5, 5])
    effect = found.design_effect
    assert (found.low, found.high) == pytest.approx(wilson(6 / effect, 20 / effect), rel=1e-12)


def test_repeat_visits_that_always_agree_count_as_one_person_each():
    people = np.repeat([1, 0], [30, 70])
    found = clustered_rate(people * 5, np.full(100, 5))
    assert found.design_effect == pytest.approx(5, rel=0.02)
    assert (found.low, found.high) == pytest.approx(wilson(30, 100), abs=0.002)


def test_one_visit_each_is_the_plain_rate():
    found = clustered_rate(np.repeat([1, 0], [30, 970]), np.ones(1000))
    assert found.design_effect == pytest.approx(1, abs=0.002)
    assert (found.low, found.high) == pytest.approx(wilson(30, 1000), abs=1e-4)


def test_without_a_conversion_visits_of_one_person_count_once():
    found = clustered_rate(np.zeros(10), np.full(10, 8))
    assert np.isnan(found.design_effect)
    assert found.high == pytest.approx(wilson(0, 10)[1], rel=1e-12)


def test_one_person_says_nothing_about_the_error():
    found = clustered_rate([1], [4])
    assert np.isnan([found.se, found.jackknife_se, found.design_effect]).all()
    assert found.low < 0.25 < found.high


def test_people_without_a_visit_are_left_out():
    assert clustered_rate([1, 0, 0], [2, 0, 3]) == clustered_rate([1, 0], [2, 3])


def test_nobody_with_a_visit_is_refused():
    with pytest.raises(UnsuitableData, match="Nobody has a visit"):
        clustered_rate([0], [0])


def test_more_converting_visits_than_visits_is_refused():
    with pytest.raises(UnsuitableData, match="1 people have more converting visits"):
        clustered_rate([3, 1], [2, 1])


@settings(deadline=None)
@given(st.lists(st.integers(1, 9).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m))), min_size=2))
def test_the_range_contains_the_rate_and_is_never_narrower_than_plain_wilson(people):
    y, m = np.array(people).T
    found, (low, high) = clustered_rate(y, m), wilson(y.sum(), m.sum())
    assert found.low <= found.rate <= found.high
    assert found.high - found.low >= (high - low) * (1 - 1e-9)
