"""All large enough combinations, and only those, beside a slow count."""

from itertools import combinations, product

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from segattr.averages.candidates import candidates


def slow(cells, people, needed, depth):
    """Every set of cells that some combination of values picks out, with its plainest combinations."""
    kept = {}
    for size in range(1, depth + 1):
        for columns in combinations(sorted(cells), size):
            for values in product(*(sorted(cells[c].unique()) for c in columns)):
                inside = np.logical_and.reduce([cells[c] == v for c, v in zip(columns, values, strict=True)])
                if needed <= people[inside].sum() < people.sum():
                    kept.setdefault(tuple(inside), tuple(zip(columns, values, strict=True)))
    return kept


@given(st.integers(0, 10_000), st.integers(1, 3))
def test_candidates_are_those_of_a_slow_count(seed, depth):
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({name: rng.choice(list("xyz"), 15) for name in ("b", "a", "c")}).drop_duplicates()
    people = rng.integers(1, 60, len(table)).astype(float)
    found = candidates(table, list(table), people, rate=0.5, depth=depth, fewest=40)
    wanted = slow(table.reset_index(drop=True), people, 40, depth)
    assert {tuple(row > 0) for row in found.members.toarray()} == set(wanted)
    assert set(found.conditions) == set(wanted.values())


def test_a_group_too_small_to_expect_conversions_is_none():
    table, people = pd.DataFrame({"a": ["x", "y"]}), np.array([400.0, 4000.0])
    assert candidates(table, ["a"], people, rate=0.01).conditions == ((("a", "y"),),)
    assert len(candidates(table, ["a"], people, rate=0.0)) == 0


def test_values_that_are_no_finding_are_left_out():
    table, people = pd.DataFrame({"a": ["(unknown)", "y", "z"]}), np.array([400.0, 400.0, 400.0])
    found = candidates(table, ["a"], people, rate=0.5, never=("(unknown)",))
    assert [condition for (condition,) in found.conditions] == [("a", "y"), ("a", "z")]


def test_no_columns_make_no_candidates():
    assert len(candidates(pd.DataFrame(index=range(2)), [], np.array([5.0, 5.0]), rate=0.5)) == 0
