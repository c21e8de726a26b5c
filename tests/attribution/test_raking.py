"""Both margins at once, or the rows where there is no such table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from segattr.attribution.raking import raked

tables = arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=st.floats(0.1, 50))


@given(tables, st.data())
def test_tables_without_empty_cells_get_both_margins(cells, data):
    columns = np.array(
        data.draw(st.lists(st.floats(0.1, 50), min_size=cells.shape[1], max_size=cells.shape[1]))
    )
    found = raked(cells, columns)
    assert found.sum(axis=1) == pytest.approx(cells.sum(axis=1))
    assert found.sum(axis=0) == pytest.approx(columns * cells.sum() / columns.sum(), rel=1e-6)
    odds = found / cells  # what is left of the cells is a factor of the row times one of the column
    assert odds * odds[0, 0] == pytest.approx(odds[:, :1] * odds[:1, :], rel=1e-9)


def test_where_both_cannot_be_had_the_rows_are_kept():
    found = raked(np.array([[4.0, 0], [1, 5]]), np.array([2.0, 8]))
    assert found.sum(axis=1).tolist() == pytest.approx([4, 6])
    assert found[0].tolist() == [4, 0]


def test_a_row_whose_columns_want_nothing_keeps_what_it_had():
    found = raked(np.array([[4.0, 0], [1, 5]]), np.array([0.0, 8]))
    assert found[0].tolist() == [4, 0]
    assert found[1].tolist() == pytest.approx([0, 6])


def test_nothing_stays_nothing():
    assert raked(np.zeros((2, 3)), np.zeros(3)).tolist() == [[0, 0, 0], [0, 0, 0]]
    assert raked(np.zeros((0, 0)), np.zeros(0)).shape == (0, 0)
