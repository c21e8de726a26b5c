"""Sums by packed keys are those of an ordinary group-by, on every engine."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from segattr.reduce.engines import enter, to_pandas
from segattr.reduce.sums import sum_by

WIDE = st.sampled_from([0, 1, -1, -2, 5, (1 << 59) + 3, -(1 << 59), 1 << 40])
ROWS = st.lists(
    st.tuples(WIDE, WIDE, WIDE, st.integers(-9, 9), st.sampled_from([0.5, -2.25, 1e9])), max_size=25
)
NAMES = ["a", "b", "c", "count", "money"]


def added(table, by):
    summed = to_pandas(sum_by(enter(table), by, ["count", "money"]))
    return summed.sort_values(by, ignore_index=True)


@given(ROWS, st.integers(1, 3))
def test_sums_are_those_of_a_plain_group_by(rows, keys):
    table = pd.DataFrame(rows, columns=NAMES).astype(dict.fromkeys(NAMES[:4], "int64") | {"money": "float64"})
    by = NAMES[:keys]
    expected = table.groupby(by, as_index=False)[["count", "money"]].sum()
    pd.testing.assert_frame_equal(added(table, by), expected, rtol=1e-12)


def test_a_few_cells_and_many_cells_are_added_up_alike():
    few = pd.DataFrame(
        {"a": [0, 3, 3, 0], "b": 7, "c": 0, "count": [1, 2, 3, 4], "money": [1.0, 0.5, 0.25, 2.0]}
    )
    for far in (0, 1_000_000):
        table = few.assign(a=few["a"] * (1 + far))
        assert added(table, ["a", "b"]).to_numpy().tolist() == [[0, 7, 5, 3.0], [3 * (1 + far), 7, 5, 0.75]]


def test_every_engine_sums_alike(engine):
    table = pd.DataFrame({"a": [2, 1, 2], "count": [1, 2, 3], "money": [0.5, 1.0, 1.5]})
    frame = enter(engine(table=table)["table"])
    summed = to_pandas(sum_by(frame, ["a"], ["count", "money"])).sort_values("a")
    assert summed.astype(float).to_numpy().tolist() == [[1, 2, 1], [2, 4, 2]]
