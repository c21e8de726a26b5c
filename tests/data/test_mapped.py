import pandas as pd

from segattr.data.mapped import MappedFile
from segattr.io.reading import Reading


def test_columns_are_given_by_field_with_rows_numbered_from_zero():
    table = pd.DataFrame({"mail": ["a", "b"], "since": ["x", "y"]}, index=[5, 6])
    file = MappedFile(Reading("c.csv", table), "customers", {"customer_id": "mail", "created_ts": "since"})
    assert file["customer_id"].to_dict() == {0: "a", 1: "b"}
    assert file.of_kind("time", "flag") == ["created_ts"]
    assert file.required("customer_id")
    assert not file.required("created_ts")
