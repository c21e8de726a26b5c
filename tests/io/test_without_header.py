import pytest

from segattr.io.delimited import read_delimited
from segattr.io.without_header import lacks_header


@pytest.mark.parametrize(
    "rows",
    [
        [["00004", "19970101", "29.33"], ["00004", "19970118", "29.73"]],
        [["a@example.com", "2024-01-02", "Email"], ["b@example.com", "2024-01-03", "Search"]],
    ],
)
def test_a_first_row_of_data_is_seen(rows):
    assert lacks_header(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [["id", "2024-01-02"], ["a", "5"]],
        [["2022", "2023", "country"], ["5", "6", "France"]],
        [["0", "1", "2"], ["a", "2024-01-02", "5"]],
        [["id"], ["5"]],
        [["5", "6"]],
    ],
    ids=["a date above figures", "years", "counted", "one column", "one row"],
)
def test_a_header_with_figures_in_it_stays_a_header(rows):
    assert not lacks_header(rows)


def test_every_row_of_a_file_without_header_is_read():
    import io

    reading = read_delimited(io.BytesIO(b"u1,2024-01-02,Email\nu2,2024-01-03,Direct\n"), name="o.csv")
    assert reading.table["Column 1"].tolist() == ["u1", "u2"]
