import pandas as pd

from segattr.data.sessions import conversions_of, stacked, touches_of

VISITS = pd.DataFrame(
    {
        "customer_id": pd.Series(["a", None, "b", "c"], dtype="str"),
        "ts": pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"], utc=True),
        "channel": pd.Categorical(["x", "y", "x", "z"]),
        "converted": pd.array([True, True, False, None], dtype="boolean"),
        "value": [5.0, 7.0, None, None],
        "device": pd.Categorical(["m", "m", "d", "d"]),
    }
)


def test_every_visit_with_an_id_is_a_touch_with_its_dimensions():
    touches = touches_of(VISITS)
    assert touches.columns.tolist() == ["customer_id", "ts", "channel", "device"]
    assert touches["customer_id"].tolist() == ["a", "b", "c"]
    assert touches["channel"].cat.categories.tolist() == ["x", "z"]


def test_every_visit_that_converted_is_a_conversion_at_its_moment_with_or_without_id():
    conversions = conversions_of(VISITS)
    assert conversions["value"].tolist() == [5.0, 7.0]
    assert conversions["ts"].tolist() == VISITS["ts"].head(2).tolist()
    assert conversions["customer_id"].isna().tolist() == [False, True]


def test_tables_are_stacked_with_labels_still_labels():
    more = pd.DataFrame({"customer_id": ["d"], "ts": VISITS["ts"].head(1), "channel": pd.Categorical(["q"])})
    rows = stacked([more, touches_of(VISITS)])
    assert rows["channel"].tolist() == ["q", "x", "x", "z"]
    assert str(rows["channel"].dtype) == "category"
    assert str(rows["ts"].dtype) == str(VISITS["ts"].dtype)
    assert rows["device"].isna().tolist() == [True, False, False, False]
