"""Circles are to scale where that can be read, show every figure, and show nothing that is not there."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.charts.venn import placed, venn
from segattr.charts.venn_circles import EDGE, HEIGHT, WIDTH, circles, shared_area

NAMES = ("Loyal", "Phone", "South")
THREE = [800, 1_000, 1_500, 200, 800, 1_000, 200]


def ways(k):
    return [way for n in range(1, k + 1) for way in combinations(range(k), n)]


def counted(numbers, k=3):
    return dict(zip(ways(k), numbers, strict=True))


def parts(numbers, k=3):
    inside = [tuple(NAMES[place] for place in way) for way in ways(k)]
    return pd.DataFrame({"inside": inside, "people": numbers})


def drawn(numbers, k=3, mode="light"):
    table, names = parts(numbers, k), NAMES[:k]
    look = {"names": names, "said": {}, "colours": {"Loyal": "#1667ae"}, "title": "Who?", "mode": mode}
    return venn(table, placed(table, names), **look).to_dict()


def inside_of(where, way):
    x, y = where.places[way]
    return tuple(
        place
        for place, (middle, radius) in enumerate(zip(where.middles, where.radii, strict=True))
        if np.hypot(*(middle - [x, y])) < radius
    )


@given(st.floats(0.5, 5), st.floats(0.5, 5), st.floats(0, 12))
def test_the_area_two_circles_share_is_that_of_counting_points(one, other, apart):
    step = 0.02
    x, y = np.meshgrid(np.arange(-one, one, step), np.arange(-one, one, step))
    both = (x**2 + y**2 <= one**2) & ((x - apart) ** 2 + y**2 <= other**2)
    assert shared_area(one, other, apart) == pytest.approx(both.sum() * step**2, abs=0.04 * one + 0.02)


@pytest.mark.parametrize(
    ("numbers", "k"),
    [
        ([300, 200, 100], 2),
        ([300, 200, 0], 2),  # apart
        ([0, 900, 300], 2),  # one within the other
        ([0, 0, 500], 2),  # the same people
        (THREE, 3),
        ([800, 1_000, 1_500, 0, 0, 0, 0], 3),
        ([0, 0, 1_500, 0, 300, 400, 0], 3),
    ],
)
def test_areas_are_as_the_counts_where_they_can_be(numbers, k):
    counts = counted(numbers, k)
    where = circles(counts, k)
    assert where.to_scale
    sizes = np.array([sum(n for way, n in counts.items() if place in way) for place in range(k)])
    scale = np.pi * where.radii**2 / sizes
    assert scale == pytest.approx(scale[0])
    for i, j in combinations(range(k), 2):
        both = sum(n for way, n in counts.items() if {i, j} <= {*way})
        apart = float(np.hypot(*(where.middles[i] - where.middles[j])))
        drawn_area = shared_area(where.radii[i], where.radii[j], apart)
        assert drawn_area / scale[0] == pytest.approx(both, abs=1e-3 * sizes.sum())


@pytest.mark.parametrize(
    "numbers",
    [
        [5, 5_000, 1],  # a circle of six beside one of five thousand
        [0, 0, 0, 1_750, 1_750, 0, 0],  # two that fill the third and are apart
        [100, 100, 100, 0, 0, 0, 100],  # what all three share and no two alone
    ],
)
def test_what_no_circle_can_show_to_scale_is_shown_by_circles_of_one_size(numbers):
    k = 2 if len(numbers) == 3 else 3
    where = circles(counted(numbers, k), k)
    assert not where.to_scale
    assert where.radii == pytest.approx(where.radii[0])
    assert set(where.places) == set(ways(k))


@given(st.lists(st.integers(0, 3_000), min_size=7, max_size=7).filter(lambda n: all(map(any, sides(n)))))
def test_every_figure_stands_in_its_own_part_and_no_part_is_seen_that_holds_nobody(numbers):
    counts = counted(numbers)
    where = circles(counts, 3)
    assert {way for way, n in counts.items() if n} <= set(where.places)
    for way in where.places:
        assert inside_of(where, way) == way
    low, high = where.middles - where.radii[:, None], where.middles + where.radii[:, None]
    assert (low >= EDGE - 1e-6).all()
    assert (high <= np.array([WIDTH, HEIGHT]) - EDGE + 1e-6).all()


def sides(numbers):
    return [[n for way, n in counted(numbers).items() if place in way] for place in range(3)]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_circle_per_segment_and_every_count_are_drawn(mode):
    spec = drawn(THREE, mode=mode)
    fills, lines, figures = spec["layer"]
    rings, words = (spec["datasets"][layer["data"]["name"]] for layer in (fills, figures))
    assert [row["label"] for row in rings] == ["Loyal · 2,000", "Phone · 2,400", "South · 3,500"]
    assert sorted(row["words"] for row in words) == sorted(f"{n:,}" for n in THREE)
    assert lines["encoding"]["color"]["scale"]["range"][0] == "#1667ae"
    assert [layer["encoding"]["x"]["scale"]["range"] for layer in spec["layer"]] == [[0, WIDTH]] * 3


def test_to_scale_no_nought_is_written_where_nothing_is_drawn():
    figures = drawn([0, 900, 300], 2)
    words = next(rows for rows in figures["datasets"].values() if "words" in rows[0])
    assert [row["words"] for row in words] == ["900", "300"]
