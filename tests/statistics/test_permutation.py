import numpy as np
import pytest

from segattr.statistics.permutation import shuffled_p, spread, stacked
from segattr.statistics.significance import z_or_fisher
from segattr.statistics.sums import Sums


def worlds(seed, sizes, share, sigma, number):
    """Segments of people who all spend alike, so that every difference is chance."""
    random = np.random.default_rng(seed)
    for _ in range(number):
        yield stacked(
            [
                Sums.of_people(
                    np.where(random.random(size) < share, np.exp(random.normal(0, sigma, size)), 0.0)
                )
                for size in sizes
            ]
        )


def test_shuffling_indeed_gives_about_the_p_value():
    random = np.random.default_rng(0)
    spent = np.where(random.random(600) < 0.3, np.exp(random.normal(0, 0.8, 600)), 0.0)
    inside = np.arange(600) < 120
    spent[inside] *= 1.35
    told = shuffled_p(stacked([Sums.of_people(spent[inside]), Sums.of_people(spent[~inside])]))[0]
    seen, shuffles = (
        spent[inside].sum(),
        np.array([random.permutation(spent)[:120].sum() for _ in range(20_000)]),
    )
    slow = 2 * min((shuffles >= seen).mean(), (shuffles <= seen).mean())
    assert told == pytest.approx(slow, rel=0.12, abs=0.004)


def test_for_converting_without_skewness_it_is_the_pooled_z_test():
    converted = stacked([Sums.of_people([1.0] * 60 + [0] * 40), Sums.of_people([1.0] * 40 + [0] * 60)])
    _, p, _ = z_or_fisher(60, 100, 40, 100)
    assert shuffled_p(converted)[0] == pytest.approx(p[0], rel=0.03)


@pytest.mark.parametrize(
    ("sizes", "share", "sigma"),
    [((300, 3000), 0.03, 1.3), ((1500, 1500), 0.03, 0.8), ((40, 700), 1.0, 1.3), ((150,) * 4, 0.3, 1.3)],
)
def test_false_alarms_are_as_rare_as_promised_however_skewed_the_money(sizes, share, sigma):
    found = [(shuffled_p(world), spread(world).p) for world in worlds(2, sizes, share, sigma, 700)]
    each = np.array([p for p, _ in found])
    assert (each <= 0.05).mean(axis=0).max() <= 0.075
    assert (each <= 0.005).mean(axis=0).max() <= 0.015
    assert np.mean([p <= 0.05 for _, p in found]) <= 0.075


def test_a_true_difference_shows():
    random = np.random.default_rng(3)
    low, high = (
        np.where(random.random(2000) < s, np.exp(random.normal(0, 0.8, 2000)), 0) for s in (0.03, 0.08)
    )
    told = spread(stacked([Sums.of_people(low), Sums.of_people(high)]))
    assert told.p < 1e-6
    assert 0 < told.strength < 0.5


def test_where_nobody_differs_or_somebody_is_alone_there_is_nothing_to_test():
    assert np.isnan(shuffled_p(stacked([Sums.of_people([2.0, 2]), Sums.of_people([2.0, 2])]))).all()
    assert np.isnan(shuffled_p(Sums.of_people([1.0, 2, 3]))).all()
    assert spread(Sums.of_people([1.0, 2, 3])).p == 1.0


def test_segments_without_people_say_nothing():
    parts = [Sums.of_people([1.0, 5, 2, 0] * 9), Sums.of_people([0.0, 1, 2, 1] * 9)]
    empty = Sums.of_people([])
    assert spread(stacked([*parts, empty])) == spread(stacked(parts))
