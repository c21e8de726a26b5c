"""Two groups side by side: textbook cases, the same figures by hand, and what may not be held equal."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.averages.compare import WITHIN, compare
from segattr.errors import UnknownName, UnsuitableData

TESTS = Path(__file__).parents[1]
GOLDEN = json.loads((TESTS / "golden" / "statistics" / "simpson.json").read_text())


def table(rows):
    flat = [(s, side, n, x) for s, xa, na, xb, nb in rows for side, n, x in (("a", na, xa), ("b", nb, xb))]
    return pd.DataFrame(flat, columns=["stratum", "group", "people", "converters"])


@pytest.mark.parametrize("case", ["kidney", "berkeley", "campaigns"])
def test_one_call_gives_the_textbook_figures(case):
    wanted = GOLDEN[case]
    found = compare(table(wanted["table"]), "group", "a", "b")
    line = found.within.iloc[0]
    assert found.crude == pytest.approx(wanted["crude"], rel=1e-9)
    assert found.p == pytest.approx(wanted["p_crude"], rel=1e-9)
    for name, golden in [
        ("standardised", "standardised"),
        ("risk_difference", "rd_mh"),
        ("odds_ratio", "or_mh"),
        ("p_cmh", "p_cmh"),
        ("p_homogeneity", "p_homogeneity"),
    ]:
        assert line[name] == pytest.approx(wanted[golden], rel=1e-9)
    assert (line["kind"], line["evidence"]) == (wanted["kind"], wanted["evidence"])
    strata = found.strata("stratum").set_index("stratum")["difference"]
    assert strata.reindex([row[0] for row in wanted["table"]]).tolist() == pytest.approx(
        wanted["strata_diff"]
    )


@given(st.integers(0, 10_000))
def test_rates_at_equal_mix_are_those_of_a_slow_loop(seed):
    rng = np.random.default_rng(seed)
    rows = []
    for stratum in "uvwx":
        na, nb = rng.integers(20, 300, 2)
        rows.append((stratum, rng.integers(0, na), na, rng.integers(0, nb), nb))
    found = compare(table(rows), "group", "a", "b").within.iloc[0]
    everybody = sum(na + nb for _, _, na, _, nb in rows)
    at = [sum((r[2] + r[4]) / everybody * r[x] / r[x + 1] for r in rows) for x in (1, 3)]
    assert [found["rate_a"], found["rate_b"]] == pytest.approx(at, rel=1e-12)
    assert found["standardised"] == pytest.approx(at[0] - at[1], abs=1e-12)
    assert found["low"] <= found["standardised"] <= found["high"]


@pytest.mark.slow
def test_the_range_at_equal_mix_holds_the_truth_as_often_as_it_says():
    rng, held = np.random.default_rng(3), 0
    for _ in range(150):
        rows = []
        for stratum, na, nb, pa in (("u", 300, 900, 0.2), ("v", 800, 200, 0.05)):
            rows.append((stratum, rng.binomial(na, pa + 0.02), na, rng.binomial(nb, pa), nb))
        line = compare(table(rows), "group", "a", "b").within.iloc[0]
        held += line["low"] <= 0.02 <= line["high"]
    assert 0.9 <= held / 150 <= 0.99


def test_what_came_about_afterwards_is_shown_last_and_raises_no_alarm():
    rows = table([("returning", 960, 10_000, 7_200, 80_000), ("new", 1_080, 90_000, 200, 20_000)])
    rows["pages"], rows["other"] = rows["stratum"], "x"
    found = compare(rows, "group", "a", "b", afterwards=["pages"])
    assert found.within[["within", "afterwards", "alarm"]].values.tolist() == [
        ["stratum", False, True],
        ["pages", True, False],
    ]
    assert np.isnan(found.within["adjusted"].iloc[1])
    assert found.left_out == ("other",)


def test_columns_in_which_the_two_never_meet_are_left_out():
    rows = pd.DataFrame(
        {"group": list("ab"), "own": ["only a", "only b"], "people": [500, 500], "converters": [20, 30]}
    )
    found = compare(rows, "group", "a", "b")
    assert found.within.empty
    assert tuple(found.within) == WITHIN
    assert found.left_out == ("own",)


def test_wrong_names_are_said():
    rows = table(GOLDEN["kidney"]["table"])
    with pytest.raises(UnsuitableData, match="Nobody is in 'c'"):
        compare(rows, "group", "a", "c")
    with pytest.raises(UnsuitableData, match="itself"):
        compare(rows, "group", "a", "a")
    with pytest.raises(UnknownName, match="'size'"):
        compare(rows, "group", "a", "b", dims=["size"])
