"""Rounded parts are the rounded total, and none is further from its figure than rounding goes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.averages.mix_and_rate import mix_and_rate
from segattr.words.adding_up import POINT, effects_adding_up, moves_adding_up, parts_in
from segattr.words.numbers import points

counts = st.integers(1, 400).flatmap(lambda people: st.tuples(st.just(people), st.integers(0, people)))
periods = st.lists(st.tuples(counts, counts), min_size=1, max_size=12)


def read(text):
    return float(text.removesuffix(" points").replace("−", "-"))


def moved(pairs):
    names = [f"s{place}" for place in range(len(pairs))]
    one, other = (
        pd.DataFrame(side, columns=["people", "converters"]).assign(segment=names)
        for side in zip(*pairs, strict=True)
    )
    return mix_and_rate(one, other), rate_of(other) - rate_of(one)


def rate_of(period):
    return float(period["converters"].sum() / period["people"].sum())


@given(periods)
def test_what_is_read_of_every_segment_adds_up_to_the_change_that_is_read(pairs):
    parts, change = moved(pairs)
    shown = effects_adding_up(parts, change)
    read_off = {name: [read(points(value)) for value in shown[name]] for name in shown}
    assert sum(read_off["total"]) == pytest.approx(read(points(change)), abs=1e-6)
    rows = zip(read_off["rate_effect"], read_off["mix_effect"], read_off["total"], strict=True)
    for rate, mix, together in rows:
        assert rate + mix == pytest.approx(together, abs=1e-6)


@given(periods)
def test_no_effect_that_is_read_is_a_whole_digit_from_what_it_is(pairs):
    parts, change = moved(pairs)
    shown = effects_adding_up(parts, change)
    for name in ("rate_effect", "mix_effect"):
        assert (shown[name] - parts[name]).abs().max() < POINT * (1 + 1e-6)
        assert not shown[name][parts[name] == 0].any()


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=20), st.booleans())
def test_parts_are_the_total_whether_it_was_rounded_up_or_down(values, upwards):
    total = int((np.ceil if upwards else np.floor)(np.round(np.round(values, 9).sum(), 6)))
    found = parts_in(values, total)
    assert found.sum() == total
    assert np.abs(found - values).max() < 1 + 1e-6


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)), min_size=1, max_size=8))
def test_the_two_parts_of_a_move_of_credit_are_the_move_that_is_read(pairs):
    moves = pd.DataFrame(pairs, columns=["volume", "credit"])
    moves["change"] = moves["volume"] + moves["credit"]
    shown = moves_adding_up(moves)
    assert (shown["volume"] + shown["credit"] - shown["change"]).abs().max() < 1e-6
    assert (shown - moves[shown.columns]).abs().to_numpy().max() < 0.1 + 1e-6


def test_who_has_the_largest_remainder_is_rounded_up_first():
    assert parts_in([1.4, 1.7, 1.9], 5).tolist() == [1, 2, 2]
    assert parts_in([0.4, 0.4, 0.4], 1, lean=[0, 0, 0.5]).tolist() == [0, 0, 1]
