"""Thirty-one names fit into sets and paths."""

import pytest

from segattr.reduce.folding import fold_names


@pytest.mark.parametrize(
    ("names", "places", "last"), [(31, 31, "c30"), (32, 31, "2 others"), (100, 31, "70 others")]
)
def test_the_largest_thirty_keep_their_names_where_there_are_over_31(names, places, last):
    touched = {f"c{i:02d}": 1000 - i for i in range(names)}
    code, shown = fold_names(touched)
    assert len(shown) == places
    assert shown[-1] == last
    assert [code[name] for name in touched] == [min(i, 31) for i in range(1, names + 1)]


def test_equals_are_ranked_by_name():
    assert fold_names({"b": 1, "a": 1, "c": 5})[1] == ("c", "a", "b")


def test_nothing_folds_to_nothing():
    assert fold_names({}) == ({}, ())
