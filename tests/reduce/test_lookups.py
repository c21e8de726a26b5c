"""Looking numbers up, against joins."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.reduce.engines import enter, to_pandas
from segattr.reduce.lookups import looked_up, places
from tests.conftest import POLARS, placed_on

NEAR, FAR = st.integers(-3, 9), st.integers(-(2**40), 2**40)
KEYS = st.lists(NEAR, unique=True, max_size=8) | st.lists(FAR, unique=True, max_size=8)


@given(st.lists(NEAR | FAR, max_size=20), KEYS)
def test_places_are_those_of_a_list(wanted, keys):
    wanted = [*wanted, *keys[:2]]
    found = places(np.array(wanted, dtype=np.int64), np.array(keys, dtype=np.int64))
    assert found.tolist() == [keys.index(one) if one in keys else -1 for one in wanted]


@pytest.mark.parametrize("name", ["pandas", "duckdb", pytest.param("polars", marks=POLARS)])
@pytest.mark.parametrize("missing", [None, 0])
@given(wanted=st.lists(NEAR, max_size=12), keys=st.lists(NEAR, unique=True, max_size=6))
def test_every_engine_finds_the_same(name, missing, wanted, keys):
    rows = pd.DataFrame({"who": np.array(wanted, dtype=np.int64), "at": np.arange(len(wanted))})
    table = pd.DataFrame({"who": np.array(keys, dtype=np.int64), "segment": np.arange(len(keys)) + 1})
    frames = placed_on(name)(rows=rows, table=table)
    found = looked_up(enter(frames["rows"]), enter(frames["table"]), "who", missing=missing)
    got = to_pandas(found).sort_values("at")[["who", "at", "segment"]].to_numpy().tolist()
    known = dict(zip(keys, table["segment"], strict=True))
    kept = [(who, at) for at, who in enumerate(wanted) if missing is not None or who in known]
    assert got == [[who, at, known.get(who, missing)] for who, at in kept]
