import numpy as np
import pandas as pd
import pytest

from segattr.averages.intent import intent_grid
from segattr.errors import UnknownName


def grid(seed, planted):
    rng = np.random.default_rng(seed)
    index = pd.MultiIndex.from_product([list("abcd"), ["read", "compared", "left"]], names=["source", "did"])
    cells = index.to_frame(index=False).assign(people=2_000)
    odds = cells["source"].map(dict(zip("abcd", (-3, -2.5, -2, -2.8), strict=True)))
    odds = odds + cells["did"].map({"read": 0, "compared": 1, "left": -1})
    odds = odds + np.where((cells["source"] == "b") & (cells["did"] == "compared"), -1.5 * planted, 0)
    return cells.assign(converters=rng.binomial(2_000, 1 / (1 + np.exp(-odds))))


def test_a_behaviour_that_means_less_from_one_source_is_marked_there():
    found = intent_grid(grid(1, 1), "source", "did")
    worst = found.loc[found["adjusted"].idxmin()]
    assert (worst["source"], worst["behaviour"]) == ("b", "compared")
    assert worst["rate"] < worst["expected"]


def test_where_behaviour_means_the_same_everywhere_hardly_a_cell_is_marked():
    marked = [(intent_grid(grid(seed, 0), "source", "did")["adjusted"] < 0.05).any() for seed in range(10)]
    assert sum(marked) <= 2


def test_expected_adds_up_by_source_and_by_behaviour():
    found = intent_grid(grid(2, 1), "source", "did")
    for name in ("source", "behaviour"):
        sums = (
            found.assign(would=found["expected"] * found["people"])
            .groupby(name)[["would", "converters"]]
            .sum()
        )
        assert sums["would"].to_numpy() == pytest.approx(sums["converters"].to_numpy(), rel=1e-6)


def test_a_column_that_is_not_there_is_said():
    with pytest.raises(UnknownName, match="'shoe'"):
        intent_grid(grid(1, 0), "source", "shoe")
