"""Everybody's number, against dictionaries and sets."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.errors import MissingColumn
from segattr.reduce.door import NOBODY
from segattr.reduce.groups import group_of
from segattr.reduce.roll import roll_of

IDS = st.lists(st.sampled_from(["a", "b", "c", "d", "é", "", None]), max_size=12)


def tables(touched, bought, listed=None):
    def ids(values):
        return pd.DataFrame({"customer_id": pd.Series(values, dtype="str"), "ts": 0, "channel": "Email"})

    found = {"touchpoints": ids(touched), "conversions": ids(bought)}
    return found if listed is None else {**found, "customers": ids(listed)}


def read(ids, numbers):
    return [None if n < 0 else ids[n] for n in numbers]


@given(IDS, IDS, st.none() | IDS)
def test_numbers_read_back_are_the_ids_and_nobody_has_two(touched, bought, listed):
    roll = roll_of(tables(touched, bought, listed))
    ids = roll.ids.to_pylist()
    assert len(ids) == len(set(ids))
    assert read(ids, roll.touched) == touched
    assert read(ids, roll.listed) == (listed or [])
    assert read(ids, roll.bought) == [NOBODY if one is None else one for one in bought]
    named = {*bought, *(listed or [])}
    assert read(ids, roll.met) == [one if one in named else None for one in touched]
    assert roll.groups.tolist() == [group_of(one) for one in ids]
    assert roll.numbers(roll.ids).tolist() == [*range(len(ids))]


@given(IDS, IDS, st.none() | IDS)
def test_the_rates_count_customers_and_the_touched(touched, bought, listed):
    roll = roll_of(tables(touched, bought, listed))
    ids, customers = roll.ids.to_pylist(), {*(listed or [])} - {None}
    assert {ids[n] for n in np.flatnonzero(roll.counted)} == ({*touched} - {None}) | customers
    assert {ids[n] for n in roll.unlisted} == {*touched} - {None} - customers
    assert roll.lists_once == (len(listed or []) > 0 and len(customers) == len(listed))


def test_a_table_without_ids_is_refused_by_name():
    without = tables(["a"], ["a"])
    without["conversions"] = without["conversions"].drop(columns="customer_id")
    with pytest.raises(MissingColumn, match="conversions frame has no column 'customer_id'"):
        roll_of(without)
