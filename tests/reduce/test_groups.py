"""The group of a customer worked out for many at once is that of hashlib's md5."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.reduce.groups import groups_of
from tests.reduce.oracle import group_of as expected


@given(st.lists(st.text(max_size=70), max_size=8))
def test_groups_are_those_of_md5(ids):
    assert groups_of(pa.array(ids, type=pa.large_string())).tolist() == [expected(i) for i in ids]


@pytest.mark.parametrize("letter", ["x", "é", "顾"])
def test_ids_as_long_as_a_block_of_md5_and_longer(letter):
    ids = [letter * n for n in (0, 15, 16, 23, 24, 46, 47, 48, 63, 64, 300)]
    assert groups_of(pa.array(ids)).tolist() == [expected(i) for i in ids]


def test_more_customers_than_are_worked_out_at_once_and_a_slice_of_them():
    ids = [f"customer-{i}" for i in range(40_000)]
    whole = pa.array(ids)
    expect = [expected(i) for i in ids]
    assert groups_of(whole).tolist() == expect
    assert groups_of(whole.slice(17_000, 500)).tolist() == expect[17_000:17_500]
    assert groups_of(whole.slice(0, 0)).tolist() == []
