import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from segattr.data.round_limits import DAYS, round_limit


@pytest.mark.parametrize(
    ("low", "high", "limit"),
    [
        (23, 38, 30),
        (130, 220, 200),
        (41, 49, 45),
        (47, 49, 48),
        (33, 33, 33),
        (-3, 8, 0),
        (0.012, 0.034, 0.02),
        (990, 1_010, 1_000),
        (-38, -23, -30),
    ],
)
def test_the_roundest_number_wins(low, high, limit):
    whole = float(low).is_integer() and float(high).is_integer()
    assert round_limit(low, high, aim=(low + high) / 2, whole=whole) == pytest.approx(limit)


def test_of_equally_round_numbers_the_nearest_to_the_aim_wins():
    assert round_limit(15, 45, aim=38, whole=True) == 40


def test_favourites_come_first():
    assert round_limit(5, 12, aim=10, whole=True, favourites=DAYS) == 7
    assert round_limit(8, 12, aim=10, whole=True, favourites=DAYS) == 10


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.floats(0, 1))
def test_the_limit_lies_in_the_range(low, width, part):
    assume(low + width > low)
    high = low + width
    limit = round_limit(low, high, aim=low + part * width, whole=False)
    assert low - 1e-6 * width <= limit <= high + 1e-6 * width
