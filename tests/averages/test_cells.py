import pandas as pd

import segattr as sa
from segattr.averages.cells import cells, dimensions, rates_of

VISITS = pd.DataFrame(
    {
        "device": ["m", "d", "m", "d"],
        "region": ["N", "N", "S", None],
        "constant": ["x"] * 4,
        "rate": ["high", "low", "low", "low"],
        "converted": ["yes", "no", "no", "yes"],
    }
)


def test_dimensions_are_columns_that_tell_people_apart():
    assert dimensions(sa.load(outcomes=VISITS)) == ("device", "region", "rate")


def test_columns_named_like_the_counts_are_none():
    table = pd.DataFrame({"people": [5, 6], "converters": [1, 2], "device": ["m", "d"]})
    customers = table.assign(customer_id=["a", "b"])
    orders = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-01"]})
    assert dimensions(sa.load(customers=customers, conversions=orders)) == ("device",)


def test_a_column_with_too_many_values_is_none():
    many = pd.DataFrame({"name": [f"n{i}" for i in range(61)], "converted": [1] * 61})
    assert dimensions(sa.load(outcomes=many)) == ()


def test_every_view_sums_the_same_cells_to_what_the_public_function_says():
    dataset = sa.load(outcomes=VISITS)
    everything = cells(dataset)
    for by in [(), ("device",), ("region",), ("device", "region")]:
        public = sa.rates(dataset, by).astype(dict.fromkeys(by, "str"))
        pd.testing.assert_frame_equal(rates_of(everything, by), public, check_dtype=False, rtol=1e-12)


def test_of_three_hundred_channels_the_largest_stand_and_the_others_stand_together():
    visits = pd.DataFrame({"channel": [f"c{i % 300}" for i in range(9_000)], "converted": [0, 1] * 4_500})
    found = cells(sa.load(outcomes=visits))
    assert found["channel"].nunique() == 60
    assert found.loc[found["channel"] == "241 others", "people"].sum() == 241 * 30
    names = pd.DataFrame({"comment": [f"text {i}" for i in range(900)], "converted": [0, 1, 1] * 300})
    assert "comment" not in cells(sa.load(outcomes=names))
