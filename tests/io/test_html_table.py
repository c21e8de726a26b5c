import io

import pytest

from segattr.errors import FileRefused, UnknownName
from segattr.io.html_table import read_html

ORDERS = "<table><tr><th>Id<th>Amount<tr><td>007<td>1&nbsp;234<tr><td>008<td>5</table>"


def read(page, sheet=None):
    return read_html(io.BytesIO(page.encode()), name="report.xls", sheet=sheet)


def test_cells_need_no_closing_tags():
    assert read(ORDERS).table.to_dict("list") == {"Id": ["007", "008"], "Amount": ["1 234", "5"]}


def test_a_cell_over_several_columns_keeps_the_others_in_place():
    page = "<table><tr><th colspan=2>Who<th>What<tr><th>id<th>mail<th>sum<tr><td>1<td>a@x<td>5</table>"
    assert (
        read(page).table.columns.tolist() == ["Who", "Unnamed: 1", "What"] or read(page).table.shape[1] == 3
    )


def test_several_tables_are_offered():
    reading = read(f"<table><tr><td>Logo</table>{ORDERS}")
    assert reading.sheets == ("table 1", "table 2")
    assert reading.sheet == "table 2"
    with pytest.raises(UnknownName, match="has no 'table 3'"):
        read(f"{ORDERS}{ORDERS}", sheet="table 3")


def test_a_page_without_a_table_is_refused():
    with pytest.raises(FileRefused, match="without a table"):
        read("<html><p>Please log in</p></html>")


def test_tables_inside_tables_without_end_are_refused():
    with pytest.raises(FileRefused, match="20 deep"):
        read("<table><tr><td>" * 100)
