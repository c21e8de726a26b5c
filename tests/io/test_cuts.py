import pytest

from segattr.errors import FileRefused
from segattr.io.cuts import declared, delimiter_of, rows_of


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("id,value\n1,2\n", ","),
        ("id;value\n1;2,5\n", ";"),
        ("id\tvalue\n1\t2,5\n", "\t"),
        ("id|value\n1|2\n", "|"),
        (" 00004  19970101  2   29.33\n 00021  19970118  12  9.73\n", " "),
        ("path\nSearch Email\nDirect Search\n", ","),
        ("name\nAnn Smith\nBen Jones\n", ","),
    ],
)
def test_the_delimiter_is_found_and_words_are_not_torn_apart(text, delimiter):
    assert delimiter_of(text.splitlines(keepends=True)) == delimiter


def test_only_a_first_line_that_names_a_delimiter_is_taken_off():
    assert declared('"sep=\t"\r\na\tb\n') == ("\t", "a\tb\n")
    assert declared("sep,value\n;,1\n") == ("", "sep,value\n;,1\n")


def test_a_cell_that_never_ends_is_refused():
    with pytest.raises(FileRefused, match="a cell does not end"):
        rows_of(["a,b\n", f'"{"x" * 200_000}\n'], ",", padded=False, name="o.csv")
