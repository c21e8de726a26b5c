import pytest

from segattr.errors import FileRefused
from segattr.io.sniff import sniff


def layout(text, encoding="utf-8"):
    return sniff(text.encode(encoding), name="f.csv", whole=True)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    assert layout(f"id{delimiter}value\n1{delimiter}2\n").delimiter == delimiter


def test_decimal_commas_do_not_pass_for_delimiters():
    assert layout("kunde;wert;rabatt\na;1,50;2,00\nb;2,50;1,00\n").delimiter == ";"


def test_delimiters_inside_quotes_do_not_count():
    assert layout('name;note\n"a";"x, y, z"\n"b";"u, v, w"\n').delimiter == ";"


def test_a_single_column_is_a_table_too():
    assert layout("email\na@example.com\nb@example.com\n").columns == ("email",)


def test_reading_starts_below_the_header():
    text = "# made by Demo\nOrder report\nid,größe,value\n1,2,3\n4,5,6\n"
    found = layout(text)
    assert text.encode()[found.start :] == b"1,2,3\n4,5,6\n"
    assert any("Order report" in note for note in found.notes)


def test_headers_are_trimmed():
    assert layout(" id , value \n1,2\n").columns == ("id", "value")


def test_headers_over_two_lines_are_one_header():
    assert layout('id,"order\nvalue"\n1,2\n').columns == ("id", "order\nvalue")


@pytest.mark.parametrize(
    ("text", "mark"), [("a;b\n1,5;x\n", ","), ("a;b\n1.5;x\n", "."), ("a;b\n1;x\n", ","), ("a,b\n1,x\n", "")]
)
def test_the_decimal_mark_is_taken_from_the_cells_then_from_the_delimiter(text, mark):
    assert layout(text).decimal == mark


def test_columns_of_few_texts_are_labels():
    rows = "".join(f"{number},Email\n" for number in range(200))
    assert layout("id,channel\n" + rows).labels == {"channel"}


def test_a_header_alone_is_refused():
    with pytest.raises(FileRefused, match="has a header but no row"):
        layout("id,value\n")


def test_blank_lines_alone_are_refused():
    with pytest.raises(FileRefused, match="only blank lines"):
        layout("\n\n  \n")


def test_a_table_too_wide_is_refused_by_its_first_line():
    with pytest.raises(FileRefused, match="2,100 or more columns"):
        layout(",".join(map(str, range(2_100))) + "\n1\n")
