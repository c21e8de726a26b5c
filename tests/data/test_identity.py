import pandas as pd
import pytest

from segattr.data.identity import content_key

TABLE = pd.DataFrame(
    {
        "customer_id": pd.Series(["a", None, "bc"], dtype="str"),
        "ts": pd.to_datetime(["2024-01-01", "2024-01-02", None], utc=True),
        "channel": pd.Categorical(["x", None, "y"]),
        "value": [1.5, None, 0.0],
        "n": [1, 2, 3],
        "flag": pd.array([True, None, False], dtype="boolean"),
    }
)


def key(table, **more):
    return content_key({"touchpoints": table}, **more)


def test_equal_content_has_an_equal_key_however_it_is_stored():
    shuffled = TABLE.assign(channel=pd.Categorical(["x", None, "y"], ["y", "unused", "x"]))
    sliced = pd.concat([TABLE.head(1), TABLE], ignore_index=True).iloc[1:]
    assert key(TABLE) == key(TABLE.copy()) == key(shuffled) == key(sliced)


@pytest.mark.parametrize(
    "change",
    [
        {"customer_id": pd.Series(["ab", None, "c"], dtype="str")},
        {"customer_id": pd.Series(["a", "", "bc"], dtype="str")},
        {"ts": pd.to_datetime(["2024-01-01", None, "2024-01-02"], utc=True)},
        {"channel": pd.Categorical(["y", None, "x"])},
        {"channel": pd.Categorical(["x", None, "z"])},
        {"value": [1.5, 0.0, None]},
        {"n": [1, 2, 4]},
        {"n": ["1", "2", "3"]},
        {"flag": pd.array([True, False, None], dtype="boolean")},
    ],
)
def test_any_other_content_has_another_key(change):
    assert key(TABLE.assign(**change)) != key(TABLE)


def test_order_names_role_and_currency_count():
    keys = {
        key(TABLE),
        key(TABLE.iloc[::-1]),
        key(TABLE[TABLE.columns[::-1]]),
        key(TABLE.rename(columns={"n": "m"})),
        key(TABLE, currency="EUR"),
        key(TABLE.head(0)),
        content_key({"conversions": TABLE}),
    }
    assert len(keys) == 7
