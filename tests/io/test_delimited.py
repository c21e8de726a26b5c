import io

import pandas as pd
import pytest

from segattr.errors import FileRefused
from segattr.io.delimited import read_delimited
from segattr.io.finish import without_blanks


def read(text, encoding="utf-8"):
    return read_delimited(io.BytesIO(text.encode(encoding)), name="f.csv")


def test_texts_stand_exactly_as_in_the_file():
    table = read('id,name\n007," Ann ""A"" "\n1.0,NULL\n').table
    assert table.to_dict("list") == {"id": ["007", "1.0"], "name": [' Ann "A" ', "NULL"]}


def test_labels_keep_leading_zeros():
    table = read("zip,n\n" + "".join(f"007,{n}\n" for n in range(200))).table
    assert table["zip"].dtype == "category"
    assert table["zip"].unique().tolist() == ["007"]


def test_blank_cells_are_missing():
    assert read('a,b\n1,\n"",2\n').table.isna().to_numpy().tolist() == [[False, True], [True, False]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_gives_the_same_table(encoding):
    assert read("größe;€\r\nä;ö\r\n", encoding).table.to_dict("list") == {"größe": ["ä"], "€": ["ö"]}


def test_a_late_letter_that_is_not_utf8_turns_the_file_into_windows_1252():
    content = b"a,b\n" + b"1,2\n" * 30_000 + "é,3\n".encode("cp1252")
    reading = read_delimited(io.BytesIO(content), name="f.csv")
    assert reading.table["a"].iloc[-1] == "é"
    assert "Windows-1252" in reading.notes[0]


def test_short_rows_end_blank():
    assert read("a,b\n1,2\n3\n").table["b"].isna().tolist() == [False, True]


def test_late_long_rows_get_columns_of_their_own_and_lose_nothing():
    reading = read("a,b\n" + "1,2\n" * 30_000 + "1,2,3\n4\n")
    assert reading.table.iloc[-2].tolist() == ["1", "2", "3"]
    assert len(reading.table) == 30_002
    assert "more cells than the header" in reading.notes[0]


def test_quotes_after_a_blank_are_quotes():
    assert read('"a", "b"\n"1", "x, y"\n').table.iloc[0].tolist() == ["1", "x, y"]


def test_cells_filled_up_to_align_the_columns_are_trimmed():
    reading = read("id      ,country \n1       ,France  \n22      ,Spain   \n")
    assert reading.table["country"].tolist() == ["France", "Spain"]
    assert any("filled up with blanks" in note for note in reading.notes)


def test_blanks_of_a_few_cells_are_kept():
    assert read("id,country\n1, France \n2,Spain\n3,Spain\n").table["country"].iloc[0] == " France "


def test_an_unclosed_quote_is_refused_in_words():
    with pytest.raises(FileRefused, match="quotation mark opens and never closes"):
        read('a,b\n"x,1\n2,3\n')


def test_only_blank_rows_are_refused():
    with pytest.raises(FileRefused, match=r"no row below it|only blank rows"):
        read("a,b\n,\n,\n")


def test_blank_rows_and_unnamed_blank_columns_go_and_are_told():
    table = pd.DataFrame({"a": ["1", None], "b": [None, None], "Unnamed: 2": [None, None]})
    left, notes = without_blanks(table)
    assert left.columns.tolist() == ["a", "b"]
    assert len(left) == 1
    assert len(notes) == 2
