import pandas as pd

from segattr.data.currency import currency_of


def test_what_stands_beside_the_amounts_comes_first():
    assert currency_of(pd.DataFrame({"Currency": ["USD"]}), beside_amounts=["", "EUR"]) == ("EUR", ())


def test_a_currency_column_names_it():
    assert currency_of(pd.DataFrame({"Währung": ["chf", None]}), beside_amounts=[""]) == ("CHF", ())


def test_several_currencies_are_told():
    found, notes = currency_of(pd.DataFrame({"Currency": ["USD", "EUR"]}), beside_amounts=[])
    assert found == "USD"
    assert "several currencies ('USD', 'EUR')" in notes[0]


def test_where_nothing_names_one_it_stays_open():
    assert currency_of(pd.DataFrame({"x": ["USD"]}), beside_amounts=[]) == ("", ())
