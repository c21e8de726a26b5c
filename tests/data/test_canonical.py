import pandas as pd
import pytest

from segattr.data.canonical import canonical_table
from segattr.errors import FileRefused
from segattr.io.reading import Reading
from segattr.schema import DTYPES, TABLES


def canonical(role, said=None, **columns):
    reading = Reading("f.csv", pd.DataFrame(columns))
    return canonical_table(reading, role=role, said=said or {}, date_order=None)


EXAMPLES = {
    "touchpoints": {"user": ["1"], "ts": ["2024-01-02"], "channel": ["a"], "cost": ["1"], "campaign": ["x"]},
    "conversions": {"user": ["1"], "ts": ["2024-01-02"], "value": ["5"], "order id": ["7"]},
    "customers": {"user": ["1"], "created at": ["2024-01-02"]},
    "events": {"user": ["1"], "ts": ["2024-01-02"], "event": ["open"]},
    "costs": {"channel": ["a"], "date": ["2024-01-02"], "spend": ["5"], "clicks": ["3"]},
    "sessions": {"user": ["1"], "ts": ["2024-01-02"], "channel": ["a"], "converted": ["1"]},
    "outcomes": {"people": ["9"], "converters": ["2"]},
    "paths": {"path": ["a > b"], "conversions": ["2"]},
}


@pytest.mark.parametrize("role", TABLES)
def test_every_role_has_the_dtypes_of_the_schema(role):
    rows = canonical(role, **EXAMPLES[role]).rows
    fields = {name: field for name, field in TABLES[role].columns.items() if name in rows.columns}
    assert len(fields) == len(EXAMPLES[role])
    assert {name: str(rows[name].dtype) for name in fields} == {
        name: DTYPES[field.kind] for name, field in fields.items()
    }


def test_rows_without_a_date_are_left_out_counted_and_shown():
    file = canonical(
        "conversions", user=["1", "2", "3"], date=["2024-01-02", "Total", ""], value=["1", "2", "x"]
    )
    assert file.rows["value"].tolist() == [1.0]
    assert file.receipt.rows == 1
    assert file.receipt.notes == ("2 rows left out: no date in 'date' ('Total', '').",)


@pytest.mark.parametrize("role", ["touchpoints", "events"])
def test_rows_without_an_id_are_left_out_where_they_say_nothing(role):
    columns = {"user": ["1", " "], "ts": ["2024-01-02"] * 2, "channel": ["a", "b"], "event": ["a", "b"]}
    file = canonical(role, **columns)
    assert file.rows["customer_id"].tolist() == ["1"]
    assert "1 row left out: no customer id in 'user' (' ')." in file.receipt.notes


def test_a_conversion_without_an_id_still_counts():
    file = canonical("conversions", user=["1", ""], date=["2024-01-02"] * 2, value=["1", "2"])
    assert file.rows["value"].sum() == 3.0
    assert file.rows["customer_id"].isna().tolist() == [False, True]


def test_labels_of_rows_left_out_are_forgotten():
    file = canonical("touchpoints", user=["1", "2"], ts=["2024-01-02", "x"], channel=["a", "b"])
    assert file.rows["channel"].cat.categories.tolist() == ["a"]


def test_a_file_without_one_readable_date_is_refused_with_examples():
    with pytest.raises(FileRefused, match="no date could be read in 'date', for example 'soon', 'later'"):
        canonical("conversions", user=["1", "2"], date=["soon", "later"])


def test_a_file_without_one_id_is_refused():
    with pytest.raises(FileRefused, match="no customer id could be read in 'user'"):
        canonical("touchpoints", user=["", "NULL"], ts=["2024-01-02"] * 2, channel=["a", "b"])


def test_the_receipt_says_which_column_became_what():
    file = canonical("conversions", user=["1"], date=["2024-01-02"], kind=["gold"])
    assert file.receipt.columns == {"customer_id": "user", "ts": "date", "kind": "kind"}
