"""Rows that share an order number are all kept, and said."""

import pandas as pd
import pytest

from segattr.data.shared_numbers import shared_numbers


@pytest.mark.parametrize(
    ("ids", "values", "said"),
    [
        (
            ["1", "1", "2"],
            [30, 30, 5],
            "3 rows have only 2 different numbers of the conversion, with the same value",
        ),
        (
            ["1", "1", None],
            [30, 5, 5],
            "2 rows have only 1 different numbers of the conversion, with values of",
        ),
        (["1", "1"], [None, None], "2 rows have only 1 different numbers of the conversion: each row counts"),
    ],
)
def test_rows_that_share_a_number_are_counted_with_how_their_value_stands(ids, values, said):
    orders = pd.DataFrame({"conversion_id": ids, "value": pd.Series(values, dtype="float")})
    assert said in shared_numbers(orders)[0]


def test_numbers_of_their_own_and_none_at_all_are_no_news():
    assert shared_numbers(pd.DataFrame({"conversion_id": ["1", "2", None, None]})) == ()
    assert shared_numbers(pd.DataFrame({"value": [1.0]})) == ()
