import gzip
import io
import zipfile

import pandas as pd
import pytest

from segattr.errors import FileRefused, UnknownName
from segattr.io.readers import read_table

ORDERS, PEOPLE = "id,value\n1,2\n3,4\n5,6\n", "id,plan\n7,pro\n"


def named(content, name):
    file = io.BytesIO(content)
    file.name = name
    return file


def zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_packed_file_is_read_whatever_it_is_called():
    for content in (gzip.compress(ORDERS.encode()), zipped({"o.csv": ORDERS})):
        assert len(read_table(named(content, "export")).table) == 3


def test_the_largest_of_several_files_is_read_and_the_others_are_offered():
    content = zipped({"b/people.csv": PEOPLE, "a/orders.csv": ORDERS, "read me.pdf": "x" * 999})
    reading = read_table(named(content, "o.zip"))
    assert (reading.sheet, reading.sheets) == ("a/orders.csv", ("b/people.csv", "a/orders.csv"))
    assert reading.notes[0] == "Read 'a/orders.csv' of b/people.csv, a/orders.csv."
    assert read_table(named(content, "o.zip"), sheet="b/people.csv").table["plan"].tolist() == ["pro"]
    with pytest.raises(UnknownName, match=r"holds no 'c\.csv'"):
        read_table(named(content, "o.zip"), sheet="c.csv")


def test_what_computers_add_to_an_archive_is_not_offered():
    reading = read_table(
        named(zipped({"__MACOSX/._o.csv": "xx", ".hidden.csv": "xx", "o.csv": ORDERS}), "o.zip")
    )
    assert reading.sheets == ()


def test_a_zip_of_gz_files_is_read():
    content = zipped({"part.json.gz": gzip.compress(b'{"id": "1"}\n{"id": "2"}\n')})
    assert read_table(named(content, "o.zip")).table["id"].tolist() == ["1", "2"]


def test_the_sheets_of_a_packed_workbook_are_offered():
    book = io.BytesIO()
    with pd.ExcelWriter(book) as writer:
        for sheet in ("May", "June"):
            pd.DataFrame({"id": [1, 2], "month": [sheet] * 2}).to_excel(writer, sheet_name=sheet, index=False)
    content = zipped({"o.xlsx": book.getvalue()})
    assert read_table(named(content, "o.zip"), sheet="June").table["month"].tolist() == ["June"] * 2


@pytest.mark.parametrize(
    "content", [gzip.compress(ORDERS.encode()), zipped({"o.csv": ORDERS})], ids=["gz", "zip"]
)
def test_a_damaged_archive_is_refused(content):
    for cut in (5, len(content) // 2, len(content) - 3):
        with pytest.raises(FileRefused, match=r"damaged|cannot be read"):
            read_table(named(content[:cut], "o.zip"))


def test_an_archive_without_a_readable_file_is_refused_with_what_it_holds():
    with pytest.raises(FileRefused, match=r"no file that can be read \(found: a\.pdf\)"):
        read_table(named(zipped({"a.pdf": "x"}), "o.zip"))


def test_a_locked_archive_is_refused():
    content = bytearray(zipped({"o.csv": ORDERS}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + flags] |= 1
    with pytest.raises(FileRefused, match="protected by a password"):
        read_table(named(bytes(content), "o.zip"))
