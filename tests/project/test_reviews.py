"""The review log is kept whole, and what is no entry is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.errors import BadSetting
from segattr.project.reviews import LONGEST, STEPS, Entry, read_reviews, settings_of

SETTINGS = settings_of({"models": ["last", "markov"], "lookback": ["90"]})


@given(st.sampled_from(STEPS), st.text(min_size=1, max_size=40), st.text(max_size=20))
def test_an_entry_is_read_as_it_was_written(step, text, who):
    try:
        entry = Entry(step, text, who, "2026-03-31", SETTINGS)
    except BadSetting:
        assert not text.strip() or not text.isprintable()
        return
    assert read_reviews([entry.to_json()]) == (entry,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"step": "guessed"},
        {"text": "  "},
        {"text": "x" * (LONGEST + 1)},
        {"who": "x" * 81},
        {"when": "31.3.2026"},
        {"settings": "90 days"},
    ],
)
def test_what_is_no_entry_is_left_out_and_the_others_stay(wrong):
    good = Entry("reviewed", "Fine.", "Ada", "2026-03-31", SETTINGS)
    assert read_reviews([good.to_json() | wrong, 7, None, good.to_json()]) == (good,)


def test_a_log_that_is_none_is_empty():
    assert read_reviews("nothing") == ()
