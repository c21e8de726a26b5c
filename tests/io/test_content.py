import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


WRITTEN = (
    *(
        "2024-01-31",
        "2024/1/31 8:45",
        "2024.01.31",
        "20240131T0845",
        "20240131T084500Z",
        "2024-01",
        "31.1.24",
    ),
    *("31/01/2024", "1-31-2024 8:45 PM", "31. Januar 2024", "Mi, 31. Jan. 2024", "January 31st, 2024"),
    *(
        "31 janvier 2024 à 8h45",
        "Wednesday, Jan 31, 2024 8:45 PM",
        "März 2024",
        "Dec-2024",
        "31 DÉCEMBRE 2024",
    ),
    *("2024-01-31T08:45:00+01:00", "1 févr. 2024", "31-Jan-24"),
)


@pytest.mark.parametrize("written", WRITTEN)
def test_every_way_of_writing_a_moment_is_looked_at(written):
    assert Profile("x", pd.Series([written] * 3)).written_times == 1.0


@given(st.text("0123456789-/. :tzjanmr,", min_size=1, max_size=12))
def test_what_is_passed_over_is_no_moment(text):
    profile = Profile("x", pd.Series([text]))
    texts = profile.texts.reset_index(drop=True)
    read = Profile._written(texts).mean() if len(texts) else 0.0
    assert profile.written_times == read


def test_a_few_dates_among_many_other_cells_are_still_counted():
    cells = ["2024-01-31" if row % 10 == 0 else f"customer-{row}" for row in range(1_000)]
    assert Profile("x", pd.Series(cells)).written_times == pytest.approx(0.1)


def test_columns_of_moments_and_of_numbers_say_what_they_are_by_their_type():
    moments = Profile("x", pd.Series(pd.to_datetime(["2024-01-31", None], utc=True)))
    assert (moments.times, moments.written_times) == (1.0, 1.0)
    assert Profile("x", pd.Series([20240131.0, 45322.5])).written_times == 0.0
    assert Profile("x", pd.Series([None], dtype="datetime64[us]")).written_times == 0.0
