import numpy as np
import pandas as pd
import pytest

from segattr.data.fields import read_answers, read_ids, read_labels, read_money
from segattr.errors import UnreadableValues


def money(*texts, column="Value", decimal="", keep=None):
    values = pd.Series(texts)
    kept = pd.Series(data=True, index=values.index) if keep is None else pd.Series(keep)
    return read_money(values, column=column, decimal=decimal, keep=kept, file="o.csv")


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        (pd.Series([" 007 ", "x"]), ["007", "x"]),
        (pd.Series([7, 2**60]), ["7", str(2**60)]),
        (pd.Series([12.0, np.nan]), ["12", None]),
        (pd.Series(["12.0", "13.0", None]), ["12", "13", None]),
        (pd.Series(["12.0", "v1.0"]), ["12.0", "v1.0"]),
        (pd.Series(pd.Categorical(["b", "a", None, "b"])), ["b", "a", None, "b"]),
        (pd.Series(["NULL", "nan", "", "-"]), [None] * 4),
        (pd.Series(["7.10", "7.1"]), ["7.10", "7.1"]),
    ],
)
def test_ids_are_text_as_they_were_meant(values, ids):
    read = read_ids(values)
    assert str(read.dtype) == "str"
    assert [None if pd.isna(one) else one for one in read] == ids


def test_ids_of_a_long_column_come_back_in_their_rows():
    assert read_ids(pd.Series(["b", None, "a"] * 10_000, dtype="str")).iloc[-3:].fillna("?").tolist() == [
        *("b", "?", "a")
    ]


def test_labels_are_not_merged():
    labels = read_labels(pd.Series(["Email", "email", " Email"]), column="c", required=True)
    assert labels.data.tolist() == ["Email", "email", " Email"]
    assert labels.notes == ()


def test_blank_required_labels_are_unknown_and_told():
    labels = read_labels(pd.Series(["Email", None, "  ", ""]), column="Kanal", required=True)
    assert labels.data.tolist() == ["Email", "(unknown)", "(unknown)", "(unknown)"]
    assert set(labels.data.cat.categories) == {"(unknown)", "Email"}
    assert labels.notes == ("3 rows without 'Kanal', kept as (unknown).",)


def test_literal_na_is_a_label():
    assert read_labels(pd.Series(["NA", "NULL"]), column="c", required=True).data.tolist() == ["NA", "NULL"]


def test_amounts_that_are_none_are_blank_and_told():
    field = money("5", "x", "7")
    assert field.data.fillna(0).tolist() == [5.0, 0.0, 7.0]
    assert field.notes == ("1 row without a readable number in 'Value' ('x'), left blank.",)


def test_rows_left_out_are_not_complained_about():
    assert money("5", "Order value", keep=[True, False]).notes == ()


def test_a_column_without_one_number_is_refused():
    with pytest.raises(UnreadableValues, match="should hold numbers but holds 'x', 'y'") as refusal:
        money("x", "y")
    assert refusal.value.facts["examples"] == ("x", "y")


def test_two_currencies_in_one_column_are_refused():
    with pytest.raises(UnreadableValues, match=r"amounts in EUR and GBP"):
        money("€5", "£6")


def test_the_currency_comes_from_the_cells_or_the_header():
    assert money("€5").currency == "EUR"
    assert money("5", column="Umsatz (CHF)").currency == "CHF"


def test_answers_that_are_neither_are_refused_with_examples():
    values = pd.Series(["yes", "maybe", "perhaps"])
    keep = pd.Series([True, True, True])
    with pytest.raises(UnreadableValues, match=r"reads 'maybe', 'perhaps' in 2 rows") as refusal:
        read_answers(values, column="c", keep=keep, file="o.csv")
    assert refusal.value.facts["examples"] == ("maybe", "perhaps")


def test_blank_answers_stay_blank_and_are_counted():
    answers = read_answers(pd.Series(["1", ""]), column="c", keep=pd.Series([True, True]), file="o.csv")
    assert answers.data.tolist() == [True, pd.NA]
    assert answers.notes[0].startswith("1 row blank in 'c'")
