import pandas as pd
import pytest

from segattr.io.flags import read_flags


@pytest.mark.parametrize(
    "values",
    [
        pd.Series(["1", "0", ""]),
        pd.Series(["TRUE", "false", None]),
        pd.Series([" Yes", "NO ", " "]),
        pd.Series(["y", "N", "NULL"]),
        pd.Series(["ja", "Nein", "-"]),
        pd.Series(["oui", "non", "NA"]),
        pd.Series([1, 0, None], dtype="Int64"),
        pd.Series([1.0, 0.0, float("nan")]),
        pd.Series([True, False, None], dtype="boolean"),
        pd.Series([True, False, None], dtype=object),
        pd.Series(pd.Categorical(["1.0", "0.0", None])),
    ],
)
def test_yes_no_and_blank_are_read(values):
    flags = read_flags(values)
    assert flags.answers.tolist() == [True, False, pd.NA]
    assert not flags.unread.any()


@pytest.mark.parametrize("value", ["maybe", "2", "Churned", "-1"])
def test_anything_else_is_unread(value):
    flags = read_flags(pd.Series([value, "1"]))
    assert flags.unread.tolist() == [True, False]
    assert flags.answers.isna().tolist() == [True, False]
