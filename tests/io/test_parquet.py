import datetime
import io

import pandas as pd
import pytest

from segattr.errors import FileRefused
from segattr.io.parquet import read_parquet, reading_of


def read(table):
    return read_parquet(io.BytesIO(table.to_parquet()), name="o.parquet").table


def test_types_are_kept():
    table = pd.DataFrame({"id": [1], "when": pd.to_datetime(["2024-01-02"]), "name": ["a"], "x": [1.5]})
    assert [str(kind) for kind in read(table).dtypes] == [
        str(kind) if kind != "datetime64[s]" else "datetime64[ms]" for kind in table.dtypes
    ]


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
