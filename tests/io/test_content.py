import pandas as pd
import pytest

from segattr.io.content import SAMPLE_ROWS, Profile, profiles, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("customerID", ("customer", "id")),
        ("user_pseudo_id", ("user", "pseudo", "id")),
        ("Käufer", ("kaeufer",)),
        ("Date d'inscription", ("date", "d", "inscription")),
        ("UTMSource", ("utm", "source")),
    ],
)
def test_headers_are_cut_into_words(name, words):
    assert words_of(name) == words


def test_units_and_zones_do_not_count():
    assert words_of("Created (UTC)", bare=True) == ("created",)
    assert words_of("amount_usd", bare=True) == ("amount",)


def test_shares_are_of_filled_cells():
    assert Profile("x", pd.Series(["1", "", None, "a"])).numbers == 0.5


def test_bare_numbers_are_times_but_not_written_ones():
    serials = Profile("x", pd.Series(["45322", "45323"]))
    assert (serials.times, serials.written_times) == (1.0, 0.0)


def test_a_column_of_many_texts_is_no_flag():
    assert Profile("x", pd.Series(list("abcdefgh"))).flags == 0.0


def test_an_empty_column_is_nothing():
    blank = Profile("x", pd.Series([None, ""], dtype="str"))
    assert (blank.flags, blank.numbers, blank.times, blank.distinct) == (0.0, 0.0, 0.0, 0)


def test_the_sample_is_spread_over_the_file():
    (profile,) = profiles(pd.DataFrame({"n": range(10 * SAMPLE_ROWS)}))
    assert len(profile.sample) == SAMPLE_ROWS
    assert profile.sample.max() > 9 * SAMPLE_ROWS
