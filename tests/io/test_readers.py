import io

import pandas as pd
import pytest

from segattr.errors import FileRefused
from segattr.io.readers import READERS, read_table


def test_the_extension_chooses_the_reader(tmp_path):
    path = tmp_path / "o.tsv"
    path.write_text("id\tvalue\n1\t2\n")
    assert read_table(path).table.columns.tolist() == ["id", "value"]


def test_a_buffer_without_a_name_is_told_by_its_first_bytes():
    table = pd.DataFrame({"id": ["007"]})
    workbook = io.BytesIO()
    table.to_excel(workbook, index=False)
    for file in (io.BytesIO(b"id\n007\n"), io.BytesIO(table.to_parquet()), workbook):
        assert read_table(file).table["id"].tolist() == ["007"]


def test_a_workbook_called_csv_is_read_as_a_workbook(tmp_path):
    path = tmp_path / "o.csv"
    with path.open("wb") as file:
        pd.DataFrame({"id": [1], "v": [2]}).to_excel(file, index=False)
    assert read_table(path).table.shape == (1, 2)


def test_an_unknown_format_is_refused_with_those_that_are_known():
    with pytest.raises(FileRefused, match=r"'\.pdf'") as refusal:
        read_table(io.BytesIO(b"%PDF"), name="report.pdf")
    assert all(extension in str(refusal.value) for extension in READERS)


def test_what_is_no_file_is_refused():
    with pytest.raises(FileRefused, match="of type int"):
        read_table(5)


def test_a_frame_is_taken_as_it_is():
    table = pd.DataFrame({"id": [1, 2]}, index=[5, 6])
    assert read_table(table).table["id"].tolist() == [1, 2]
    assert table.index.tolist() == [5, 6]
