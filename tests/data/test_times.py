import pandas as pd

from segattr.data.mapped import MappedFile
from segattr.data.times import read_times
from segattr.io.reading import Reading


def read(role="conversions", date_order=None, **columns):
    file = MappedFile(Reading("f.csv", pd.DataFrame(columns)), role, {name: name for name in columns})
    return read_times(file, date_order=date_order)


def test_numbers_read_as_dates_are_told_with_their_span():
    assert read(ts=["45322", "45323.5"])["ts"].notes == (
        "'ts' holds numbers, read as dates: 2024-01-31 00:00 to 2024-02-01 12:00.",
    )


def test_optional_dates_that_cannot_be_read_are_blank_and_told():
    field = read(ts=["2024-01-02"] * 2, lead_ts=["2024-01-01", "soon"])["lead_ts"]
    assert field.data.isna().tolist() == [False, True]
    assert field.notes == ("1 row without a readable date in 'lead_ts' ('soon'), left blank.",)


def test_the_decided_order_is_told():
    field = read(ts=["03/04/2024"], date_order="month first")["ts"]
    assert field.data.dt.month.tolist() == [3]
    assert field.notes == ("'ts' is read month first (12/31 rather than 31/12): as you set.",)
