import datetime
import decimal

import numpy as np
import pandas as pd
import pytest

from segattr.io.cells import as_text, cells, quoted


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (pd.Series([1, 2**62]), ["1", str(2**62)]),
        (pd.Series([1.0, 1234567890123.0, 0.5]), ["1", "1234567890123", "0.5"]),
        (pd.Series([1, None], dtype="Int64"), ["1", None]),
        (pd.Series([True, False]), ["TRUE", "FALSE"]),
        (pd.Series(pd.Categorical(["b", None, "a"])), ["b", None, "a"]),
        (
            pd.Series(pd.to_datetime(["2024-01-02 00:00", "2024-01-02 03:04"])),
            ["2024-01-02", "2024-01-02 03:04:00"],
        ),
        (
            pd.Series(
                [decimal.Decimal("1.50"), datetime.date(2024, 1, 2), np.float64(3), None], dtype=object
            ),
            ["1.50", "2024-01-02", "3", None],
        ),
    ],
)
def test_every_type_reads_as_a_person_would_write_it(values, texts):
    assert [None if pd.isna(text) else text for text in as_text(values)] == texts


def test_whatever_says_no_value_is_missing():
    said = ["", " ", "NA", "n/a", "NULL", "nan", "None", "-", "—", "(not set)", "#N/A"]
    assert cells(pd.Series(said)).texts.isna().all()


def test_repeated_texts_are_kept_once_and_spread_back():
    values = pd.Series(["a", None, " b"] * 10_000, dtype="str")
    column = cells(values)
    assert len(column.texts) == 2
    spread = column.spread(column.texts.to_numpy(dtype=object), blank=None)
    assert spread[:3].tolist() == ["a", None, "b"]


def test_distinct_gives_the_same_rows():
    column = cells(pd.Series([str(number % 9_000) for number in range(20_000)]))
    once = column.distinct()
    assert len(once.texts) == 9_000
    assert (once.spread(once.texts.to_numpy(dtype=object), blank=None) == column.texts).all()


def test_long_values_are_shortened_in_messages():
    assert len(quoted(["x" * 500])) < 70
