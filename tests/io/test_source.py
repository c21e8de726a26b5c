import io

import pandas as pd
import pytest

from segattr.errors import FileRefused
from segattr.io import source
from segattr.io.source import name_of, opened


def test_a_path_is_called_by_its_last_part(tmp_path):
    assert name_of(tmp_path / "orders.csv", None) == "orders.csv"


def test_a_given_name_wins():
    assert name_of("orders.csv", "Orders of May") == "Orders of May"


def test_an_unnamed_buffer_is_the_table():
    assert name_of(io.BytesIO(b"x"), None) == "the table"
    assert name_of(pd.DataFrame(), None) == "the table"


def test_a_missing_path_is_refused_with_the_path(tmp_path):
    with (
        pytest.raises(FileRefused, match=r"There is no file .*gone\.csv"),
        opened(tmp_path / "gone.csv", name="gone.csv"),
    ):
        pass


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="is a folder"), opened(tmp_path, name="exports"):
        pass


def test_an_empty_file_is_refused():
    with pytest.raises(FileRefused, match="is empty"), opened(io.BytesIO(b""), name="o.csv"):
        pass


def test_a_huge_file_is_refused(monkeypatch):
    monkeypatch.setattr(source, "MOST_BYTES", 3)
    with pytest.raises(FileRefused, match="at most"), opened(io.BytesIO(b"abcd"), name="o.csv"):
        pass


def test_a_buffer_is_read_from_its_start_and_left_open():
    buffer = io.BytesIO(b"abc")
    buffer.read()
    with opened(buffer, name="o.csv") as file:
        assert file.read() == b"abc"
    assert not buffer.closed


def test_a_text_buffer_is_taken_too():
    with opened(io.StringIO("é"), name="o.csv") as file:
        assert file.read() == "é".encode()
