"""How far the chain ladder may be off: Mack's own example, and cohorts whose end is known."""

import numpy as np
import pandas as pd
import pytest

from segattr.value.chain_ladder import chain_ladder
from segattr.value.ladder_error import ladder_range, pooled, squared_errors, strays

# Taylor and Ashe (1983), as in Mack (1993), ASTIN Bulletin 23:213: claims by year of accident and age.
PUBLISHED = """
357848 1124788 1735330 2218270 2745596 3319994 3466336 3606286 3833515 3901463
352118 1236139 2170033 3353322 3799067 4120063 4647867 4914039 5339085
290507 1292306 2218525 3235179 3985995 4132918 4628910 4909315
310608 1418858 2195047 3757447 4029929 4381982 4588268
443160 1136350 2128333 2897821 3402672 3873311
396132 1333217 2180715 2985752 3691712
440832 1288463 2419861 3483130
359480 1421128 2864498
376686 1363294
344014
"""


def triangle_of(grown):
    """Hide what a square of cohorts has not reached yet."""
    place = np.arange(len(grown))
    return pd.DataFrame(np.where(np.add.outer(place, place) < len(grown), grown, np.nan))


@pytest.fixture(scope="module")
def published():
    rows = [[float(figure) for figure in line.split()] for line in PUBLISHED.split("\n") if line]
    return pd.DataFrame([row + [np.nan] * (len(rows) - len(row)) for row in rows])


def cohorts_of_a_shop(random, *, customers, months):
    """Money of monthly cohorts by age, all of it known: people order at their own rate and leave."""
    born = random.integers(0, months, customers)
    often, leave = random.gamma(0.6, 0.5, customers), random.beta(0.8, 2.5, customers)
    spend = random.gamma(4, 1 / 15, customers)
    most = random.geometric(np.maximum(leave, 1e-9))
    money = np.zeros((months, months))
    for who in range(customers):
        when = np.sort(random.uniform(0, months, random.poisson(often[who] * months)))[: most[who]]
        ages = np.floor([0.0, *when]).astype(int)
        np.add.at(money[born[who]], ages, random.gamma(6, 1 / spend[who], len(ages)))
    return money.cumsum(axis=1)


def test_the_published_standard_error_is_found(published):
    grown = chain_ladder(published)
    squares, comparisons = strays(published, grown)
    own = squares[:-1] / comparisons[:-1]
    last = min(own[-1] ** 2 / own[-2], own[-1], own[-2])  # Mack's rule for the link of a single cohort
    error = np.sqrt(squared_errors(published, grown, np.append(own, last)).sum())
    assert round(grown.table.iloc[:, -1].sum() - 34_358_090) == 18_680_856
    assert round(error) == 2_447_095


def test_the_range_lies_around_the_sum_and_above_what_was_already_brought(published):
    found = ladder_range(published, chain_ladder(published))
    assert 34_358_090 < found.low < found.total < found.high
    narrow = ladder_range(published, chain_ladder(published), level=0.5)
    assert found.low < narrow.low < narrow.high < found.high


def test_links_of_few_cohorts_take_their_variance_from_the_ages_before():
    squares, comparisons = np.array([18.0, 8.0, 3.0, 0.0]), np.array([9.0, 8.0, 1.0, 0.0])
    variances, freedom = pooled(squares, comparisons, freedom=9)
    np.testing.assert_allclose(variances, [2, 26 / 17, 11 / 9, 11 / 9])
    assert freedom.tolist() == [9, 17, 9, 9]


def test_few_cohorts_and_money_that_shrinks_carry_no_range(published):
    few = triangle_of(published.iloc[0, :5].to_numpy() * np.array([[1.0], [1.1], [0.9], [1.2], [1.0]]))
    assert ladder_range(few, chain_ladder(few)) is None
    shrinking = triangle_of(published.iloc[0].to_numpy()[::-1] * np.ones((10, 1)))
    assert ladder_range(shrinking, chain_ladder(shrinking)) is None


def covered(worlds, *, customers, months, seed):
    random, hits = np.random.default_rng(seed), 0
    for _ in range(worlds):
        grown = cohorts_of_a_shop(random, customers=customers, months=months)
        seen = triangle_of(grown)
        found = ladder_range(seen, chain_ladder(seen))
        hits += found.low <= grown[:, -1].sum() <= found.high
    return hits / worlds


def test_the_range_holds_what_cohorts_came_to():
    assert covered(25, customers=150, months=8, seed=1) >= 0.84


@pytest.mark.slow
@pytest.mark.parametrize("months", [6, 8, 12])
def test_the_range_holds_what_cohorts_came_to_in_many_worlds(months):
    assert 0.90 <= covered(300, customers=600, months=months, seed=2) <= 0.99
