from dataclasses import FrozenInstanceError, astuple, fields

import numpy as np
import pytest

from segattr.statistics.comparison import Comparison, compare_each, compare_two, only_row

PAIRS = ("x1", "n1", "x2", "n2")


def test_two_groups_compare_as_in_the_golden_file(golden):
    for case in golden("rates")["two_prop"]:
        found = compare_two(*(case[k] for k in PAIRS))
        assert (found.difference, found.z, found.p) == pytest.approx(
            (case["diff"], case["z"], case["p"]), rel=1e-9
        )
        assert found.cohen_h == pytest.approx(case["cohen_h"], rel=1e-9)
        assert (found.difference_low, found.difference_high) == pytest.approx(case["newcombe"], rel=1e-9)
        assert (found.ratio, found.ratio_low, found.ratio_high) == pytest.approx(case["ratio"], rel=1e-9)
        assert found.test == case["test"]


def test_many_pairs_at_once_are_the_pairs_one_by_one(golden):
    cases = golden("rates")["two_prop"]
    at_once = compare_each(*([case[k] for case in cases] for k in PAIRS))
    for (_, row), case in zip(at_once.iterrows(), cases, strict=True):
        assert tuple(row) == astuple(compare_two(*(case[k] for k in PAIRS)))


def test_the_columns_are_the_attributes_of_a_comparison():
    assert list(compare_each([1], [5], [2], [5]).columns) == [field.name for field in fields(Comparison)]


def test_one_group_is_set_against_many():
    assert len(compare_each(10, 100, [5, 10, 20], 100)) == 3


def test_no_pairs_give_an_empty_frame():
    assert compare_each([], [], [], []).empty


def test_the_level_widens_both_ranges():
    narrow, wide = compare_two(56, 70, 48, 80, level=0.8), compare_two(56, 70, 48, 80, level=0.99)
    assert wide.difference_low < narrow.difference_low
    assert wide.ratio_high > narrow.ratio_high
    assert wide.p == narrow.p


def test_an_empty_group_compares_to_nothing():
    found = compare_two(0, 0, 5, 10)
    assert found.test == "none"
    assert np.isnan(astuple(found)[:8]).all()
    assert np.isnan(found.cohen_h)


def test_a_comparison_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        compare_two(1, 5, 2, 5).p = 0.01


def test_the_only_row_is_read_by_name_not_by_place():
    comparisons = compare_each([9], [10], [3], [10])
    assert only_row(comparisons[comparisons.columns[::-1]]) == compare_two(9, 10, 3, 10)
