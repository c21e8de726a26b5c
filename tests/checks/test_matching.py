"""Match rates of every pair of sources."""

import json
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from segattr.checks.matching import match_rates

GOLDEN = json.loads((Path(__file__).parents[1] / "golden/statistics/audit.json").read_text(encoding="utf-8"))
ids = st.lists(st.one_of(st.none(), st.sampled_from("abcdef")), max_size=12)


def test_the_golden_rates_come_out():
    sources = {"crm": ["1", "2", "3", "1"], "orders": ["1", "2", "4"], "web": ["3", "5", None]}
    got = match_rates({name: pd.Series(column, dtype="str") for name, column in sources.items()})
    pd.testing.assert_frame_equal(got, pd.DataFrame(GOLDEN["match"]), check_dtype=False, rtol=1e-12)


@given(ids, ids)
def test_rates_are_those_of_sets(one, other):
    row = match_rates({"a": pd.Series(one, dtype="str"), "b": pd.Series(other, dtype="str")}).iloc[0]
    a, b = set(one) - {None}, set(other) - {None}
    assert (row["n_a"], row["n_b"], row["both"]) == (len(a), len(b), len(a & b))
    if a:
        assert row["a_found_in_b"] == len(a & b) / len(a)
    if a | b:
        assert row["jaccard"] == len(a & b) / len(a | b)
