from hypothesis import given
from hypothesis import strategies as st

from segattr.io.header import column_names, header_row


def test_the_first_row_is_the_header_of_a_plain_table():
    assert header_row([["id", "value"], ["1", "2"], ["3", "4"]]) == 0


def test_titles_and_group_headers_above_are_passed_over():
    rows = [["Report", "", ""], ["", "Identity", ""], ["id", "date", "value"], ["1", "2", "3"]]
    assert header_row(rows) == 2


def test_a_saved_index_without_a_name_does_not_hide_the_header():
    assert header_row([["", "value"], ["0", "5"], ["1", "6"]]) == 0


def test_sparse_rows_do_not_hide_the_header():
    assert header_row([["a", "b", "c", "d"], ["1", "", "", ""], ["2", "", "", "x"]]) == 0


def test_a_single_column_begins_at_its_first_filled_row():
    assert header_row([[""], ["id"], ["1"]]) == 1


def test_repeated_names_are_numbered_and_told():
    names, notes = column_names(["Date", "Date", "Date.1"], width=3)
    assert names == ["Date", "Date.2", "Date.1"]
    assert "Several columns are called 'Date'" in notes[0]


@given(st.lists(st.sampled_from(["a", "a.1", "", " a ", "Unnamed: 2"]), max_size=8), st.integers(0, 3))
def test_names_are_always_different(header, more):
    width = len(header) + more
    names, _ = column_names(header, width=width)
    assert len(names) == len(set(names)) == width
