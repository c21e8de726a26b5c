from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.exports.delimited import MARK, to_csv
from segattr.exports.document import Document
from segattr.exports.neutral import neutralise

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)


def csv(table):
    return to_csv(Document(table, name="t", title="A question", settings=("30-day lookback",)))


def read(raw):
    return pd.read_csv(BytesIO(raw), keep_default_na=False)


@given(st.lists(st.tuples(words, st.floats(allow_nan=False, allow_infinity=False)), max_size=8))
def test_what_is_read_back_is_what_was_written_to_the_last_digit(rows):
    table = pd.DataFrame(rows, columns=["channel", "share"]).astype({"channel": "str", "share": float})
    raw = csv(table)
    back = pd.read_csv(
        BytesIO(raw),
        dtype={"channel": "str", "share": float},
        keep_default_na=False,
    )
    assert list(back.columns) == ["channel", "share"]
    assert back["share"].tolist() == table["share"].tolist()
    assert back["channel"].tolist() == [neutralise(text) for text in table["channel"]]


def test_excel_is_told_the_encoding_and_pandas_does_not_mind():
    raw = csv(pd.DataFrame({"Kanal": ["Süd – 東"]}))
    assert raw.decode("utf-8").startswith(MARK)
    assert read(raw).to_dict("list") == {"Kanal": ["Süd – 東"]}


def test_only_the_table_is_in_the_file():
    assert csv(pd.DataFrame({"a": [1]})).decode("utf-8-sig") == "a\r\n1\r\n"


@pytest.mark.parametrize("name", ["a;=1+1", 'say "hi"', "a,b", "two\nlines", "cr\rhere", " padded "])
def test_a_cell_stays_one_cell_wherever_commas_or_semicolons_end_one(name):
    line = csv(pd.DataFrame({"channel": [name], "n": [1]})).decode("utf-8-sig").split("\r\n", 1)[1]
    assert line.startswith('"')
    assert read(csv(pd.DataFrame({"channel": [name], "n": [1]})))["channel"].tolist() == [name]


def test_headers_are_made_plain_too():
    assert list(read(csv(pd.DataFrame({"=cmd": [1], "a,b": [2]})))) == ["'=cmd", "a,b"]


def test_numbers_keep_their_kind_and_what_is_missing_is_empty():
    table = pd.DataFrame({"n": [1, 2], "x": [0.1, np.nan], "ok": [True, False], "who": ["a", None]})
    assert csv(table).decode("utf-8-sig") == "n,x,ok,who\r\n1,0.1,True,a\r\n2,,False,\r\n"


def test_a_table_without_rows_keeps_its_header():
    assert (
        csv(pd.DataFrame({"channel": pd.Series(dtype="str"), "share": pd.Series(dtype=float)})).decode(
            "utf-8-sig"
        )
        == "channel,share\r\n"
    )


def test_a_whole_amount_has_no_point():
    table = pd.DataFrame({"spend": [-64.0, 0.5, np.nan]})
    assert csv(table).decode("utf-8-sig").split("\r\n")[1:4] == ["-64", "0.5", ""]
