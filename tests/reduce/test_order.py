"""Order and runs, against what Python's own sort and loops say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from segattr.reduce.order import along, lengths_of, order_of, packed, starts_of

FAR = 2**61
NUMBERS = st.one_of(st.integers(-3, 3), st.integers(-FAR, FAR))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 1)), max_size=40))
def test_rows_stand_by_the_first_key_then_the_next_and_equal_ones_in_the_order_given(rows):
    keys = [np.array([row[i] for row in rows], dtype=np.int64) for i in range(3)]
    assert order_of(*keys).tolist() == sorted(range(len(rows)), key=lambda i: rows[i])


@given(st.lists(st.sampled_from([0.5, -1.0, 2.0, 1e300]), max_size=20), st.booleans())
def test_money_orders_rows_as_well(amounts, alone):
    money = np.array(amounts, dtype=np.float64)
    keys = [money] if alone else [np.zeros(len(money), dtype=np.int64), money]
    assert order_of(*keys).tolist() == sorted(range(len(amounts)), key=amounts.__getitem__)


def test_many_ties_in_a_long_table_keep_their_order():
    key = np.random.default_rng(1).integers(0, 50, 20_000)
    assert (order_of(key) == np.argsort(key, kind="stable")).all()


def test_keys_too_wide_for_one_integer_are_not_packed():
    wide = np.array([0, 1 << 40])
    assert packed(wide, wide) is None
    assert packed(wide, np.array([0, 3])).tolist() == [0, (1 << 42) + 3]


@given(st.lists(st.integers(0, 2), max_size=30))
def test_runs_are_what_a_loop_finds(values):
    starts = starts_of(np.array(values, dtype=np.int64))
    expected = [i for i, value in enumerate(values) if not i or values[i - 1] != value]
    assert starts.tolist() == expected
    ends = [*expected[1:], len(values)][: len(expected)]
    assert lengths_of(starts, len(values)).tolist() == [e - s for s, e in zip(expected, ends, strict=True)]
    sums = [sum(values[s:e]) for s, e in zip(expected, ends, strict=True)]
    assert along(np.add, np.array(values, dtype=np.int64), starts).tolist() == sums
