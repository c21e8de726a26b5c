"""A Summary file from a stranger: nothing in it is unpacked, or read into memory, beyond its bounds."""

import io
import struct
import zipfile

import numpy as np
import pandas as pd
import pytest

from segattr.errors import FileRefused
from segattr.io.packed import MOST_DIRECTORY, listed_in
from segattr.reduce import summary_file
from segattr.reduce.summary import open_summary
from segattr.reduce.window import Window
from tests.reduce.test_summary_file import made, members, packed_as


@pytest.fixture(scope="module")
def summary():
    return made(Window())


def parquet(table):
    packed = io.BytesIO()
    table.to_parquet(packed, compression="zstd", index=False)
    return packed.getvalue()


def refused(path, match):
    with pytest.raises(FileRefused, match=match):
        open_summary(path)


def test_a_table_that_is_small_packed_and_huge_read_is_refused(summary, tmp_path):
    rows = 12_000_000  # a few kilobytes: Parquet writes a repeated value once
    parts = members(summary, tmp_path) | {
        "positions.parquet": parquet(pd.DataFrame(np.zeros((rows, 12), "int8"), columns=list("abcdefghijkl")))
    }
    path = packed_as(tmp_path, parts)
    assert path.stat().st_size < 1_000_000
    refused(path, "unpacks to over 1024 MB")


def test_tables_together_count_not_each_alone(summary, tmp_path, monkeypatch):
    path = summary.save(tmp_path / "client.summary")
    each = summary_file.MAX_BYTES // len(summary.tables)
    monkeypatch.setattr(summary_file, "_room", lambda _: each)
    assert open_summary(path).segments == summary.segments
    monkeypatch.setattr(summary_file, "_room", lambda _: each + len(summary.tables))
    refused(path, "unpacks to over")


@pytest.mark.parametrize("column", [["x" * 9], [b"x" * 9], [["x"]], [{"a": 1}]], ids=repr)
def test_columns_that_are_neither_numbers_nor_names_are_refused(summary, tmp_path, column):
    parts = members(summary, tmp_path)
    table = summary.conversions.head(1).assign(more=pd.Series(column, dtype="object"))
    parts["conversions.parquet"] = parquet(table)
    refused(packed_as(tmp_path, parts), "not a segattr Summary, or it is damaged")


def test_settings_that_would_fill_the_memory_are_refused(summary, tmp_path):
    parts = members(summary, tmp_path) | {"settings.json": b" " * (summary_file.MAX_SETTINGS + 1)}
    refused(packed_as(tmp_path, parts), "unpacks to over")


@pytest.mark.parametrize("large", [False, True], ids=["short end", "end of a zip for large files"])
def test_an_endless_list_of_contents_is_not_read(summary, tmp_path, large, monkeypatch):
    path = summary.save(tmp_path / "client.summary")
    whole = bytearray(path.read_bytes())
    end = whole.rindex(b"PK\x05\x06")
    if large:
        record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 9, 9, MOST_DIRECTORY + 1, 0)
        whole[end:end] = record + struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    else:
        whole[end + 12 : end + 16] = struct.pack("<I", MOST_DIRECTORY + 1)
    path.write_bytes(whole)
    with path.open("rb") as file:
        assert listed_in(file) == (9 if large else 12, MOST_DIRECTORY + 1)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("the list was read"))
    refused(path, "damaged")


def test_a_file_that_is_open_already_stays_open(summary, tmp_path):
    packed = io.BytesIO(summary.save(tmp_path / "client.summary").read_bytes())
    open_summary(packed)
    assert not packed.closed
