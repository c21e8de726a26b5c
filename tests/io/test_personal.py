"""E-mails and phone numbers go, wherever they stand, and everybody is still known from file to file."""

import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.io.personal import EMAIL, hashed, personal_columns, without_personal
from segattr.io.phones import holds_phones, phone_digits
from segattr.io.reading import Reading

SALT = "a salt"


def plain(table, **more):
    return without_personal(Reading("c.csv", pd.DataFrame(table), **more), salt=SALT)


def test_an_address_is_the_same_however_it_is_written_and_another_with_another_salt():
    written = ["ann@example.com", " Ann@Example.COM", "ann%40example.com", "bob@example.com"]
    found = plain({"mail": written}).table["mail"].str.strip().tolist()
    assert found[:3] == [hashed("ann@example.com", salt=SALT)] * 3
    assert found[3] != found[0] != hashed("ann@example.com", salt="another")


def test_a_phone_number_is_the_same_however_it_is_written():
    written = ["+49 (0)30 123-4567", "0049 30 1234567", "49301234567", None, "n/a"]
    found = plain({"Phone": written}).table["Phone"]
    assert found[:3].nunique() == 1
    assert found[3:].isna().tolist() == [True, False]
    assert found[4] == "n/a"


@pytest.mark.parametrize(
    "cell",
    [
        "Call ann.o'neil+shop@mail.example.co.uk today",
        "/thanks?email=ann%40example.com&x=1",
        "Ann Miller <ann@example.com>; bob@example.com",
        "müller@bücher.example",
        "mailto:ann@example.com",
    ],
)
def test_an_address_within_a_text_goes_and_the_text_stays(cell):
    table = plain({"note": [cell, *["nothing of the kind"] * 5]}).table
    assert "@" not in table["note"][0]
    assert "%40" not in table["note"][0]
    assert table["note"][1] == "nothing of the kind"


def test_a_misspelt_address_in_a_column_of_addresses_goes_too_and_a_number_beside_it_stays():
    found = plain({"who": ["ann@example.com", "bob@example.com", "eve@example", "4711"]}).table["who"]
    assert "eve" not in found[2]
    assert found[3] == "4711"


def test_what_only_looks_like_an_address_stays():
    table = {"creative": ["banner@2x.png", "@shop", "5 @ 3.20", "a@b"], "order": ["4930123456"] * 4}
    assert plain(table).table.to_dict("list") == table
    assert personal_columns(pd.DataFrame(table)).columns == ()


@pytest.mark.parametrize(
    ("name", "cells", "phones"),
    [
        ("Telefonnummer", ["030 1234567", "0301234568"], True),
        ("mobile_number", ["0170 1234567", "0171-7654321"], True),
        ("Mobile impressions", ["1234567", "7654321"], False),
        ("Phone revenue", ["12345.67", "99999.99"], False),
        ("Phone", ["Android phone", "iPhone"], False),
        ("Order", ["4930123456", "4930123457"], False),
        ("Day", ["2024-05-01", "2024-05-02"], False),
        ("Latitude", ["+48.856613", "+52.520008"], False),
        ("Contact", ["+1 (555) 010-9999", "(555) 010-1234"], True),
    ],
)
def test_a_column_of_phone_numbers_is_told_from_others(name, cells, phones):
    assert holds_phones(name, cells) is phones


def test_numbers_of_a_typed_table_are_phone_numbers_by_their_column():
    table = plain({"phone": [4930123456, 4930123457], "clicks": [4930123456, 1]}).table
    assert table["phone"][0] == hashed("4930123456", salt=SALT)
    assert table["clicks"].tolist() == [4930123456, 1]


def test_columns_of_few_different_texts_stay_categories_without_a_trace_of_the_old():
    column = pd.Categorical(
        ["ann@example.com", "Ann@example.com", None], ["ann@example.com", "Ann@example.com", "x@y.example"]
    )
    found = plain({"mail": column}).table["mail"]
    assert isinstance(found.dtype, pd.CategoricalDtype)
    assert found.isna().tolist() == [False, False, True]
    assert found.nunique() == 1
    assert not any("@" in text for text in found.cat.categories)


def test_the_receipt_counts_what_was_hashed_and_holds_no_address_itself():
    reading = plain(
        {"mail": ["a@example.com"] * 1_200 + [None], "tel": ["+49 30 1234567"] * 1_201},
        notes=("Skipped above the header: 'by ann@example.com'.",),
    )
    assert reading.notes[1:] == (
        "Hashed: 1,200 e-mails in 'mail'.",
        "Hashed: 1,201 phone numbers in 'tel'.",
    )
    assert "ann@" not in reading.notes[0]


def test_headers_and_the_name_of_a_file_hold_no_address_and_no_two_columns_become_one():
    reading = Reading(
        "for ann@example.com.csv",
        pd.DataFrame([["1", "2", "3"]]).set_axis(["a@x.example", "A@x.example", "n"], axis=1),
        millionths=frozenset(["a@x.example"]),
    )
    found = without_personal(reading, salt=SALT)
    assert "@" not in found.name
    assert not any("@" in name for name in (*found.table.columns, *found.millionths))
    assert found.table.columns.is_unique
    assert found.millionths < set(found.table.columns)


def test_hashing_twice_changes_nothing_more():
    once = plain({"mail": ["ann@example.com"], "tel": ["+49 30 1234567"]})
    again = without_personal(replace(once, notes=()), salt=SALT)
    pd.testing.assert_frame_equal(again.table, once.table)
    assert again.notes == ()


def file(text, name):
    found = io.BytesIO(text.encode())
    found.name = name
    return found


def load(**more):
    visits = file(
        "email,ts,channel\nAnn@example.com,2025-01-05,Email\nbob@example.com,2025-01-06,Search\n", "v.csv"
    )
    orders = file("Customer;Date;Value\n ann@example.com;2025-01-13;10\n", "o.csv")
    return sa.load(touchpoints=visits, conversions=orders, **more)


def test_a_customer_is_known_from_file_to_file_and_nobody_can_read_who_it_is():
    dataset = load(hash_personal=True)
    assert dataset.conversions.customer_id[0] == dataset.touchpoints.customer_id[0]
    assert "@" not in dataset.touchpoints.to_csv() + dataset.conversions.to_csv()
    assert any("Hashed: 2 e-mails" in note for note in dataset.receipts["touchpoints"].notes)


def test_a_salt_of_ones_own_gives_the_same_again_and_without_one_every_call_differs():
    assert load(hash_personal="mine").key == load(hash_personal="mine").key
    assert load(hash_personal=True).key != load(hash_personal=True).key
    assert load().touchpoints.customer_id[0] == "Ann@example.com"


@given(st.lists(st.one_of(st.text(max_size=30), st.emails()), min_size=1, max_size=8))
def test_no_address_is_left_and_rows_stay_where_they_are(texts):
    found = plain({"x": texts, "row": [str(n) for n in range(len(texts))]}).table
    assert found["row"].tolist() == [str(n) for n in range(len(texts))]
    left = [match.group() for text in found["x"].dropna() for match in EMAIL.finditer(text)]
    assert all(
        match.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")) for match in left
    )


def test_a_long_cell_takes_no_time():
    assert plain({"x": ["a" * 300_000 + "@", "@" * 300_000, "a@" * 100_000]}).table.shape == (3, 1)


def test_digits_of_nothing_are_none():
    assert phone_digits("call me") == ""
