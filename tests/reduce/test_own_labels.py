"""Labels read from the customers' table at once are those the segmentation gives on the embedded engine."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.dataset import Dataset
from segattr.reduce.door import UNKNOWN
from segattr.reduce.engines import Pins, to_pandas
from segattr.reduce.kept import journeys_of
from segattr.reduce.own_labels import own_labels
from segattr.reduce.source import source_of_dataset
from segattr.reduce.window import Window
from segattr.segments.columns import Columns
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules

CELLS = st.sampled_from(["a", "b", "10", "9", "a · b", "(unknown)", "", None])
ROWS = st.lists(st.tuples(CELLS, CELLS, st.sampled_from([True, False, None])), min_size=1, max_size=20)


def dataset(rows, *, strangers=2, labels="category"):
    people = pd.DataFrame(rows, columns=["tier", "land", "app"]).astype(
        {"tier": labels, "land": "str", "app": "boolean"}
    )
    people.insert(0, "customer_id", pd.Series([f"c{n}" for n in range(len(rows))], dtype="str"))
    seen = [*people["customer_id"][::2], *(f"stranger {n}" for n in range(strangers)), None]
    moments = pd.to_datetime(["2026-03-01"] * len(seen), utc=True).as_unit("us")
    touches = pd.DataFrame({"customer_id": pd.Series(seen, dtype="str"), "ts": moments, "channel": "Email"})
    return Dataset(touchpoints=touches.astype({"channel": "category"}), customers=people, key="k")


def told(kept, rule):
    """Return everybody's segment, by id, those in none left out."""
    coded, names = kept.coded(rule, Pins(kept.root))
    found = to_pandas(coded)
    ids = kept._roll.ids.to_pylist()
    return {ids[who]: names[code - 1] for who, code in zip(found["who"], found["segment"], strict=True)}


def on_the_engine(data, rule):
    found = to_pandas(rule.labels(source_of_dataset(data))).astype({"customer_id": "str", "label": "str"})
    return {who: label for who, label in found.itertuples(index=False) if label != UNKNOWN}


@given(
    ROWS,
    st.lists(st.sampled_from(["tier", "land", "app"]), min_size=1, max_size=3, unique=True),
    st.integers(0, 2),
)
def test_they_are_those_of_the_engine(rows, columns, strangers):
    data, rule = dataset(rows, strangers=strangers), Columns(tuple(columns))
    assert own_labels(rule, data.customers, lambda: strangers) is not None
    assert told(journeys_of(data, Window()), rule) == on_the_engine(data, rule)


PEOPLE = dataset([("a", "x", True), ("b", "y", False)]).customers
LOYAL = Rules((Rule("loyal", Group("all", (Condition("tier", "is", ("a",)),))),))


@pytest.mark.parametrize(
    ("rule", "customers"),
    [
        (LOYAL, PEOPLE),
        (Columns(("tier", "channel")), PEOPLE),  # a column of the touchpoints
        (Columns(("tier",)), PEOPLE.assign(tier=[1.5, np.nan])),
        (Columns(("tier",)), PEOPLE.assign(tier=pd.Categorical([1, 2]))),
    ],
)
def test_what_it_cannot_tell_is_left_to_the_segmentation(rule, customers):
    assert own_labels(rule, customers, lambda: pytest.fail("nobody needs them")) is None


def test_a_table_that_names_somebody_twice_or_nobody_is_left_to_the_segmentation():
    twice = replace(dataset([("a", "x", True)]), customers=pd.concat([PEOPLE, PEOPLE.assign(tier="b")]))
    assert told(journeys_of(twice, Window()), Columns(("tier",))) == {"c0": "a", "c1": "b"}
    nobody = PEOPLE.assign(customer_id=pd.Series(["c0", None], dtype="str"))
    kept = journeys_of(replace(twice, customers=nobody), Window())
    assert told(kept, Columns(("tier",))) == {"c0": "a"}
