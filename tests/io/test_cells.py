import datetime
import decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from segattr.io import cells as cells_module
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


@pytest.mark.parametrize(
    "odd", [" customer-000", "customer-000\t", "\u00a0customer-000", "NULL", "", None, "n/a"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_odd_cell_among_clean_ones_is_still_cleaned(odd, place):
    clean = ["customer-001", "customer-002"]
    found = cells(pd.Series([*clean[:place], odd, *clean[place:]], dtype="str")).texts
    expected = "customer-000" if odd and "customer" in odd else None
    assert [None if pd.isna(text) else text for text in found] == [*clean[:place], expected, *clean[place:]]


def test_clean_cells_stay_as_they_are_even_in_part_of_a_column():
    texts = pd.Series([" x ", "customer-001", "Zoë-customer", "customer-Zoë"], dtype="str")
    assert cells(texts.iloc[1:]).texts.tolist() == texts.tolist()[1:]


@pytest.mark.parametrize("odd", ["a ", "\u2003a", "", None, "-", "n/a", "ä"])
def test_one_odd_cell_is_cleaned_whichever_part_it_stands_in(odd, monkeypatch):
    monkeypatch.setattr(cells_module, "SOME", 2)
    found = cells(pd.Series(["7", "a", "b", odd, "c"], dtype="str")).texts.tolist()
    read = {"a ": "a", "\u2003a": "a", "ä": "ä"}.get(odd)
    assert [None if pd.isna(text) else text for text in found] == ["7", "a", "b", read, "c"]


def test_clean_cells_are_not_copied():
    column = pd.Series(["7", None, "abc"], dtype="str")
    assert pa.array(cells(column).texts).buffers()[2].address == pa.array(column).buffers()[2].address
