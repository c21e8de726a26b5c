import numpy as np
import pytest

from segattr.charts.overlap import LEVEL, overlap_squares
from segattr.segments.overlaps import overlap_matrix


def drawn(n=2, mode="light", fits=None):
    names = [f"segment {place}" for place in range(n)]
    fits = np.tri(4, n, dtype=bool) if fits is None else fits
    pairs = overlap_matrix(fits, names, np.ones(len(fits)))
    look = {"names": names, "axes": ("who fit", "fit too"), "title": "Who?", "mode": mode}
    return overlap_squares(pairs, **look).to_dict()


def rows(spec, layer):
    return spec["datasets"][spec["layer"][layer]["data"]["name"]]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_shares_stand_in_squares_and_counts_on_the_diagonal(mode):
    spec = drawn(mode=mode)
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rect", "text", "text"]
    assert [(row["words"], row["counts"]) for row in rows(spec, 0)] == [
        ("75 %", "3 of 4"),
        ("100 %", "3 of 3"),
    ]
    assert [row["words"] for row in rows(spec, 2)] == ["4", "3"]


def test_few_columns_are_named_in_lines_and_many_are_numbered():
    assert '["segment 0"], ["segment 1"]' in drawn()["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]
    many = drawn(LEVEL + 1)["layer"][0]["encoding"]
    assert many["x"]["axis"]["labelExpr"].startswith('[["1"], ["2"]')
    assert many["y"]["axis"]["labelExpr"].startswith('[["1  segment 0"]')


def test_nobody_who_shares_anything_is_still_a_picture():
    none = drawn(fits=np.zeros((3, 2), dtype=bool))
    assert [row["words"] for row in rows(none, 0)] == ["–", "–"]
    assert none["layer"][0]["encoding"]["color"]["scale"]["domain"] == [0, 1.0]
