"""Bands are as high as the customers they stand for, fill both columns, in order."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.charts.flow import HEIGHT, NAMED_FROM, flow
from segattr.charts.flow_bands import STEPS, bands

NAMES = ("buyer", "new", "gone quiet")
PAIRS = [(a, b) for a in NAMES for b in NAMES]


def moves_of(numbers):
    rows = [(*pair, n) for pair, n in zip(PAIRS, numbers, strict=True) if n]
    return pd.DataFrame(rows, columns=["before", "after", "customers"])


def orders(moves):
    return tuple([name for name in NAMES if name in set(moves[side])] for side in ("before", "after"))


@given(st.lists(st.integers(0, 5_000), min_size=9, max_size=9).filter(any))
def test_bands_fill_every_piece_without_a_gap_and_without_lying_on_each_other(numbers):
    moves = moves_of(numbers)
    where = bands(moves, *orders(moves))
    ends = where.edges.groupby("band").agg({"top": ["first", "last"], "bottom": ["first", "last"]})
    for side, (column, end) in enumerate((("before", "first"), ("after", "last"))):
        for piece in where.pieces[where.pieces["side"] == side].itertuples():
            own = ends[(moves[column] == piece.name).to_numpy()]
            spans = sorted(zip(own["top", end], own["bottom", end], strict=True))
            filled = [piece.top, *(bottom for _, bottom in spans)]
            assert [top for top, _ in spans] == pytest.approx(filled[:-1], abs=1e-6)
            assert filled[-1] == pytest.approx(piece.bottom, abs=1e-6)
            assert piece.customers == moves.loc[moves[column] == piece.name, "customers"].sum()
    high = where.edges["bottom"] - where.edges["top"]
    assert high.to_numpy() == pytest.approx(np.repeat(moves["customers"], STEPS), abs=1e-6)
    assert where.pieces["top"].min() >= 0
    assert where.pieces["bottom"].max() <= where.height + 1e-6


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_only_a_piece_that_has_room_is_named_and_all_have_their_figures_at_hand(mode):
    numbers = [900, 10, 0, 0, 400, 0, 3, 0, 300]
    moves = moves_of(numbers)
    shared = moves.assign(share=moves["customers"] / moves.groupby("before")["customers"].transform("sum"))
    look = {"days": ('On "1" March', "On 1 June"), "colours": {"new": "#a0562d"}, "title": "Who?"}
    drawn = flow(shared, order=orders(moves), **look, mode=mode).to_dict()
    rows = [row for data in drawn["datasets"].values() for row in data]
    named = {row["words"] for row in rows if "words" in row}
    assert named == {
        "buyer · 910",
        "new · 400",
        "gone quiet · 303",
        "buyer · 903",
        "new · 410",
        "gone quiet · 300",
    }
    assert {row["said"] for row in rows if "said" in row} >= {"900 (99 % of buyer)", "10 (1 % of buyer)"}
    hues = {row["hue"] for row in rows if row.get("name") == "new" and "hue" in row}
    assert hues == {"#a0562d"}
    tiny = moves_of([9_000, 10, 0, 0, 0, 0, 0, 0, 0])
    drawn = flow(tiny.assign(share=[0.999, 0.001]), order=orders(tiny), **look, mode=mode).to_dict()
    rows = [row for data in drawn["datasets"].values() for row in data]
    assert {row["words"] for row in rows if "words" in row} == {"buyer · 9,010", "buyer · 9,000"}
    assert NAMED_FROM < HEIGHT


def test_a_segment_that_nobody_was_in_has_no_piece():
    moves = moves_of([5, 0, 0, 0, 0, 0, 0, 0, 0])
    assert list(bands(moves, *orders(moves)).pieces["name"]) == ["buyer", "buyer"]
