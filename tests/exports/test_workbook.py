from datetime import date, datetime
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from segattr.exports import workbook
from segattr.exports.document import Document
from segattr.exports.workbook import MOST_ROWS, to_workbook

table = pd.DataFrame(
    {
        "channel": ["Email", "=1+1"],
        "conversions": [53.416666666666664, 1.0],
        "people": [1200, 3],
        "share": [0.28268, np.nan],
        "since": pd.to_datetime(["2026-03-01 12:00", None], utc=True),
    }
)


def opened(document):
    return load_workbook(BytesIO(to_workbook(document)))


@pytest.fixture
def book():
    return opened(
        Document(table, name="t", title="=Who?", settings=("30-day lookback", "@home"), made=date(2026, 3, 1))
    )


def test_every_figure_is_there_unrounded_and_typed(book):
    rows = [[cell.value for cell in row] for row in book["Table"].iter_rows(min_row=2)]
    assert rows[0] == [
        "Email",
        pytest.approx(53.416666666666664, rel=1e-15),
        1200,
        0.28268,
        datetime(2026, 3, 1, 12),
    ]
    assert rows[1] == ["=1+1", 1, 3, None, None]


def test_figures_are_formatted_by_what_they_are(book):
    formats = {cell.column_letter: cell.number_format for cell in book["Table"][2]}
    assert formats == {"A": "General", "B": "#,##0.00", "C": "#,##0", "D": "0.0%", "E": "yyyy-mm-dd hh:mm"}


def test_text_is_text_and_never_a_formula(book):
    cells = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.quotePrefix] == ["=1+1", "=Who?", "@home"]


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_no_name_of_a_client_breaks_the_file_or_becomes_a_formula(names):
    sheet = opened(Document(pd.DataFrame({names[0]: names}), name="t", title=names[0]))["Table"]
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
    assert sheet.max_row <= len(names) + 1


def test_the_header_stays_in_sight_and_filters(book):
    sheet = book["Table"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"
    assert all(cell.font.bold for cell in sheet[1])
    assert all(9 <= sheet.column_dimensions[letter].width <= 48 for letter in "ABCDE")


def test_the_settings_stand_beside_the_table(book):
    lines = [[cell.value for cell in row] for row in book["Settings"].iter_rows()]
    assert lines[:4] == [
        ["Table", "=Who?"],
        ["Setting", "30-day lookback"],
        ["Setting", "@home"],
        ["Rows", "2"],
    ]
    assert lines[4][1].startswith("segattr ")
    assert lines[5] == ["Made on", "1 March 2026"]


def test_a_table_without_rows_still_opens():
    sheet = opened(Document(table.head(0), name="t", title=""))["Table"]
    assert [cell.value for cell in sheet[1]] == list(table.columns)


def test_what_is_endless_is_written_out():
    sheet = opened(Document(pd.DataFrame({"lookback": [np.inf, 30.0]}), name="t", title=""))["Table"]
    assert [sheet["A2"].value, sheet["A3"].value] == ["inf", 30]


def test_rows_nobody_scrolls_through_are_left_to_the_csv(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    book = opened(Document(table, name="t", title=""))
    assert book["Table"].max_row == 2
    assert any("first 1 of 2 rows" in str(row[1].value) for row in book["Settings"].iter_rows())
    assert MOST_ROWS < 1_048_576


def test_what_belongs_to_a_table_is_a_sheet_of_its_own():
    more = pd.DataFrame({"stays": ["=1"], "gives way": ["2"]})
    book = opened(Document(table, name="t", title="Who?", further={"Ids": more}))
    assert book.sheetnames == ["Table", "Ids", "Settings"]
    assert [[cell.value for cell in row] for row in book["Ids"].rows] == [["stays", "gives way"], ["=1", "2"]]
    assert ("Rows", "Ids: 1 of 1") in {tuple(cell.value for cell in row) for row in book["Settings"].rows}
