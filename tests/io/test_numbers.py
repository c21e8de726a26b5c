import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.io import numbers
from segattr.io.numbers import read_numbers


def read(*texts, decimal=""):
    return read_numbers(pd.Series(texts), decimal=decimal).amounts.tolist()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        *(("1234.5", 1234.5), ("1,234.50", 1234.5), ("1.234,50", 1234.5), ("1 234,50", 1234.5)),
        *(
            ("1\u202f234,50", 1234.5),
            ("1\u00a0234,50\u00a0€", 1234.5),
            ("1'234.50", 1234.5),
            ("1’234.50", 1234.5),
        ),
        *(("$1,234.50", 1234.5), ("€ 12,5", 12.5), ("12,50 €", 12.5), ("USD 7", 7.0), ("7 CHF", 7.0)),
        *(("US$ 3.50", 3.5), ("12 kr", 12.0), ("1.000,5 zł", 1000.5), ("Fr. 12.50", 12.5)),
        *(("(12.00)", -12.0), ("($5)", -5.0), ("-€3", -3.0), ("€-3", -3.0), ("5-", -5.0), ("−3,25", -3.25)),
        *(("12%", 0.12), ("12,5 %", 0.125), ("1e3", 1000.0), ("1.5E-2", 0.015), ("+4", 4.0)),
        *((".5", 0.5), ("5.", 5.0), ("1,00,000.50", 100000.5), ("0", 0.0), ("0,001", 0.001)),
        *(("1.234.567", 1234567.0), ("1,234,567", 1234567.0)),
    ],
)
def test_every_way_of_writing_an_amount_is_read(text, amount):
    assert read(text) == [amount]


@pytest.mark.parametrize("text", ["abc", "1.2.3", "12,34,5", "inf", "1-2", "INV123", "0x10", "1_000"])
def test_what_is_no_number_is_unread(text):
    numbers = read_numbers(pd.Series([text, "1"]))
    assert numbers.unread.tolist() == [True, False]
    assert np.isnan(numbers.amounts[0])


@pytest.mark.parametrize("text", ["", "NA", "NULL", "-", "n/a", "#DIV/0!"])
def test_what_says_no_value_is_blank_not_unread(text):
    numbers = read_numbers(pd.Series([text, "1"]))
    assert numbers.unread.tolist() == [False, False]
    assert np.isnan(numbers.amounts[0])


def test_other_cells_decide_the_decimal_mark():
    assert read("1.234", "5,50") == [1234.0, 5.5]
    assert read("1.234", "5.5") == [1.234, 5.5]
    assert read("1,234", "5.50") == [1234.0, 5.5]
    assert read("1.234", "1.234.567") == [1234.0, 1234567.0]


def test_the_file_decides_where_the_column_does_not_and_that_is_told():
    numbers = read_numbers(pd.Series(["1.234", "2.345"]), decimal=",")
    assert numbers.amounts.tolist() == [1234.0, 2345.0]
    assert "as elsewhere in this file" in numbers.notes[0]


def test_where_nothing_decides_the_point_is_the_decimal_mark_and_that_is_told():
    numbers = read_numbers(pd.Series(["1.234", "2"]))
    assert numbers.amounts.tolist() == [1.234, 2.0]
    assert "nothing in the file says" in numbers.notes[0]


def test_cells_that_contradict_the_others_are_read_their_own_way_and_told():
    numbers = read_numbers(pd.Series(["1.5", "2.5", "3,5"]))
    assert numbers.amounts.tolist() == [1.5, 2.5, 3.5]
    assert "'3,5' can only be read the other way" in numbers.notes[0]


def test_currencies_are_named():
    assert read_numbers(pd.Series(["5 €", "EUR 6"])).currencies == ("EUR",)
    assert read_numbers(pd.Series(["$5", "6 USD"])).currencies == ("USD",)
    assert read_numbers(pd.Series(["$5", "6"])).currencies == ("$",)
    assert read_numbers(pd.Series(["$5", "€6"])).currencies == ("$", "EUR")


def test_native_numbers_are_taken_without_infinities():
    assert read_numbers(pd.Series([1, 2])).amounts.tolist() == [1.0, 2.0]
    assert read_numbers(pd.Series([np.inf, 1.0])).amounts.isna().tolist() == [True, False]
    assert read_numbers(pd.Series([1, None], dtype="Int64")).amounts.isna().tolist() == [False, True]


def test_a_column_without_a_cell_is_a_column_of_blanks():
    assert read_numbers(pd.Series([None, None], dtype="str")).amounts.isna().all()


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=2, max_size=20),
    st.sampled_from(["{:,.2f}", "{:.2f}", "{:,.2f} USD", "${:,.2f}"]),
    st.booleans(),
)
def test_what_was_written_is_read_back(amounts, shape, comma):
    texts = [shape.format(amount) for amount in amounts]
    swapped = [text.translate(str.maketrans(",.", ".,")) for text in texts] if comma else texts
    assert read(*swapped) == [float(amount) for amount in amounts]


@pytest.mark.parametrize("some", [1, 2, 5])
def test_a_column_read_in_parts_is_judged_as_a_whole(some, monkeypatch):
    column = pd.Series(["1.234", "€7", "x", None, "1.234,56", "&euro;5", "US$ 2", "$3"], dtype="str")
    whole = read_numbers(column)
    monkeypatch.setattr(numbers, "SOME", some)
    parts = read_numbers(column)
    assert whole.amounts.tolist()[:2] == [1234.0, 7.0]
    pd.testing.assert_series_equal(parts.amounts, whole.amounts)
    assert parts.unread.tolist() == whole.unread.tolist()
    assert (parts.currencies, parts.notes) == (whole.currencies, whole.notes)
