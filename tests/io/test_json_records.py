import io

import pytest

from segattr.errors import FileRefused, UnknownName
from segattr.io.json_records import read_json


def read(text, sheet=None, encoding="utf-8"):
    return read_json(io.BytesIO(text.encode(encoding)), name="o.json", sheet=sheet)


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "007", "v": 1.50}, {"id": "008", "v": 2}]',
        '{"id": "007", "v": 1.50}\n{"id": "008", "v": 2}\n',
        '{"status": "ok", "data": {"rows": [{"id": "007", "v": 1.50}, {"id": "008", "v": 2}]}}',
        '{"id": ["007", "008"], "v": [1.50, 2]}',
        '{"columns": ["id", "v"], "data": [["007", 1.50], ["008", 2]]}',
        '[["id", "v"], ["007", 1.50], ["008", 2]]',
    ],
    ids=["array", "lines", "wrapped", "columns", "split", "rows"],
)
def test_every_way_to_write_records_gives_the_same_table(text):
    assert read(text).table.to_dict("list") == {"id": ["007", "008"], "v": ["1.50", "2"]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_every_encoding_is_read(encoding):
    assert read('[{"größe": "ü"}, {"größe": "ö"}]', encoding=encoding).table["größe"].tolist() == ["ü", "ö"]


def test_nested_fields_are_named_by_their_way_down_without_the_wrapper():
    text = '{"userId": "7", "properties": {"id": "1", "coupon": {"code": "A"}}, "context": {"ip": "1"}}\n'
    assert read(text * 2).table.columns.tolist() == ["userId", "id", "coupon.code", "ip"]


def test_fields_that_would_be_called_the_same_keep_their_whole_way():
    text = '[{"name": "a", "traits": {"name": "b"}, "context": {"city": "x"}, "properties": {"city": "y"}}]'
    assert read(text).table.columns.tolist() == ["name", "traits.name", "context.city", "properties.city"]


def test_several_lists_are_offered_like_sheets():
    text = '{"orders": [{"id": 1, "v": 2}, {"id": 2, "v": 2}], "people": [{"id": 7}]}'
    assert read(text).sheet == "orders"
    assert read(text).sheets == ("orders", "people")
    assert read(text, sheet="people").table["id"].tolist() == ["7"]
    with pytest.raises(UnknownName, match=r"no list 'visits'\. Its lists: orders, people"):
        read(text, sheet="visits")


def test_null_is_missing_and_the_word_null_is_not():
    table = read('[{"a": null, "b": "null"}, {"a": "x", "b": ""}]').table
    assert table["a"].isna().tolist() == [True, False]
    assert table["b"].tolist()[0] == "null"
    assert table["b"].isna().tolist() == [False, True]


def test_yes_and_no_and_lists_become_text():
    reading = read('[{"won": true, "tags": ["a", "b"], "items": [{"sku": "x"}]}, {"won": false}]')
    assert reading.table["won"].tolist() == ["TRUE", "FALSE"]
    assert reading.table["tags"].tolist()[0] == "a; b"
    assert reading.table["items"].tolist()[0] == '[{"sku": "x"}]'
    assert "Lists in 'tags', 'items' are written as one text." in reading.notes


def test_a_last_line_that_is_cut_off_is_left_out_and_told():
    reading = read('{"id": 1}\n' * 3 + '{"id": ')
    assert len(reading.table) == 3
    assert "1 line is no JSON record" in reading.notes[0]


def test_many_broken_lines_are_refused():
    with pytest.raises(FileRefused, match="5 of its lines are no JSON record"):
        read('{"id": 1}\n' + '{"id": \n' * 5)


def test_a_document_that_is_cut_off_is_refused():
    with pytest.raises(FileRefused, match="may have been cut off"):
        read('[{"id": 1}, {"id": ')


@pytest.mark.parametrize("text", ["[]", "{}", "5", '"x"', "[1, 2]", '{"rows": []}'])
def test_json_without_records_is_refused(text):
    with pytest.raises(FileRefused):
        read(text)


def test_records_of_more_than_one_batch_stay_in_order():
    text = "".join(
        f'{{"id": {n}, "late": {n}}}\n' if n > 25_000 else f'{{"id": {n}}}\n' for n in range(30_000)
    )
    table = read(text).table
    assert table["id"].tolist() == [str(n) for n in range(30_000)]
    assert table["late"].notna().sum() == 4_999
