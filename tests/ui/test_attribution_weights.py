import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.ui.attribution_weights import balanced
from segattr.words.attribution_settings import percentages

weights = st.tuples(*[st.floats(0, 1e6)] * 3).filter(lambda three: sum(three) > 1e-6)


@given(weights)
def test_percentages_add_up_and_are_off_by_less_than_one(three):
    shown = percentages(three)
    assert sum(shown) == 100
    assert all(abs(part - 100 * weight / sum(three)) < 1 for part, weight in zip(shown, three, strict=True))


@given(weights, st.integers(0, 2), st.integers(0, 100))
def test_the_weight_that_is_moved_is_what_it_was_moved_to_and_the_others_make_up_the_rest(three, place, to):
    after = balanced(three, place, to)
    assert after[place] == to
    assert sum(after) == pytest.approx(100)
    assert min(after) >= 0
    assert percentages(after)[place] == to


def test_the_others_keep_their_proportion():
    assert balanced((30, 40, 30), 0, 60) == pytest.approx((60, 40 * 4 / 7, 40 * 3 / 7))


def test_two_that_weigh_nothing_share_the_rest_evenly():
    assert balanced((100, 0, 0), 0, 40) == (40, 30, 30)
