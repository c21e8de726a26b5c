import numpy as np
import pandas as pd
import pytest

from segattr.averages.halves import HELD_OUT, held_out, parts
from segattr.averages.units import Units
from tests.averages.worlds import noise


def test_the_same_id_falls_on_the_same_side_whoever_else_is_there():
    ids = pd.Index([f"c{i}" for i in range(5_000)])
    whole = pd.Series(held_out(ids), index=ids)
    part = ids[::7]
    assert (pd.Series(held_out(part), index=part) == whole[part]).all()
    assert whole.mean() == pytest.approx(HELD_OUT, abs=0.03)


def test_sides_stay_what_they_were_in_earlier_versions():
    assert held_out(pd.Index(list("abcdefgh"))).tolist() == [
        False,
        True,
        False,
        True,
        False,
        False,
        True,
        False,
    ]


def test_both_parts_make_the_whole():
    world = noise(2_000)
    searched, held = parts(world)
    for name in ("people", "converters"):
        assert (searched[name] + held[name] == world.amounts[name]).all()
    assert set(searched["people"]) == {0.0, 1.0}


def test_counted_people_are_divided_by_the_seed():
    counts = {"people": np.array([1000.0, 3.0]), "converters": np.array([100.0, 3.0])}
    counted = Units(pd.RangeIndex(2), {}, counts)
    searched, held = parts(counted, seed=3)
    assert (searched["people"] + held["people"]).tolist() == [1000, 3]
    assert (held["converters"] <= held["people"]).all()
    assert (searched["converters"] <= searched["people"]).all()
    assert held["people"][0] == pytest.approx(400, abs=60)
    again, _ = parts(counted, seed=3)
    assert all((searched[name] == again[name]).all() for name in searched)
