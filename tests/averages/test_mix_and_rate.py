"""Kitagawa's parts: golden figures, exact sums, and what new and lost segments do."""

import inspect
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.averages.mix_and_rate import mix_and_rate
from segattr.errors import MissingColumn, UnsuitableData

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "statistics" / "decomposition.json").read_text())


def period(counts):
    rows = [(name, people, converters) for name, (converters, people) in counts.items()]
    return pd.DataFrame(rows, columns=["segment", "people", "converters"])


@pytest.mark.parametrize(("case", "wanted"), [(GOLDEN, GOLDEN["kitagawa"]), (GOLDEN["new_and_lost"],) * 2])
def test_the_golden_figures_come_out(case, wanted):
    moved = mix_and_rate(period(case["A"]), period(case["B"])).set_index("segment")
    rows = pd.DataFrame(wanted["rows"]).set_index("segment")
    for ours, theirs in {"rate_effect": "rate", "mix_effect": "mix", "total": "total"}.items():
        assert moved[ours].to_dict() == pytest.approx(rows[theirs].to_dict(), rel=1e-9, abs=1e-15)
    assert moved["rate_effect"].sum() == pytest.approx(wanted["rate"], rel=1e-9)
    assert moved["mix_effect"].sum() == pytest.approx(wanted["mix"], rel=1e-9)


def test_the_public_name_gives_the_documented_columns():
    assert list(inspect.signature(sa.mix_and_rate).parameters) == ["before", "after"]
    moved = sa.mix_and_rate(period(GOLDEN["A"]), period(GOLDEN["B"]))
    assert list(moved) == ["segment", "rate_effect", "mix_effect", "total"]


groups = st.dictionaries(
    st.sampled_from(["new", "old", "app", "10", "9", "(unknown)"]),
    st.integers(0, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
)


@given(groups, groups)
def test_the_parts_add_up_to_the_change_exactly(before, after):
    people = [sum(n for _, n in counts.values()) for counts in (before, after)]
    if not all(people):
        with pytest.raises(UnsuitableData, match="Nobody"):
            mix_and_rate(period(before), period(after))
        return
    moved = mix_and_rate(period(before), period(after))
    rates = [sum(x for x, _ in c.values()) / n for c, n in zip((before, after), people, strict=True)]
    assert abs(moved["total"].sum() - (rates[1] - rates[0])) < 1e-12
    assert np.allclose(moved["total"], moved["rate_effect"] + moved["mix_effect"], rtol=0, atol=1e-15)
    back = mix_and_rate(period(after), period(before))
    assert np.allclose(back["total"], -moved["total"], rtol=0, atol=1e-15)


def test_nothing_moved_where_nothing_changed():
    same = period(GOLDEN["A"])
    assert mix_and_rate(same, same)[["rate_effect", "mix_effect", "total"]].to_numpy().any() == np.False_


def test_equal_segments_are_added_up_and_further_columns_left_alone():
    counts = period(GOLDEN["A"])
    doubled = pd.concat([counts.assign(people=counts["people"] / 2, converters=counts["converters"] / 2)] * 2)
    whole = mix_and_rate(counts, period(GOLDEN["B"]))
    pd.testing.assert_frame_equal(mix_and_rate(doubled.assign(rate=0.5), period(GOLDEN["B"])), whole)


def test_a_missing_column_and_impossible_counts_are_said():
    with pytest.raises(MissingColumn, match=r"before.*converters"):
        mix_and_rate(period(GOLDEN["A"]).drop(columns="converters"), period(GOLDEN["B"]))
    with pytest.raises(UnsuitableData, match="more converters than people"):
        mix_and_rate(period({"new": (5, 3)}), period(GOLDEN["B"]))
