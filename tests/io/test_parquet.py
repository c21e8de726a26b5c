import datetime
import io

import pandas as pd
import pytest

from segattr.errors import FileRefused
from segattr.io.parquet import MANY_ROWS, read_parquet, reading_of


def read(table):
    return read_parquet(io.BytesIO(table.to_parquet()), name="o.parquet").table


def test_types_are_kept():
    table = pd.DataFrame({"id": [1], "when": pd.to_datetime(["2024-01-02"]), "name": ["a"], "x": [1.5]})
    assert [str(kind) for kind in read(table).dtypes] == [
        str(kind) if kind != "datetime64[s]" else "datetime64[ms]" for kind in table.dtypes
    ]


def test_labels_of_a_large_file_come_as_categories_and_many_different_texts_as_text():
    rows = MANY_ROWS * 2
    table = pd.DataFrame({"id": [f"customer-{i}" for i in range(rows)], "channel": ["a", None] * (rows // 2)})
    large = read(table)
    assert [str(kind) for kind in large.dtypes] == ["str", "category"]
    assert large["channel"].astype("str").equals(table["channel"].astype("str"))
    assert str(read(table.head(MANY_ROWS - 1))["channel"].dtype) == "str"


def test_a_large_file_is_the_same_table_however_it_is_cut_into_parts():
    rows = MANY_ROWS + 7
    texts = [None if i % 5 == 0 else f"label {i // 3000}" for i in range(rows)]
    table = pd.DataFrame({"channel": pd.Series(texts, dtype="str"), "n": range(rows)})
    for size in (rows, 1_000):
        file = io.BytesIO(table.to_parquet(row_group_size=size))
        found = read_parquet(file, name="o.parquet").table
        assert found["channel"].astype("str").equals(table["channel"])
        assert found["n"].tolist() == table["n"].tolist()


def test_days_are_moments():
    assert read(pd.DataFrame({"day": [datetime.date(2024, 1, 2)]}))["day"].dt.year.tolist() == [2024]


def test_a_damaged_file_is_refused():
    with pytest.raises(FileRefused, match="damaged or no Parquet"):
        read_parquet(io.BytesIO(b"PAR1junk"), name="o.parquet")


def test_no_row_is_refused():
    with pytest.raises(FileRefused, match="has no row"):
        read(pd.DataFrame({"id": pd.Series(dtype="int64")}))


def test_a_named_index_is_a_column():
    table = pd.DataFrame({"value": [1]}, index=pd.Index(["a"], name="customer_id"))
    assert reading_of(table, name="t").table.columns.tolist() == ["customer_id", "value"]


def test_column_names_are_texts_and_different():
    table = pd.DataFrame([[1, 2, 3]], columns=[1, "1", " a "])
    assert reading_of(table, name="t").table.columns.tolist() == ["1", "1.1", "a"]
