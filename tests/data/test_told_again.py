import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.data.told_again import told_again

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", None]),
        st.sampled_from(["x", "y", None]),
        st.sampled_from([1.0, 2.0, None]),
        st.sampled_from([pd.Timestamp("2026-01-01"), pd.Timestamp("2026-01-02"), pd.NaT]),
    ),
    max_size=12,
)


@given(ROWS, st.booleans())
def test_customers_are_told_differently_where_a_column_holds_two_values_of_theirs(rows, labels):
    table = pd.DataFrame(rows, columns=["customer_id", "plan", "score", "seen"])
    table = table.astype({"customer_id": "str", "plan": "category" if labels else "str", "score": float})
    found = told_again(table.astype({"seen": "datetime64[us]"}))
    values = table.groupby("customer_id")[["plan", "score", "seen"]].nunique()
    differ = set(values.index[(values > 1).any(axis="columns")])
    assert (set() if found is None else set(found["customer_id"])) == differ
    kept = [row[1:] for row in rows if row[0] in differ]
    assert len(kept) == (0 if found is None else len(found))


def test_a_file_read_keeps_them_and_one_row_of_each_customer():
    people = pd.DataFrame({"user": ["1", "2", "1"], "plan": ["a", "b", "c"]})
    data = sa.load(customers=people)
    assert data.again["plan"].tolist() == ["a", "c"]
    assert data.customers["plan"].tolist() == ["a", "b"]
    assert sa.load(customers=people.iloc[:2]).again is None
