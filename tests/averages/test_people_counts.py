"""Counting in memory gives what the engines give, or says that it cannot."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.averages.people_counts import people_counts
from segattr.data.dataset import Dataset
from segattr.reduce.people import count_people
from segattr.reduce.source import source_of_dataset

IDS = st.sampled_from([*"abcdefgh", None])
CELLS = st.tuples(
    st.sampled_from(["x", "y", "", None]),
    st.sampled_from([1.0, 2.5, None]),
    st.sampled_from([True, False, None]),
)


def tables(people, seen, bought):
    rows = [(who, *cells) for who, cells in people.items()]
    customers = pd.DataFrame(rows, columns=["customer_id", "plan", "size", "loyal"])
    moment = pd.Timestamp("2026-03-01", tz="UTC")
    return Dataset(
        customers=customers.astype(
            {"customer_id": "str", "plan": "str", "size": "float64", "loyal": "boolean"}
        ),
        touchpoints=pd.DataFrame(
            {"customer_id": pd.Series(seen, dtype="str"), "ts": moment, "channel": "Ads"}
        ),
        conversions=pd.DataFrame({"customer_id": pd.Series(bought, dtype="str"), "ts": moment}),
    )


@given(
    st.dictionaries(st.sampled_from("abcdef"), CELLS, min_size=1),
    st.lists(IDS, max_size=8),
    st.lists(IDS, max_size=6),
    st.lists(st.sampled_from(["plan", "size", "loyal"]), min_size=1, max_size=3, unique=True),
)
def test_the_counts_are_those_of_the_engine(people, seen, bought, columns):
    dataset = tables(people, seen, bought)
    wanted = count_people(source_of_dataset(dataset), tuple(columns))
    got = people_counts(dataset, columns)
    wanted, got = (each.sort_values(columns, ignore_index=True) for each in (wanted, got))
    pd.testing.assert_frame_equal(got, wanted[got.columns], check_dtype=False)


def test_a_category_counts_as_its_text():
    dataset = tables({"a": ("x", 1.0, True), "b": (None, 1.0, True)}, [], ["a"])
    customers = dataset.customers.assign(plan=dataset.customers["plan"].astype("category"))
    got = people_counts(dataset.with_(customers=customers), ["plan"])
    assert got.set_index("plan")["people"].to_dict() == {"x": 1, "(unknown)": 1}


@pytest.mark.parametrize("columns", [[], ["channel"], ["customer_id"]])
def test_what_is_not_in_the_customers_is_left_to_the_engine(columns):
    assert people_counts(tables({"a": ("x", 1.0, True)}, ["a"], ["a"]), columns) is None


def test_a_customer_listed_twice_is_left_to_the_engine():
    dataset = tables({"a": ("x", 1.0, True)}, [], [])
    twice = pd.concat([dataset.customers] * 2, ignore_index=True)
    assert people_counts(dataset.with_(customers=twice), ["plan"]) is None
