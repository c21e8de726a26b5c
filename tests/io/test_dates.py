import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.io import date_texts
from segattr.io.dates import read_dates

MOMENT = "2024-01-31 20:45:00"


def read(*texts, day_first=True):
    moments = read_dates(pd.Series(texts)).moments(day_first=day_first)
    return [None if pd.isna(moment) else f"{moment:%Y-%m-%d %H:%M:%S}" for moment in moments]


@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-31 20:45", "2024-01-31T20:45:00", "2024-01-31T20:45:00.000Z", "2024-01-31 20:45:00 UTC"),
        *("2024-01-31T22:45:00+02:00", "2024-01-31 15:15:00 -0530", "2024-01-31 22:45+02", "2024/1/31 20:45"),
        *(
            "31.01.2024 20:45",
            "31.1.2024, 20:45 Uhr",
            "31/01/2024 20:45:00",
            "31-01-2024 8:45 PM",
            "31/1/24 20:45",
        ),
        *(
            "Jan 31, 2024, 8:45\u202fPM",
            "January 31, 2024 8:45 p.m.",
            "31 Jan 2024 20:45",
            "31. Januar 2024 20:45",
        ),
        *(
            "31 janvier 2024 20h45",
            "31-Jan-24 20:45",
            "Wed, 31 Jan 2024 20:45:00 +0000",
            "Mi, 31. Jan. 2024 20:45",
        ),
        *("Wed Jan 31 2024 21:45:00 GMT+0100 (CET)", "2024-01-31 15:45:00 EST", "31.01.2024\u00a020:45"),
        *("20240131T204500", "20240131204500", "202401312045", "20240131T204500Z"),
        *("1706733900", "1706733900.0", "1706733900000", "1706733900000000", "1706733900000000000"),
        *("45322.8645833333", "45322,8645833333"),
    ],
)
def test_every_way_of_writing_a_moment_is_read(text):
    assert read(text) == [MOMENT]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024-01-31",
            "31.01.2024",
            "20240131",
            "45322",
            "Jan 31, 2024",
            "31 janv. 2024",
            "31st January 2024",
        ),
        *("31. 1. 2024", "2024-01-31 00:00"),
    ],
)
def test_a_day_is_its_first_moment(text):
    assert read(text) == ["2024-01-31 00:00:00"]


@pytest.mark.parametrize(("text", "month"), [("2024-03", 3), ("März 2024", 3), ("Dec 2024", 12)])
def test_a_month_is_its_first_day(text, month):
    assert read(text) == [f"2024-{month:02d}-01 00:00:00"]


def test_hours_glued_to_the_day_are_read():
    assert read("2024041623") == ["2024-04-16 23:00:00"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "NULL",
            "abc",
            "12",
            "2024-02-30",
            "31/31/2024",
            "99/99/2024",
            "2024-01-31 25:00",
            "0000-00-00",
        ),
        *("2024-01-31 20:45 XYZ", "Brumaire 3, 2024", "12345", "1.5", "2023-13-01"),
    ],
)
def test_what_is_no_moment_is_missing(text):
    assert read(text) == [None]


def test_the_order_of_day_and_month_is_left_open():
    dates = read_dates(pd.Series(["03/04/2024", "05/05/2024", "2024-03-04"]))
    assert dates.open.tolist() == [True, False, False]
    assert read("03/04/2024", day_first=True) == ["2024-04-03 00:00:00"]
    assert read("03/04/2024", day_first=False) == ["2024-03-04 00:00:00"]


def test_proofs_of_an_order_are_told_apart():
    dates = read_dates(pd.Series(["31/12/2024", "12/31/2024", "01.02.2024"]))
    assert dates.only_day_first.tolist() == [True, False, False]
    assert dates.only_month_first.tolist() == [False, True, False]
    assert dates.dotted.tolist() == [False, False, True]


def test_two_digit_years_turn_at_69():
    assert [moment[:4] for moment in read("31/12/68", "31/12/69", "31/12/00")] == ["2068", "1969", "2000"]


def test_one_odd_cell_does_not_spoil_the_others():
    assert read(*["2024-01-31 20:45:00"] * 30, "Order date") == [MOMENT] * 30 + [None]


def test_fractions_of_seconds_are_kept_to_the_microsecond():
    moments = read_dates(pd.Series(["2024-01-31 20:45:00.1234567", "x"])).moments()
    assert moments[0].microsecond == 123_456


def test_native_moments_are_taken_with_their_zone():
    zoned = pd.Series(pd.to_datetime(["2024-01-31 21:45"])).dt.tz_localize("Europe/Berlin")
    assert read_dates(zoned).moments().astype("str").tolist() == ["2024-01-31 20:45:00+00:00"]
    assert str(read_dates(zoned).moments().dtype) == "datetime64[us, UTC]"


def test_numbers_of_any_type_are_read():
    for seconds in (
        pd.Series([1706733900]),
        pd.Series([1706733900.0]),
        pd.Series([1706733900], dtype=object),
    ):
        assert read_dates(seconds).moments()[0] == pd.Timestamp(MOMENT, tz="UTC")


def test_repeated_dates_in_a_long_column_come_back_in_their_rows():
    moments = read_dates(pd.Series(["31.01.2024", None, "01.02.2024"] * 10_000, dtype="str")).moments()
    assert moments.dt.day.iloc[-3:].fillna(0).tolist() == [31, 0, 1]


@given(
    st.datetimes(datetime.datetime(1970, 1, 1), datetime.datetime(2068, 12, 31)),
    st.sampled_from(
        [
            *("%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y %I:%M:%S %p", "%b %d, %Y, %I:%M:%S %p"),
            *("%d %B %Y %H:%M:%S", "%Y%m%d%H%M%S", "%d-%b-%y %H:%M:%S", "%Y/%m/%d %H:%M:%S"),
        ]
    ),
)
def test_what_was_written_is_read_back(moment, shape):
    assert read(moment.strftime(shape)) == [f"{moment:%Y-%m-%d %H:%M:%S}"]


@pytest.mark.parametrize("odd", ["3.4.2024", "45292", "2024-02-31", "x", "5 May\u00a02024", "1\n2"])
def test_a_column_read_in_parts_is_read_as_a_whole(odd, monkeypatch):
    column = pd.Series(["2024-01-31", "20240131", None, odd, "2024-05", "Jan 5, 2024"], dtype="str")
    whole = read_dates(column)
    monkeypatch.setattr(date_texts, "SOME", 2)
    parts = read_dates(column)
    for name in ("day_first", "month_first", "dotted"):
        np.testing.assert_array_equal(getattr(parts, name), getattr(whole, name))
    assert parts.shapes == whole.shapes
    assert (parts.day_first is parts.month_first) == (whole.day_first is whole.month_first)
