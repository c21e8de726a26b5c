import numpy as np
import pytest

from segattr.errors import BadSetting, UnsuitableData
from segattr.statistics.counts import as_counts, check_share, segments_with_people, two_sided_quantile


def test_a_group_without_people_has_nan_people():
    _, people = as_counts([0, 1], [0, 5])
    assert np.isnan(people[0])
    assert people[1] == 5


@pytest.mark.parametrize(("x", "n"), [([1, 6], [5, 5]), ([-1], [5]), ([0], [-5]), ([1], [0])])
def test_impossible_counts_are_refused_in_plain_words(x, n):
    with pytest.raises(UnsuitableData, match="count people who converted, not orders"):
        as_counts(x, n)


def test_the_caller_s_arrays_are_left_alone():
    people = np.array([0.0, 5.0])
    as_counts([0, 1], people)
    assert people.tolist() == [0, 5]


def test_missing_counts_pass_through_as_nan():
    converters, people = as_counts([np.nan, 1], [5, np.nan])
    assert np.isnan(converters / people).all()


def test_segments_without_people_or_count_are_left_out():
    converters, people = segments_with_people([3, 0, np.nan, 5], [10, 0, 7, 20])
    assert (converters.tolist(), people.tolist()) == ([3, 5], [10, 20])


def test_a_partition_without_people_is_refused():
    with pytest.raises(UnsuitableData, match="No segment has people"):
        segments_with_people([0, 0], [0, 0])


@pytest.mark.parametrize("level", [0, 1, 95, -0.1, np.nan])
def test_a_level_outside_0_to_1_is_refused(level):
    with pytest.raises(BadSetting, match="it must lie between 0 and 1"):
        two_sided_quantile(level)


def test_a_share_inside_0_to_1_is_accepted():
    assert check_share(0.5, setting="power") is None
