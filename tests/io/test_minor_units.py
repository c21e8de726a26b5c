"""Amounts in cents are known by the records that say so, and by nothing else."""

import pandas as pd
import pytest

from segattr.io.minor_units import in_whole_units


def charges(**columns):
    return pd.DataFrame({"object": ["charge"] * 3, "currency": ["eur", "jpy", "kwd"], **columns})


def test_each_currency_has_its_own_smallest_unit():
    table, notes = in_whole_units(charges(amount=["1999", "1999", "1999"], amount_refunded=["-5", "0", None]))
    assert table["amount"].tolist() == ["19.99", "1999", "1.999"]
    assert table["amount_refunded"].tolist()[:2] == ["-0.05", "0"]
    assert table["amount_refunded"].isna().tolist() == [False, False, True]
    assert "'amount', 'amount_refunded'" in notes[0]


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"amount": ["1999"], "currency": ["eur"]}),
        pd.DataFrame({"object": ["desk"], "amount": ["1999"], "currency": ["eur"]}),
        charges(amount=["19.99", "5", "7"]),
        charges(amount_of_stars=["a", "b", "c"], clicks=["1", "2", "3"]),
    ],
)
def test_what_does_not_say_that_it_counts_in_cents_stays(table):
    assert in_whole_units(table) == (table, ())
