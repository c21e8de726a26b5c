import datetime
import io
import zipfile

import openpyxl
import pytest

from segattr.errors import FileRefused, UnknownName
from segattr.io import workbook
from segattr.io.workbook import read_xlsx


def saved(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file


def read(file, sheet=None):
    return read_xlsx(file, name="o.xlsx", sheet=sheet)


def test_cells_become_text_as_a_person_reads_them():
    moment = datetime.datetime(2024, 3, 5, 14, 30)
    day = datetime.datetime(2024, 3, 5)
    rows = [["id", "n", "share", "when", "day", "yes"], ["007", 12583.0, 0.25, moment, day, True]]
    assert read(saved(S=rows)).table.iloc[0].tolist() == [
        *("007", "12583", "0.25", "2024-03-05 14:30:00", "2024-03-05", "TRUE")
    ]


def test_the_fullest_sheet_is_read_and_the_others_are_told():
    reading = read(saved(Cover=[["Made for you"]], Orders=[["id", "v"], [1, 2], [3, 4]], Notes=[["x"]]))
    assert reading.sheet == "Orders"
    assert reading.notes == ("Read sheet 'Orders' of Cover, Orders, Notes.",)


def test_a_sheet_can_be_chosen():
    assert read(saved(A=[["x", "y"], [1, 2]], B=[["u", "v"], [3, 4]]), sheet="B").table["u"].tolist() == ["3"]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(UnknownName, match=r"no sheet 'May'\. Its sheets: A"):
        read(saved(A=[["x", "y"], [1, 2]]), sheet="May")


def test_titles_above_the_header_are_skipped():
    rows = [["Report", None, None], [None, None, None], ["id", "date", "value"], [1, "2024-01-02", 3]]
    assert read(saved(S=rows)).table.columns.tolist() == ["id", "date", "value"]


def test_a_header_alone_is_refused():
    with pytest.raises(FileRefused, match="no row below a header"):
        read(saved(S=[["id", "value"]]))


def test_one_far_cell_neither_takes_long_nor_widens_the_table():
    book = openpyxl.Workbook()
    book.active.append(["id", "value"])
    book.active.append([1, 2])
    book.active["XFD1048576"] = 1
    file = io.BytesIO()
    book.save(file)
    reading = read(file)
    assert reading.table.shape == (1, 2)
    assert "Stopped reading after 10,000 blank rows" in reading.notes[0]


def test_one_far_cell_alone_is_refused():
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(FileRefused, match="no row below a header"):
        read(file)


def test_columns_beyond_the_bound_are_left_out_and_told():
    wide = list(range(2_100))
    reading = read(saved(S=[wide, wide[::-1]]))
    assert reading.table.shape == (1, 2_048)
    assert "the widest row has 2,100" in reading.notes[0]


def test_what_unpacks_into_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_UNZIPPED", 1_000)
    with pytest.raises(FileRefused, match="unpacks into"):
        read(saved(S=[["id"], [1]]))


def test_too_many_parts_are_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(2_001):
            archive.writestr(str(number), "")
    with pytest.raises(FileRefused, match="2,001 parts"):
        read(file)


@pytest.mark.parametrize("length", [10, 3_000])
def test_a_damaged_workbook_is_refused(length):
    whole = saved(S=[["id"], [1]]).getvalue()
    with pytest.raises(FileRefused, match="damaged or no Excel workbook"):
        read(io.BytesIO(whole[:length]))


def test_a_zip_of_other_things_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(FileRefused, match="damaged or no Excel workbook"):
        read(file)
